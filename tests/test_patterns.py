"""No pattern of ours takes a time that doubles with each sign: content is untrusted, and so are files to import."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from house import MODULES

constants = importlib.import_module("re._constants")
parser = importlib.import_module("re._parser")


def repeated_repeats(pattern: str, flags: int = 0) -> list[str]:
    """Return the repeats of which one turn may be nothing but a repeat: ``(a+)+`` reads a word in 2^n ways.

    Possessive repeats (``++``) give nothing back, and read it in one.
    """
    return [str(found) for found in _ambiguous(parser.parse(pattern, flags))]


def _ambiguous(part: Any) -> Iterator[Any]:
    for sign, value in part:
        if sign is constants.MAX_REPEAT and value[1] is constants.MAXREPEAT:
            yield from (turn for turn in _turns(value[2]) if _only_repeats(turn))
        for inner in _inside(value):
            yield from _ambiguous(inner)


def _turns(part: Any) -> Iterator[list[Any]]:
    """Yield the ways in which one turn of a repeat may go: what stands in a group or branch alone is that way."""
    items = [item for item in part if item[0] is not constants.AT]
    if len(items) == 1 and items[0][0] is constants.BRANCH:
        for way in items[0][1][1]:
            yield from _turns(way)
    elif len(items) == 1 and items[0][0] is constants.SUBPATTERN:
        yield from _turns(items[0][1][3])
    else:
        yield items


def _only_repeats(items: list[Any]) -> bool:
    """Return whether all that has to be there is one sign of a class, once or any number of times."""
    needed = [item for item in items if not _may_be_nothing(item)]
    return (
        len(needed) == 1
        and needed[0][0] is constants.MAX_REPEAT
        and needed[0][1][0] < needed[0][1][1]
        and len(needed[0][1][2]) == 1
    )


def _may_be_nothing(item: Any) -> bool:
    sign, value = item
    repeats = (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT)
    return sign in (constants.ASSERT, constants.ASSERT_NOT) or (sign in repeats and value[0] == 0)


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, parser.SubPattern):
        yield value
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _inside(one)


def patterns() -> dict[str, re.Pattern[Any]]:
    found = {}
    for module in MODULES:
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.dotted)).items():
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, re.Pattern):
                        found[f"{module.name}: {name} {one.pattern!r}"] = one
    return found


def test_no_pattern_repeats_what_repeats_by_itself():
    every = patterns()
    assert len(every) > 300
    flags = {name: repeated_repeats(one.pattern, one.flags & ~re.UNICODE) for name, one in every.items()}
    assert {name: found for name, found in flags.items() if found} == {}


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+", "(?:[a-z]+|-)*x", r"(?:\w+\.?|\d)+", r"x(?:(?:\s+)|b)*", "(?:(?=a)a+)+", r"(?:\d{1,4}|x)+"],
)
def test_a_repeat_of_a_repeat_is_seen(pattern: str):
    assert repeated_repeats(pattern)


@pytest.mark.parametrize(
    "pattern", ["(a+,)+", "(?:[a-z]++|-)*x", r"(?:\w+\.)+", "(?:ab)*", "[a-z]+(?:-[a-z]+)*"]
)
def test_repeats_that_end_somewhere_are_left_alone(pattern: str):
    assert not repeated_repeats(pattern)
