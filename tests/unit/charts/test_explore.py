from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import vl_convert

from jmsite.charts.draw import draw
from jmsite.model.alluvial import Alluvial
from jmsite.model.figures import Figure, FormerCurve, Sparkline, Trend, VegaLiteSpec, WholeCurve
from jmsite.model.value import replace

SALES = {
    "data": {
        "values": [
            {"day": "2026-01-01", "n": 3, "who": "anna"},
            {"day": "2026-02-01", "n": 5, "who": "anna"},
            {"day": "2026-01-01", "n": 4, "who": "ben"},
            {"day": "2026-02-01", "n": 1, "who": "ben"},
        ]
    },
    "mark": "line",
    "encoding": {
        "x": {"field": "day", "type": "temporal"},
        "y": {"field": "n", "type": "quantitative"},
        "color": {"field": "who", "type": "nominal"},
    },
}


def known(figure: Figure) -> dict[str, Any]:
    return json.loads(draw(figure).vega)


def leaves(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for mark in spec["marks"]:
        yield from leaves(mark) if mark["type"] == "group" else [mark]


def drawn(spec: dict[str, Any], **signals: Any) -> str:
    """What Vega draws of a specification when its signals have these values."""
    for signal in spec.get("signals", ()):
        signal.update({"value": signals[signal["name"]]} if signal["name"] in signals else {})
    return vl_convert.vega_to_svg(spec, allowed_base_urls=[])


def test_every_chart_but_a_glance_can_be_explored(figure):
    made = draw(figure)
    whole = isinstance(figure, Alluvial | FormerCurve | Sparkline | WholeCurve)
    glance = whole or (isinstance(figure, Trend) and figure.small)
    named = re.findall(r'data-explore="([^"]*)"', made.svg)
    assert named == ([] if glance else [made.path])
    assert bool(made.vega) is not glance


def test_marks_have_names_of_their_own(figure):
    # Vega refuses a chart in which two have the same
    if known := draw(figure).vega:
        names = [mark.get("name") for mark in leaves(json.loads(known)["spec"])]
        assert len(names) == len(set(names))


def test_it_is_one_line_of_json_that_asks_for_nothing(figure):
    text = draw(figure).vega
    assert "\n" not in text
    assert "://" not in text
    assert '"url"' not in text
    if text:
        assert "<path" in drawn(json.loads(text)["spec"])


def test_equal_charts_share_a_file_and_others_do_not(figures):
    drawings = [draw(figure) for figure in figures.values()]
    paths = [made.path for made in drawings if made.vega]
    assert len(set(paths)) == len(paths)
    assert draw(figures["trend"]).path in paths
    assert all(re.fullmatch(r"charts/[0-9a-f]{12}\.json", path) for path in paths)


def test_words_have_their_size_again(figures):
    sizes = [
        mark["encode"]["update"]["fontSize"]
        for mark in leaves(known(figures["trend"])["spec"])
        if mark["type"] == "text"
    ]
    assert sizes
    assert all(size["value"] > 8 for size in sizes)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("curve", "0 1 1"),
        ("trend", "0 - 11"),
        ("heat", "- - 0 2"),
        ("matrix", "- - 1"),
        ("coverage", "1 - 0"),
    ],
)
def test_a_mark_names_the_row_of_the_numbers_it_stands_for(figures, name, told):
    made = draw(figures[name])
    assert f'"{told}"' in json.dumps(json.loads(made.vega)["spec"]).replace('\\"', '"')
    _, step, row, column = [*told.split(" "), ""][:4]
    place = (f' data-step="{step}"' if step != "-" else "") + f' data-row="{row}"'
    assert place + (f' data-column="{column}"' if column else "") in made.svg


def test_readings_too_many_for_dots_can_be_pointed_at(figures):
    year = figures["trend"].points
    points = tuple(
        replace(point, day=point.day.replace(year=when)) for when in (2024, 2025, 2026) for point in year
    )
    svg = draw(Trend(points=points)).svg
    assert [int(row) for row in re.findall(r'data-row="(\d+)"', svg)] == list(range(36))
    assert 'opacity="0"' in svg


def test_one_of_several_series_is_singled_out(figures):
    made = known(figures["comparison"])
    assert [(one["id"], one["title"]) for one in made["series"]] == [("0", "Anna"), ("1", "Ben")]
    faint = drawn(made["spec"], jmsite_focus="1").count('opacity="0.12"')
    assert faint > 0
    assert drawn(made["spec"], jmsite_focus=None).count('opacity="0.12"') == 0
    assert known(figures["trend"])["series"] == []


def test_time_can_be_narrowed(figures):
    made = known(figures["trend"])
    assert made["zoom"] == "x"
    days = [point.day.toordinal() for point in figures["trend"].points]
    assert "2026-03" in drawn(made["spec"], jmsite_zoom=[days[1], days[3]])
    assert "2026-10" not in drawn(made["spec"], jmsite_zoom=[days[1], days[3]])


def test_a_curve_by_itself_names_its_steps_and_scores(figures):
    svg = drawn(known(figures["curve"])["spec"])
    for word in ("Search", "Size", "Pay", "+2.0", "−2.0"):
        assert f">{word}<" in svg


def test_what_expressions_must_not_hold_stays_words(figures):
    curve = replace(figures["curve"], steps=("a\u2028b", '"quoted" \\', "😀 ' c"))
    svg = drawn(known(curve)["spec"])
    assert "&quot;quoted&quot; \\" in svg or '"quoted" \\' in svg
    assert "😀" in svg


def test_where_reading_begins_at_the_right_so_do_the_scores(figures):
    axes = known(replace(figures["curve"], rtl=True))["spec"]["axes"]
    assert axes[0]["orient"] == "right"


def test_a_series_of_nested_fields_is_left_alone():
    rows = [{**row, "a.b": row["who"]} for row in SALES["data"]["values"]]
    color = {"field": "a\\.b", "type": "nominal"}
    spec = {**SALES, "data": {"values": rows}, "encoding": {**SALES["encoding"], "color": color}}
    assert "scale" not in known(VegaLiteSpec(spec=json.dumps(spec)))


def test_an_own_chart_has_tooltips_its_series_and_its_time():
    made = known(VegaLiteSpec(spec=json.dumps(SALES)))
    assert made["scale"] == "color"
    assert made["zoom"] == "x"
    assert all("tooltip" in mark["encode"]["update"] for mark in leaves(made["spec"]))
    assert 'opacity="0.12"' in drawn(made["spec"], jmsite_focus="ben")


def test_what_is_no_series_and_no_time_is_left_alone(figures):
    made = known(figures["own"])
    assert set(made) == {"spec"}
    assert not [one for one in made["spec"]["signals"] if one["name"].startswith("jmsite")]


def test_a_chart_that_cannot_be_drawn_cannot_be_explored():
    made = draw(VegaLiteSpec(spec="{}"))
    assert (made.vega, made.path) == ("", "")
