"""Journeys as Markdown and as wide tables: people read them, and our own readers find the same map in them."""

from __future__ import annotations

import csv
import io
import re

import pytest

import jmsite
from jmsite.exporting.lanes import MARKS, lanes_of, map_sheet, unlinked
from jmsite.exporting.markdown import as_markdown
from jmsite.exporting.selection import Selection, select
from jmsite.exporting.wide import as_wide_csv
from jmsite.importing.draft import DraftJourney, DraftMoment
from jmsite.importing.recognise import read_map
from jmsite.model.catalog import Catalog, Entity
from jmsite.resources import example_folder

READ = {
    "doing": "doing", "thinking": "thinking", "touchpoints": "touchpoint", "pains": "pains", "gains": "gains",
    "quotes": "quotes", "needs": "needs", "expectations": "expectations", "frontstage": "frontstage",
    "backstage": "backstage", "systems": "systems", "departments": "departments", "metrics": "metrics",
    "opportunities": "opportunities",
}  # fmt: skip
"""Lanes that come back, by what the importer calls them."""
STEP = """---
title: Look
steps:
  - title: I look
    doing: [Looks around, {text: "Asks [somebody](https://shop.example/help)", persona: anna}]
    thinking: Is it here?
    emotion: -3
    touchpoint: The window
    pains: [{text: "Too [dark](../../personas/anna.md)", severity: 3}, Too far]
    gains: It is near
    quotes: [I see nothing]
    needs: Light
    expectations: A sign
    frontstage: A lamp
    backstage: Somebody changes bulbs
    systems: Lamps
    departments: House
    duration: PT20M
  - title: I find it
    emotion: 4
    thinking: There
---

# What we saw

The words of the stage.
"""


@pytest.fixture(scope="module")
def sample() -> Catalog:
    return jmsite.load(example_folder().parent)


def alone(journey: Entity) -> Selection:
    return Selection(name=journey.id, entities=(journey,))


def titles(catalog: Catalog, journey: Entity) -> list[tuple[str, list[str]]]:
    return [
        (stage.title, [step.title for step in catalog.steps_of(stage.id)])
        for stage in catalog.stages_of(journey.id)
    ]


def read(name: str, content: bytes) -> DraftJourney:
    (journey,) = read_map(name, content).journeys
    return journey


def texts(moment: DraftMoment, lane: str) -> list[str]:
    return [one.text for one in moment.lanes.get(lane, ())]


def test_stages_steps_and_lanes_of_the_sample_are_kept(sample: Catalog):
    for journey in sample.all("journey"):
        found = read("x.md", as_markdown(sample, alone(journey)))
        assert found.title == journey.title
        assert list(found.personas) == [sample.persona(id).title for id in journey.fields.personas]  # type: ignore[union-attr]
        for (title, steps), stage in zip(titles(sample, journey), found.stages, strict=False):
            assert stage.title == title
            # a stage that is written without steps is a heading alone
            assert [step.title for step in stage.steps] == (steps if steps != [title] else [])
        for stage, draft in zip(sample.stages_of(journey.id), found.stages, strict=False):
            for step, moment in zip(sample.steps_of(stage.id), draft.steps, strict=False):
                said = lanes_of(sample, step)
                # barriers are pains where others write them, and semicolons part entries
                pains = [*said.get("pains", ()), *said.get("accessibility", ())]
                for lane, wanted in {**said, "pains": pains}.items():
                    if lane in ("doing", "pains", "gains", "quotes") and not any(
                        ";" in one for one in wanted
                    ):
                        assert texts(moment, READ[lane]) == list(wanted), step.id


def test_wide_tables_have_stages_across_and_lanes_down(sample: Catalog):
    for journey in sample.all("journey"):
        found = read("x.csv", as_wide_csv(sample, alone(journey)))
        assert found.title == journey.title
        assert [(one.title, [step.title for step in one.steps]) for one in found.stages][
            : len(sample.stages_of(journey.id))
        ] == titles(sample, journey)


def test_several_journeys_stand_one_below_the_other(sample: Catalog):
    everything = select(sample)
    names = [one.title for one in sample.all("journey")]
    assert re.findall(r"^# (.*)$", as_markdown(sample, everything).decode(), re.M) == names
    rows = list(csv.reader(io.StringIO(as_wide_csv(sample, everything).decode("utf-8-sig"))))
    assert [row[0] for row in rows if len(row) == 1] == names


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ja", "ar"])
def test_a_map_comes_back_in_every_language(project, language: str):
    made = project("minimal").edit(
        "site.yaml", f"title: A\nlanguage: {language}\nemotion_scale: {{min: -5, max: 5}}\n"
    )
    made.edit("journeys/visit/02-look.md", STEP).delete("journeys/visit/01-arrive.md")
    catalog = jmsite.load(made.root)
    journey = catalog.all("journey")[0]
    found = read("x.md", as_markdown(catalog, alone(journey)))
    (stage,) = found.stages
    assert [step.title for step in stage.steps] == ["I look", "I find it"]
    assert [(one.value, one.scale) for step in stage.steps for one in step.feelings] == [
        (-3, (-5, 5)),
        (4, (-5, 5)),
    ]
    first = stage.steps[0]
    assert texts(first, "doing") == ["Looks around", "Asks [somebody](https://shop.example/help) (Anna)"]
    assert [(one.text, one.severity) for one in first.lanes["pains"]] == [("Too dark", 3), ("Too far", None)]
    assert texts(first, "quotes") == ["I see nothing"]
    wanted = {
        called
        for lane, called in READ.items()
        if lane in lanes_of(catalog, catalog.journey_steps(journey.id)[0])
    }
    assert wanted - set(first.lanes) <= ({"departments"} if language == "fr" else set())
    assert "*What we saw*" in "\n".join(stage.prose)
    wide = read("x.csv", as_wide_csv(catalog, alone(journey)))
    assert [step.title for step in wide.stages[0].steps] == ["I look", "I find it"]


def test_links_inside_the_portal_are_words():
    text = "[a](../b.md) ![c](d.png) [e](https://f.example) [g](mailto:h@i.example)"
    assert unlinked(text) == "a c [e](https://f.example) g"


def test_a_sheet_knows_scores_as_they_are_written(project):
    made = project("minimal").edit("site.yaml", "title: A\nemotion_scale: {min: -5, max: 5}\n")
    made.edit("journeys/visit/02-look.md", STEP).delete("journeys/visit/01-arrive.md")
    catalog = jmsite.load(made.root)
    sheet = map_sheet(catalog, catalog.all("journey")[0], severe=True)
    assert [one.scores for one in sheet.columns] == [(-3,), (4,)]
    assert sheet.scale == (-5, 5)
    pains = next(lane for lane in sheet.lanes if lane.key == "pains")
    assert pains.cells == ((f"{MARKS[3]} Too dark", "Too far"), ())
