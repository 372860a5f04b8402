"""What is no map and says so with what to do, survey exports as workbooks, and scales that somebody names."""

from __future__ import annotations

import csv
import io

import pytest
from corpora_surveys import FIGURES, SURVEYS, figures_of
from workbooks import xlsx

from jmsite.importing.draft import DraftMap, NoJourneyError
from jmsite.importing.recognise import read_map
from jmsite.importing.scales import scale_of
from jmsite.importing.surveys.export import SurveyWish

IN_UTF_8 = [
    one for one in FIGURES
    if one[0] in ("surveymonkey-two-headers.csv", "google-forms-matrix.csv", "google-forms-day-first.csv",
                  "qualtrics-3-headers.csv", "hubspot-deals.csv", "zendesk-tickets.csv", "trustpilot.csv", "voc.csv",
                  "nps-counts.csv", "jira-issues.csv")
]  # fmt: skip


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(NoJourneyError) as refused:
        read_map(name, content)
    return refused.value.reason


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("events.csv", "a log of 40 events of 12 cases ('visit', 'search', 'basket', …), and no map."),
        ("events.xes", "an event log (XES) of 20 events in 4 cases ('Offer', 'Ask for a garden visit', 'Visit', …)"),
    ],
)  # fmt: skip
def test_a_log_of_events_is_named_and_what_can_be_made_of_it(name, told):
    reason = refusal(name, (SURVEYS / name).read_bytes())
    assert told in reason
    assert "A metric of kind funnel counts who came how far" in reason


def test_the_columns_of_a_log_are_those_of_its_readings():
    log = "case:concept:name,Activity,time:timestamp\n1,A,2026-01-01\n1,B,2026-01-02\n2,A,2026-01-01\n"
    told = "'readings: {file: data/…, date: time:timestamp, value: case:concept:name, stage: Activity}'"
    assert told in refusal("log.csv", log.encode())
    assert told in refusal("log.txt", log.replace(",", ";").encode("utf-16"))


def test_a_broken_log_is_refused_with_the_place():
    assert "XES) cannot be read" in refusal("a.xes", b"<log><trace>\n</log>")
    bomb = b'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "a">]><log>&a;</log>'
    assert "entities" in refusal("a.xes", bomb) or "none of drawio" in refusal("a.xes", bomb)


@pytest.mark.parametrize(
    "header",
    ["Deal stage,Number of deals,Conversion rate", "Step,Users,Completion rate,Abandonment rate",
     "Lifecycle stage,Contacts,Cumulative conversion", "Funnel step;Sessions;Next step conversion"],
)  # fmt: skip
def test_a_report_of_a_funnel_is_named(header):
    sep = ";" if ";" in header else ","
    row = sep.join(["Visit", *["10"] * header.count(sep)])
    assert "it is a report of a funnel" in refusal("funnel.csv", f"{header}\n{row}\n{row}\n".encode())


def test_a_map_with_times_and_events_is_a_map_still():
    table = "User,Stage,Activity,Time,Emotion,Pains\nAnna,Come,Walk,2 min,3,Far\nAnna,Go,Run,1 min,2,Rain\n"
    assert len(read_map("map.csv", table.encode()).journeys) == 1


@pytest.mark.parametrize(("name", "column", "dates", "path"), IN_UTF_8)
def test_a_survey_saved_as_a_workbook_gives_the_figure_of_its_csv(name, column, dates, path):
    text = (SURVEYS / name).read_text("utf-8-sig")
    head = text.partition("\n")[0]
    separator = ";" if head.count(";") > head.count(",") else ","
    rows = [
        [float(cell) if cell.isdigit() and len(cell) < 9 else cell for cell in row]
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    ]
    order = {"day-first": "dmy", "month-first": "mdy"}.get(dates)
    asked = SurveyWish(columns=(column,) if column else (), order=order, day="" if order else dates)  # type: ignore[arg-type]
    draft = read_map("export.xlsx", xlsx({"Answers": rows}), asked=asked)
    (figure,) = draft.counts["figures"]
    wanted = figures_of(name, path)
    found = {key: figure[key] for key in wanted if key in figure}
    assert found == pytest.approx({key: wanted[key] for key in found}, abs=0.006)
    assert found


def values(draft: DraftMap) -> list[object]:
    return [
        (one.value, one.scale, one.sure, one.sign)
        for stage in draft.journeys[0].stages
        for moment in (stage, *stage.steps)
        for one in moment.feelings
    ]


@pytest.mark.parametrize(
    ("words", "scale"),
    [("1..5", (1, 5)), ("-2..2", (-2, 2)), ("−5…+5", (-5, 5)), ("0:10", (0, 10)), ("0 to 100", (0, 100)),
     ("0.5..1.5", (0.5, 1.5)), ("5..1", None), ("5", None), ("a..b", None), ("", None)],
)  # fmt: skip
def test_a_scale_is_two_numbers(words, scale):
    assert scale_of(words) == scale


def test_scores_of_mermaid_are_on_the_scale_that_is_said():
    diagram = b"journey\n  section A\n    B: 3: Me\n    C: 5: Me\n"
    assert values(read_map("a.mmd", diagram)) == [(3, (1, 5), True, 0), (5, (1, 5), True, 1)]
    assert values(read_map("a.mmd", diagram, scale=(0, 10))) == [
        (3, (0, 10), True, -1),
        (5, (0, 10), True, 0),
    ]
    over = diagram.replace(b"5:", b"7:")
    assert any("scores are taken as from" in one.text for one in read_map("a.mmd", over).remarks)
    assert not any("scores are taken" in one.text for one in read_map("a.mmd", over, scale=(0, 10)).remarks)


def test_scores_of_a_table_are_on_the_scale_that_is_said_unless_the_file_names_one():
    table = "Stage,Doing,{},Pains\nCome,Walk,1,x\nGo,Run,2,y\n"
    bare = read_map("a.csv", table.format("Emotion").encode(), scale=(-2, 2))
    assert values(bare) == [(1, (-2, 2), True, 1), (2, (-2, 2), True, 1)]
    named = read_map("a.csv", table.format("Emotion (−5…+5)").encode(), scale=(-2, 2))
    assert [one[1] for one in values(named)] == [(-5, 5), (-5, 5)]  # type: ignore[index]


def test_a_score_off_the_scale_is_refused_with_its_line():
    with pytest.raises(NoJourneyError, match="the score 7 in line 3 is not from 1 to 5, as --scale says"):
        read_map("a.mmd", b"journey\n section A\n  B: 7: Me\n", scale=(1, 5))
