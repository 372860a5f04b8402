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


STAGE = """---
title: Try
goal: Be **warm** by [six](../../personas/sam.md)
summary: |
  Two lines
  - of `it`
steps:
  - id: ask
    title: I ask
    summary: It *is* gone
    fail_point: [{text: The door sticks, recovery: "Ask [Sam](../../personas/sam.md)"}]
---
"""


def test_goals_summaries_and_recoveries_are_read_as_lanes_are(project):
    built = (
        project("formatted-lanes").edit("journeys/visit/01-try.md", STAGE).delete("assets/rules.txt").build()
    )
    assert built.rules == []
    for url in ("/journeys/visit/", "/journeys/visit/try/"):
        page = built.page(url)
        assert "Be <strong>warm</strong> by <a href=" in page.html
        assert "<li>of <code>it</code></li>" in page.html
        assert "It <em>is</em> gone" in page.html
        assert "Recovery: Ask Sam" in page.text
        assert sum("personas/sam/" in str(link) for link in page.links) >= 2
    stage = built.page("/journeys/visit/try/")
    assert 'content="Two lines of it"' in stage.html
    twin = built.files["journeys/visit/try/index.md"].decode()
    assert "Be **warm** by [six](../../../personas/sam/index.md)" in twin
    assert "It *is* gone" in twin
    assert "Be warm by six" in built.files["journeys/visit/index.md"].decode()


def test_links_in_goals_summaries_and_recoveries_are_checked(project):
    site = project("formatted-lanes").delete("assets/rules.txt")
    for name in ("six](../../personas/sam", "Sam](../../personas/sam"):
        built = site.edit("journeys/visit/01-try.md", STAGE.replace(name, name + "-gone")).build()
        assert built.rules == ["link/missing-file"]
