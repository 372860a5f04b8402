"""A former curve is chosen with and without script and lies over the one of today; axe has no complaint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from committed import commit
from hosted import hosted

from jmsite import build
from jmsite.outputs.write import write

pytestmark = pytest.mark.browser
TAGS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def stage(number: int, shift: float) -> str:
    steps = "".join(
        f"  - {{title: I look {number} {one}, emotion: {{anna: {one / 2 - shift}, ben: {one / 3}}}}}\n"
        for one in range(3)
    )
    return f"---\ntitle: Stage {number}\nsteps:\n{steps}---\n"


@pytest.fixture(scope="module", params=["en", "ar"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a map with two former curves is served, from left to right and from right to left."""
    root = tmp_path_factory.mktemp(f"former-{request.param}")
    files = {
        "site.yaml": f"title: Small\nlanguage: {request.param}\nhistory: tags\nsearch: false\n",
        "personas/anna.md": "---\ntitle: Anna\n---\n",
        "personas/ben.md": "---\ntitle: Ben\n---\n",
        "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna, ben]\n---\n",
    }
    for at, shift in enumerate((1, 0.5, 0)):
        stages = {f"journeys/buy/0{one}-s{one}.md": stage(one, shift) for one in (1, 2)}
        commit(root, f"2026-0{at + 1}-01", {**files, **stages}, f"1.{at}")
    write(build(root).outputs, root / "site", root / "cache")
    with hosted(root / "site") as host:
        yield f"{host}/journeys/buy/"


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    contexts = []

    def page(width: int = 1280, **more: Any) -> Any:
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": 900}, bypass_csp=True, reduced_motion="reduce", **more
            )
        )
        found = contexts[-1].new_page()
        found.goto(address)
        return found

    yield page
    for context in contexts:
        context.close()


def shown(page: Any) -> list[bool]:
    return [page.locator(f".was-{number}").is_visible() for number in (1, 2)]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_chosen_curve_lies_over_the_one_of_today_with_its_words(opened: Any, script: bool, width: int):
    page = opened(width, java_script_enabled=script)
    assert shown(page) == [False, False]
    page.locator("label:has(#ui\\:was-1)").click()
    assert shown(page) == [True, False]
    assert page.locator(".told-1").is_visible()
    assert not page.locator(".told-2").is_visible()
    here, there = (page.locator(css).bounding_box() for css in (".strip > .chart", ".was-1 .chart"))
    assert all(abs(here[side] - there[side]) < 1 for side in ("x", "y", "width", "height"))
    page.keyboard.press("ArrowDown")
    assert shown(page) == [False, True]
    page.locator("label:has(#ui\\:was-0)").click()
    assert shown(page) == [False, False]


def test_who_presents_a_map_keeps_the_choice(opened: Any):
    page = opened()
    page.locator("label:has(#ui\\:was-2)").click()
    page.locator("[data-present]").click()
    page.locator(".present[open]").wait_for()
    assert page.locator(".present .strip").count() == 1
    assert page.locator(".present .was, .present .former").count() == 0
    page.keyboard.press("Escape")
    assert shown(page) == [False, True]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(opened: Any, scheme: str, width: int):
    page = opened(width, color_scheme=scheme)
    page.locator("label:has(#ui\\:was-1)").click()
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "options => axe.run('.whole-curve', { resultTypes: ['violations'], ...options })", TAGS
    )["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
