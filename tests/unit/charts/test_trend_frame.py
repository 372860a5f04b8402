"""What a trend says at its right, and how trends over one another share a plot, a time, and the day of a ship."""

from __future__ import annotations

import re
from datetime import date

import pytest

from jmsite.charts.labels import PHONE, width
from jmsite.model.figures import Bars, Line, Trend, TrendPoint
from jmsite.model.value import replace

NUMBER = r"-?[\d.]+"
SHIPPED = date(2026, 3, 17)


def monthly(*values: float, year: int = 2026, line: str = "") -> tuple[TrendPoint, ...]:
    return tuple(
        TrendPoint(day=date(year, month, 1), value=value, line=line) for month, value in enumerate(values, 1)
    )


def words(root) -> dict[str, tuple[float, float]]:
    """Where the words of a picture begin, in the coordinates of its plot."""
    found = {}
    for text in root.iter("text"):
        x, y = re.findall(NUMBER, text.get("transform"))[:2]
        found["".join(text.itertext())] = (float(x), float(y))
    return found


def plot(root) -> tuple[float, float]:
    """Where the plot begins in its picture, from the left and from the top."""
    x, y = re.findall(NUMBER, next(root.iter("g")).get("transform"))[:2]
    return float(x), float(y)


def upright(root) -> list[tuple[float, float, float]]:
    """The upright lines in the colour of a ship: x, and from where to where."""
    lines = []
    for line in root.iter("line"):
        if line.get("stroke") == "var(--accent)" and float(line.get("x2", 0)) == 0:
            x, y = (float(one) for one in re.findall(NUMBER, line.get("transform"))[:2])
            ends = (y, y + float(line.get("y2", 0)))
            lines.append((x, min(ends), max(ends)))
    return lines


LEVELS = {"target": 70.0, "baseline": 61.0, "aim": "Target {value}", "start": "Baseline {value}"}


@pytest.mark.parametrize("start", ["Baseline {value}", "نقطة البداية {value}", "Ausgangswert {value}"])
@pytest.mark.parametrize(
    ("target", "baseline", "last"), [(70, 61, 68), (62, 61, 61.5), (61, 61, 61), (3, 2.9, 3), (100, 0, 99)]
)
def test_target_and_baseline_are_named_at_their_ends_and_touch_nothing(read, target, baseline, last, start):
    figure = Trend(points=monthly(baseline, last), unit="%", **{**LEVELS, "start": start})
    figure = replace(figure, target=float(target), baseline=float(baseline))
    root = read(figure)
    found, (left, top) = words(root), plot(root)
    ends = [f"Target {target} %", start.replace("{value}", f"{baseline} %"), f"{last} %"]
    assert set(ends) <= set(found)
    heights = sorted(found[end][1] for end in ends)
    assert heights[1] - heights[0] >= PHONE
    assert heights[2] - heights[1] >= PHONE
    for end in ends:
        assert left + found[end][0] + width(end, PHONE) <= 561
    high = float(root.get("viewBox").split()[3])
    assert all(0 <= top + y <= high for y in heights)


def test_the_levels_of_lines_are_named_beside_their_names(read):
    who = (
        Line(id="anna", title="Anna", colour="var(--series-1)"),
        Line(id="ben", title="Ben", colour="var(--series-2)"),
    )
    points = (*monthly(30.2, 38.4, line="anna"), *monthly(60, 63.2, line="ben"))
    found = words(read(Trend(points=points, lines=who, unit="%", target=64, aim="Target {value}")))
    assert {"Anna 38 %", "Ben 63 %", "Target 64 %"} <= set(found)


def beside_each_other() -> list[Trend]:
    """Two trends of other days, numbers of other lengths, and one ship in common."""
    ships = ((SHIPPED, "Guest checkout"),)
    one = Trend(points=monthly(61, 62, 68, 69), unit="%", ships=ships, **LEVELS)
    other = Trend(
        points=(*monthly(1_250_000, 1_400_000, year=2025), *monthly(1_500_000, 900_000, 1_600_000)),
        ships=(*ships, (date(2026, 9, 1), "A mail a day")),
    )
    joins = ((False, True), (True, False))
    pair = ((one, other), (other, one))
    return [
        replace(first, beside=(second,), through=SHIPPED, joins=join)
        for (first, second), join in zip(pair, joins, strict=True)
    ]


def test_trends_over_one_another_have_one_plot_and_one_time(read):
    roots = [read(figure) for figure in beside_each_other()]
    assert plot(roots[0])[0] == plot(roots[1])[0]
    days = [{x for x, *_ in upright(root)} for root in roots]
    (shared,) = days[0]
    assert shared in days[1]
    months = [
        {word: at[0] for word, at in words(root).items() if re.fullmatch(r"20\d\d-\d\d", word)}
        for root in roots
    ]
    assert months[0] == months[1]
    assert len(months[0]) > 1


def test_the_line_of_a_day_goes_on_from_one_trend_to_the_next_and_ends_with_the_last(read):
    first, last = (read(figure) for figure in beside_each_other())
    (day, *_) = {x for x, *_ in upright(first)}
    down = max(bottom for x, _, bottom in upright(first) if x == day)
    top = plot(first)[1]
    assert top + down > float(first.get("viewBox").split()[3])
    up = min(start for x, start, _ in upright(last) if x == day)
    assert up == -plot(last)[1]
    assert max(bottom for x, _, bottom in upright(last) if x == day) == 220
    assert min(start for x, start, _ in upright(first) if x == day) > -top


def test_a_bar_is_marked_where_it_stood_before_and_its_words_stand_behind_the_mark(read):
    figure = Bars(
        names=("Web shop", "App", "Post"),
        values=((60.0,), (80.0,), (40.0,)),
        unit="%",
        target=90,
        words=("60 %", "80 %", "40 %"),
        aim="Target {value}",
        before=(75.0, 50.0, None),
        was="Before Guest checkout (17 March 2026)",
    )
    root = read(figure)
    found = words(root)
    assert {"Target 90 %", "Before Guest checkout (17 March 2026)"} <= set(found)
    marks = [x for x, *_ in upright(root)]
    assert len(marks) == 3  # two bars, and the key
    pixel = max(marks) / 75
    assert sorted(marks)[1:] == pytest.approx([50 * pixel, 75 * pixel], abs=0.2)
    assert found["60 %"][0] >= 75 * pixel + 8
    assert found["80 %"][0] == pytest.approx(80 * pixel + 12, abs=0.2)
    assert found["40 %"][0] == pytest.approx(40 * pixel + 12, abs=0.2)
    assert found["Before Guest checkout (17 March 2026)"][1] < found["Target 90 %"][1]
