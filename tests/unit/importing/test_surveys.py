"""Survey exports: which rows count, which figures come of them, and what is never in the copy of the table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

import pytest
from corpora_surveys import BESIDE, EXPECTED, FIGURES, SURVEYS, figures_of

from jmsite.importing.draft import DraftMap, NoJourneyError
from jmsite.importing.recognise import read_map
from jmsite.importing.surveys.export import QuestionError, SurveyWish

ROUNDED = {"star-wars-surveymonkey.csv": 2}


def asked(column: str, dates: str) -> SurveyWish:
    order = {"day-first": "dmy", "month-first": "mdy"}.get(dates)
    columns = (column,) if column else ()
    return SurveyWish(columns=columns, order=order, day="" if order else dates)  # type: ignore[arg-type]


def read(name: str, column: str = "", dates: str = "") -> DraftMap:
    return read_map(name, (SURVEYS / name).read_bytes(), asked=asked(column, dates))


def survey(text: str, *columns: str, name: str = "a.csv", **more: object) -> DraftMap:
    return read_map(name, text.encode(), asked=SurveyWish(columns=columns, **more))  # type: ignore[arg-type]


def table(draft: DraftMap) -> list[list[str]]:
    ((_, content),) = draft.files
    return list(csv.reader(io.StringIO(content.decode())))


def told(draft: DraftMap, did: str) -> str:
    return "\n".join(one.text for one in draft.remarks if one.did == did)


@pytest.mark.parametrize(("name", "column", "dates", "path"), FIGURES)
def test_the_figure_is_the_right_one(name, column, dates, path):
    (figure,) = read(name, column, dates).counts["figures"]
    wanted = figures_of(name, path)
    found = {key: figure[key] for key in wanted if key in figure}
    assert found.keys() & {"nps", "csat", "mean", "median", "share"}
    for key, value in found.items():
        assert value == pytest.approx(wanted[key], abs=0.006 if key == "mean" else 1e-9), key


@pytest.mark.parametrize("name", BESIDE)
def test_what_was_not_finished_is_told_beside(name):
    column, path = BESIDE[name]
    draft = read(name, column)
    assert draft.counts["figures"][0]["with_unfinished"] == figures_of(name, path)
    assert "with the unfinished ones it would be" in told(draft, "taken")


COUNTED = {
    "surveymonkey-two-headers.csv": "recommend",
    "typeform-new.csv": "neighbour",
    "typeform-old.csv": "",
    "google-forms-matrix.csv": "recommend",
    "google-forms-day-first.csv": "weiter",
    "qualtrics-3-headers.csv": "Q1",
    "hubspot-deals.csv": "Won",
    "zendesk-tickets.csv": "",
    "google-play-reviews.csv": "",
    "trustpilot.csv": "",
    "nps-counts.csv": "",
    "jira-issues.csv": "",
    "spack-2025-google-forms.csv": "Spack packages",
    "zendesk-analysis.csv": "Resolution",
}


@pytest.mark.parametrize("name", COUNTED)
def test_rows_that_do_not_count_are_told_with_the_reason(name):
    draft = read(name, COUNTED[name])
    assert draft.counts["rows_that_count"] == EXPECTED[name]["rows_that_count"]
    assert draft.counts["do_not_count"] == EXPECTED[name]["skipped"]
    for reason, count in EXPECTED[name]["skipped"].items():
        assert re.search(
            rf"{count} rows? do(?:es)? not count: {re.escape(reason)} \(lines? \d", told(draft, "left out")
        )
    assert len(table(draft)) == 1 + EXPECTED[name]["rows_that_count"]


@pytest.mark.parametrize(
    ("name", "column"),
    [("surveymonkey-two-headers.csv", "recommend"), ("google-forms-matrix.csv", "recommend"),
     ("google-forms-day-first.csv", "weiter"), ("survey.xlsx", "Recommend")],
)  # fmt: skip
def test_days_are_those_of_the_file(name, column):
    draft = read(name, column)
    assert (draft.counts["first_day"], draft.counts["last_day"]) == (
        EXPECTED[name]["first_day"],
        EXPECTED[name]["last_day"],
    )


PEOPLE = re.compile(
    r"@|192\.0\.2\.|555|\b(?:Example|Sample|Placeholder|Invented|Madeup|Nobody|Fiction|Dummy)\b|reviewId|R_[a-z0-9]{10}"
)


@pytest.mark.parametrize(
    ("name", "column"), [*COUNTED.items(), ("salesforce-report.csv", ""), ("survey.xlsx", "Effort")]
)
def test_nobody_can_be_recognized_in_the_copy(name, column):
    ((_, content),) = read(name, column).files
    assert PEOPLE.findall(content.decode()) == []


def test_columns_about_people_are_named():
    left = told(read("surveymonkey-two-headers.csv", "recommend"), "left out")
    for name in (
        "Respondent ID",
        "IP Address",
        "Email Address",
        "First Name",
        "Last Name",
        "Custom Data 1",
        "[Phone Number]",
    ):
        assert name in left
    left = told(read("jira-issues.csv"), "left out")
    assert "Project lead; Assignee; Assignee Id; Reporter; Reporter Id; Creator" in left


def test_a_column_of_addresses_is_about_people_whatever_it_is_called():
    rows = "".join(f"2026-03-{day:02},{day % 11},p{day}@example.org,192.0.2.{day}\n" for day in range(1, 20))
    draft = survey("date,score,where,from\n" + rows)
    assert table(draft)[0] == ["date", "score"]
    assert "about people: where; from" in told(draft, "left out")


def test_values_that_few_have_stay_out_of_the_copy():
    draft = read("enps.csv", dates="day-first")
    assert table(draft)[0][0] == "date"
    assert "Team" not in table(draft)[0]
    assert "recognized: Team" in told(draft, "left out")


@pytest.mark.parametrize(
    ("name", "some"),
    [("surveymonkey-two-headers.csv", 5), ("google-forms-matrix.csv", 5), ("qualtrics-3-headers.csv", 4),
     ("typeform-new.csv", 2), ("hubspot-deals.csv", 2)],
)  # fmt: skip
def test_several_columns_that_could_be_the_answer_are_listed(name, some):
    with pytest.raises(QuestionError) as asked:
        read(name)
    assert "--column" in asked.value.question
    assert len(asked.value.choices) == some


def test_dates_that_read_both_ways_are_asked():
    with pytest.raises(QuestionError, match="--dates day-first or --dates month-first"):
        read("enps.csv")
    assert read("enps.csv", dates="day-first").counts["first_day"] == "2026-04-01"
    assert read("enps.csv", dates="month-first").counts["last_day"] == "2026-10-04"


def test_a_file_without_dates_asks_for_the_day():
    with pytest.raises(QuestionError, match="no dates"):
        read("star-wars-surveymonkey.csv", "Han Solo")
    assert {row[0] for row in table(read("star-wars-surveymonkey.csv", "Han Solo", "2014-06-03"))[1:]} == {
        "2014-06-03"
    }


def test_several_choices_in_a_cell_are_not_divided():
    with pytest.raises(QuestionError, match="an option may hold the separator too"):
        read("google-forms-matrix.csv", "How do you hear")
    assert "several choices in one cell" in told(read("google-forms-matrix.csv", "recommend"), "left out")


@pytest.mark.parametrize("name", ["qualtrics-sample-de.csv", "qualtrics-sample-legacy.csv"])
def test_one_answer_gives_no_metric(name):
    with pytest.raises(NoJourneyError, match="no column has answers"):
        read(name)


def test_an_option_is_the_share_of_those_who_chose_it():
    (figure,) = read("cantera-2020-typeform.csv", "[Python]", "2020-06-01").counts["figures"]
    assert (figure["n"], figure["yes"]) == (60, EXPECTED["cantera-2020-typeform.csv"]["interface"]["Python"])
    (figure,) = read("surveymonkey-two-headers.csv", "Café").counts["figures"]
    assert figure["yes"] == EXPECTED["surveymonkey-two-headers.csv"]["used_on_board"]["Café"]


def test_only_the_table_with_days_is_taken_from_a_report_of_analytics():
    draft = read("ga4-stacked.csv")
    wanted = EXPECTED["ga4-stacked.csv"]
    assert table(draft)[4] == [wanted["nth_day_0003_is"], "0"]
    assert table(draft)[-1] == [wanted["busiest_day"][0], str(wanted["busiest_day"][1])]
    assert draft.entities[0].fields["kind"] == "value"
    assert told(draft, "left out").count("it has no days") == 4


def test_what_is_odd_is_named_with_its_line():
    draft = read("voc.csv")
    remarks = {(one.did, one.line): one.text for one in draft.remarks if one.line}
    assert "off the scale" in remarks["left out", 17]
    assert remarks["changed", 27] == "the date '13/03/2026' is not written as the others: taken as 2026-03-13"
    assert "'about 4'" in told(read("google-forms-matrix.csv", "hours a week"), "left out")


def test_stages_that_the_site_has_are_linked_and_others_count_in_the_total():
    stages = ("stay/book", "stay/arrive", "stay/leave")
    content = (SURVEYS / "voc.csv").read_bytes()
    readings = read_map("voc.csv", content, asked=SurveyWish(stages=stages)).entities[0].fields["readings"]
    assert readings["stage"] == "stage"
    assert readings["map"]["stage"]["Book"] == "stay/book"
    assert readings["map"]["stage"]["Checkout?"] is None
    assert "stage" not in read("voc.csv").entities[0].fields["readings"]


def kinds(header: str, answers: Sequence[object]) -> dict[str, object]:
    rows = "".join(f'2026-03-{at:02},"{one}"\n' for at, one in enumerate(answers, 1))
    return dict(survey(f'Date,"{header}"\n{rows}', header).entities[0].fields)


def test_the_kind_is_told_by_the_question_and_its_answers():
    assert kinds("How likely are you to recommend us?", [0, 9, 10])["kind"] == "nps"
    assert kinds("How satisfied are you?", ["Satisfied", "Very dissatisfied"])["kind"] == "csat"
    assert kinds("Wie zufrieden sind Sie?", ["zufrieden", "sehr unzufrieden"])["scale"] == {
        "min": 1,
        "max": 5,
    }
    effort = kinds("How much effort was it? (1-7)", [1, 7, 3])
    assert (effort["kind"], effort["direction"], effort["scale"]) == ("ces", "lower", {"min": 1, "max": 7})
    wait = kinds("How long did you wait? (minutes)", [3, 17, "120"])
    assert (wait["kind"], wait["unit"], wait["direction"]) == ("duration", "minutes", "lower")
    assert kinds("Did you find it?", ["yes", "no", "yes"])["kind"] == "share"


@pytest.mark.parametrize("cell", ["=1+1", "+1 x", "@cmd", "-x"])
def test_no_cell_of_the_copy_is_a_formula(cell):
    rows = "".join(f"2026-03-{day:02},{day % 11},{cell}\n" for day in range(1, 12))
    assert table(survey("date,score,segment\n" + rows))[1][2] == f"'{cell}"


@pytest.mark.parametrize("name", ["events.csv", "plan.csv"])
def test_other_tables_are_no_survey(name):
    text = {
        "events.csv": "user,timestamp,event\nu1,2026-03-02T08:00:05Z,visit\nu2,2026-03-02T08:01:10Z,search\n",
        "plan.csv": "Phase,Start date,Owner\nDesign,2026-01-01,Ada\nBuild,2026-02-01,Bo\n",
    }[name]
    with pytest.raises(NoJourneyError):
        survey(text, name=name)
