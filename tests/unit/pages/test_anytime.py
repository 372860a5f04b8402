"""Moments of a journey that belong to no stage: on the map, wherever steps count, and for those who may see them."""

from __future__ import annotations

import json

MAP = "/journeys/move/"
JOURNEY = "journeys/move/journey.md"


def test_moments_stand_in_a_band_of_their_own_that_the_jump_bar_leads_to(project):
    page = project("anytime").build().page(MAP)
    assert {"anytime", "anytime--the-keys-are-lost", "anytime--an-illness", "anytime--ben-only"} <= {
        *page.ids
    }
    assert "anytime--an-illness--pains" in page.ids
    assert page.links.count("#anytime") == 1
    assert "at “I pack” (" in page.text, "moments have no place on the curve"


def test_a_heading_in_prose_leaves_its_anchor_to_the_band(project):
    page = project("anytime").build().page(MAP)
    assert page.ids.count("anytime") == 1
    assert "text:anytime" in page.ids


def test_prose_and_steps_lead_to_moments_and_moments_lead_back(project):
    built = project("anytime").build()
    assert "#anytime--an-illness" in built.page(MAP).links
    assert "too heavy: An illness" in built.page(MAP).text
    assert "better: Packing" in built.page(MAP).text
    assert built.report == ""


def test_a_way_on_to_a_moment_that_is_not_there_is_told(project):
    built = project("anytime").replace(JOURNEY, "to: packing", "to: pakking").build()
    assert built.rules == ["ref/unknown-next"]
    assert "did you mean 'packing'?" in built.report


def test_moments_count_where_touchpoints_insights_and_opportunities_count(project):
    built = project("anytime").build()
    for url in ("/touchpoints/hotline/", "/insights/nobody-asks/", "/opportunities/ask-once/"):
        page = built.page(url)
        assert "An illness" in page.text, url
        assert any(link.endswith("journeys/move/#anytime--an-illness") for link in page.links), url
    assert "Pains 1 1 severe" in built.page("/touchpoints/hotline/").text
    assert "Every office asks again" in built.page("/insights/nobody-asks/").text
    assert "−2.0 assumed An illness Moving house, At any time" in built.page("/").text
    assert "4 scores" in built.page("/health/").text
    assert "1 step" in built.page("/").text, "moments are no steps"


def test_a_moment_says_all_that_a_step_can_say(project):
    page = project("anytime").build().page(MAP)
    for words in (
        "It changes what is needed",
        "Who is alone now",
        "Two days",
        "Settling in",
        "worried",
        "severity 3",
    ):
        assert words in page.text


def test_a_journey_of_moments_alone_shows_them(project):
    page = project("anytime").build().page("/journeys/settle/")
    assert "A neighbour knocks" in page.text
    assert "anytime" in page.ids


def test_the_markdown_page_tells_every_moment(project):
    twin = project("anytime").build().files["journeys/move/index.md"].decode()
    band = twin.partition("## At any time")[2].partition("\n## ")[0]
    for words in (
        "### The keys are lost",
        "### An illness",
        "Ada −2.0",
        "Every office asks again",
        "Two days",
    ):
        assert words in band
    assert twin.count("### An illness") == 1


def test_the_search_finds_a_moment_by_itself(project):
    html = project("anytime").build().page(MAP).html
    assert 'data-record="journeys/move/#anytime--an-illness"' in html
    assert '<li data-pagefind-meta="place">Moving house · At any time</li>' in html


def test_what_an_audience_may_not_see_leaves_no_moment_behind(project):
    secret = (
        "  - title: Ben is called away\n    doing: '[plan](../../assets/plan.pdf)'\n    personas: [ben]\n"
    )
    site = project("anytime").edit("assets/plan.pdf", "%PDF-1.4\n")
    site.replace(JOURNEY, "  - id: ben-only\n    title: Ben is called away\n    personas: [ben]\n", secret)
    assert "assets/plan.pdf" in site.build().files
    built = site.build(audience="public")
    everything = "\n".join(
        content.decode()
        for content in built.files.values()
        if isinstance(content, bytes) and b"\0" not in content
    )
    assert "An illness" in built.page(MAP).text
    for hidden in ("Ben is called away", "Who has to know?", "worried", "Counter"):
        assert hidden not in everything
    assert "assets/plan.pdf" not in built.files


def test_a_persona_without_a_part_is_told_in_a_moment(project):
    built = (
        project("anytime")
        .edit("personas/eve.md", "---\ntitle: Eve\n---\n")
        .replace(JOURNEY, "emotion: {ada: -2", "emotion: {eve: -2")
        .build()
    )
    assert built.rules == ["persona/takes-no-part"]


def test_readings_may_be_of_a_moment(project):
    metric = {
        "title": "Calls",
        "scale": {"min": 0, "max": 10},
        "readings": [
            {"date": "2026-01-01", "value": 0, "step": "anytime/an-illness", "stage": "move/anytime"},
            {"date": "2026-01-01", "value": 5, "stage": "move/packing"},
        ],
    }
    metric["readings"][0]["step"] = "move/anytime/an-illness"
    built = (
        project("anytime")
        .edit("metrics/calls.md", f"---\n{json.dumps(metric)}\n---\n")
        .replace(JOURNEY, "ben: {score: -1, word: worried}", "ben: {metric: calls}")
        .build()
    )
    assert built.report == ""
    assert "Ben −2.0 measured" in built.page(MAP).text


def test_edits_of_moments_give_what_a_clean_build_gives(project):
    site = project("anytime")
    site.build()
    for old, new in (
        ("The keys are lost", "The keys are found"),
        ("emotion: {ada: -2", "emotion: {ada: 1"),
        ("touchpoint: hotline", "touchpoint: counter"),
        (
            "  - id: ben-only\n    title: Ben is called away\n    personas: [ben]\n    touchpoint: counter\n",
            "",
        ),
    ):
        edited = site.replace(JOURNEY, old, new).build()
        assert edited.files == site.build(clean=True).files
