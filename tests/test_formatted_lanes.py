"""Texts of lanes are Markdown wherever they are shown."""

from __future__ import annotations


def test_a_link_in_a_lane_leads_to_the_page_of_its_file(project):
    built = project("formatted-lanes").build()
    assert built.rules == []
    for url in ("/journeys/visit/", "/journeys/visit/try/"):
        assert "personas/sam/" in " ".join(str(link) for link in built.page(url).links)
        assert "<strong>bold</strong> and <code>code</code>" in built.page(url).html
        assert "<li>bullet a</li>" in built.page(url).html


def test_a_twin_has_the_lanes_as_markdown(project):
    twin = project("formatted-lanes").build().files["journeys/visit/try/index.md"].decode()
    assert "**bold** and `code` and [Sam](../../../personas/sam/index.md)" in twin
    assert "[rules](../../../assets/rules.txt) twice\\\n    and still asks" in twin
    assert "\0" not in twin


def test_an_edit_of_a_lane_is_what_a_clean_build_makes_of_it(project):
    site = project("formatted-lanes")
    site.build()
    site.replace("journeys/visit/01-try.md", "**bold**", "*thin*")
    assert site.build().files == site.build(clean=True).files
    assert "<em>thin</em>" in site.build().page("/journeys/visit/").html
