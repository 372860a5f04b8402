"""Find what is written by its number in prose and can be in no page: ``&#x202e;``, ``&#1;``."""

from __future__ import annotations

import re

from jmsite.formats.controls import NUMBERED, cleaned, odd_signs
from jmsite.model.sources import Heading, Prose, ProseRemark
from jmsite.model.value import replace

_SHOWN = "\ufffd"


def without_odd_signs(prose: Prose, source: str) -> Prose:
    """Return prose without signs that cannot be shown, with a word about the first one.

    As themselves they stand in no source. What is code stays as it is written.
    """
    signs = list(odd_signs(source))
    html, text = _cleaned(prose.html), cleaned(prose.text)
    # markdown-it puts U+FFFD for some of them itself; where authors have written that sign as well, it tells nothing
    if not signs or ((html, text) == (prose.html, prose.text) and (_SHOWN in source or _SHOWN not in html)):
        return prose
    found, sign = signs[0]
    begun = source.rfind("\n", 0, found.start()) + 1
    remark = ProseRemark(
        rule="file/control-character",
        what=sign,
        line=source.count("\n", 0, begun) + 1,
        column=found.start() - begun + 1,
        end=found.end() - begun + 1,
    )
    return replace(
        prose,
        html=html,
        text=text,
        markdown=NUMBERED.sub(_kept, prose.markdown),
        headings=tuple(
            [Heading(level=one.level, text=cleaned(one.text), anchor=one.anchor) for one in prose.headings]
        ),
        remarks=(*prose.remarks, remark),
    )


def _cleaned(html: str) -> str:
    """Return HTML without signs that cannot be shown; those around our slots stay."""
    return "\0".join(cleaned(part) for part in html.split("\0"))


def _kept(found: re.Match[str]) -> str:
    return _SHOWN if any(odd_signs(found[0])) else found[0]
