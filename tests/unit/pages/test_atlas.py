"""The atlas: journeys as a tree, by whom and what they can be told apart, and the worst step of each stage."""

from __future__ import annotations

from typing import Any

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pages.parts.lists.atlas import DEEPEST, Branch, flat
from jmsite.pipeline import catalog_of

FILES = {
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "departments.yaml": "care: {title: Care}\nshop: {title: Shop}\nfinance: {title: Finance}\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\nlevel: lifecycle\ndepartments: [shop]\n---\n",
    "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
    "  - {id: see, title: I see it, emotion: 1}\n"
    "  - {id: size, title: I swap it, emotion: -1, journey: swap}\n---\n",
    "journeys/swap/journey.md": "---\ntitle: Swap\npersonas: [ben]\nstatus: draft\n---\n",
    "journeys/swap/01-ask.md": "---\ntitle: Ask\ndepartments: [care]\nsteps:\n"
    "  - {id: call, title: I call, emotion: {ben: -1}, departments: [finance]}\n"
    "  - {id: wait, title: I wait, emotion: {ben: -2}}\n---\n",
    "journeys/label/journey.md": "---\ntitle: Print a label\npersonas: [ben]\nparent: swap\n---\n",
    "journeys/label/01-print.md": "---\ntitle: Print\nsteps: [{id: print, title: I print}]\n---\n",
    "journeys/buy-next/journey.md": "---\ntitle: Buy, next year\npersonas: [anna]\nstate: future\n---\n",
    "journeys/buy-next/01-look.md": "---\ntitle: Look\nsteps: [{id: see, title: I see it}]\n---\n",
}


@pytest.fixture
def small(project: Any) -> Any:
    return project("minimal").delete("journeys").delete("personas").edit_all(FILES)


def atlas(site: Any) -> Any:
    return VIEWS["journeys"](catalog_of(discover(site.root, Options()), Memo()).value, "").view


def shape(branches: tuple[Branch, ...]) -> list[Any]:
    return [(branch.id, shape(branch.below)) if branch.below else branch.id for branch in branches]


def test_a_journey_stands_below_its_parent_or_below_the_step_that_opens_up_into_it(small: Any) -> None:
    assert shape(atlas(small).tree) == [("buy", [("swap", ["label"])]), "buy-next"]


def test_a_journey_says_which_steps_and_stages_of_others_it_shows_close_up(small: Any) -> None:
    small.replace("journeys/label/01-print.md", "title: Print\n", "title: Print\njourney: swap/ask\n")
    branches = {branch.id: branch for branch in flat(atlas(small).tree)}
    assert {link.title for link in branches["swap"].opens} == {"I swap it", "Print"}
    assert [link.url for link in branches["swap"].opens if link.title == "I swap it"] == [
        "journeys/buy/#look--size"
    ]
    assert branches["buy"].opens == ()


def test_a_parent_goes_before_a_step_that_opens_up(small: Any) -> None:
    small.replace("journeys/swap/journey.md", "title: Swap\n", "title: Swap\nparent: buy-next\n")
    assert shape(atlas(small).tree) == ["buy", ("buy-next", [("swap", ["label"])])]


def test_journeys_that_are_parts_of_each_other_are_all_there_once(small: Any) -> None:
    small.replace("journeys/buy/journey.md", "title: Buy\n", "title: Buy\nparent: label\n")
    assert shape(atlas(small).tree) == ["buy-next", ("buy", [("swap", ["label"])])]


def test_a_chain_without_end_is_cut_into_trees(small: Any) -> None:
    for number in range(40):
        parent = f"parent: j{number - 1:02}\n" if number else ""
        small.edit(f"journeys/j{number:02}/journey.md", f"---\ntitle: J{number}\n{parent}---\n")
    found = atlas(small)
    deepest = max(depth(branch) for branch in found.tree)
    assert deepest == DEEPEST
    assert found.count == len({branch.id for branch in flat(found.tree)}) == 44


def depth(branch: Branch) -> int:
    return 1 + max((depth(part) for part in branch.below), default=0)


def test_journeys_are_told_apart_by_who_takes_them_and_who_works_in_them(small: Any) -> None:
    found = atlas(small)
    branches = {branch.id: branch for branch in flat(found.tree)}
    assert branches["buy"].personas == ("anna",)
    assert (branches["swap"].personas, branches["swap"].departments) == (("ben",), ("finance", "care"))
    assert [who.id for who in found.people] == ["anna", "ben"]
    assert [id for id, _ in found.departments] == ["shop", "finance", "care"]
    assert found.states == ("current", "future")
    assert found.statuses == ("published", "draft")


def test_a_filter_by_which_all_journeys_are_alike_is_not_there(small: Any) -> None:
    for name in ("swap", "label", "buy-next"):
        small.delete(f"journeys/{name}")
    small.replace("journeys/buy/01-look.md", ", journey: swap", "")
    found = atlas(small)
    assert (found.people, found.departments, found.states, found.statuses) == ((), (), (), ())
    page = small.build().page("/journeys/")
    assert "data-facet" not in page.html
    assert "atlas.js" not in page.html


def test_a_cell_of_the_heat_names_the_worst_step_of_its_stage(small: Any) -> None:
    (heat,) = [heat for heat in atlas(small).heats if heat.id == "swap"]
    (cell,) = heat.rows[0].cells
    assert (cell.title, cell.url, cell.mark.text) == ("I wait", "journeys/swap/#ask--wait", "−2.0")
    assert "I wait" in small.build().page("/journeys/").text.partition("Where it hurts")[2]
