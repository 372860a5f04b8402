"""Something is added in a copy of the package by the files that ``jmsite/README.md`` names, and is there everywhere."""

from __future__ import annotations

import pytest
from extending import LANGUAGES, Extended

STAGE = """---
title: Arrive
steps:
  - title: I find the door
    emotion: {metric: delight}
    metrics: [delight]
    rituals: [{text: Hums a tune, persona: anna}]
---
"""


@pytest.fixture(scope="module")
def with_a_lane(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return (
        Extended.copied(tmp_path_factory.mktemp("lane"))
        .before(
            "jmsite/model/entities/lanes.py",
            "    frontstage: Annotated[",
            '    rituals: Annotated[Many[AnyNote], Field(description="What the customer always does.")] = ()\n',
        )
        .before(
            "jmsite/model/entities/lanes.py",
            '    LaneKind(key="frontstage"',
            '    LaneKind(key="rituals", role="customer", icon="loop"),\n',
        )
        .said(lane__rituals="Rituals")
    )


def test_a_lane_takes_the_files_that_the_readme_names(with_a_lane: Extended) -> None:
    assert with_a_lane.readme_names("a lane")


def test_a_lane_is_shown_translated_searched_and_twinned(with_a_lane: Extended) -> None:
    stage = STAGE.replace("{metric: delight}", "1").replace("    metrics: [delight]\n", "")
    for language in LANGUAGES:
        site = with_a_lane.content("site.yaml", f"title: Minimal\nlanguage: {language}\n")
        site.content("journeys/visit/01-arrive.md", stage).built()
        assert 'data-lane="rituals"' in site.page("journeys/visit/index.html")
        assert f"Rituals ({language})" in site.page("journeys/visit/index.html")
        assert "Hums a tune" in site.page("journeys/visit/arrive/index.html")
    assert "Hums a tune" in site.page("journeys/visit/arrive/index.md")
    assert "Rituals (ja)" in site.page("journeys/visit/arrive/index.md")
    assert "Hums a tune" in site.searched()


def test_a_lane_is_checked(with_a_lane: Extended) -> None:
    stage = STAGE.replace("persona: anna", "persona: bob").replace("metrics: [delight]", "ritual: [x]")
    code, said = with_a_lane.content("journeys/visit/01-arrive.md", stage).run("check")
    assert code == 1
    assert "ref/unknown" in said
    assert "'bob'" in said
    assert "rituals" in said.partition("'ritual'")[2]


@pytest.fixture(scope="module")
def with_a_kind_of_metric(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    row = (
        '        MetricKind(\n            name="delight", made="the share of the best answer", statistic="share",\n'
        '            good="v >= {best}", answers=(1.0, 4.0), whole=100.0, emotion="whole", asks=True,\n        ),\n'
    )
    return (
        Extended.copied(tmp_path_factory.mktemp("metric"))
        .before("jmsite/model/metric_kinds.py", '        MetricKind(name="ces"', row)
        .said(metric__kind__delight="Share of the best answer")
        .content(
            "metrics/delight.yaml", "title: Delight\nkind: delight\nreadings: {file: data/delight.csv}\n"
        )
        .content("journeys/visit/01-arrive.md", STAGE.partition("    rituals")[0] + "---\n")
    )


def answers(*given: int) -> str:
    return "date,value\n" + "".join(f"2026-05-03,{one}\n" for one in given)


def test_a_kind_of_metric_takes_the_files_that_the_readme_names(with_a_kind_of_metric: Extended) -> None:
    assert with_a_kind_of_metric.readme_names("a kind of metric")


def test_a_kind_of_metric_is_worked_out_shown_translated_searched_and_twinned(
    with_a_kind_of_metric: Extended,
) -> None:
    for language in LANGUAGES:
        site = with_a_kind_of_metric.content("site.yaml", f"title: Minimal\nlanguage: {language}\n")
        site.content("data/delight.csv", answers(4, 4, 4, 1)).built()
        page = site.page("metrics/delight/index.html")
        assert f"Share of the best answer ({language})" in page
        assert "75" in page
    twin = site.page("metrics/delight/index.md")
    assert "Share of the best answer (ja)" in twin
    assert "75" in twin
    assert "Share of the best answer (ja)" in site.searched()
    journey = site.content("site.yaml", "title: Minimal\n").built() / "journeys" / "visit" / "index.html"
    assert ">+1<" in journey.read_text("utf-8").replace("+1.0", "+1")


def test_a_kind_of_metric_is_checked_and_in_the_schema(with_a_kind_of_metric: Extended) -> None:
    code, said = with_a_kind_of_metric.content("data/delight.csv", answers(4, 5)).run("check", "--strict")
    assert code == 1
    assert "'5' is not between 1 and 4" in said
    mistyped = "title: Delight\nkind: delights\n"
    _, said = with_a_kind_of_metric.content("metrics/delight.yaml", mistyped).run("check")
    assert "'delight'" in said
    assert '"delight"' in with_a_kind_of_metric.run("schema")[1]
