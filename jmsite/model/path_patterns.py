"""Patterns of paths, as `CODEOWNERS` and `watch:` have them: by segments, so that no pattern takes long to try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from jmsite.model.value import Value

ANY_DEPTH = "**"
WILD = frozenset("*?[")
MOST_FORMS = 64
"""Patterns that one with braces may stand for: more are not tried."""


class PathPattern(Value):
    """A pattern of paths from the top of a repository, segment by segment.

    ``*`` and ``?`` stay within a segment, ``**`` stands for any number of them. One that ends in a plain name covers
    the file of that name, or everything in the folder.
    """

    segments: tuple[str, ...]

    def covers(self, path: str) -> bool:
        """Return whether the pattern speaks of a file."""
        parts = path.split("/")
        ends = _ends(self.segments, parts)
        if len(parts) in ends:
            return True
        # everything in a folder that is named, but not in one that a wildcard happens to meet
        return bool(ends) and bool(self.segments) and not WILD.intersection(self.segments[-1])


def path_pattern(text: str, anchored: bool = True) -> PathPattern:
    """Return a pattern as it is written; one that is not ``anchored`` counts from any folder.

    A slash at the end means all that is in the folder.
    """
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if text.endswith("/"):
        parts.append(ANY_DEPTH)
    return PathPattern(segments=tuple(parts if anchored else [ANY_DEPTH, *parts]))


def path_patterns(text: str) -> tuple[PathPattern, ...]:
    """Return what a pattern with alternatives in braces stands for: ``web/*.{ts,css}`` is two patterns."""
    return tuple([path_pattern(one) for one in _forms(text)])


def _ends(segments: Sequence[str], parts: Sequence[str]) -> set[int]:
    """Return how many parts of a path a pattern can take up, from its beginning."""
    ends = {0}
    for at, segment in enumerate(segments):
        if not ends:
            return ends
        if segment == ANY_DEPTH:
            # at the end it stands for what is in a folder, and not for the folder itself
            least = min(ends) + (1 if at == len(segments) - 1 else 0)
            ends = set(range(least, len(parts) + 1))
        else:
            ends = {end + 1 for end in ends if end < len(parts) and fnmatchcase(parts[end], segment)}
    return ends


def _forms(text: str) -> Iterator[str]:
    """Yield a pattern without braces for each choice between what stands in them."""
    waiting, found = [text], 0
    while waiting and found < MOST_FORMS:
        one = waiting.pop(0)
        span = _braces(one)
        if span is None:
            found += 1
            yield one
        # twenty braces with two choices each stand for a million patterns
        elif len(waiting) < MOST_FORMS:
            begin, end = span
            choices = one[begin + 1 : end].split(",")
            waiting += [f"{one[:begin]}{choice}{one[end + 1 :]}" for choice in choices]


def _braces(text: str) -> tuple[int, int] | None:
    """Return where the first innermost pair of braces with a choice in it stands."""
    end = text.find("}")
    while end >= 0:
        begin = text.rfind("{", 0, end)
        if begin >= 0 and "," in text[begin:end]:
            return begin, end
        end = text.find("}", end + 1)
    return None
