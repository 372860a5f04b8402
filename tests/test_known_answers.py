"""What exports of others come to, through content files only, and which of their rows do not count.

The figures are those of ``corpora/surveys/expected.json``, worked out by hand of each file. Small exports are the site
``sites/survey-exports``; ``corpora/site-of-surveys`` asks those in ``corpora/surveys`` that are larger, or have faults.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import jmsite
from jmsite.model.catalog import Catalog
from jmsite.model.entities.readings import surveys
from jmsite.model.readings import Measured, Series

TESTS = Path(__file__).parent
SURVEYS = TESTS / "corpora" / "surveys"
EXPECTED = json.loads((SURVEYS / "expected.json").read_text("utf-8"))

# metric, its value over all periods, its n, the rows left out by reason
KNOWN: list[tuple[str, float, int, dict[str, int]]] = [
    ("surveymonkey-recommend", 25.0, 24, {"no-answer": 2}),
    ("surveymonkey-satisfied", 69.6, 23, {"no-answer": 3}),
    ("surveymonkey-cafe", 100 * 8 / 20, 20, {"no-answer": 6}),
    ("surveymonkey-other", 100 * 2 / 20, 20, {"no-answer": 6}),
    ("surveymonkey-boarding", 3.05, 19, {"no-answer": 7}),
    ("surveymonkey-toilets", 2.11, 18, {"no-answer": 8}),
    ("typeform-neighbour", 42.1, 19, {"where": 3}),
    ("typeform-easy", 5.42, 19, {"where": 3}),
    ("typeform-phone", 100 * 3 / 19, 19, {"where": 3}),
    ("typeform-lamp", 100 * 8 / 19, 19, {"where": 3}),
    ("typeform-by-tram", 100 * 3 / 19, 19, {"where": 3}),
    ("typeform-would-help", 100 * 8 / 19, 19, {"where": 3}),
    ("night-bus-rating", 64.3, 14, {"no-answer": 1}),
    ("night-bus-driver", 100 * 5 / 12, 12, {"no-answer": 3}),
    ("night-bus-first-other", 100 * 2 / 12, 12, {"no-answer": 3}),
    ("night-bus-employer", 20.0, 10, {"no-answer": 5}),
    ("allotments-recommend", 37.0, 27, {"blank": 3, "again": 1, "no-answer": 1}),
    ("allotments-water", 46.2, 26, {"blank": 3, "again": 1, "no-answer": 2}),
    ("allotments-tool-shed-mean", 3.52, 25, {"blank": 3, "again": 1, "no-answer": 3}),
    ("allotments-newsletter", 100 * 15 / 28, 28, {"blank": 3, "again": 1}),
    ("allotments-phone", 100 * 13 / 28, 28, {"blank": 3, "again": 1}),
    ("allotments-hours", 3.57, 27, {"blank": 3, "again": 1, "not-a-number": 1}),
    ("pool-recommend", 31.6, 19, {"no-answer": 1}),
    ("pool-grade", 2.37, 19, {"no-answer": 1}),
    ("pool-wait", 3.0, 19, {"no-answer": 1}),
    ("pool-wait-mean", 7.32, 19, {"no-answer": 1}),
    ("pool-spent", 1212.95 / 18, 18, {"no-answer": 2}),
    ("pool-meadow", 100 * 4 / 15, 15, {"no-answer": 5}),
    ("hut-recommend", 33.3, 18, {"where": 7}),
    ("hut-recommend-with-unfinished", 36.8, 19, {"where": 4, "no-answer": 2}),
    ("hut-supper", 66.7, 18, {"where": 7}),
    ("hut-by-phone", 50.0, 18, {"where": 7}),
    ("hut-stay", (3.5 + 3.89 + 4.06) / 3, 54, {"where": 7}),
    ("roofs-won", 43.8, 16, {"where": 10}),
    ("kettles-satisfied", 70.6, 17, {"skipped": 6, "no-answer": 5}),
    ("kettles-age", 41.0, 20, {"skipped": 6, "where": 2}),
    ("bikes-good", 71.4, 14, {"where": 3, "no-answer": 7}),
    ("bikes-first-reply", 257, 19, {"where": 3, "no-answer": 2}),
    ("bikes-full-resolution", 2064, 19, {"where": 3, "no-answer": 2}),
    ("bikes-solved", 100 * 19 / 21, 21, {"where": 3}),
    ("app-stars", 3.94, 18, {"again": 1}),
    ("app-four-or-five", 72.2, 18, {"again": 1}),
    ("app-in-german", 100 * 4 / 18, 18, {"again": 1}),
    ("nursery-stars", 3.9, 20, {"again": 1}),
    ("nursery-stars-fern", 3.2, 5, {"where": 16}),
    ("guests-recommend", 37.5, 24, {"again": 1, "no-answer": 1, "out-of-scale": 1}),
    ("work-recommend", 11.1, 27, {"no-answer": 1}),
    ("hut-issues-done", 50.0, 14, {}),
    ("analytics-key-events", 0.0539, 1, {"where": 3}),
    ("r-recommend", 74.0, 1795, {"no-answer": 43}),
    ("churn", 26.5, 7043, {}),
    ("charges", 16056168.7 / 7032, 7032, {"no-answer": 11}),
    ("spack-packages", 63.3, 245, {"blank": 100}),
    ("spack-quality", (3.69 + 4.13 + 3.66 + 4) / 4, 980, {"blank": 100}),
    ("cantera-debian", 100 * 21 / 60, 60, {}),
    ("cantera-python", 100 * 56 / 60, 60, {}),
    ("star-wars-seen", 100 * 936 / 1186, 1186, {}),
    ("star-wars-fan", 100 * 552 / 836, 836, {"no-answer": 350}),
    ("star-wars-rank", 2.513, 836, {"no-answer": 350}),
    ("tickets-first-response", 7.5, 50, {}),
    ("tickets-resolution", 36.0, 37, {"no-answer": 13}),
    ("tickets-resolved", 100 * 37 / 50, 50, {}),
    ("qualtrics-german", 2, 1, {}),
    ("qualtrics-legacy", 2, 1, {}),
    ("segments-recommend", 46.5, 817, {"no-answer": 2}),
    ("summer-recommend", 25.0, 12, {"blank": 4, "no-answer": 2}),
    ("summer-satisfied", 69.2, 13, {"blank": 4, "no-answer": 1}),
    ("summer-effort", 3.0, 13, {"blank": 4, "no-answer": 1}),
    ("summer-slept", 0.6992, 12, {"blank": 4, "no-answer": 2}),
    ("summer-slept-typed", 69.94, 12, {"blank": 4, "no-answer": 2}),
]
COUNTED = ("hut-stay", "spack-quality", "segments-recommend")
"""Metrics that have several answers in a row of their file."""
NAMED = [
    ("surveymonkey-recommend", "surveymonkey-two-headers.csv", "nps"),
    ("typeform-neighbour", "typeform-new.csv", "nps"),
    ("allotments-recommend", "google-forms-matrix.csv", "nps"),
    ("pool-recommend", "google-forms-day-first.csv", "nps"),
    ("hut-recommend", "qualtrics-3-headers.csv", "nps"),
    ("kettles-satisfied", "salesforce-report.csv", "csat"),
    ("guests-recommend", "voc.csv", "nps"),
    ("work-recommend", "enps.csv", "enps"),
    ("segments-recommend", "nps-counts.csv", "nps"),
    ("summer-recommend", "survey.xlsx", "nps"),
    ("summer-satisfied", "survey.xlsx", "csat"),
]
PARTS = [
    ("segments-recommend", "nps-counts.csv", "by_segment", "nps"),
    ("work-by-team", "enps.csv", "by_team_of_five_or_more", "nps"),
    ("nursery-by-shop", "trustpilot.csv", "by_domain", "mean"),
]


def read(folder: Path) -> Catalog:
    return jmsite.load(folder)


@pytest.fixture(scope="module")
def exports() -> Catalog:
    return read(TESTS / "sites" / "survey-exports")


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    site = tmp_path_factory.mktemp("larger")
    shutil.copytree(TESTS / "corpora" / "site-of-surveys", site, dirs_exist_ok=True)
    shutil.copytree(SURVEYS, site / "content" / "data")
    return read(site)


def series_of(metric: str, *catalogs: Catalog) -> Series:
    (found,) = [one.series(metric) for one in catalogs if one.metric(metric) is not None]
    return found


def together(found: Series) -> tuple[float, int]:
    """The value over all periods, and how many cases there are."""
    known = [one for one in found.total if one.value is not None]
    n = sum(one.n or 1 for one in known)
    return sum((one.value or 0) * (one.n or 1) for one in known) / n, n


def by_reason(found: Series) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in found.left_out:
        counts[one.reason] = counts.get(one.reason, 0) + one.count
    return counts


@pytest.mark.parametrize(("metric", "value", "n", "left_out"), KNOWN)
def test_a_metric_has_the_value_of_its_file(exports, larger, metric, value, n, left_out):
    found = series_of(metric, exports, larger)
    assert together(found) == (pytest.approx(value, abs=0.051 if value > 10 else 0.0051), n)
    assert by_reason(found) == left_out
    assert found.rows == n + sum(left_out.values()) or metric in COUNTED


@pytest.mark.parametrize(("metric", "file", "figure"), NAMED)
def test_a_value_is_the_one_that_was_expected(exports, larger, metric, file, figure):
    wanted = EXPECTED[file][figure]
    value, n = together(series_of(metric, exports, larger))
    assert (round(value, 1), n) == (wanted.get("nps", wanted.get("csat")), wanted["n"])


@pytest.mark.parametrize(("metric", "file", "figures", "figure"), PARTS)
def test_parts_of_a_file_have_the_values_that_were_expected(larger, metric, file, figures, figure):
    wanted = EXPECTED[file][figures]
    told: dict[str, list[Measured]] = {}
    for one in larger.series(metric).parts:
        if one.own and not one.small:
            told.setdefault(one.own[0][1], []).append(one)
    found = {name: together(Series(metric=metric, total=tuple(some))) for name, some in told.items()}
    assert found == {name: (pytest.approx(one[figure], abs=0.051), one["n"]) for name, one in wanted.items()}


def test_a_team_that_is_too_small_is_not_told(larger):
    few = {one.own[0][1] for one in larger.series("work-by-team").parts if one.own and one.small}
    assert few == set(EXPECTED["enps.csv"]["teams_too_small_to_show"]) - {"(blank)"}


def test_the_stages_of_a_file_have_the_values_that_were_expected(larger):
    wanted = EXPECTED["voc.csv"]["nps_by_stage"]
    found = {one.own[0][1]: (one.n, round(one.value, 1)) for one in larger.series("guests-by-stage").parts}
    assert {name: one for name, one in found.items() if name in wanted} == {
        name: (one["n"], one["nps"]) for name, one in wanted.items() if name != "unassigned"
    }


def test_months_of_counts_have_the_values_that_were_expected(larger):
    found = {one.day.isoformat()[:7]: one for one in larger.series("segments-recommend").total}
    wanted = EXPECTED["nps-counts.csv"]["by_month"]
    assert {month: (one.n, one.counts, round(one.value or 0, 1)) for month, one in found.items()} == {
        month: (one["n"], (one["detractors"], one["passives"], one["promoters"]), one["nps"])
        for month, one in wanted.items()
    }


def test_a_number_among_the_days_of_a_workbook_is_a_day(larger):
    days = larger.series("summer-satisfied")
    assert [one.day.isoformat() for one in days.total] == ["2026-06-01", "2026-07-01"]
    assert [one.n for one in days.total] == [2, 11]


def test_every_file_is_asked_by_content(exports, larger):
    """Logs of events are asked by ``sites/event-logs``; what they come to is in ``test_flows``."""
    logs = jmsite.load(TESTS / "sites" / "event-logs")
    sources = {name: one.file for catalog in (larger,) for name, one in catalog.site.sources.items()}
    asked = {
        (one.file or sources[one.source or ""] or "").rpartition("/")[2]
        for catalog in (exports, larger)
        for metric in catalog.all("metric")
        for _, one in surveys(metric.fields.readings)
    } | {
        journey.fields.events.file.rpartition("/")[2]
        for journey in logs.all("journey")
        if journey.fields.events
    }
    files = {file.name for file in SURVEYS.iterdir() if file.suffix in (".csv", ".xlsx", ".xes")}
    assert files - asked == set()


def test_a_funnel_counts_the_people_of_each_stage(larger):
    found = {one.stage: one.n for one in larger.series("visitors").parts if one.stage and not one.step}
    assert {stage.rpartition("/")[2]: n for stage, n in found.items()} == {
        "home": 586, "catalog": 600, "product-view": 598, "add-to-cart": 522, "cart": 489, "shipping": 441,
        "payment": 390, "purchase": 328,
    }  # fmt: skip


def test_the_steps_of_a_matrix_have_the_means_of_their_columns(exports):
    parts: list[Measured] = [one for one in exports.series("hut-stay").parts if one.step]
    assert {one.step: (round(one.value or 0, 2), one.n) for one in parts} == {
        "hut/stay/bed": (3.5, 18),
        "hut/stay/supper": (3.89, 18),
        "hut/stay/drying-room": (4.06, 18),
    }


def test_the_first_day_of_a_file_is_the_one_that_its_dates_mean(exports):
    days = {
        name: exports.series(name).total[0].day.isoformat()[:7]
        for name in ("allotments-recommend", "work-recommend")
    }
    assert days == {"allotments-recommend": "2025-12", "work-recommend": "2026-04"}


def test_a_header_in_the_second_row_is_found_where_it_is_said_to_be(larger):
    value, n = together(larger.series("first-success"))
    assert (n, by_reason(larger.series("first-success"))) == (1442, {"no-answer": 135, "not-a-number": 4})
    assert 0 < value < 100
