"""What neighbouring columns say alike, and pictures that stand once in a stage."""

from __future__ import annotations

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pages.parts.map.spans import cell_spans
from jmsite.pipeline import catalog_of

LOOK = """---
title: Look
steps:
  - {id: one, title: I look, systems: [Shop], doing: [Look], emotion: 1}
  - {id: two, title: I ask, systems: [Shop], doing: [Ask], emotion: 1}
  - {id: three, title: I go, doing: [Ask], emotion: 1}
---
"""
BUY = "---\ntitle: Buy\nsteps:\n  - {id: pay, title: I pay, systems: [Shop], doing: [Ask]}\n---\n"


def test_a_cell_spans_the_neighbours_of_its_stage_that_say_the_same():
    contents = {id: ("quiet", (words,)) for id, words in (("a/b/1", "x"), ("a/b/2", "x"), ("a/c/1", "x"))}
    assert cell_spans(["a/b/1", "a/b/2", "a/c/1"], contents) == {"a/b/1": 2, "a/b/2": 0, "a/c/1": 1}
    assert cell_spans(["a/b/1", "a/b/0", "a/b/2"], contents) == {"a/b/1": 1, "a/b/2": 1}


def test_a_curve_is_never_joined():
    contents = {f"a/b/{n}": ("readout", ("x",)) for n in (1, 2)}
    assert cell_spans(["a/b/1", "a/b/2"], contents) == {"a/b/1": 1, "a/b/2": 1}


def test_what_is_joined_stands_once_on_the_map_and_in_each_panel(project):
    site = project("minimal").edit_all(
        {"journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\n---\n"}
    )
    site.edit_all({"journeys/buy/01-look.md": LOOK, "journeys/buy/02-buy.md": BUY})
    view = VIEWS["journey"](catalog_of(discover(site.root, Options()), Memo()).value, "buy").view
    wide = {
        (step.id, cell.lane): cell.columns
        for stage in view.stages
        for step in stage.steps
        for cell in step.cells
        if cell.lane in ("systems", "doing")
    }
    assert wide == {
        ("look--one", "systems"): 2,
        ("look--two", "systems"): 0,
        ("look--one", "doing"): 1,
        ("look--two", "doing"): 2,
        ("look--three", "doing"): 0,
        ("buy--pay", "systems"): 1,
        ("buy--pay", "doing"): 1,
    }
    panels = [step.panel for stage in view.stages for step in stage.steps]
    assert [(panel.number, panel.of, panel.before, panel.after) for panel in panels] == [
        (1, 4, "", "look--two"),
        (2, 4, "look--one", "look--three"),
        (3, 4, "look--two", "buy--pay"),
        (4, 4, "look--three", ""),
    ]
    assert "systems" in [cell.lane for cell in panels[1].cells]
    assert next(cell.lane for cell in panels[0].cells) == "emotion"
