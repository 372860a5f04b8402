"""Maps as people write them in a hurry: personas side by side, questions for labels, bullets within a line."""

from __future__ import annotations

import pytest
from workbooks import xlsx

from jmsite.importing.draft import DraftStage, NoJourneyError
from jmsite.importing.labels import load_words
from jmsite.importing.recognise import read_map


def texts(stage: DraftStage, lane: str) -> list[str]:
    return [entry.text for entry in stage.lanes.get(lane, ())]


TWO = [
    ["", "Anna", "", "Ben", ""],
    ["", "Search", "Order", "Search", "Order"],
    ["Actions", "Googles", "Orders at night", "Asks friends", "Orders by phone"],
    ["Feelings", "curious", "unsure", "stressed", "relieved"],
    ["Pains", "Too many ads", "", "No time", "Long form"],
]


def test_personas_side_by_side_are_a_journey_each():
    draft = read_map("shoes.xlsx", xlsx({"Sheet1": TWO}))
    assert [one.personas for one in draft.journeys] == [("Anna",), ("Ben",)]
    assert {one.title for one in draft.journeys} == {"Shoes"}
    for journey, doing in zip(draft.journeys, ("Googles", "Asks friends"), strict=True):
        assert [stage.title for stage in journey.stages] == ["Search", "Order"]
        assert texts(journey.stages[0], "doing") == [doing]
    assert texts(draft.journeys[1].stages[1], "pains") == ["Long form"]
    assert [one.title for one in draft.personas] == ["Anna", "Ben"]


def test_other_steps_under_each_name_are_one_journey():
    rows = [list(row) for row in TWO]
    rows[1] = ["", "Search", "Order", "Wait", "Return"]
    draft = read_map("shoes.xlsx", xlsx({"Sheet1": rows}))
    assert len(draft.journeys) == 1


@pytest.mark.parametrize(
    ("question", "lane"),
    [
        ("What is the customer doing?", "doing"),
        ("What are they thinking?", "thinking"),
        ("How does the customer feel?", "emotion"),
        ("What are they feeling?", "emotion"),
        ("Where does it go wrong?", "pains"),
        ("What frustrates them?", "pains"),
        ("How might we help?", "opportunities"),
        ("Was tut die Kundin?", "doing"),
        ("Wie fühlt sich der Kunde?", "emotion"),
        ("Wo hakt es?", "pains"),
        ("Que pense-t-il ?", "thinking"),
        ("Que ressent la cliente ?", "emotion"),
        ("¿Qué hace el cliente?", "doing"),
        ("¿Qué siente?", "emotion"),
        ("What is it about?", ""),
    ],
)
def test_questions_name_lanes(question, lane):
    assert load_words().lane(question) == lane


def test_bullets_within_a_line_part_entries():
    text = "Stage,Touchpoints,Pains\nBuy,Web site • Shop • E-mail,• Queue • No sizes\nUse,App · Phone,None\n"
    stages = read_map("a.csv", text.encode()).journeys[0].stages
    assert texts(stages[0], "touchpoint") == ["Web site", "Shop", "E-mail"]
    assert texts(stages[0], "pains") == ["Queue", "No sizes"]
    assert texts(stages[1], "touchpoint") == ["App", "Phone"]
    assert texts(stages[1], "pains") == []


@pytest.mark.parametrize("title", ["Phase 1: Buy", "1. Buy", "1️⃣ Buy", "Stage 2 – Buy", "Buy"])
def test_stages_of_tables_have_no_numbers_in_their_titles(title):
    text = (
        f"| Stage | Thoughts | Pains |\n|---|---|---|\n| {title} | Which? | Queue |\n| Use | Nice | Late |\n"
    )
    assert [one.title for one in read_map("a.md", text.encode()).journeys[0].stages] == ["Buy", "Use"]


@pytest.mark.parametrize("line", ["Stage: {}", "Stage 1: {}", "**Stage: {}**", "Phase : {}"])
def test_lines_that_name_stages_are_stages(line):
    stages = "\n\n".join(
        f"{line.format(title)}\nCustomer actions: asks; reads\nEmotions: unsure\nPain points: jargon"
        for title in ("Look", "Buy")
    )
    draft = read_map("a.txt", f"Customer Journey Map: Car insurance\n\n{stages}\n".encode())
    assert [one.title for one in draft.journeys[0].stages] == ["Look", "Buy"]
    assert draft.journeys[0].title == "Car insurance"
    assert texts(draft.journeys[0].stages[1], "doing") == ["asks", "reads"]
    assert texts(draft.journeys[0].stages[1], "pains") == ["jargon"]


@pytest.mark.parametrize(
    "text",
    [
        "Stage: Design\nOwner: Kim\nRisks: late\n\nStage: Build\nOwner: Lee\nRisks: later\n",
        "Phase,Task,Owner,Status,Due\nPhase 1,Set up,Kim,Done,2026-01-01\nPhase 2,Build,Lee,Open,2026-02-01\n",
        "Stage,Risk,Impact,Mitigation,Owner\nDesign,Scope creep,4,Board,PM\nBuild,Turnover,3,Pairing,Lead\n",
        "# Bread\n\n## Stage 1: Mix\n- Flour\n- Water\n\n## Stage 2: Rise\n- Wait\n\n## Stage 3: Bake\n- Hot\n",
        "# Italy\n\n## Day 1: Rome\n**Activities**: Forum\n**Food**: Pizza\n**Feelings**: tired\n\n"
        "## Day 2: Florence\n**Activities**: Uffizi\n**Food**: Steak\n**Feelings**: happy\n",
        "# Test plan\n\n## Task 1: Find\n**Goal:** find it\n**Steps:** search\n**Success criteria:** found\n\n"
        "## Task 2: Pay\n**Goal:** pay\n**Steps:** add, pay\n**Success criteria:** paid\n",
        "Stage,Deals,Conversion,Average days\nLead,120,40%,3\nQualified,48,50%,8\nWon,24,,21\n",
    ],
)
def test_what_only_has_phases_is_no_map(text):
    with pytest.raises(NoJourneyError):
        read_map("a.md" if text.startswith("#") else "a.csv", text.encode())


@pytest.mark.parametrize(("now", "later"), [("As-is", "To-be"), ("Today", "Future state"), ("Ist", "Soll")])
def test_states_side_by_side_are_two_journeys_that_compare(now: str, later: str):
    rows = [list(row) for row in TWO]
    rows[0] = ["", now, "", later, ""]
    draft = read_map("shoes.xlsx", xlsx({"Sheet1": rows}))
    assert [(one.state, one.compares_to, one.personas) for one in draft.journeys] == [
        ("current", None, ()),
        ("future", 0, ()),
    ]
    assert texts(draft.journeys[1].stages[0], "doing") == ["Asks friends"]
    assert draft.personas == ()


def test_a_sheet_for_each_state_is_a_journey_each_and_they_compare():
    one, other = ([[row[0], *row[at : at + 2]] for row in TWO[1:]] for at in (1, 3))
    draft = read_map("shoes.xlsx", xlsx({"As-is": one, "To-be": other}))
    assert [(one.state, one.compares_to) for one in draft.journeys] == [("current", None), ("future", 0)]


RESEARCH = """# Buying a bike

## Research
**Actions:** reads tests
**Feelings:** curious
**Pain points:**
- too many models

## Purchase
**Actions:** pays
**Feelings:** tired
**Pain points:** long form

## Sources
- Six talks
"""


def test_research_is_a_stage_where_people_do_something_in_it():
    (journey,) = read_map("bike.md", RESEARCH.encode()).journeys
    assert [stage.title for stage in journey.stages] == ["Research", "Purchase"]
    assert texts(journey.stages[0], "pains") == ["too many models"]
