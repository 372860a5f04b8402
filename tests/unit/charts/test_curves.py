from __future__ import annotations

import re

import pytest

from jmsite.charts.emotion_curve import HIGH, STEP
from jmsite.charts.labels import width
from jmsite.model.figures import Comparison, CurvePoint, EmotionCurve, Line

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


def crowd(count):
    return tuple(
        Line(id=f"p{n}", title=f"P{n}", colour=f"var(--series-{n})", shape=SHAPES[n % 6])
        for n in range(count)
    )


def places(root, tag="*", line=None):
    """Step and place of each mark that belongs to a step."""
    groups = root.iter("g") if line is None else root.iterfind(f".//g[@data-line='{line}']")
    for group in groups:
        for mark in group.iterfind(f"./{tag}[@data-step]"):
            x, y = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", mark.get("transform")).groups()
            yield int(mark.get("data-step")), float(x), float(y), mark


def test_points_lie_in_the_middle_of_their_columns(figures, read):
    root = read(figures["curve"])
    assert root.get("viewBox") == f"0 0 {3 * STEP} {HIGH}"
    found = [*places(root)]
    assert {step for step, *_ in found} == {0, 1, 2}
    for step, x, _, _ in found:
        assert x == pytest.approx((step + 0.5) * STEP, abs=0.1)


def test_several_points_of_a_step_stand_in_order_within_its_column(lines, read):
    several = [
        CurvePoint(step=1, line="anna", score=score, at=at)
        for at, score in ((0.125, 0.0), (0.375, -1.0), (0.875, 1.0))
    ]
    root = read(
        EmotionCurve(
            steps=("a", "b", "c"), lines=lines, points=(CurvePoint(step=0, line="anna", score=1.0), *several)
        )
    )
    assert sorted({x for _, x, _, _ in places(root, line="anna")}) == [92.0, 207.0, 253.0, 345.0]
    assert {step for step, *_ in places(root)} == {0, 1}
    curve = next(mark for mark in root.iter("path") if mark.get("stroke-width") == "2.5")
    assert len(re.findall("M", curve.get("d"))) == 1, "one line through all of them"


def test_steps_of_one_name_keep_their_own_columns(lines, read):
    points = tuple(CurvePoint(step=step, line="anna", score=0.5) for step in range(4))
    root = read(EmotionCurve(steps=("Wait",) * 4, lines=lines, points=points))
    assert {x for _, x, _, _ in places(root)} == {92.0, 276.0, 460.0, 644.0}


def test_line_breaks_where_a_step_has_no_score_and_lone_points_stay(lines, read):
    points = tuple(CurvePoint(step=step, line="anna", score=0.5) for step in (0, 1, 3, 5, 6))
    root = read(EmotionCurve(steps=("s",) * 7, lines=lines, points=points))
    curve = next(mark for mark in root.iter("path") if mark.get("stroke-width") == "2.5")
    pieces = re.findall(r"M([\d.]+)", curve.get("d"))
    assert [float(piece) for piece in pieces] == [92.0, 644.0, 1012.0]
    assert {step for step, *_ in places(root, "circle", "anna")} == {0, 1, 3, 5, 6}


def test_basis_is_shown_by_filling(figures, read):
    def dots(basis):
        root = read(
            EmotionCurve(
                steps=("a",),
                lines=(figures["curve"].lines[0],),
                points=(CurvePoint(step=0, line="anna", score=1.0, basis=basis),),
            )
        )
        return [mark.get("fill") for *_, mark in places(root, "circle")]

    assert dots("measured") == ["var(--surface)", "var(--series-1)"]
    assert dots("researched") == ["var(--surface)", "var(--surface)", "var(--series-1)"]
    assert dots("assumed") == ["var(--surface)", "var(--surface)"]


def test_interval_of_a_measured_point_is_a_bar(figures, read):
    bars = [mark for *_, mark in places(read(figures["curve"]), "line", "anna")]
    assert len(bars) == 1
    assert float(bars[0].get("y2")) == pytest.approx(-0.2 * HIGH / 4.7, abs=0.2)


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_words_stay_inside_and_apart(count, read):
    people = crowd(count)
    scores = (2, -2, 1.9, -1.9, 0, 0.1, 2, -2, 0.2, 1, -1, 0.5)
    points = tuple(
        CurvePoint(
            step=step, line=line.id, score=scores[(n * (step + 1)) % 12], basis="measured", word=f"word {n}"
        )
        for n, line in enumerate(people)
        for step in range(6)
    )
    root = read(EmotionCurve(steps=("s",) * 6, lines=people, points=points, truths=(0, 3)))
    words = [*places(root, "text")]
    assert {step for step, *_ in words} == set(range(6))
    for step, x, y, mark in words:
        assert 11 <= y <= HIGH - 2, mark.text
        assert x - width(mark.text) / 2 >= step * STEP
        assert all(abs(y - other) >= 12 for at, _, other, one in words if at == step and one is not mark)


def test_the_strongest_feelings_keep_their_words(read):
    people = crowd(3)
    points = tuple(
        CurvePoint(step=0, line=line.id, score=score, basis="assumed", word=line.id)
        for line, score in zip(people, (0.3, 0.2, 0.1), strict=True)
    )
    words = {
        mark.text
        for *_, mark in places(read(EmotionCurve(steps=("s",), lines=people, points=points)), "text")
    }
    assert words == {"p0", "p2"}


def test_words_may_be_left_out_and_long_ones_are_shortened(lines, read):
    points = (
        CurvePoint(
            step=0,
            line="anna",
            score=0.5,
            basis="assumed",
            word="a feeling that takes far more words than a column is wide",
        ),
    )
    (word,) = [
        mark.text for *_, mark in places(read(EmotionCurve(steps=("s",), lines=lines, points=points)), "text")
    ]
    assert word.endswith("…")
    assert width(word) <= STEP
    assert not [*read(EmotionCurve(steps=("s",), lines=lines, points=points, words=False)).iter("text")]


def test_large_maps_are_drawn_whole(read):
    people = crowd(8)
    points = tuple(
        CurvePoint(step=step, line=line.id, score=(step * 7 + n) % 5 - 2)
        for n, line in enumerate(people)
        for step in range(200)
    )
    root = read(EmotionCurve(steps=("s",) * 200, lines=people, points=points, words=False))
    assert root.get("viewBox") == f"0 0 {200 * STEP} {HIGH}"
    assert len([*places(root)]) == 1600


def test_scores_out_of_scale_stay_in_the_picture(lines, read):
    root = read(
        EmotionCurve(
            steps=("s",),
            lines=lines,
            points=(CurvePoint(step=0, line="anna", score=9.0), CurvePoint(step=0, line="ben", score=-9.0)),
        )
    )
    assert all(0 < y < HIGH for _, _, y, _ in places(root))


def test_points_at_one_place_stand_side_by_side(lines, read):
    same = (
        CurvePoint(step=0, line="anna", score=1.0),
        CurvePoint(step=0, line="ben", score=1.0),
        CurvePoint(step=1, line="anna", score=1.0),
        CurvePoint(step=1, line="ben", score=-1.0),
    )
    xs = [
        x
        for step, x, _, mark in places(read(EmotionCurve(steps=("s", "t"), lines=lines, points=same)))
        if mark.tag != "text" and step == 0
    ]
    alone = {
        x
        for step, x, _, mark in places(read(EmotionCurve(steps=("s", "t"), lines=lines, points=same)))
        if mark.tag != "text" and step == 1
    }
    assert len(set(xs)) == 2
    assert 10 < max(xs) - min(xs) < 20
    assert sum(set(xs)) / 2 == pytest.approx(STEP / 2, abs=0.1)
    assert alone == {1.5 * STEP}


def test_truths_have_a_rule_and_a_flag_and_the_ghost_is_dashed(figures, read):
    root = read(figures["curve"])
    truths = [mark for mark in root.iter() if "var(--truth)" in (mark.get("stroke"), mark.get("fill"))]
    assert [mark.tag for mark in truths] == ["line", "path"]
    assert [
        mark.get("stroke-dasharray") for mark in root.iter("path") if mark.get("stroke") == "var(--ghost)"
    ] == ["2,6"]


def test_comparison_marks_gaps_between_the_outer_curves(figures, read):
    root = read(figures["comparison"])
    (gap,) = [mark for mark in root.iter("line") if mark.get("stroke") == "var(--track)"]
    assert abs(float(gap.get("y2"))) == pytest.approx(0.7 * 256 / 4.5, abs=0.1)
    assert "0.7" in {text.text for text in root.iter("text")}


def test_comparison_names_steps_in_two_rows_and_leaves_gaps_without_a_pair_out(lines, read):
    figure = Comparison(
        steps=("I get a confirmation of it all by mail", "Pay"),
        lines=lines,
        points=(CurvePoint(step=0, line="anna", score=1.0),),
        gaps=((0, 1.0),),
    )
    root = read(figure)
    words = [text.text for text in root.iter("text")]
    assert "Pay" in words
    assert any(word.startswith("I get") for word in words)
    assert not [mark for mark in root.iter("line") if mark.get("stroke") == "var(--track)"]
