"""Addresses: where entities stand in the site, which former ones there can be, and where links lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.addresses import (
    address,
    field_target,
    former_path,
    id_from_name,
    is_device_name,
    output_path,
    prose_target,
    quoted_path,
    slug,
    tag_address,
    title_from,
)


@pytest.mark.parametrize(
    ("kind", "id", "url"),
    [
        ("site", "site", ""),
        ("home", "", ""),
        ("persona", "anna", "personas/anna/"),
        ("journey", "buy", "journeys/buy/"),
        ("stage", "buy/look", "journeys/buy/look/"),
        ("step", "buy/look/ask", "journeys/buy/#look--ask"),
        ("variant", "buy/look/anna", "journeys/buy/look/#anna"),
        ("page", "", "pages/"),
        ("page", "50% off?", "pages/50%25%20off%3F/"),
        ("page", "使い方/はじめに", "pages/使い方/はじめに/"),
    ],
)
def test_an_entity_stands_at_its_path(kind: str, id: str, url: str):
    assert address(kind, id) == url


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("", "index.html"),
        ("404.html", "404.html"),
        ("personas/anna/", "personas/anna/index.html"),
        ("journeys/buy/#look--ask", "journeys/buy/index.html"),
        ("pages/50%25%20off/", "pages/50% off/index.html"),
    ],
)
def test_an_address_leads_to_a_file(url: str, file: str):
    assert output_path(url) == file


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("guide", "guide/index.html"),
        ("/guide/start/", "guide/start/index.html"),
        ("guide.html", "guide.html"),
        (" a%20b ", "a b/index.html"),
        ("e\u0301", "\u00e9/index.html"),
        ("ä" * 100, f"{'ä' * 100}/index.html"),
        ("ä" * 100 + "b", None),
        ("b" * 200, f"{'b' * 200}/index.html"),
        ("b" * 201, None),
        ("", None),
        ("a//b", None),
        ("../a", None),
        ("a/./b", None),
        ("a\u0007", None),
        ("what?", None),
        ("ends.", None),
        ("nul", None),
        ("COM1.html", None),
        ("a/con/b", None),
        ("console", "console/index.html"),
    ],
)
def test_a_former_address_is_one_that_any_disk_can_hold(alias: str, file: str | None):
    assert former_path(alias) == file


@pytest.mark.parametrize(
    ("name", "is_one"), [("con", True), ("LPT9.md", True), ("com", False), ("lpt10", False)]
)
def test_windows_takes_some_names_for_devices(name: str, is_one: bool):
    assert is_device_name(name) is is_one


@pytest.mark.parametrize(
    ("id", "title"),
    [
        ("buy-a-gift", "Buy a gift"),
        ("x/snake_case", "Snake case"),
        ("x/-", "Index"),
        ("", "Index"),
        ("a", "A"),
    ],
)
def test_an_id_without_a_title_is_words(id: str, title: str):
    assert title_from(id) == title


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I compare three shops", "i-compare-three-shops"),
        ("_a__b_", "a-b"),
        ("Straße 9?", "strasse-9"),
        ("?", ""),
    ],
)
def test_words_become_an_anchor(words: str, found: str):
    assert slug(words) == found
    assert tag_address(words) == f"tags/{found or 'tag'}/"


@pytest.mark.parametrize(
    ("name", "id"), [("Anna Müller", "anna-muller"), ("O'Neil 2", "o-neil-2"), ("東京", "")]
)
def test_a_name_becomes_an_id(name: str, id: str):
    assert id_from_name(name) == id


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#top", ("content/pages/a.md", "top")),
        ("b.md", ("content/pages/b.md", "")),
        ("../personas/anna.md#goals", ("content/personas/anna.md", "goals")),
        ("/personas/anna.md", ("content/personas/anna.md", "")),
        ("../../out.md", ("out.md", "")),
        ("b%20c.md?x=1#%C3%A4", ("content/pages/b c.md", "ä")),
        ("https://example.org/", None),
        ("mailto:a@b.c", None),
        ("//example.org", None),
    ],
)
def test_a_link_in_prose_leads_from_its_file(href: str, target: tuple[str, str] | None):
    assert prose_target("content/pages/a.md", href) == target


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("pages/a.md", ("content/pages/a.md", "")),
        ("/pages/a.md#b", ("content/pages/a.md", "b")),
        ("anna@example.org", None),
        ("people/anna@home.md", ("content/people/anna@home.md", "")),
    ],
)
def test_a_link_in_a_field_leads_from_content(href: str, target: tuple[str, str] | None):
    assert field_target(href) == target


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_an_address_as_it_is_written_leads_back_to_its_path(path: str):
    assert output_path(f"{quoted_path(path)}/") == f"{path}/index.html"
