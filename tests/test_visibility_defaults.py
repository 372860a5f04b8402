"""Who may read what says nothing itself: a stage by its journey, everything by site.yaml and its path."""

from __future__ import annotations

import pytest
from conftest import TESTS, Project

from jmsite.content.default_visibility import covers
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pipeline import build, catalog_of

STAGE = "---\ntitle: Arrive\nsteps:\n  - {title: I find the door, emotion: 1}\n"


def seen(project: Project) -> set[str]:
    return {path for path in project.build(audience="public").files if path.endswith("index.html")}


@pytest.fixture
def visit(project) -> Project:
    site = project("minimal")
    site.edit("journeys/visit/01-arrive.md", f"{STAGE}---\n")
    return site.edit(
        "journeys/visit/journey.md", "---\ntitle: A visit\npersonas: [anna]\nvisibility: public\n---\n"
    )


def test_a_journey_is_public_with_its_stages(visit):
    assert {"journeys/visit/index.html", "journeys/visit/arrive/index.html"} <= seen(visit)
    assert "personas/anna/index.html" not in seen(visit)
    assert "I find the door" in visit.build(audience="public").page("/journeys/visit/").text


def test_a_stage_may_say_otherwise(visit):
    visit.edit("journeys/visit/01-arrive.md", f"{STAGE}visibility: internal\n---\n")
    assert "journeys/visit/arrive/index.html" not in seen(visit)
    assert "I find the door" not in visit.build(audience="public").page("/journeys/visit/").text


def test_site_yaml_says_it_for_a_folder_and_the_longest_entry_counts(visit):
    visit.edit(
        "site.yaml", "title: Small\nvisibility: {personas: public, pages: public, pages/house: internal}\n"
    )
    visit.edit("pages/rules.md", "# Rules\n")
    visit.edit("pages/house/keys.md", "# Keys\n")
    assert {"personas/anna/index.html", "pages/rules/index.html"} <= seen(visit)
    assert "pages/house/keys/index.html" not in seen(visit)
    visit.edit("pages/house/keys.md", "---\nvisibility: public\n---\n\n# Keys\n")
    assert "pages/house/keys/index.html" in seen(visit)


def test_what_is_said_of_a_journey_by_its_path_holds_for_its_stages(visit):
    visit.edit("journeys/visit/journey.md", "---\ntitle: A visit\n---\n")
    assert not seen(visit) & {"journeys/visit/index.html", "journeys/visit/arrive/index.html"}
    visit.edit("site.yaml", "title: Small\nvisibility: {journeys/visit/journey.md: public}\n")
    assert {"journeys/visit/index.html", "journeys/visit/arrive/index.html"} <= seen(visit)
    visit.edit("site.yaml", "title: Small\nvisibility: {journeys: public, journeys/visit: internal}\n")
    assert not seen(visit) & {"journeys/visit/index.html", "journeys/visit/arrive/index.html"}


def test_registries_are_shown_by_their_name(visit):
    visit.edit(
        "channels.yaml", "street:\n  title: On the street\nhome:\n  title: At home\n  visibility: internal\n"
    )
    visit.edit("site.yaml", "title: Small\nvisibility: {channels: public}\n")
    assert "channels/street/index.html" in seen(visit)
    assert "channels/home/index.html" not in seen(visit)


def test_a_default_is_no_field_that_somebody_wrote(visit):
    visit.edit("site.yaml", "title: Small\nvisibility: {personas: nobody}\n")
    found = visit.build()
    assert [(one.rule, one.place.path) for one in found.diagnostics] == [
        ("visibility/unknown-audience", "content/site.yaml")
    ]


def test_no_page_tells_that_something_is_hidden(visit):
    hiding = visit.build(audience="public")
    assert hiding.rules == ["visibility/partly-hidden"]
    visit.edit("personas/anna.md", "---\ntitle: Anna\nvisibility: internal\nquote: Other words\n---\n")
    assert visit.build(audience="public").files == hiding.files
    assert not [path for path, page in hiding.files.items() if b"partly-hidden" in page]


def test_what_a_map_lacks_for_an_audience_is_counted_and_drafts_are_not(visit):
    def told() -> list[str]:
        return [one.message for one in visit.build(audience="public").diagnostics]

    assert told() == ["'A visit' is public, but one persona on it is not"]
    visit.edit(
        "journeys/visit/journey.md", "---\ntitle: A visit\npersonas: [anna, ben]\nvisibility: public\n---\n"
    )
    visit.edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    assert told() == ["'A visit' is public, but two personas on it are not"]
    # a draft is shown to nobody yet: that it is not public is no lack
    visit.edit("personas/ben.md", "---\ntitle: Ben\nvisibility: public\ndraft: true\n---\n")
    assert told() == ["'A visit' is public, but one persona on it is not"]


def test_what_is_referred_to_is_there_for_whoever_reads_it(visit):
    visit.edit("journeys/visit/01-arrive.md", f"{STAGE}    touchpoint: A plain door\n---\n")
    for audience in ("internal", "public"):
        site = discover(visit.root, Options(audience=audience))
        catalog = catalog_of(site, Memo()).value
        uses = catalog.table("uses")
        assert [target for target in uses if catalog.find(*target) is None] == []
        assert (("persona", "anna") in uses) == (audience == "internal")


@pytest.mark.parametrize(
    ("entry", "path", "holds"),
    [
        ("journeys", "content/journeys/a/journey.md", True),
        ("journeys/", "content/journeys/a/01-b.md", True),
        ("content/journeys", "content/journeys/a/01-b.md", True),
        ("journey", "content/journeys/a/01-b.md", False),
        ("touchpoints", "content/touchpoints.yaml", True),
        ("touchpoints.yaml", "content/touchpoints.yaml", True),
        ("pages/a", "content/pages/a.md", True),
        ("pages/a", "content/pages/ab.md", False),
        ("journeys/*/journey.md", "content/journeys/a/journey.md", True),
        ("journeys/*/journey.md", "content/journeys/a/01-b.md", False),
    ],
)
def test_an_entry_is_a_folder_a_file_or_a_pattern(entry, path, holds):
    assert covers(entry, path) is holds


@pytest.mark.parametrize("audience", ["internal", "public", "partners"])
def test_the_sample_has_no_warning_for_any_audience(audience):
    found = build(discover(TESTS.parent, Options(audience=audience)), Memo(), 1).diagnostics
    assert [one.rule for one in found if one.severity != "info"] == []
