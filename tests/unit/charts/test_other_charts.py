from __future__ import annotations

import itertools
import json
import re
from datetime import date

import pytest

from jmsite.charts.axes import months, ticks
from jmsite.charts.draw import draw
from jmsite.charts.forbidden_specs import faults
from jmsite.charts.labels import PHONE, number, shorten, signed, spread, width
from jmsite.charts.matrix_names import LINE, MEDIUM, SIZE, placed, radius
from jmsite.charts.sparkline import curve, parts, unbroken_runs
from jmsite.charts.vega_lite import own_specification
from jmsite.model.figures import (
    Bars,
    Bubble,
    HeatMap,
    Line,
    Matrix,
    Sparkline,
    Trend,
    TrendPoint,
    VegaLiteSpec,
)
from jmsite.model.value import replace

CORNERS = ("Do first", "Plan", "If time allows", "Leave for now")


def texts(root):
    return [text.text for text in root.iter("text")]


def test_sparkline_is_cut_exactly_at_neutral():
    line = curve([(0.5, 1.0), (1.5, -1.0), (2.5, 0.5)], 100)
    gain, pain = parts(line, 1), parts(line, -1)
    assert len(gain) == 2
    assert len(pain) == 1
    for part in (*gain, *pain):
        assert part[0][1] == part[-1][1] == 0
    assert gain[0][-1] == pain[0][0]
    assert gain[1][0] == pain[0][-1]


def test_sparkline_curve_never_overshoots():
    run = [(0.5, 0.0), (1.5, 2.0), (2.5, 2.0), (3.5, -2.0)]
    assert all(-2 <= y <= 2 for _, y in curve(run, 60))
    assert curve(run, 60)[-1] == run[-1]


def test_sparkline_breaks_at_missing_steps(read):
    assert unbroken_runs((None, 1.0, 0.5, None, -1.0)) == [[(1.5, 1.0), (2.5, 0.5)], [(4.5, -1.0)]]
    root = read(Sparkline(scores=(0.5, 1.0, None, -1.0, 1.0, None, 0.3)))
    line = next(path for path in root.iter("path") if path.get("stroke") == "var(--ink-2)")
    assert len(re.findall("M", line.get("d"))) == 3
    assert len([*root.iter("circle")]) == 3  # the worst, the best, and the one without neighbours


def test_an_outline_that_touches_neutral_begins_and_ends_there(read):
    root = read(Sparkline(scores=(1.0, -1.0, 0.0, -1.0, 1.0, 0.0, 1.0), wide=320, high=64))
    for fill in ("var(--pain-fill)", "var(--gain-fill)"):
        (path,) = [mark.get("d") for mark in root.iter("path") if mark.get("fill") == fill]
        outlines = [re.findall(r"[-\d.]+,([-\d.]+)", outline) for outline in path.split("M")[1:]]
        assert all(len(ys) > 3 and ys[0] == ys[-1] for ys in outlines)


def test_a_dot_is_never_of_the_colour_of_the_other_side():
    assert "var(--emotion-n2)" in draw(Sparkline(scores=(1.0, -0.4, 1.5))).svg
    assert "var(--emotion-n2)" not in draw(Sparkline(scores=(1.0, 0.4, 1.5))).svg


def test_a_trend_ends_with_the_words_of_its_sentence(figures, read):
    days = (date(2026, 1, 1), date(2026, 2, 1))
    root = read(
        Trend(
            points=tuple(TrendPoint(day=day, value=46.41 + day.month) for day in days), title="Ease", unit="%"
        )
    )
    assert "48 %" in texts(root)


def test_tile_has_the_target_and_the_latest_value(figures, read):
    root = read(figures["tile"])
    assert root.get("viewBox") == "0 0 120 32"
    assert [mark.tag for mark in root] == ["line", "path", "circle"]


def test_trend_writes_units_target_ships_and_latest(figures, read):
    words = texts(read(figures["trend"]))
    assert {"%", "62 %", "→ 70 %", "Guest checkout", "2026-01"} <= set(words)


def test_trend_of_lines_names_each_at_its_end(figures, read):
    root = read(figures["split"])
    assert {"Anna 6", "Ben 9"} <= set(texts(root))
    assert {group.get("data-line") for group in root.iter("g")} >= {"anna", "ben"}


def test_words_have_room_on_a_phone(read):
    """At 560 wide, where words are 19 high, as they are when the picture is shrunk to a phone."""
    days = [date(2025, month, 1) for month in range(1, 13)]
    lines = (
        Line(id="anna", title="Anna", colour="var(--series-1)"),
        Line(id="ben", title="Benedikt the Younger", colour="var(--series-2)"),
    )
    points = tuple(
        TrendPoint(day=day, value=45_000 + 400 * day.month, line=line.id) for day in days for line in lines
    )
    ships = ((date(2025, 1, 20), "A mail a day about the parcel"), (date(2025, 11, 2), "Guest checkout"))
    parts = tuple(
        Line(id=name, title=name, colour="var(--edge)") for name in ("measured", "researched", "only assumed")
    )
    names = ("Choosing and adopting a system for customers", "Delivery")
    for figure in (
        Trend(points=points, title="Orders", unit="orders a day", target=60_000, ships=ships, lines=lines),
        Trend(points=points[::2], title="Orders", unit="%", target=60_000),
        Bars(names=names, values=((30, 40, 30), (0, 0, 100)), parts=parts, words=("70 % of 120", "0 % of 3")),
        Bars(names=names, values=((70,), (4,)), parts=(), unit="%", target=1),
    ):
        root = read(figure)
        assert root.get("viewBox").split()[2] == "560"
        shift = float(re.findall(r"-?[\d.]+", next(root.iter("g")).get("transform"))[0])
        for text in root.iter("text"):
            x = shift + float(re.findall(r"-?[\d.]+", text.get("transform"))[0])
            wide = width(text.text, PHONE)
            left = x - wide * {"middle": 0.5, "end": 1}.get(text.get("text-anchor"), 0)
            assert left >= -0.2, text.text
            assert left + wide <= 561, text.text


def test_plots_of_two_trends_line_up(figures, read):
    """With and without the day of a ship, and however long the numbers of up to three figures are."""
    plots = [
        next(read(figure).iter("g")).get("transform")
        for figure in (figures["trend"], Trend(points=figures["trend"].points, title="Ease"))
    ]
    assert plots[0] == plots[1]


def test_names_of_ships_do_not_overlap(read):
    ships = tuple((date(2026, 3, day), f"Ship number {day}") for day in range(1, 9))
    points = tuple(TrendPoint(day=date(2026, month, 1), value=month) for month in range(1, 13))
    root = read(Trend(points=points, ships=ships))
    names = [text for text in root.iter("text") if text.text.startswith("Ship")]
    boxes = []
    for text in names:
        x, y = (float(n) for n in re.findall(r"-?[\d.]+", text.get("transform")))
        boxes.append((x, x + width(text.text, PHONE), y))
    assert len(boxes) == 3
    assert len([line for line in root.iter("line") if line.get("stroke") == "var(--accent)"]) >= 8
    for (left, right, y), (left2, right2, y2) in itertools.combinations(boxes, 2):
        assert y != y2 or right < left2 or right2 < left


def test_a_comparison_names_its_lines_and_writes_gaps_and_steps_in_full(figures, read):
    steps = ("I guess which size I am", "I hunt for the pair", "Pay")
    root = read(replace(figures["comparison"], steps=steps, gaps=((2, 1.0),)))
    words = texts(root)
    assert {"Anna", "Ben", "1.0"} <= set(words)
    assert not any(word.endswith("…") for word in words)
    assert {word for step in steps for word in step.split()} <= {
        part for word in words for part in word.split()
    }


def test_what_must_not_be_stretched_says_how_wide_it_is(figures, read):
    for name in ("comparison", "heat", "own"):
        root = read(figures[name])
        assert root.get("width") == root.get("viewBox").split()[2]
    assert read(figures["trend"]).get("width") is None


def test_heat_map_prints_each_score_in_an_ink_that_reads(read):
    cells = tuple((0, column, score) for column, score in enumerate((-2.0, -1.0, 0.0, 1.0, 2.0)))
    root = read(HeatMap(rows=("Anna",), columns=("a", "b", "c", "d", "e", "f"), cells=cells))
    scores = {text.text: text.get("fill") for text in root.iter("text") if text.get("font-weight") == "600"}
    assert scores == {
        "−2.0": "var(--on-accent)",
        "−1.0": "var(--ink)",
        "0": "var(--ink)",
        "+1.0": "var(--ink)",
        "+2.0": "var(--on-accent)",
    }
    assert len([mark for mark in root.iter("line") if mark.get("stroke") == "var(--line-strong)"]) == 1
    fills = [mark.get("fill") for mark in root.iter("path") if "emotion" in mark.get("fill", "")]
    assert fills == [f"var(--emotion-{name})" for name in ("n2", "n1", "0", "p1", "p2")]


def crowded(count):
    return tuple(
        Bubble(
            id=f"o{n:02}",
            title=f"Opportunity {n}",
            x=1 + n % 7 / 10,
            y=40 + n % 5,
            size=n % 6,
            status="open",
            number=n + 1,
        )
        for n in range(count)
    )


@pytest.mark.parametrize("size", [14, 29])
def test_words_in_a_matrix_do_not_overlap_on_a_desk_or_a_phone(size):
    bubbles = crowded(40)
    figure = Matrix(bubbles=bubbles, x_title="Effort", y_title="Value", x_max=5, y_max=100, corners=CORNERS)
    beside, inside = placed(figure, bubbles, size)
    assert len(beside) + len(inside) == 40
    assert inside
    numbers = {str(bubble.number) for bubble in bubbles}
    assert {row["word"] for row in inside} <= numbers
    assert (size == 14) == any(row["word"].startswith("Opportunity") for row in beside)
    assert size == 14 or any(row["word"] in numbers for row in beside)
    boxes = []
    for row in beside:
        wide, high = width(row["word"], size) * MEDIUM, size * (0.9 if row["word"].isdecimal() else LINE)
        left = row["x"] * 152 - {"left": 0, "right": 1, "center": 0.5}[row["align"]] * wide
        boxes.append((left, left + wide, row["y"] * 5.2 - high / 2, row["y"] * 5.2 + high / 2))
    for (left, right, low, high), (left2, right2, low2, high2) in itertools.combinations(boxes, 2):
        apart = right <= left2 + 0.1 or right2 <= left + 0.1
        assert apart or high <= low2 + 0.1 or high2 <= low + 0.1


def dense(count: int) -> tuple[Bubble, ...]:
    """Bubbles that nearly touch, with names that do not fit between them."""
    return tuple(
        Bubble(
            id=f"o{n:02}",
            title=f"A name that needs much room {n + 1}",
            x=3.2 + n % 4 / 5,
            y=94 - n // 4 * 6,
            size=2,
            status="open",
            number=n + 1,
        )
        for n in range(count)
    )


def runs_through(line, left, right, top, bottom) -> bool:
    """Whether one of many spots on a line lies in a box."""
    spots = [
        (line["x"] + (line["x2"] - line["x"]) * at / 200, line["y"] + (line["y2"] - line["y"]) * at / 200)
        for at in range(201)
    ]
    return any(left < x * 152 < right and top < 520 - y * 5.2 < bottom for x, y in spots)


def test_the_first_ten_of_a_crowd_are_named_with_lines_to_them_that_run_over_nothing():
    bubbles = dense(14)
    figure = Matrix(bubbles=bubbles, x_title="Effort", y_title="Value", x_max=5, y_max=100, corners=CORNERS)
    beside, _ = placed(figure, bubbles)
    words = " ".join(row["word"] for row in beside)
    assert all(bubble.title in words for bubble in bubbles[:10])
    lines = [row["line"] for row in beside if "line" in row]
    assert len(lines) > 2
    own = {(line["x"], line["y"]) for line in lines}
    assert len(own) == len(lines)
    boxes = []
    for row in beside:
        wide = width(row["word"], SIZE) * MEDIUM
        left = row["x"] * 152 - {"left": 0, "right": 1, "center": 0.5}[row["align"]] * wide
        middle = 520 - row["y"] * 5.2
        half = SIZE * (0.9 if row["word"].isdecimal() else LINE) / 2
        boxes.append((left, left + wide, middle - half, middle + half))
    for line in lines:
        assert not [box for box in boxes if runs_through(line, *box)]
    for bubble in bubbles:
        x, y, reach = bubble.x * 152, 520 - bubble.y * 5.2, radius(bubble.size)
        square = (x - reach, x + reach, y - reach, y + reach)
        assert not [
            box
            for box in boxes
            if box[0] < square[1] and square[0] < box[1] and box[2] < square[3] and square[2] < box[3]
        ]


def test_lines_to_names_are_drawn_where_names_are(read):
    figure = Matrix(bubbles=dense(14), x_title="Effort", y_title="Value", x_max=5, y_max=100, corners=CORNERS)
    assert lines_shown(read(figure)) >= {"wide"}
    roomy = replace(figure, bubbles=crowded(1))
    assert lines_shown(read(roomy)) == set()


def lines_shown(root) -> set[str]:
    """Where the lines from bubbles to their names are shown."""
    return {
        group.get("data-shown")
        for group in root.iter("g")
        if group.get("data-shown")
        and any(line.get("stroke") == "var(--ink-3)" for line in group.iter("line"))
    }


def test_a_matrix_says_where_its_words_are_for(read):
    bubbles = crowded(3)
    root = read(
        Matrix(bubbles=bubbles, x_title="Effort", y_title="Value", x_max=5, y_max=100, corners=CORNERS)
    )
    shown = {
        view: {
            text.text
            for group in root.iter("g")
            if group.get("data-shown") == view
            for text in group.iter("text")
        }
        for view in ("wide", "narrow")
    }
    assert shown["narrow"] == {"1", "2", "3"}
    assert shown["wide"] >= {"Opportunity 1"}


def test_a_matrix_washes_the_good_quadrant(figures, read):
    left = figures["matrix"]
    right = Matrix(
        bubbles=left.bubbles,
        x_title="Reach",
        y_title="Value",
        x_max=5,
        y_max=100,
        corners=CORNERS,
        good="right",
    )
    starts = [
        next(p for p in read(f).iter("path") if p.get("fill") == "var(--accent-wash)").get("d")[:4]
        for f in (left, right)
    ]
    assert starts == ["M0,0", "M380"]


def test_bars_write_values_and_stack_parts(figures, read):
    assert {"62.5 %", "31 %", "→ 60 %"} <= set(texts(read(figures["bars"])))
    root = read(figures["coverage"])
    assert {"8  ·  12  ·  8", "Anna"} <= {re.sub(r"\s+·\s+", "  ·  ", text) for text in texts(root)}
    drawn = [path for path in root.iter("path") if path.get("fill") == "var(--series-2)"]
    assert len(drawn) + len(root.findall(".//g[@fill='var(--series-2)']")) >= 1


def test_a_bar_below_zero_goes_to_the_left_of_a_line(read):
    root = read(Bars(names=("Up", "Down"), values=((4,), (-2,)), parts=(), unit="points"))
    assert {"4 points", "−2 points"} <= set(texts(root))
    up, down = (
        [float(x) for x in re.findall(r"[ML](-?[\d.]+),", path.get("d"))]
        for path in root.iter("path")
        if path.get("fill") == "var(--ink-2)"
    )
    (zero,) = (
        float(re.findall(r"-?[\d.]+", line.get("transform"))[0])
        for line in root.iter("line")
        if line.get("stroke") == "var(--edge)"
    )
    assert max(down) <= zero <= min(up)
    assert max(up) - min(up) > 1.5 * (max(down) - min(down))


@pytest.mark.parametrize(
    "spec",
    [
        '{"data": {"url": "https://example.org/a.csv"}, "mark": "bar"}',
        '{"data": {"values": []}, "mark": {"type": "image", "url": "x.png"}}',
        '{"data": {"values": []}, "mark": "bar", "encoding": {"href": {"value": "javascript:alert(1)"}}}',
        '{"layer": [{"transform": [{"lookup": "a", "from": {"data": {"url": "b.json"}, "key": "c"}}]}]}',
        "[]",
        "{",
        "[" * 3000,
    ],
)
def test_own_specifications_that_are_refused(spec):
    assert faults(spec)
    with pytest.raises(ValueError, match=r"\w"):
        own_specification(VegaLiteSpec(spec=spec))
    assert draw(VegaLiteSpec(spec=spec)).svg.endswith('focusable="false"></svg>')


def test_own_specification_that_is_not_vega_lite_is_a_fault_with_words():
    with pytest.raises(ValueError, match=r"\w"):
        own_specification(VegaLiteSpec(spec='{"data": {"values": []}, "mark": 1}'))


def test_own_rows_may_have_a_column_called_url(read):
    spec = {
        "data": {"values": [{"url": "a", "n": 1}]},
        "mark": "bar",
        "encoding": {"x": {"field": "n", "type": "quantitative"}},
    }
    assert faults(json.dumps(spec)) == ()
    assert [*read(VegaLiteSpec(spec=json.dumps(spec)))]


def test_ids_of_an_own_specification_are_its_own(figures, read):
    first, second = (
        VegaLiteSpec(spec=json.dumps({**json.loads(figures["own"].spec), "title": title}))
        for title in ("One", "Two")
    )
    ids = [{e.get("id") for e in read(figure).iter() if e.get("id")} for figure in (first, second)]
    assert all(ids)
    assert not ids[0] & ids[1]
    used = set(re.findall(r"url\(#([^)]+)\)", draw(first).svg))
    assert used == ids[0]


def test_words_and_numbers():
    assert [signed(value) for value in (1.24, -0.5, 0.04, -0.04)] == ["+1.2", "−0.5", "0", "0"]
    assert [number(value) for value in (12450, -0.5, 0.1 + 0.2, -0.0)] == ["12,450", "−0.5", "0.3", "0"]
    assert shorten("one two three", 1000) == "one two three"
    assert shorten("one two three", 50).endswith("…")
    assert shorten("wide", 1) == ""


def test_ticks_are_round_and_hold_the_values():
    assert ticks((0, 100)) == (0, 20, 40, 60, 80, 100)
    assert ticks((58, 70))[0] <= 58
    assert ticks((5, 5))[0] < 5 < ticks((5, 5))[-1]
    assert ticks(()) == (0, 0.2, 0.4, 0.6, 0.8, 1)
    assert ticks((-30, -1))[-1] == 0
    assert ticks((1.8, 6.4)) == (0, 2, 4, 6, 8)
    assert ticks((1.8, 6.4), least=1) == (1, 3, 5, 7)
    assert ticks((1.2, 4.4), least=1) == (1, 2, 3, 4, 5)
    assert ticks((0.5, 4), least=1)[0] == 0
    assert ticks((5.2, 5.8), least=1) == ticks((5.2, 5.8))


def test_months_are_thinned():
    assert months(date(2026, 1, 15), date(2026, 3, 2), 6) == (date(2026, 2, 1), date(2026, 3, 1))
    assert len(months(date(2000, 1, 1), date(2026, 1, 1), 6)) <= 6
    assert months(date(2026, 1, 5), date(2026, 1, 9), 6) == (date(2026, 1, 5),)


def test_spread_keeps_order_and_distance():
    moved = spread([10, 11, 50], 16, 0, 60)
    assert moved[1] - moved[0] >= 16
    assert moved[2] - moved[1] >= 16
    assert 0 <= min(moved) <= max(moved) <= 60


def test_a_sparkline_has_a_band_where_personas_feel_differently(read):
    """The band reaches from the lowest to the highest score of each step, the curve follows the lowest."""
    bands = [
        mark
        for mark in read(Sparkline(scores=(-1.0, -1.0), highest=(2.0, 2.0))).iter("path")
        if mark.get("opacity") == "0.2"
    ]
    heights = {round(float(y), 1) for y in re.findall(r",(-?[\d.]+)", bands[0].get("d"))}
    unit = 64 / 4.3
    assert len(bands) == 1
    assert max(heights) == pytest.approx(3.15 * unit, abs=0.2)
    assert min(heights) == pytest.approx(0.15 * unit, abs=0.2)
    assert not [
        mark for mark in read(Sparkline(scores=(-1.0, -1.0))).iter("path") if mark.get("opacity") == "0.2"
    ]


def test_the_arrow_of_effort_is_at_the_right_end_of_words_that_run_to_the_left_too(figures, read):
    """A browser puts what comes first to the right there."""
    written = texts(read(replace(figures["matrix"], x_title="الجهد", signs=".,\u200f")))
    assert "\u200f→  الجهد" in written
    assert "Effort  →" in texts(read(figures["matrix"]))
