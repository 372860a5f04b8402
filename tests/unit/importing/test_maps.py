"""Every map of the corpora is imported to what is expected of it, and what is left out is named."""

from __future__ import annotations

import pytest
from corpora_maps import EXPECTED, REFUSED, read, sketch, wanted

from jmsite.importing.draft import NoJourneyError
from jmsite.importing.write import Wish, write

NAMED = {
    "outline-en.md": [
        "img/blue-bike.jpg", "nobody has been asked about this yet", "Success metrics", "Open questions", "March 2026",
    ],
    "outline-ru.md": ["Итоги", "alternatives"],
    "outline-pt.md": ["Observações gerais"],
    "outline-zh.md": ["情绪曲线", "技术方案"],
    "record-tables.md": [
        "one list with free places", "a date for the answer", "sequenceDiagram", "Emotional arc", "Handoff notes",
        "slug", "persona", "type",
    ],
    "long-table.md": ["Mark, Meaning", "Prioritised pains", "Risk of drop-off"],
    "wide-table.md": ["I1, I4, tickets #442"],
    "three-personas.md": ["Compared"],
    "as-is-to-be.md": ["What changes", "Stage by stage"],
    "arrows.md": ["Forgot password", "no stages, no personas, no emotions"],
    "ja-table.md": ["備考", "案内閲覧数"],
    "de-table.csv": ["cp1252"],
    "wide.xlsx": ["grey", "green", "from 6 of 8 interviews", "colours", "the hidden sheet 'Lists'"],
    "long.xlsx": ["Weeks since start", "Mean", "Stand 2026-02-17"],
    "miro-table.csv": [
        "Ask Cyra about numbers", "???", "observed", "ticket, survey", "Assignee", "Created by", "Last modified",
        "Link",
    ],
    "smaply-like.csv": ["Tension", "shore.png", "NPS 34 (n=61)", "Workspace", "Exported"],
    "lucid.csv": ["to where?", "Ask two more pharmacies", "a comment", "Legend", "Customer, Pharmacist, System"],
    "journey.drawio": ["ask what happens at Christmas", "a divider", "colours of 2 shapes"],
    "journey-compressed.drawio": ["Scrap"],
    "cjml-2.0.xml": ["In the rain.", "Two days at most.", "the times of"],
    "cjml-dialect.xml": ["undefined"],
    "theydo-metrics.json": ["0 of 0", "ownerEmail", "groups", "groupTags"],
    "theydo-insights.json": ["empathyScore", "icon", "weight", "ownerEmail", "groups", "groupTags"],
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_map_is_found_as_expected(name: str):
    expected = EXPECTED[name]["journeys"]
    assert sketch(read(name), expected) == wanted(expected)


@pytest.mark.parametrize("name", NAMED)
def test_what_is_left_out_is_named(name: str):
    draft = read(name)
    remarks = (*draft.remarks, *write(draft, Wish(), name.partition(".")[0]).remarks)
    said = " ".join(one.text for one in remarks if one.did != "taken")
    assert [word for word in NAMED[name] if word not in said] == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_false_friend_is_refused(name: str):
    with pytest.raises(NoJourneyError) as refused:
        read(name)
    assert refused.value.reason


def test_the_goal_of_an_outline_is_how_the_journey_ends_well():
    assert read("outline-en.md").journeys[0].outcome == EXPECTED["outline-en.md"]["journeys"][0]["goal"]


def test_marks_say_how_severe_a_pain_is():
    stages = read("record-tables.md").journeys[0].stages
    levels = {"low": 1, "middle": 2, "high": 3}
    for stage, expected in zip(stages, EXPECTED["record-tables.md"]["journeys"][0]["stages"], strict=True):
        wanted_levels = [levels[word] for word in expected.get("severities", ())]
        assert [one.severity for one in stage.lanes.get("pains", ())] == wanted_levels


def test_times_in_brackets_belong_to_steps_and_the_whole():
    desk = read("arrows.md").journeys[1]
    assert {step.title: step.duration for step in desk.stages[0].steps if step.duration} == {
        "Take a number": "PT2M"
    }
    assert desk.stages[0].duration == "PT9M"


def test_what_is_as_it_should_be_is_compared_to_what_is():
    now, later = read("as-is-to-be.md").journeys
    assert (now.state, later.state, later.compares_to) == ("current", "future", 0)


def test_names_of_people_are_not_repeated():
    said = " ".join(one.text for one in read("lucid.csv").remarks)
    assert "Sample" not in said
    assert "Ada" not in " ".join(one.text for one in read("miro-table.csv").remarks)
