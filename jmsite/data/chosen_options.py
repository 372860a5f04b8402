"""The options that somebody chose, written in one cell."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.data.conditions import folded


def chosen_options(cell: str, separator: str, options: Iterable[str]) -> tuple[str, ...]:
    """Return the options in a cell, as ``folded`` gives them. One that holds the separator stays whole.

    What is between separators and no known option is one of its own: what somebody wrote beside the options.
    """
    sign = separator.strip() or separator
    # the longest first, or "Phone" would take a part of "Phone, at home"
    known = sorted({folded(one) for one in options}, key=len, reverse=True)
    rest, found = cell, []
    while rest := rest.strip().removeprefix(sign).strip():
        option = next((one for one in known if _begins(rest, one, sign)), None)
        if option is None:
            written, _, rest = rest.partition(separator)
            found.append(folded(written))
        else:
            found.append(option)
            rest = _behind(rest, option) or ""
    return tuple(dict.fromkeys(filter(None, found)))


def _begins(rest: str, option: str, sign: str) -> bool:
    """Return whether an option stands at the beginning, and behind it the separator or nothing."""
    behind = _behind(rest, option)
    return behind is not None and (not behind.strip() or behind.lstrip().startswith(sign) or sign.isspace())


def _behind(rest: str, option: str) -> str | None:
    """Return what stands behind an option; None where the words do not begin with it, whatever their blanks."""
    left = rest
    for word in option.split(" "):
        left = left.lstrip()
        if left[: len(word)].lower() != word:
            return None
        left = left[len(word) :]
    return left
