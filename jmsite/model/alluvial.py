"""The figure of threads: knots in columns, and strands between them."""

from __future__ import annotations

from typing import ClassVar

from jmsite.model.value import Value


class Knot(Value):
    """Something that threads run through, in a column counted from 0. ``loose`` is the weight that ends there."""

    id: str
    title: str
    column: int
    weight: float
    loose: float = 0.0
    good: bool = False


class Strand(Value):
    """The band of cases from one knot to another; ``good`` where it ends well."""

    start: str
    end: str
    weight: float
    good: bool = False

    @property
    def id(self) -> str:
        """Return the ids of the knots at its ends, the first one first, as one word each."""
        return f"{self.start} {self.end}"


class Alluvial(Value):
    """Threads from column to column, as thick as they weigh; what ends early is told by ``loose_words``."""

    keeps_width: ClassVar[bool] = True

    columns: tuple[str, ...]
    knots: tuple[Knot, ...]
    strands: tuple[Strand, ...]
    loose_words: str = ""
    rtl: bool = False

    @property
    def lines(self) -> tuple[Knot | Strand, ...]:
        """Return knots, and then strands: what a page can light by itself."""
        return (*self.knots, *self.strands)
