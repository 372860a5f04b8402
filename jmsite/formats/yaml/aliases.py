"""Count what the aliases of a YAML text add to it, and refuse too much."""

from __future__ import annotations

from typing import Any

MOST = 10_000
"""Values and characters that aliases may stand for in any text; in a longer one, as many as it has itself."""


class Expansion:
    """The amount that aliases add to a text: a few characters can stand for any amount, again and again."""

    def __init__(self, text: str) -> None:
        self.most = max(MOST, len(text))
        self.some = "*" in text
        """False for a text without aliases, as most are: of their nodes none has to be looked at."""
        self._seen: set[int] = set()
        self._added = 0
        self.told = False
        """True once its author has been told."""

    def refuses(self, node: Any) -> bool:
        """Count a node; return whether it is an alias with which the aliases of the text stand for too much."""
        # PyYAML hands out one object for an anchor and its aliases
        if id(node) not in self._seen:
            self._seen.add(id(node))
            return False
        self._added += 1 + len(node.value)
        return self._added > self.most
