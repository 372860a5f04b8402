"""The whole journey in one curve: ends of every persona with their scores, bridges over what somebody skips, bands."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from made_figures import whole_curves

from jmsite.charts.draw import draw_directly, specification
from jmsite.charts.labels import scored
from jmsite.model.figures import CurvePoint, Line, WholeCurve
from jmsite.model.value import replace

ANNA = Line(id="anna", title="Anna", colour="var(--series-1)", shape="circle")
BEN = Line(id="ben", title="Ben", colour="var(--series-2)", shape="square")


def words(figure: WholeCurve) -> list[str]:
    spec = specification(figure)
    rows = [row for layer in spec["layer"] if layer["mark"]["type"] == "text" for row in rows_of(layer)]
    return [row["word"] for row in rows]


def rows_of(layer) -> list[dict]:
    import json

    values = layer["data"]["values"]
    return json.loads(values) if isinstance(values, str) else values


def test_the_worst_and_the_best_of_each_persona_bear_their_score():
    points = tuple(
        CurvePoint(step=step, line=line, score=score)
        for line, scores in (("anna", (1.0, -1.6, 0.2, -0.4)), ("ben", (0.0, 0.1, -1.5, 0.3)))
        for step, score in enumerate(scores)
    )
    figure = WholeCurve(steps=("a", "b", "c", "d"), lines=(ANNA, BEN), points=points)
    assert sorted(words(figure)) == ["Anna +1", "Anna −1.6", "Ben +0.3", "Ben −1.5"] or sorted(
        words(figure)
    ) == ["Anna +1.0", "Anna −1.6", "Ben +0.3", "Ben −1.5"]


def test_the_point_of_a_clause_bears_its_score_too():
    points = tuple(
        CurvePoint(step=step, line="anna", score=score) for step, score in enumerate((1.0, -1.6, 0.2))
    )
    assert "+0.2" in words(
        WholeCurve(steps=("a", "b", "c"), lines=(ANNA,), points=points, pins=((2, "anna"),))
    )


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(whole_curves())
def test_no_end_is_ever_left_out(figure: WholeCurve):
    said = words(figure)
    for line in figure.lines:
        own = [point.score for point in figure.points if point.line == line.id]
        for end in {min(own, default=None), max(own, default=None)} - {None}:
            assert any(word.endswith(scored(end, figure.signs, figure.scale)) for word in said) or repeated(
                figure
            )


def repeated(figure: WholeCurve) -> bool:
    """Whether several points stand at one place, of which the first one holds."""
    places = [(point.line, point.step, point.at) for point in figure.points]
    return len(set(places)) < len(places)


def test_a_dotted_line_leads_over_the_steps_that_a_persona_skips():
    points = (CurvePoint(step=0, line="anna", score=1.0), CurvePoint(step=3, line="anna", score=-1.0))
    figure = WholeCurve(steps=("a", "b", "c", "d"), lines=(ANNA,), points=points)
    (bridge,) = [layer for layer in specification(figure)["layer"] if layer["name"] == "bridges"]
    (row,) = rows_of(bridge)
    assert (row["x"], row["end"], row["score"], row["goal"]) == (0.5, 3.5, 1.0, -1.0)
    beside = replace(
        figure,
        points=(CurvePoint(step=0, line="anna", score=1.0), CurvePoint(step=1, line="anna", score=-1.0)),
    )
    assert all(layer["name"] != "bridges" for layer in specification(beside)["layer"])


def test_every_other_stage_is_a_band_and_the_first_step_may_be_at_the_right():
    figure = WholeCurve(
        steps=("a", "b", "c"),
        lines=(ANNA,),
        points=(CurvePoint(step=0, line="anna", score=1.0),),
        stages=(1, 1, 1),
    )
    (bands,) = [layer for layer in specification(figure)["layer"] if layer["name"] == "bands"]
    assert rows_of(bands) == [{"x": 1, "end": 2}]
    made = draw_directly([replace(figure, rtl=True)])[0]
    assert made is not None
    assert 'data-step="0"' in made.svg
