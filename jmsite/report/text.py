"""Faults as text for people: where, what, the line itself with carets, and a hint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from jmsite.model.diagnostics import Diagnostic, Place, Severity
from jmsite.model.value import replace

_TAB = "    "
_WIDEST = 100
"""Columns of a line that is shown: with the number before it, it fits beside an editor and into a log of CI."""
_NEAR = 300
"""Characters before and behind a fault that are looked at: more of a line than is ever shown."""
_EQUAL = 5
"""The number of places of which the same is said one by one; beyond it, it is said once, with their number."""
_SHOWN = 20
"""Of these places, how many are named."""
_GUTTER = "      │ "
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _DIM = "1", "2"


def text(diagnostics: Sequence[Diagnostic], colour: bool = False) -> str:
    """Return every fault with its place, rule, message, source line, carets and hint; each line ends in a newline.

    What is said of many places in the same words is said once, with these places. Control characters from content
    are shown as ``U+FFFD``, so that they cannot steer a terminal. Carets stand right under wide characters and tabs; a
    line longer than 100 columns is cut around the fault.
    """
    told = grouped(diagnostics)
    return "".join(f"{line}\n" for one, others in told for line in _told(one, others, colour))


def grouped(diagnostics: Iterable[Diagnostic]) -> list[tuple[Diagnostic, tuple[Place, ...]]]:
    """Return the faults in order; of many that say just the same the first, with the places of the others.

    The same is what one rule says in the same words with the same hint, in whatever file.
    """
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for one in diagnostics:
        groups.setdefault(_said(one), []).append(one)
    many = {
        said: tuple([one.place for one in group[1:]]) for said, group in groups.items() if len(group) > _EQUAL
    }
    told: list[tuple[Diagnostic, tuple[Place, ...]]] = []
    for one in diagnostics:
        said = _said(one)
        if said not in many:
            told.append((one, ()))
        # by identity: the same fault may have been found twice, and is told once
        elif one is groups[said][0]:
            told.append((one, many[said]))
    return told


def _said(one: Diagnostic) -> tuple[str, ...]:
    return one.rule, one.severity, one.message, one.hint


def _elsewhere(places: Sequence[Place]) -> str:
    """Return the places at which the same is said, as many as fit in two lines or so."""
    lines: dict[str, list[str]] = {}
    for place in places[:_SHOWN]:
        lines.setdefault(place.path, []).append(str(place.line))
    named = "; ".join(f"{_clean(path)}:{', '.join(found)}" for path, found in lines.items())
    more = f"; and {len(places) - _SHOWN:,} more" if len(places) > _SHOWN else ""
    return f"      → the same in {len(places):,} other places: {named}{more}"


def _told(diagnostic: Diagnostic, others: Sequence[Place], colour: bool) -> list[str]:
    place, severity = diagnostic.place, diagnostic.severity
    tint = _COLOURS[severity]
    where = _painted(_clean(_at(place)), _BOLD, colour)
    weight = _painted(severity.value, tint, colour)
    lines = [f"{where} {weight} {_painted(diagnostic.rule, _DIM, colour)}  {_clean(diagnostic.message)}"]
    hint = _clean(diagnostic.hint)
    if diagnostic.excerpt:
        shown, before, carets = _excerpt(diagnostic.excerpt, place)
        lines.append(_painted(f"{place.line:>5} │ ", _DIM, colour) + shown)
        marks = " " * before + _painted("^" * carets, tint, colour)
        lines.append(_painted(_GUTTER, _DIM, colour) + marks + (f" {hint}" if hint else ""))
    elif hint:
        lines.append(_painted(_GUTTER, _DIM, colour) + hint)
    for other in diagnostic.related:
        lines.append(f"      → {_clean(_at(other.place))} {_clean(other.message)}")
    if others:
        lines.append(_elsewhere(others))
    return lines


def _at(place: Place) -> str:
    return f"{place.path}:{place.line}:{place.column}"


def _clean(words: str) -> str:
    return _CONTROLS.sub("\ufffd", words)


def _painted(words: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{words}\x1b[0m" if colour else words


def _excerpt(line: str, place: Place) -> tuple[str, int, int]:
    """Return the line as shown, the columns before the carets, and how many carets."""
    if len(line) <= _WIDEST and line.isascii() and line.isprintable():
        # most lines: each sign of them is one column
        start = min(place.column - 1, len(line))
        stop = min((place.end_column or place.column + 1) - 1, len(line))
        return line.rstrip(), start, max(stop - start, 1)
    # cut first: a line may be a megabyte long, and each sign of it is measured below
    near = max(min(place.column - 1, len(line)) - _NEAR, 0)
    cells = [_cell(sign) for sign in line[near : near + 2 * _NEAR]]
    place = replace(
        place, column=place.column - near, end_column=place.end_column and place.end_column - near
    )
    start = min(place.column - 1, len(cells))
    stop = max(min((place.end_column or place.column + 1) - 1, len(cells)), start + 1)
    first, last = _window(cells, start, stop)
    opening = "…" if near + first else ""
    closing = "…" if near + last < len(line) else ""
    shown = opening + "".join(sign for sign, _ in cells[first:last]) + closing
    before = len(opening) + sum(width for _, width in cells[first:start])
    carets = sum(width for _, width in cells[start : min(stop, last)])
    return shown.rstrip(), before, max(carets, 1)


def _cell(sign: str) -> tuple[str, int]:
    """Return what is shown for a character, and how many columns that takes."""
    if sign == "\t":
        return _TAB, len(_TAB)
    shown = _clean(sign)
    # terminals draw these over the sign before, so that they take no column
    if unicodedata.combining(shown) or unicodedata.category(shown) in ("Mn", "Me", "Cf"):
        return shown, 0
    return shown, 2 if unicodedata.east_asian_width(shown) in "WF" else 1


def _window(cells: list[tuple[str, int]], start: int, stop: int) -> tuple[int, int]:
    """Return the part of a line to show: all of it, or what fits around the fault, a third of it before."""
    if sum(width for _, width in cells) <= _WIDEST:
        return 0, len(cells)
    first = _reach(cells, start, _WIDEST // 3, -1)
    room = _WIDEST - sum(width for _, width in cells[first:start])
    last = _reach(cells, start, room, 1)
    if last == len(cells):
        first = _reach(cells, start, _WIDEST - sum(width for _, width in cells[start:]), -1)
    return first, max(last, min(stop, start + 1, len(cells)))


def _reach(cells: list[tuple[str, int]], start: int, room: int, step: int) -> int:
    """Return how far from ``start`` one comes within ``room`` columns."""
    index = start
    while 0 <= (index if step > 0 else index - 1) < len(cells):
        room -= cells[index if step > 0 else index - 1][1]
        if room < 0:
            break
        index += step
    return index
