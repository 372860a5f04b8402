"""After an edit of one metric among many, that one is asked and measured again, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from jmsite import cached, measuring, rendering

FILES, METRICS = 3, 12
READINGS = "readings: {{file: data/{0}.csv, date: day, value: score, journey: journey{1}}}"
ROWS = "day,journey,score\n" + "".join(
    f"2026-{1 + day % 9:02}-15,buy,{(day * 7) % 11}\n" for day in range(90)
)


def metric(at: int, more: str = "") -> str:
    return f"title: Score {at}\nkind: nps\n{READINGS.format(at % FILES, more)}\n"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often steps were gone through since, and which pages were made."""
    found: Counter[str] = Counter()

    def noted(step: Callable[..., Any], named: Callable[..., str]) -> Callable[..., Any]:
        def run(*arguments: Any, **more: Any) -> Any:
            found[named(*arguments)] += 1
            return step(*arguments, **more)

        run.__name__ = step.__name__
        return run

    for module, names in (
        (measuring, ("question_of", "place_readings", "asked_day", "stale_reading", "journey_feelings")),
        (cached, ("answer", "answer_table", "turns")),
    ):
        for name in names:
            step = getattr(module, name)
            monkeypatch.setattr(module, name, noted(step, lambda *_, name=name: name))
    page = rendering._page
    monkeypatch.setattr(rendering, "_page", noted(page, lambda _, key, *__: f"/{key.url}"))
    return found


@pytest.fixture
def site(project: Any) -> Any:
    found = project("minimal").edit("journeys/buy/journey.yaml", "title: Buy\n")
    for file in range(FILES):
        found.edit(f"data/{file}.csv", ROWS)
    for at in range(METRICS):
        found.edit(f"metrics/score-{at}.yaml", metric(at))
    return found


def test_other_readings_of_one_metric_are_all_that_is_asked_and_measured(site: Any, made: Counter[str]):
    site.build()
    made.clear()
    site.edit("metrics/score-4.yaml", metric(4, ', where: {day: {min: "2026-02-01"}}'))
    site.build()
    steps = {name: count for name, count in made.items() if "/" not in name}
    assert steps == dict.fromkeys(("question_of", "answer", "place_readings", "asked_day", "turns"), 1)
    assert "/metrics/score-4/" in made
    assert not {f"/metrics/score-{at}/" for at in range(METRICS) if at != 4} & made.keys()


def test_other_words_of_one_metric_measure_nothing(site: Any, made: Counter[str]):
    site.build()
    made.clear()
    site.edit("metrics/score-4.yaml", metric(4) + "summary: Asked after each purchase\n")
    site.build()
    assert not {"answer", "answer_table", "turns", "journey_feelings"} & made.keys()
    assert max(made[name] for name in ("question_of", "place_readings")) == 1
    assert not {f"/metrics/score-{at}/" for at in range(METRICS) if at != 4} & made.keys()


def test_a_file_with_more_answers_measures_the_metrics_of_that_file(site: Any, made: Counter[str]):
    site.build()
    made.clear()
    site.edit("data/1.csv", ROWS + "2026-09-20,buy,3\n")
    site.build()
    assert (made["answer_table"], made["place_readings"]) == (1, METRICS // FILES)
    others = {f"/metrics/score-{at}/" for at in range(METRICS) if at % FILES != 1}
    assert not others & made.keys()
