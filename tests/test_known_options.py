"""Every option of a multiple choice, row of a matrix and rank in ``corpora/surveys/expected.json``, by content files.

``test_known_answers`` has one of each; here the others are asked as that one is, with another column or choice.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import jmsite
from jmsite.model.catalog import Catalog

TESTS = Path(__file__).parent
SURVEYS = TESTS / "corpora" / "surveys"
HOMES = (
    TESTS / "sites" / "survey-exports" / "content" / "metrics",
    TESTS / "corpora" / "site-of-surveys" / "content" / "metrics",
)
EXPECTED = json.loads((SURVEYS / "expected.json").read_text("utf-8"))

# the metric to ask as, file and figure, the field that names the option, and of shares how many answered
OPTIONS = [
    ("surveymonkey-cafe", "surveymonkey-two-headers.csv", "used_on_board", "choice", 20),
    ("typeform-phone", "typeform-new.csv", "came_with", "choice", 19),
    ("typeform-by-tram", "typeform-new.csv", "came_by", "choice", 19),
    ("allotments-newsletter", "google-forms-matrix.csv", "hear_from_us", "choice", 28),
    ("pool-meadow", "google-forms-day-first.csv", "liked", "choice", 15),
    ("hut-by-phone", "qualtrics-3-headers.csv", "booked_by", "choice", 18),
    ("surveymonkey-boarding", "surveymonkey-two-headers.csv", "rated_1_to_5", "value", None),
    ("surveymonkey-toilets", "surveymonkey-two-headers.csv", "rank_mean", "value", None),
    ("allotments-water", "google-forms-matrix.csv", "matrix", "value", None),
    ("cantera-debian", "cantera-2020-typeform.csv", "operating_system", "choice", 60),
    ("cantera-python", "cantera-2020-typeform.csv", "interface", "choice", 60),
    ("star-wars-rank", "star-wars-surveymonkey.csv", "rank_mean_1_is_best", "value", None),
]
UNLIKE = {
    # the first of three columns of this name is a choice, the second words
    ("operating_system", "Other"),
}
"""Options that are another column's name, too, so that the same fields do not find them."""


def family(base: str) -> dict[str, Any]:
    (home,) = [one for one in HOMES if (one / f"{base}.yaml").is_file()]
    found: dict[str, Any] = yaml.safe_load((home / f"{base}.yaml").read_text("utf-8"))
    return found


def asked() -> Iterator[tuple[str, dict[str, Any], Any, int | None]]:
    """Yield for each option the id of its metric, the metric, what is expected of it, and how many answered."""
    for base, file, figure, field, n in OPTIONS:
        for at, (option, wanted) in enumerate(EXPECTED[file][figure].items()):
            if (figure, option) not in UNLIKE:
                metric = family(base)
                written = str(metric["readings"][field])
                # where the column is called more than the option, as by its series
                own = [one for one in EXPECTED[file][figure] if one in written]
                metric["readings"][field] = written.replace(own[0], option) if own else option
                yield f"{base}-{at}", metric, wanted, n


ALL = list(asked())


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    content = tmp_path_factory.mktemp("options") / "content"
    (content / "metrics").mkdir(parents=True)
    sources = yaml.safe_load((HOMES[1].parent / "site.yaml").read_text("utf-8"))
    (content / "site.yaml").write_text(yaml.safe_dump(sources, allow_unicode=True), "utf-8")
    for id, metric, *_ in ALL:
        text = yaml.safe_dump(metric, allow_unicode=True)
        (content / "metrics" / f"{id}.yaml").write_text(text, "utf-8")
    shutil.copytree(SURVEYS, content / "data")
    return jmsite.load(content.parent)


@pytest.mark.parametrize(("id", "metric", "wanted", "n"), ALL, ids=[one[0] for one in ALL])
def test_an_option_has_the_count_that_was_expected(
    catalog: Catalog, id: str, metric: Mapping[str, Any], wanted: Any, n: int | None
) -> None:
    known = [one for one in catalog.series(id).total if one.value is not None]
    cases = sum(one.n or 0 for one in known)
    value = sum((one.value or 0.0) * (one.n or 0) for one in known) / cases
    if n is not None:
        assert (round(value * cases / 100, 6), cases) == (wanted, n), metric["readings"]
    else:
        figure = wanted["csat"] if metric["kind"] == "csat" else wanted["mean"]
        assert (value, cases) == (pytest.approx(figure, abs=0.051), wanted["n"]), metric["readings"]
