"""Changes as text for a terminal: a line each, below the journey that they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jmsite.differences.change_lines import DOWN, UP, ChangeLine, DescribedChanges
from jmsite.model.change import Mark, Piece
from jmsite.model.terminal import harmless
from jmsite.pages.parts.changes.change_words import plain

_BOLD, _GREEN, _RED, _YELLOW = "1", "32", "31", "33"
_OF_SIGNS = {"+": _GREEN, "✓": _GREEN, UP: _GREEN, "−": _RED, DOWN: _RED}
_OF_MARKS: dict[Mark, str] = {"was": "9;31", "now": _GREEN}


def as_text(told: DescribedChanges, colour: bool = False) -> bytes:
    """Return the changes as lines; words that were and are there are marked by signs, in ``colour`` by colours."""
    words = told.after.words
    lines = list(_lines(told, colour))
    count = len(told.changes)
    lines.append(words.plural(count, "change.count") if count else words.phrase("change.none"))
    return "".join(f"{line}\n" for line in lines).encode()


def _lines(told: DescribedChanges, colour: bool) -> Iterator[str]:
    for group in told.groups:
        yield _painted(harmless(group.title), _BOLD, colour)
        yield from (f"  {_line(line, colour)}" for line in group.lines)
        yield ""


def line_of_text(line: ChangeLine) -> str:
    """Return a change as a line: its sign and its sentence."""
    return _line(line, False)


def _line(line: ChangeLine, colour: bool) -> str:
    said = _coloured(line.pieces) if colour else harmless(plain(line.pieces))
    return f"{_painted(line.sign, _OF_SIGNS.get(line.sign, _YELLOW), colour)} {said}"


def _coloured(pieces: Iterable[Piece]) -> str:
    return "".join(
        _painted(harmless(one.text), _OF_MARKS.get(one.mark, ""), bool(one.mark)) for one in pieces
    )


def _painted(words: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{words}\x1b[0m" if colour else words
