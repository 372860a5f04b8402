"""Changes as Markdown for a comment: a list for each journey, folded where it is long, and nothing that acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jmsite.differences.change_lines import ChangeGroup, ChangeLine, DescribedChanges
from jmsite.model.change import Piece
from jmsite.model.forge_markdown import as_code, escaped, in_html

LONGEST = 60_000
"""Letters that a comment has at most: forges refuse longer ones."""
FOLDED = 8
"""From so many changes on, those of a journey are folded."""


def as_markdown(told: DescribedChanges) -> bytes:
    """Return the changes as Markdown of no more than 60,000 letters; words of content mention and link nobody."""
    words = told.after.words
    count = len(told.changes)
    lines = [f"## {escaped(words.phrase('change.title'))}", ""]
    if not count:
        return f"{lines[0]}\n\n{escaped(words.phrase('change.none'))}\n".encode()
    names = words.phrase("change.to", before=as_code(told.names[0]), after=as_code(told.names[1]))
    lines += [words.row(f"**{words.plural(count, 'change.count')}**", names), ""]
    left, shown = LONGEST - 500, 0
    for group in told.groups:
        made, taken = _group(group, len(told.groups), left)
        lines += made
        shown += taken
        left -= sum(len(line) + 1 for line in made)
    if shown < count:
        lines += [escaped(words.plural(count - shown, "change.more")), ""]
    return "\n".join(lines).encode()


def _group(group: ChangeGroup, of: int, left: int) -> tuple[list[str], int]:
    """Return the lines of a group, and how many changes there was room for."""
    items: list[str] = []
    for line in group.lines:
        item = _item(line)
        left -= len(item) + 1
        if left < 0:
            break
        items.append(item)
    if not items:
        return [], 0
    opened = " open" if of == 1 or len(group.lines) < FOLDED else ""
    title = in_html(group.title)
    head = f"<details{opened}><summary><b>{title}</b> ({len(group.lines)})</summary>"
    return [head, "", *items, "", "</details>", ""], len(items)


def _item(line: ChangeLine) -> str:
    # the sign of a list would begin another one
    sign = f"\\{line.sign}" if line.sign in "+-" else escaped(line.sign)
    return f"- {sign} {_marked(line.pieces)}"


def _marked(pieces: Iterable[Piece]) -> str:
    return "".join(part for one in pieces for part in _piece(one))


def _piece(piece: Piece) -> Iterator[str]:
    """Yield words with their mark around them, and blanks at their ends outside of it, where Markdown wants them."""
    sign = {"": "", "was": "~~", "now": "**"}[piece.mark]
    words = piece.text.strip()
    if not sign or not words:
        yield escaped(piece.text)
        return
    begin = len(piece.text) - len(piece.text.lstrip())
    yield f"{piece.text[:begin]}{sign}{escaped(words)}{sign}{piece.text[begin + len(words) :]}"
