"""Patterns of paths: segments, stars, braces, and what they cover of a folder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.path_patterns import MOST_FORMS, path_pattern, path_patterns


@pytest.mark.parametrize(
    ("pattern", "path", "covers"),
    [
        ("web/pay.ts", "web/pay.ts", True),
        ("web/pay.ts", "web/pay.ts.bak", False),
        ("web/pay.ts", "web", False),
        ("web", "web/pay.ts", True),
        ("web", "webs/pay.ts", False),
        ("/web/", "web/a/b.ts", True),
        ("web/", "web", False),
        ("./web", "web/a.ts", True),
        ("web/*", "web/pay.ts", True),
        # a star meets the folder, but does not name it
        ("web/*", "web/a/pay.ts", False),
        ("web/?.ts", "web/a.ts", True),
        ("web/?.ts", "web/ab.ts", False),
        ("web/[ab].ts", "web/b.ts", True),
        ("web/**", "web/a/b.ts", True),
        ("web/**", "web", False),
        ("**/pay.ts", "pay.ts", True),
        ("**/pay.ts", "a/b/pay.ts", True),
        ("web/**/pay.ts", "web/pay.ts", True),
        ("web/**/pay.ts", "web/a/b/pay.ts", True),
        ("web/**/pay.ts", "web/a/pay.js", False),
        ("web/**/a/*.ts", "web/b/a/c.ts", True),
        ("web/**/a/*.ts", "web/b/a/d/c.ts", False),
        ("Web", "web/a.ts", False),
    ],
)
def test_a_pattern_covers_files_and_named_folders(pattern: str, path: str, covers: bool):
    assert path_pattern(pattern).covers(path) is covers


def test_a_pattern_that_is_not_anchored_counts_from_any_folder():
    assert path_pattern("pay.ts", anchored=False).covers("a/b/pay.ts")
    assert path_pattern("pay.ts", anchored=False).covers("pay.ts")
    assert not path_pattern("pay.ts").covers("a/pay.ts")


def written(text: str) -> list[str]:
    return ["/".join(one.segments) for one in path_patterns(text)]


def test_braces_are_alternatives():
    assert written("web/*.{ts,css}") == ["web/*.ts", "web/*.css"]
    assert written("{a,b}/{c,d}") == ["a/c", "a/d", "b/c", "b/d"]
    assert written("{a,b{c,d}}") == ["a", "bc", "a", "bd"]
    assert written("{a,}b") == ["ab", "b"]


@pytest.mark.parametrize("text", ["{a}", "a}b", "{a", "}{", "a,b", "{}"])
def test_braces_without_a_choice_stand_for_themselves(text: str):
    assert written(text) == [text]


def test_a_choice_behind_braces_without_one_is_found():
    assert written("{a}/{b,c}") == ["{a}/b", "{a}/c"]


def test_braces_stand_for_a_bounded_number_of_patterns():
    assert len(path_patterns("{a,b}" * 30)) <= MOST_FORMS
    assert len(path_patterns("{a,b}" * 6)) == MOST_FORMS


NAMES = st.text("ab", min_size=1, max_size=2)
PATHS = st.lists(NAMES, min_size=1, max_size=5).map("/".join)


@given(PATHS, PATHS)
def test_a_plain_pattern_covers_itself_and_what_is_below(pattern: str, path: str):
    assert path_pattern(pattern).covers(path) == (path == pattern or path.startswith(f"{pattern}/"))


@given(PATHS, st.integers(0, 4), st.integers(0, 4))
def test_any_depth_may_stand_for_any_folders_of_a_path(path: str, first: int, last: int):
    parts = path.split("/")
    begin, end = sorted((first % len(parts), last % len(parts)))
    assert path_pattern("/".join([*parts[:begin], "**", *parts[end:]])).covers(path)
