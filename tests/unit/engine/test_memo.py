"""Dear answers are worked out once, whether they can be kept or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Cache, Form, Memo


@pytest.fixture(params=["none", "sound", "broken"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Cache | None:
    if request.param == "broken":
        (tmp_path / "answers.db").mkdir()
    return None if request.param == "none" else DiskCache(file=tmp_path / "answers.db")


def test_a_build_works_a_dear_answer_out_once_and_counts_it_once(cache: Cache | None):
    asked: list[str] = []

    def double(word: str) -> str:
        asked.append(word)
        return word * 2

    memo = Memo(cache=cache)
    form: Form[str, str] = Form(key=str, pack=str, unpack=str)
    memo.begin()
    assert memo.kept(double, {"a"}, form) == {"a": "aa"}
    assert memo.kept(double, ["a", "b"], form) == {"a": "aa", "b": "bb"}
    assert asked == ["a", "b"]
    assert len(memo.made["double"]) == 2


def test_the_next_build_counts_anew():
    memo = Memo()
    memo.begin()
    memo.kept(str.upper, {"a"}, Form(key=str, pack=str, unpack=str))
    memo.begin()
    assert memo.made == {}
