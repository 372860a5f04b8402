"""Every row of the table of page kinds: what it names is there, and the pages are where it says."""

from __future__ import annotations

import typing
from pathlib import Path

import pytest

import jmsite
from jmsite.model.catalog import Catalog
from jmsite.model.kinds import ENTITIES, KINDS, RESULTS
from jmsite.model.page import Page
from jmsite.pages import VIEWS, loaded
from jmsite.pages.markdown.text import Parts
from jmsite.pages.page_keys import derive
from jmsite.pages.page_kinds import OWN_PAGES, PAGE_KINDS, PageKind

THEME = Path(__file__).parents[3] / "themes" / "default"
SAMPLE = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return jmsite.load(SAMPLE)


@pytest.mark.parametrize("page", PAGE_KINDS.values(), ids=lambda page: page.name)
def test_a_row_names_a_view_a_template_and_a_twin(page: PageKind):
    given = typing.get_type_hints(loaded(page.view))
    assert list(given.values()) == [Catalog, str, Page]
    assert (THEME / "templates" / "pages" / f"{page.name}.html").is_file()
    if page.markdown:
        assert list(typing.get_type_hints(loaded(page.markdown)).values()) == [Catalog, str, str, Parts]


def test_a_page_stands_where_its_row_says(catalog: Catalog):
    keys = derive(catalog)
    # the page of changes is there only where git remembers, see test_past
    assert {key.kind for key in keys} >= set(PAGE_KINDS) - {"pages", "changes"}
    first = {key.kind: key for key in reversed(keys)}
    for key in first.values():
        page = VIEWS[key.kind](catalog, key.id)
        assert (page.kind, page.url) == (key.kind, key.url)


def test_pages_about_one_entity_follow_each_other(catalog: Catalog):
    ids = [key.id for key in derive(catalog) if PAGE_KINDS[key.kind].about == "journey"]
    assert len(ids) > len(set(ids))
    assert [id for at, id in enumerate(ids) if at == 0 or ids[at - 1] != id] == list(dict.fromkeys(ids))


def test_each_kind_that_is_found_has_one_page_of_its_own():
    assert sorted([*OWN_PAGES.values(), "step"]) == sorted(RESULTS)


@pytest.mark.parametrize("places", ["result", "facet"])
def test_no_two_kinds_have_one_place(places: str):
    taken = sorted(place for kind in ENTITIES.values() if (place := getattr(kind, places)))
    assert taken == list(range(1, len(taken) + 1))
    taken = sorted(page.menu for page in PAGE_KINDS.values() if page.menu)
    assert taken == list(range(1, len(taken) + 1))


def test_what_is_found_has_an_icon_and_what_is_asked_for_a_field():
    icons = {file.stem for file in (THEME / "icons").glob("*.svg")}
    assert {ENTITIES[kind].icon for kind in RESULTS} <= icons
    for kind in KINDS.values():
        assert not kind.asks or kind.asks in kind.model.model_fields
        assert not kind.kept or "owner" in kind.model.model_fields
