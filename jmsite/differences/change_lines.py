"""Describe changes in lines: by journey, and below that by kind, each in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from jmsite.changes.compare import changes
from jmsite.model.catalog import Catalog
from jmsite.model.change import Change, Piece
from jmsite.model.value import Value
from jmsite.pages.parts.changes.change_words import sentence
from jmsite.pages.parts.changes.history import better

SIGNS = {"added": "+", "removed": "−", "moved": "→", "renamed": "≈", "changed": "~", "solved": "✓"}
"""The sign before a sentence, by what happened; a score has one by the way it went."""
UP, DOWN = "▲", "▼"


class ChangeLine(Value):
    """A change with its sentence and its sign; ``better`` says whether a score went up, None where it is none."""

    change: Change
    pieces: tuple[Piece, ...]
    sign: str
    better: bool | None = None


class ChangeGroup(Value):
    """The changes of a journey, or of a kind of what is in none; ``journey`` is its id, or ""."""

    title: str
    journey: str
    lines: tuple[ChangeLine, ...]


class DescribedChanges(Value):
    """Two states of a portal, what each is called, and all that changed between them."""

    before: Catalog
    after: Catalog
    names: tuple[str, str]
    groups: tuple[ChangeGroup, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return all changes, in order."""
        return tuple(line.change for group in self.groups for line in group.lines)


def described_changes(before: Catalog, after: Catalog, names: tuple[str, str]) -> DescribedChanges:
    """Return what changed between two catalogs, which are called ``names``: ``("HEAD", "working tree")``."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes(before, after):
        groups.setdefault((change.journey, "" if change.journey else change.kind), []).append(change)
    found = tuple(
        ChangeGroup(
            title=_title(before, after, journey, kind, some),
            journey=journey,
            lines=tuple(_line(after, change) for change in some),
        )
        for (journey, kind), some in groups.items()
    )
    return DescribedChanges(before=before, after=after, names=names, groups=found)


def _title(before: Catalog, after: Catalog, journey: str, kind: str, some: Sequence[Change]) -> str:
    if not journey:
        return after.words.phrase(f"kind.{kind}")
    found = after.journey(journey) or before.journey(journey)
    return found.title if found else some[0].title


def _line(after: Catalog, change: Change) -> ChangeLine:
    is_better = better(change)
    sign = SIGNS[change.what] if is_better is None else UP if is_better else DOWN
    return ChangeLine(change=change, pieces=sentence(after, change), sign=sign, better=is_better)
