"""A link to a folder of the content leads to the page that lists what lies in it."""

from __future__ import annotations

from collections.abc import Callable

from conftest import Project

PROSE = "[people](../personas/) [journeys](../journeys) [pages](./) [home](../) [guide](guide/)"


def test_a_folder_is_its_list(project: Callable[[str], Project]):
    site = (
        project("minimal").edit("pages/a.md", f"# A\n\n{PROSE}\n").edit("pages/guide/index.md", "# Guide\n")
    )
    built = site.build()
    assert built.rules == []
    links = built.page("/pages/a/").links
    for address in ("../../personas/", "../../journeys/", "../", "../../", "../guide/"):
        assert any(link in (address, f"../../pages/{address.removeprefix('../')}") for link in links), address


def test_a_folder_of_which_nothing_may_be_shown_is_words(project: Callable[[str], Project]):
    site = project("minimal").edit(
        "pages/a.md", "---\ntitle: A\nvisibility: public\n---\n\nSee [people](../personas/).\n"
    )
    page = site.build(audience="public").page("/pages/a/")
    assert "See people." in page.text
    assert not [link for link in page.links if "personas" in link]
