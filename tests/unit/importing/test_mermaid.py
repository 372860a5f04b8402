"""Mermaid's journeys: what its own parser finds in them, and what people write that it reads otherwise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jmsite.importing.draft import DraftMap, DraftMoment, NoJourneyError
from jmsite.importing.mermaid_model import read_journey
from jmsite.importing.recognise import read_map

FOLDER = Path(__file__).parents[2] / "corpora" / "mermaid"
DIAGRAMS = sorted(FOLDER.glob("*.mmd"))
GOLDEN = sorted(FOLDER.glob("*.golden.json"))
EMPTY = {"upstream_pkgtests_diagram_orchestration_spec_032", "upstream_title"}


def steps(draft: DraftMap) -> list[DraftMoment]:
    return [step for journey in draft.journeys for stage in journey.stages for step in stage.steps]


def imported(*tasks: str) -> DraftMap:
    return read_map("a.mmd", "\n".join(["journey", "title A visit", "section Come", *tasks]).encode())


def flat(text: Any) -> str:
    return " ".join(str(text or "").split())


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda file: file.name.partition(".")[0])
def test_a_diagram_is_read_as_mermaid_reads_it(golden: Path):
    wanted = json.loads(golden.read_text("utf-8"))["model"]
    found = read_journey(golden.with_name(golden.name.replace(".golden.json", ".mmd")).read_text("utf-8"))
    assert flat(found.title) == flat(wanted["title"])
    assert flat(found.acc_title) == flat(wanted["accTitle"])
    assert found.acc_descr == (wanted["accDescr"] or "")
    assert [title for title, _ in found.sections] == wanted["sections"]
    assert list(found.actors) == sorted(wanted["actors"])
    assert [(flat(one.task), one.section, one.score, list(one.people)) for one in found.tasks] == [
        (flat(one["task"]), one["section"], None if one.get("scoreIsNaN") else one["score"], one["people"])
        for one in wanted["tasks"]
    ]


@pytest.mark.parametrize("file", DIAGRAMS, ids=lambda file: file.stem)
def test_a_diagram_is_imported_with_all_its_tasks(file: Path):
    if file.stem in EMPTY:
        with pytest.raises(NoJourneyError, match="neither sections nor tasks"):
            read_map(file.name, file.read_bytes())
        return
    model, draft = read_journey(file.read_text("utf-8")), read_map(file.name, file.read_bytes())
    assert draft.format == "mermaid"
    assert len(steps(draft)) == len(model.tasks)
    scores = [one.value for step in steps(draft) for one in step.feelings if one.value is not None]
    assert scores == [task.score for task in model.tasks if task.score is not None]
    assert len(draft.journeys[0].stages) == len(model.sections)


@pytest.mark.parametrize(
    ("task", "title", "value", "personas", "lanes"),
    [
        ("Pay: card or cash: 3: Me", "Pay: card or cash", 3, ["Me"], {}),
        ("Pay: Me: 3", "Pay", 3, ["Me"], {}),
        ("Pay: 3: Me, System", "Pay", 3, ["Me"], {"systems": ["System"]}),
        ("Pay: 3: Me, AI", "Pay", 3, ["Me"], {"systems": ["AI"]}),
        ("Pay: 3: Support", "Pay", 3, [], {"frontstage": ["Support"]}),
        (
            "[PAIN POINT] Waits for the bus: 1: Me",
            "Waits for the bus",
            1,
            ["Me"],
            {"pains": ["Waits for the bus"]},
        ),
        ("\tPay : 3 : Me\r", "Pay", 3, ["Me"], {}),
        ("دفع: 4: أنا", "دفع", 4, ["أنا"], {}),
    ],
)
def test_a_task_is_taken_as_it_is_meant(task, title, value, personas, lanes):
    draft = imported(task)
    (step,) = steps(draft)
    assert step.title == title
    assert [one.value for one in step.feelings] == [value]
    assert list(draft.journeys[0].personas) == personas
    assert {lane: [entry.text for entry in some] for lane, some in step.lanes.items()} == lanes


@pytest.mark.parametrize(
    ("task", "word", "value", "sign"),
    [
        ("Wait (anxious): 2: Me", "anxious", 2, -1),
        ("Wait: 4: happy", "happy", 4, 1),
        ("Wait: 2: 😡", "😡", 2, -1),
        ("Wait: bad: Me", "bad", None, -1),
    ],
)
def test_a_feeling_is_found_wherever_it_stands(task, word, value, sign):
    (feeling,) = steps(imported(task))[0].feelings
    assert (feeling.word, feeling.value, feeling.sign) == (word, value, sign)


@pytest.mark.parametrize(
    ("score", "scale", "sure"),
    [
        (5, (1, 5), True),
        (6, (0, 10), False),
        (10, (0, 10), False),
        (100, (0, 100), False),
        (0, (0, 5), False),
    ],
)
def test_the_scale_is_found_and_said(score, scale, sure):
    draft = imported(f"Wait: {score}: Me", "Go: 3: Me")
    assert {(one.scale, one.sure) for step in steps(draft) for one in step.feelings} == {(scale, sure)}
    assert any("does not hold them" in one.text for one in draft.remarks) is not sure


def test_a_section_that_comes_back_is_a_stage_again():
    draft = imported("A: 1: Me", "section Go", "B: 2: Me", "section Come", "C: 3: Me")
    assert [(stage.title, len(stage.steps)) for stage in draft.journeys[0].stages] == [
        ("Come", 1),
        ("Go", 1),
        ("Come", 1),
    ]
    assert any("comes back" in one.text for one in draft.remarks)


def test_all_diagrams_of_a_markdown_file_are_journeys_with_lines_of_the_file():
    one = "```mermaid\n%%{init: {}}%%\njourney\n  %% a note\n  section S\n    Wait: 3: Me\n```\n"
    draft = read_map("a.md", f"# First\n\n{one}\n# Second\n\n{one}\n```mermaid\ngantt\n```\n".encode())
    assert [journey.title for journey in draft.journeys] == ["First", "Second"]
    assert steps(draft)[0].line == 8
    assert [one.title for one in draft.personas] == ["Me", "Me"]
