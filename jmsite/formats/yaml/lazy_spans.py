"""Places of a YAML text that are looked for when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jmsite.formats.yaml.places import Span
from jmsite.model.sources import Loc

ReadSpans = Callable[[str, int], dict[Loc, Span]]
"""Returns the places of a text that begins on a line of its file."""


class LazySpans(Mapping[Loc, Span]):
    """The places of a text's values or keys: those up to a depth are known, for others the text is read again.

    Hardly anybody asks for those of a text without faults, which take six times the memory of the text; once they have
    been asked for, they are kept. ``near`` are all places of which the location has at most ``depth`` parts.
    """

    __slots__ = ("_all", "_depth", "_first_line", "_near", "_read", "_text")

    def __init__(
        self, *, near: dict[Loc, Span], depth: int, text: str, first_line: int, read: ReadSpans
    ) -> None:
        self._near, self._depth = near, depth
        self._text, self._first_line, self._read = text, first_line, read
        self._all: dict[Loc, Span] | None = None

    def _spans(self) -> dict[Loc, Span]:
        if self._all is None:
            self._all = self._read(self._text, self._first_line)
        return self._all

    def __getitem__(self, loc: Loc) -> Span:
        return (self._near if len(loc) <= self._depth else self._spans())[loc]

    def __contains__(self, loc: object) -> bool:
        known = isinstance(loc, tuple) and len(loc) <= self._depth
        return loc in (self._near if known else self._spans())

    def __iter__(self) -> Iterator[Loc]:
        return iter(self._spans())

    def __len__(self) -> int:
        return len(self._spans())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LazySpans):
            return self._spans() == other
        mine, theirs = (self._text, self._first_line), (other._text, other._first_line)
        return mine == theirs and self._read is other._read

    __hash__ = None  # type: ignore[assignment]  # as of dictionaries
