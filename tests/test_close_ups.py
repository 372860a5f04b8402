"""A step may be shown close up by a nested journey, or by a stage of one: where that leads, and where it is told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from conftest import Project
from lsp_client import Editor, edited
from shown import Shown

from jmsite.cli.app import run
from jmsite.outputs.search import library

BUY = "journeys/buy/01-choose.md"
STEP = "---\ntitle: Choose\n{stage}steps:\n  - id: settle\n    title: I settle\n{step}---\n"
PAY = {
    "journeys/pay/journey.md": "---\ntitle: Paying\nanytime: [{title: The card is lost}]\n---\n",
    "journeys/pay/01-card.md": "---\ntitle: By card\nsteps: [{title: I type}, {title: I wait}]\n---\n",
    "journeys/pay/02-thank.md": "---\ntitle: Thanks\n---\n",
}
LEADS = "    journey: pay/card\n"


@pytest.fixture
def shop(project: Callable[[str], Project]) -> Project:
    made = project("minimal").edit_all(PAY)
    made.edit("journeys/buy/journey.md", "---\ntitle: Buying\n---\n")
    return made.edit(BUY, STEP.format(stage="", step=LEADS))


PLACES = {
    "step": (BUY, STEP.format(stage="", step=LEADS)),
    "stage with steps": (BUY, STEP.format(stage="journey: pay/card\n", step="")),
    "stage without steps": (BUY, "---\ntitle: Choose\njourney: pay/card\n---\n"),
    "moment": (
        "journeys/buy/journey.md",
        "---\ntitle: Buying\nanytime: [{title: I move, journey: pay/card}]\n---\n",
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_close_up_leads_to_the_page_of_the_stage_wherever_it_may_be_written(
    shop: Project, place: str
) -> None:
    built = shop.edit(BUY, STEP.format(stage="", step="")).edit(*PLACES[place]).build()
    assert built.report == ""
    page = built.page("/journeys/buy/")
    assert any(link.endswith("pay/card/") for link in page.links)
    assert "Paying, By card" in page.text
    twins = [
        built.files[path].decode()
        for path in built.files
        if re.match(r"journeys/buy/(choose/)?index.md", path)
    ]
    assert any(re.search(r"\*\*.*\[Paying, By card\]\(\S*pay/card/", twin) for twin in twins)
    found = [Shown(one.html).text for one in library(built.build.outputs).entries if "buy/" in one.url]
    assert any("Paying, By card" in text for text in found)


def test_what_leads_to_a_stage_is_told_in_the_markdown_of_that_stage(shop: Project) -> None:
    assert "I settle, Buying" in shop.build().files["journeys/pay/card/index.md"].decode()


def test_a_stage_that_may_not_be_shown_takes_the_way_to_it_along(shop: Project) -> None:
    shop.replace("journeys/pay/01-card.md", "title: By card", "title: By card\ndraft: true")
    page = shop.build().page("/journeys/buy/")
    assert "By card" not in page.text
    assert not any("pay/card" in link for link in page.links)


@pytest.mark.parametrize("written", ["card", "pay/crad", "Pay/Card", "pay/cards", "paid/card"])
def test_a_stage_that_is_not_there_is_told_with_the_one_that_was_meant(shop: Project, written: str) -> None:
    built = shop.replace(BUY, "journey: pay/card", f"journey: {written}").build()
    assert [rule.rpartition("-")[0] for rule in built.rules] == ["ref/unknown"]
    assert "did you mean 'pay/card'?" in built.report


def test_what_was_certainly_meant_is_written_by_a_fix(shop: Project) -> None:
    shop.replace(BUY, "journey: pay/card", "journey: pay/crad  # by card")
    run(["check", "--fix", "--write", "--root", str(shop.root)])
    mended = (shop.root / "content" / BUY).read_text("utf-8")
    assert mended == STEP.format(stage="", step="    journey: pay/card  # by card\n")


def test_only_what_comes_back_to_where_it_began_is_a_circle(shop: Project) -> None:
    back = "---\ntitle: {}\nsteps: [{{title: I look back, journey: {}}}]\n---\n"
    assert shop.edit("journeys/pay/02-thank.md", back.format("Thanks", "buy")).build().rules == []
    shop.edit("journeys/pay/02-thank.md", PAY["journeys/pay/02-thank.md"])
    for whole in ("buy", "buy/choose"):
        built = shop.edit("journeys/pay/01-card.md", back.format("By card", whole)).build()
        assert built.rules == ["ref/cycle"], whole
        assert "pay/card → buy" in built.report


def test_editors_complete_follow_and_rename_stages_that_are_led_to(shop: Project) -> None:
    path = f"content/{BUY}"

    async def scenario(editor: Editor) -> None:
        editor.open(path)
        offered = await editor.complete(path, 5, len("    journey: "))
        assert {"pay", "pay/card", "pay/thank"} <= offered.keys()
        assert await editor.definition(path, 5, 16) == ("content/journeys/pay/01-card.md", 0)
        await editor.rename(path, 5, 16, "by-card")
        editor.close(path)
        await editor.rename("content/journeys/pay/journey.md", 1, 1, "paying")

    edited(shop.root, scenario)
    assert "journey: paying/by-card" in (shop.root / path).read_text("utf-8")
    assert (shop.root / "content/journeys/paying/01-by-card.md").exists()
