"""Footnotes: numbered in the order in which they are first referred to, with a way back from each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from markdown_it.token import Token

from jmsite.formats.prose.draft import ProseBuilder
from jmsite.model.markdown import note_slot


class Footnote(NamedTuple):
    """A footnote as it is defined, on a line of the body."""

    label: str
    line: int
    tokens: list[Token]


def apart(tokens: Iterable[Token]) -> tuple[list[Token], dict[str, Footnote], list[Footnote]]:
    """Return the tokens of the body, each footnote by label, and further definitions of a label: the first one
    counts.
    """
    body: list[Token] = []
    kept: dict[str, Footnote] = {}
    again: list[Footnote] = []
    open_ = [Footnote("", 1, body)]
    for token in tokens:
        if token.type == "footnote_reference_open":
            open_.append(Footnote(token.meta["label"], (token.map or [0])[0] + 1, []))
        elif token.type == "footnote_reference_close":
            note = open_.pop()
            if kept.setdefault(note.label, note) is not note:
                again.append(note)
        else:
            open_[-1].tokens.append(token)
    return body, kept, again


def reference(draft: ProseBuilder, label: str) -> str:
    """Return the mark that leads to the footnote ``label``."""
    number, use = draft.note(label)
    own = _own(number, use)
    draft.anchors[own] = None
    link = f'<a href="#fn:{number}" id="{own}" role="doc-noteref">{number}</a>'
    return f'<sup class="footnote-ref">{link}</sup>'


def _own(number: int, use: int) -> str:
    # a slug has no colon, so a heading never takes the anchor of a footnote
    return f"fnref:{number}" if use == 1 else f"fnref:{number}:{use}"


def write_notes(
    draft: ProseBuilder, kept: Mapping[str, Iterable[Token]], write: Callable[[Iterable[Token]], None]
) -> None:
    """Write the footnotes that are referred to; one may refer to further ones."""
    if not draft.notes:
        return
    draft.out.append('<section class="footnotes" role="doc-endnotes">\n<ol>\n')
    backs: list[int] = []
    for number, label in enumerate(draft.notes, 1):  # grows while it is read
        draft.anchors[f"fn:{number}"] = None
        draft.out.append(f'<li id="fn:{number}">')
        draft.kept.enter("note", f"[^{note_slot(label)}]: ", "    ")
        write(kept.get(label, ()))
        draft.kept.leave()
        backs.append(_room(draft.out))
        draft.out.append("</li>\n")
    draft.out.append("</ol>\n</section>\n")
    for at, label in zip(backs, draft.notes, strict=True):
        number, uses = draft.uses[label]
        draft.out[at] = "".join(_back(draft, number, use) for use in range(1, uses + 1))


def _room(out: list[str]) -> int:
    """Make room for the ways back: at the end of the last paragraph, if the footnote ends with one."""
    at = len(out) - 1 if out[-1] == "</p>\n" else len(out)
    out.insert(at, "")
    return at


def _back(draft: ProseBuilder, number: int, use: int) -> str:
    name = draft.said("note.back", f"{number}" if use == 1 else f"{number}, {use}")
    # U+FE0E asks for the arrow of the font: without it some systems show a coloured picture
    return (
        f' <a class="footnote-back" href="#{_own(number, use)}" role="doc-backlink"'
        f' aria-label="{name}">\u21a9\ufe0e</a>'
    )
