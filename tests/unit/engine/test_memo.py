"""Dear answers are worked out once, whether they can be kept or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Cache, Memo
from jmsite.engine.serializer import Serializer
from jmsite.model.catalog import Catalog


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
    serializer: Serializer[str, str] = Serializer(key=str, pack=str, unpack=str)
    memo.begin()
    assert memo.cached(double, {"a"}, serializer) == {"a": "aa"}
    assert memo.cached(double, ["a", "b"], serializer) == {"a": "aa", "b": "bb"}
    assert asked == ["a", "b"]
    assert len(memo.made["double"]) == 2


def test_the_next_build_counts_anew():
    memo = Memo()
    memo.begin()
    memo.cached(str.upper, {"a"}, Serializer(key=str, pack=str, unpack=str))
    memo.begin()
    assert memo.made == {}


def test_a_process_that_builds_once_makes_a_part_once_for_all_pages_of_a_catalog():
    made: list[str] = []

    def word(catalog: Catalog, id: str) -> str:
        made.append(id)
        return f"{catalog.read('rows', id)}!"

    def page(catalog: Catalog, id: str) -> str:
        return catalog.part(word, id)

    def pages(**rows: str) -> list[str]:
        catalog = Catalog(tables={"rows": rows})
        calls = [("one", ("a",)), ("two", ("a",)), ("three", ("b",))]
        return memo.traced(page, catalog, calls[:1]) + memo.traced(page, catalog, calls[1:])

    memo = Memo(one_shot=True)
    assert pages(a="1", b="2") == ["1!", "1!", "2!"]
    assert made == ["a", "b"]
    assert pages(a="3", b="4") == ["3!", "3!", "4!"]
    assert made == ["a", "b", "a", "b"]


def test_a_part_is_made_again_only_when_something_that_it_was_read_from_has_changed():
    made: list[str] = []

    def word(catalog: Catalog, id: str) -> str:
        made.append(id)
        return f"{catalog.read('rows', id)}!"

    def pair(catalog: Catalog, first: str, second: str) -> str:
        made.append(first + second)
        return catalog.part(word, first) + catalog.part(word, second)

    def page(catalog: Catalog, *parts: str) -> str:
        return " ".join([catalog.part(pair, *parts), catalog.part(word, parts[0])])

    def built(**rows: str) -> list[str]:
        made.clear()
        memo.begin()
        catalog = Catalog(tables={"rows": rows})
        pages = memo.traced(page, catalog, [("one", ("a", "b")), ("two", ("b", "c"))])
        memo.finish()
        return pages

    memo = Memo()
    assert built(a="1", b="2", c="3") == ["1!2! 1!", "2!3! 2!"]
    assert made == ["ab", "a", "b", "bc", "c"]  # what two pages have is made once
    assert built(a="1", b="2", c="3") == ["1!2! 1!", "2!3! 2!"]
    assert made == []
    assert built(a="4", b="2", c="3") == ["4!2! 4!", "2!3! 2!"]
    assert made == ["ab", "a"]
    assert built(a="4", b="2") == ["4!2! 4!", "2!None! 2!"]
    assert made == ["bc", "c"]
