"""Every row of the table of outputs: what it names is there, and nothing lies in a site that no row says."""

from __future__ import annotations

import typing
from collections import Counter

import pytest

from jmsite.model.addresses import output_path
from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.table import FILES, FOLDERS, MADE, OUTPUTS, BuiltPages, OutputKind
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.pages.page_urls import Single

SITE = "---\ntitle: Buying\npersonas: [anna]\naliases: [old/buy]\n---\n[A plan](../../assets/plan.pdf)\n"


def test_names_are_taken_once():
    taken = Counter(kind.path for kind in OUTPUTS.values() if kind.path)
    assert max(taken.values()) == 1
    assert sorted(taken) == sorted([*FILES, *FOLDERS])


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_a_row_names_its_maker(kind: OutputKind):
    from importlib import import_module

    module, _, function = kind.maker.partition(":")
    maker = getattr(import_module(f"jmsite.outputs.{module}"), function)
    assert list(typing.get_type_hints(maker).values()) == [Catalog, BuiltPages, tuple[Output, ...]]


def test_every_file_of_a_site_is_a_page_or_has_a_row(project):
    built = (
        project("minimal")
        .edit("journeys/buy/journey.md", SITE)
        .edit("assets/plan.pdf", "%PDF")
        .build(base_url="https://example.org/maps/")
    )
    assert {"old/buy/index.html", "assets/plan.pdf"} <= set(built.files)
    pages = {path for path in built.files if path.endswith((".html", ".md"))}
    rest = set(built.files) - pages
    for path in rest:
        assert (path in FILES) + sum(path.startswith(folder) for folder in FOLDERS) == 1, path
    assert {path for path in rest if path in FILES} == set(FILES) - {"feed.xml"}


@pytest.mark.parametrize("path", sorted(FILES))
def test_no_former_address_takes_the_name_of_an_output(project, path: str):
    built = project("minimal").edit("index.md", f"---\naliases: ['{path}']\n---\n").build()
    assert built.rules == ["alias/collision"]


@pytest.mark.parametrize("folder", sorted(FOLDERS))
def test_no_former_address_lies_in_a_folder_of_an_output(project, folder: str):
    built = project("minimal").edit("index.md", f"---\naliases: ['{folder}x']\n---\n").build()
    assert built.rules == ["alias/collision"]


def test_no_page_of_the_sites_own_takes_the_name_of_an_output():
    fixed = [page.pages.url for page in PAGE_KINDS.values() if isinstance(page.pages, Single)]
    assert not {output_path(url) for url in fixed} & set(FILES)
