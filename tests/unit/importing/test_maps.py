"""Every map of the corpora is imported to what is expected of it, and what is left out is named."""

from __future__ import annotations

import pytest
from corpora_maps import EXPECTED, REFUSED, read, sketch, wanted

from jmsite.importing.draft import NoJourneyError

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
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_map_is_found_as_expected(name: str):
    expected = EXPECTED[name]["journeys"]
    assert sketch(read(name), expected) == wanted(expected)


@pytest.mark.parametrize("name", NAMED)
def test_what_is_left_out_is_named(name: str):
    said = " ".join(one.text for one in read(name).remarks if one.did != "taken")
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
