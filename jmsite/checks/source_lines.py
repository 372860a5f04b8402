"""Look at files of content as lines: where front matter ends, and which of the prose is code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jmsite.model.sources import Source

# behind backticks that open a block no other stands in their line: there they are code in words
_FENCE = re.compile(r"\s{0,3}(`{3,}(?![^`]*`)|~{3,})")
# a row of backticks is taken as a whole (++): else each of its parts would look for an end of its own
_CODE = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")


def lines_of(source: Source) -> tuple[list[str], int]:
    """Return the lines of a file, and the index of that on which its prose begins: behind the last one in YAML."""
    lines = source.data.decode("utf-8", errors="replace").splitlines()
    if not source.path.endswith(".md"):
        return lines, len(lines)
    if not lines or lines[0].removeprefix("\ufeff").rstrip() != "---":
        return lines, 0
    return lines, next((at + 1 for at, line in enumerate(lines) if at and line.rstrip() == "---"), 0)


def without_code(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines of prose, with blanks in place of code."""
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            closes = mark is not None and mark[1].startswith(fence) and not line.strip(" `~")
            fence = "" if closes else fence
            yield ""
        elif mark:
            fence = mark[1]
            yield ""
        else:
            yield _CODE.sub(lambda code: " " * len(code[0]), line) if "`" in line else line
