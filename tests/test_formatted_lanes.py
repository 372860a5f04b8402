"""Texts of lanes are Markdown wherever they are shown."""

from __future__ import annotations

from shown import Shown

from jmsite.outputs.search import library


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


WHY = """---
title: {title}
moment_of_truth: "Here *all* is [lost](../../personas/sam.md)"
{more}---
"""
MOMENT = """---
title: A visit
personas: [sam]
anytime:
  - title: I fall ill
    moment_of_truth: "No **help**, no [Sam](../../personas/sam.md)"
---
"""


def test_the_reason_of_a_moment_of_truth_is_read_as_lanes_are(project):
    site = project("formatted-lanes").edit("journeys/visit/journey.md", MOMENT).delete("assets/rules.txt")
    site.edit("journeys/visit/01-try.md", WHY.format(title="Alone", more=""))
    steps = "steps:\n  - title: I wait\n    moment_of_truth: It is `now`\n"
    site.edit("journeys/visit/02-go.md", WHY.format(title="Whole", more=steps))
    built = site.build()
    assert built.rules == []
    stages = ("/journeys/visit/try/", "/journeys/visit/go/")
    for url in ("/journeys/visit/", *stages):
        assert 'class="truth">Here <em>all</em> is <a href=' in built.page(url).html, url
        assert any("personas/sam/" in link for link in built.page(url).links)
    for url in ("/journeys/visit/", stages[1]):
        assert "It is <code>now</code>" in built.page(url).html
    assert "No <strong>help</strong>, no <a href=" in built.page("/journeys/visit/").html
    assert "NoteMark" not in built.page("/journeys/visit/").html
    twins = [built.files[f"{url[1:]}index.md"].decode() for url in stages]
    assert all("**: Here *all* is [lost](../../../personas/sam/index.md)" in twin for twin in twins)
    assert "**: It is `now`" in twins[1]
    assert "no [Sam](../../personas/sam/index.md)" in built.files["journeys/visit/index.md"].decode()
    entries = " ".join(Shown(one.html).text for one in library(built.build.outputs).entries)
    assert "Here all is lost" in entries
    assert "It is now" in entries
    assert "No help" in entries


def test_links_in_the_reason_of_a_moment_of_truth_are_checked(project):
    site = project("formatted-lanes").replace(
        "journeys/visit/01-try.md", "    emotion: 1\n", '    moment_of_truth: "[gone](nowhere.md)"\n'
    )
    built = site.build()
    assert built.rules == ["link/missing-file"]
    assert "01-try.md:5" in built.report
