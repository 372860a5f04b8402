"""Tables with a column for what is and one for what should be are two journeys; plans with such columns are none."""

from __future__ import annotations

import pytest

from jmsite.importing.draft import DraftMap, NoJourneyError
from jmsite.importing.recognise import read_map

ROWS = """
| Ask | Queues at the desk for an hour | Applies on the phone | Opens late |
| Prove | Brings three papers | — | |
| Wait | Waits six weeks | Gets it at once | |
"""


def table(header: str, rows: str = ROWS, title: str = "Renewing a bus pass") -> str:
    wide = header.count("|") - 1
    body = "\n".join("|".join(row.split("|")[: wide + 1]) + "|" for row in rows.strip().splitlines())
    return f"# {title}\n\n{header}\n{'|---' * wide}|\n{body}\n"


def read(text: str) -> DraftMap:
    return read_map("pass.md", text.encode())


@pytest.mark.parametrize(
    "header",
    [
        "| Stage | Current | Future |",
        "| **Stage** | Now | Later |",
        "| Step | As-is | To-be |",
        "| Étape | Actuel | Futur |",
        "| Stage | Current state | Future state | Pain points |",
    ],
)
def test_a_column_for_each_state_makes_two_journeys_that_compare(header: str):
    draft = read(table(header))
    now, later = draft.journeys
    assert (now.state, later.state, later.compares_to) == ("current", "future", 0)
    assert now.title == later.title == "Renewing a bus pass"

    def done(at: int) -> list[list[str]]:
        moments = [moment for stage in draft.journeys[at].stages for moment in (stage.steps or (stage,))]
        return [[one.text for one in moment.lanes.get("doing", ())] for moment in moments]

    assert done(0) == [["Queues at the desk for an hour"], ["Brings three papers"], ["Waits six weeks"]]
    assert done(1) == [["Applies on the phone"], [], ["Gets it at once"]]
    told = [one.text for one in draft.remarks]
    assert any("are taken as what people do, in two journeys" in text for text in told)
    assert not any("a table beside the map" in text for text in told)


def test_other_lanes_are_of_the_journey_as_it_is():
    now, later = read(table("| Stage | Current | Future | Pain |")).journeys
    assert [[one.text for one in stage.lanes.get("pains", ())] for stage in now.stages] == [
        ["Opens late"],
        [],
        [],
    ]
    assert not any("pains" in stage.lanes for stage in later.stages)


def test_steps_stand_below_their_stages_and_what_falls_away_is_skipped():
    rows = """
| Ask | Form | Prints the form out | Types the number in |
| Ask | Stamp | Gets a stamp from work | Gets a mail from work |
| Wait | Wait | Parks 300 metres further away | Gets it at once |
"""
    now, later = read(table("| Phase | Schritt | Ist | Soll |", rows, "Kundenreise: Ausweis")).journeys
    for journey in (now, later):
        assert [(stage.title, [step.title for step in stage.steps]) for stage in journey.stages] == [
            ("Ask", ["Form", "Stamp"]),
            ("Wait", ["Wait"]),
        ]
    assert [stage.skipped for stage in read(table("| Stage | Now | Later |")).journeys[1].stages] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        # what runs in a program, not what happens to somebody
        ("| Stage | Current | Future |", "| Build | Jenkins | GitHub Actions |\n| Test | JUnit 4 | JUnit 5 |"),
        ("| Step | Current | Future |", "| 1 | 40 % | 100 % |\n| 2 | done | done |"),
        ("| Component | Current | Future |", ROWS),
        # the phases of a project, and a column that maps do not have
        ("| Phase | Current | Future |", ROWS),
        ("| Stage | Current | Future | Deadline |", ROWS),
        ("| Stage | Current | Current |", ROWS),
        ("| Stage | Current account | Future |", ROWS),
    ],
)  # fmt: skip
def test_plans_and_comparisons_of_technology_are_refused(header: str, rows: str):
    with pytest.raises(NoJourneyError):
        read(table(header, rows))


def test_beside_a_map_a_table_of_states_sums_it_up():
    whole = "# Customer journey: Pass\n\n| Stage | Doing | Touchpoint | Pain |\n|---|---|---|---|\n"
    text = f"{whole}| Ask | Asks | Desk | Queue |\n| Wait | Waits | Post | Weeks |\n\n"
    text += table("| Stage | Current | Future |", title="In short").replace("# In", "## In")
    (journey,) = read(text).journeys
    assert [stage.title for stage in journey.stages] == ["Ask", "Wait"]
