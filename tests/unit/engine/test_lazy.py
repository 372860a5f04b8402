"""Answers that are worked out when somebody looks them up, and stand while nothing that they read has changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.engine.lazy import LazyAnswers
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog


class Site:
    """Pages of two rows each, of which a part is made for each row; ``made`` are the pages made since last asked."""

    def __init__(self) -> None:
        self.memo = Memo()
        self.made: list[str] = []

    def built(self, pages: dict[str, tuple[str, str]], rows: dict[str, str]) -> LazyAnswers[str]:
        self.made.clear()
        self.memo.begin()
        found = self.memo.lazy("page", Catalog(tables={"rows": rows}), [*pages.items()], self.page)
        self.memo.finish()
        return found

    def page(self, catalog: Catalog, first: str, second: str) -> str:
        self.made.append(first + second)
        return f"{catalog.part(row, first)} {catalog.read('rows', second)}"


def row(catalog: Catalog, id: str) -> str:
    return f"{catalog.read('rows', id)}!"


PAGES = {"one": ("a", "b"), "two": ("b", "c")}


def test_nothing_is_made_until_it_is_looked_up_and_then_once():
    site = Site()
    found = site.built(PAGES, {"a": "1", "b": "2", "c": "3"})
    assert (list(found), len(found), "one" in found, "three" in found) == (["one", "two"], 2, True, False)
    assert site.made == []
    assert [found["two"], found["two"]] == ["2! 3", "2! 3"]
    assert site.made == ["bc"]
    with pytest.raises(KeyError):
        found["three"]


def test_what_was_looked_up_stands_until_something_changes_that_it_read():
    site = Site()
    first = site.built(PAGES, {"a": "1", "b": "2", "c": "3"})
    assert [*first.values()] == ["1! 2", "2! 3"]
    second = site.built(PAGES, {"a": "4", "b": "2", "c": "3"})
    assert (second.slot("one") is first.slot("one"), second.slot("two") is first.slot("two")) == (False, True)
    assert second["two"] == "2! 3"
    assert site.made == []
    assert second["one"] == "4! 2"
    assert first["one"] == "1! 2"  # who still looks at the site before sees that


def test_a_page_that_is_looked_up_in_the_site_before_does_not_stand_in_the_next():
    site = Site()
    first = site.built(PAGES, {"a": "1", "b": "2", "c": "3"})
    second = site.built(PAGES, {"a": "4", "b": "2", "c": "3"})
    assert first["one"] == "1! 2"
    assert second["one"] == "4! 2"
    assert site.built(PAGES, {"a": "4", "b": "2", "c": "3"})["one"] == "4! 2"
    assert site.made == []


def test_it_is_known_whether_anything_differs():
    site, rows = Site(), {"a": "1", "b": "2", "c": "3"}
    assert site.built(PAGES, rows).differs
    assert not site.built(PAGES, rows).differs
    assert site.built(PAGES, {**rows, "b": "5"}).differs
    assert site.built({**PAGES, "one": ("a", "c")}, {**rows, "b": "5"}).differs


@given(
    st.lists(
        st.tuples(
            st.fixed_dictionaries({id: st.sampled_from("123") for id in "abc"}),
            st.sets(st.sampled_from(["one", "two", "three"])),
            st.dictionaries(
                st.sampled_from(["one", "two", "three"]), st.tuples(*[st.sampled_from("abc")] * 2)
            ),
        ),
        max_size=8,
    )
)
def test_whatever_is_looked_up_is_what_is_there_now(
    builds: list[tuple[dict[str, str], set[str], dict[str, tuple[str, str]]]],
):
    site = Site()
    for rows, looked_at, pages in builds:
        found = site.built(pages, rows)
        for name in looked_at & pages.keys():
            first, second = pages[name]
            assert found[name] == f"{rows[first]}! {rows[second]}"
