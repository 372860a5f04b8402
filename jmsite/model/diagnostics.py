"""A fault is a value with a place and a stable name."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar

from jmsite.model.value import Value

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Severity(StrEnum):
    """The weight of a fault: an error stops the build, a warning does so under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(Value, order=True):
    """A spot in a file. Lines and columns count from 1, in characters; ``end_column`` is exclusive."""

    path: str
    line: int = 1
    column: int = 1
    end_column: int | None = None


def spanned(path: str, span: tuple[int, int, int]) -> Place:
    """Return the place of a line, the column where it begins and that where it ends."""
    line, column, end = span
    return Place(path=path, line=line, column=column, end_column=end)


class Related(Value):
    """Another place that helps to understand a fault, and what is there."""

    place: Place
    message: str


class Edit(Value):
    """A replacement of ``old`` by ``new`` within a place of one line.

    Makers name a place that holds ``old``; once excerpts are known it is narrowed to exactly that.
    """

    place: Place
    old: str
    new: str


class Fix(Value):
    """A correction that needs no decision: what it does in words, and the edits that do it."""

    title: str
    edits: tuple[Edit, ...]


class Diagnostic(Value):
    """One fault. ``excerpt`` is the source line; the pipeline fills it in, makers leave it empty.

    ``fix`` is there where it is certain what was meant.
    """

    rule: str
    severity: Severity
    message: str
    place: Place
    hint: str = ""
    related: tuple[Related, ...] = ()
    excerpt: str = ""
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.place.path, self.place.line, self.place.column, self.rule, self.message)


class Checked(Value, Generic[T_co]):
    """The result of a step: its value, and the faults found on the way."""

    value: T_co
    diagnostics: tuple[Diagnostic, ...] = ()


def merged(parts: Sequence[Checked[T]]) -> Checked[tuple[T, ...]]:
    """Return the values of several steps as one, with the faults of all of them, in their order."""
    faults = tuple([fault for part in parts for fault in part.diagnostics])
    return Checked(value=tuple([part.value for part in parts]), diagnostics=faults)
