"""The form in which answers are kept between processes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol


class AnswerStore(Protocol):
    """Texts by key."""

    def fetch(self, keys: Collection[str]) -> dict[str, str]:
        """Return those of the keys that are there."""

    def store(self, answers: dict[str, str]) -> None:
        """Keep answers, where that can be done."""
