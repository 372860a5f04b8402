"""``jmsite export svg`` and ``png``: charts that any program opens, and whole maps, as wide as asked."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from jmsite.cli.app import run

METRIC = """---
title: Waiting
unit: min
kind: duration
readings:
  - {date: 2026-01-01, value: 4, n: 30}
  - {date: 2026-02-01, value: 6, n: 30}
---
"""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def visit(project) -> Any:
    return (
        project("minimal")
        .edit("metrics/waiting.md", METRIC)
        .edit(
            "journeys/visit/02-leave.md",
            "---\ntitle: Leave & go\nsteps:\n  - {title: I go, emotion: 2}\n---\n",
        )
    )


def exported(made: Any, format: str, *words: str) -> bytes:
    target = Path(made.root) / f"out.{format}"
    assert run(["export", format, *words, "-o", str(target), "--root", str(made.root)]) == 0
    return target.read_bytes()


def drawn(made: Any, *words: str) -> ElementTree.Element:
    return ElementTree.fromstring(exported(made, "svg", *words))


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_a_chart_depends_on_nothing_around_it(visit):
    for words in (("visit", "curve"), ("visit", "emotion-curve"), ("waiting",)):
        text = exported(visit, "svg", *words).decode()
        assert re.findall(r"var\(|light-dark|currentColor|class=|style=|data-|href|narrow", text) == []
        colors = set(re.findall(r' (?:fill|stroke)="([^"]*)"', text))
        assert {re.fullmatch(r"#[0-9a-f]{6}|none", color) is not None for color in colors} == {True}


def test_a_curve_names_its_journey_and_stages(visit):
    root = drawn(visit, "visit", "curve")
    assert root.find(f"{SVG}title").text == "A visit"
    words = [(text.text, text.get("x")) for text in root.iter(f"{SVG}text")]
    wide = float(root.get("viewBox").split()[2]) - 40
    assert ("Arrive", "0") in words
    assert ("Leave & go", f"{wide * 2 / 3:.10g}") in words


def test_it_is_as_wide_as_asked(visit):
    plain = drawn(visit, "visit", "curve")
    _, _, wide, high = map(float, plain.get("viewBox").split())
    asked = drawn(visit, "visit", "curve", "--width", "600", "--scale", "2")
    assert float(asked.get("width")) == 1200
    assert float(asked.get("height")) == pytest.approx(1200 * high / wide)


def test_the_dark_is_that_of_the_theme(visit):
    grounds = [drawn(visit, "waiting", *dark).find(f"{SVG}rect").get("fill") for dark in ((), ("--dark",))]
    assert grounds == ["#ffffff", "#1c1b19"]


def test_the_same_chart_is_the_same_file(visit):
    assert exported(visit, "svg", "waiting") == exported(visit, "svg", "waiting")


def test_choices_are_told_where_it_is_not_clear(visit, capsys):
    root = str(visit.root)
    for words, told in (
        (["svg", "visit", "curv"], "unknown chart 'curv'; did you mean 'curve'?"),
        (["svg", "visit", "pie"], "unknown chart 'pie'; there are: curve, emotion-curve, map"),
        (["svg", "vist"], "did you mean 'visit'?"),
        (["svg"], "a picture shows one thing"),
        (["svg", "visit", "curve", "anna"], "write 'jmsite export svg ID CHART'"),
        (["pdf", "visit", "--dark"], "--dark is for png and svg, not for pdf"),
    ):
        assert run(["export", *words, "-o", "-", "--root", root]) == 2
        assert told in capsys.readouterr().err


def test_an_audience_sees_no_chart_of_what_is_kept_from_it(visit, capsys):
    words = ["export", "svg", "visit", "-o", "-", "--root", str(visit.root), "--audience", "public"]
    visit.edit("personas/anna.md", "---\ntitle: Anna\nvisibility: public\n---\n")
    assert run(words) == 2
    assert "unknown entity 'visit'" in capsys.readouterr().err


@pytest.mark.browser
def test_a_map_is_a_picture_of_the_width_asked(visit, browser):
    wide, high = size(exported(visit, "png", "visit", "--width", "900"))
    assert wide == pytest.approx(900, abs=1)
    larger = size(exported(visit, "png", "visit", "--width", "900", "--scale", "2"))
    assert larger == (pytest.approx(2 * wide, abs=2), pytest.approx(2 * high, abs=3))
    assert exported(visit, "png", "visit") != exported(visit, "png", "visit", "--dark")


@pytest.mark.browser
def test_a_map_is_a_drawing_of_words_and_shapes(visit, browser):
    visit.replace("journeys/visit/01-arrive.md", "Reads the sign", "Reads the <sign>")
    text = exported(visit, "svg", "visit", "--width", "1000").decode()
    assert re.findall(r"var\(|light-dark|currentColor|class=|style=|data-|<use|foreignObject", text) == []
    root = ElementTree.fromstring(text)
    assert float(root.get("width")) == 1000
    words = [element.text for element in root.iter(f"{SVG}text")]
    assert {"A visit", "Arrive", "I find the door", "Reads the <sign>", "Nobody says how long"} <= set(words)
    _, _, wide, high = map(float, root.get("viewBox").split())
    places = [
        (float(one.get("x")), float(one.get("y"))) for one in root.iter(f"{SVG}text") if one.get("textLength")
    ]
    assert all(0 <= x <= wide and 0 <= y <= high for x, y in places)
    assert exported(visit, "svg", "visit", "--width", "1000").decode() == text


@pytest.mark.browser
def test_a_chart_is_a_picture_too(visit, browser):
    wide, _ = size(exported(visit, "png", "waiting", "--width", "500", "--scale", "2"))
    assert wide == 1000


@pytest.mark.browser
def test_a_picture_that_nobody_can_draw_is_refused(visit, browser, capsys):
    words = ["export", "png", "visit", "--width", "20000", "-o", "-", "--root", str(visit.root)]
    assert run(words) == 1
    assert "its longer side may have 16000" in capsys.readouterr().err
