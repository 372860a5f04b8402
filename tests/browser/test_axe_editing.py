"""What opens while a page is edited, asked by axe: forms, menus, lists of fields, changes and the workshop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from live import running
from test_axe import COLOURS, TARGETS
from test_editing_pages import FILES, MAP, choose, press
from written import write_files

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

ASK = "options => axe.run('jmsite-edit', { resultTypes: ['violations'], ...options })"
LOOKS = {"light": TARGETS, "dark": COLOURS}


def form(tab: Any) -> None:
    press(tab, "pains", "Too dear")
    tab.get_by_role("dialog").get_by_text("More fields").click()


def refused_form(tab: Any) -> None:
    press(tab, "pains", "Too dear")
    tab.get_by_role("dialog").get_by_label("Text").fill("")
    tab.get_by_role("button", name="Save").click()
    tab.locator(".wrong:not([hidden])").first.wait_for()


def choices(tab: Any) -> None:
    fields(tab)
    tab.get_by_role("searchbox").fill("touchpoint")
    tab.get_by_role("button", name="Touchpoint", exact=False).first.click()
    tab.get_by_role("combobox").fill("Front desk")
    tab.get_by_role("option").first.wait_for()


def scores(tab: Any) -> None:
    fields(tab)
    tab.get_by_role("searchbox").fill("emotion")
    tab.get_by_role("button", name="Emotion", exact=False).first.click()
    tab.get_by_role("dialog").locator("input[type=range]").first.wait_for()


def menu(tab: Any) -> None:
    tab.locator(".map .step h3 a").first.focus()
    tab.keyboard.press("F2")
    tab.get_by_role("menu").wait_for()


def menu_of_the_page(tab: Any) -> None:
    tab.get_by_role("button", name="This page").click()
    tab.get_by_role("menu").wait_for()


def fields(tab: Any) -> None:
    choose(tab, "I ask", "All fields")
    tab.get_by_role("searchbox").wait_for()


def changes(tab: Any) -> None:
    tab.get_by_role("button", name="Changes").click()
    tab.get_by_role("dialog").wait_for()


def workshop(tab: Any) -> None:
    tab.get_by_role("button", name="Workshop").click()
    tab.get_by_role("textbox", name="Line").wait_for()


OPENED: tuple[Callable[[Any], None], ...] = (
    form, refused_form, choices, scores, menu, menu_of_the_page, fields, changes, workshop,
)  # fmt: skip


def faults(page: Any, look: str) -> list[str]:
    page.emulate_media(color_scheme=look)
    return [
        f"{look}: {rule['id']} {node['html']} {node['failureSummary']}"
        for rule in page.evaluate(ASK, LOOKS[look])["violations"]
        for node in rule["nodes"]
    ]


def test_axe_finds_nothing_in_what_opens_while_editing(browser: Any, cache: DiskCache, tmp_path: Path):
    root = tmp_path.resolve() / "site"
    write_files(root, FILES)
    with running(root, cache, editing=True) as live:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        found = {}
        for opened in OPENED:
            page.goto(live.url.rstrip("/") + MAP)
            page.get_by_role("button", name="Editing", exact=True).wait_for()
            page.evaluate(AXE_SCRIPT)
            opened(page)
            found[opened.__name__] = [fault for look in LOOKS for fault in faults(page, look)]
        context.close()
    assert list(found) == [opened.__name__ for opened in OPENED]
    assert [f"{name}, {fault}" for name, told in found.items() for fault in told] == []


def test_axe_sees_what_stands_in_the_shadow_of_the_editor(browser: Any):
    page = browser.new_page()
    page.set_content("<main><h1>A page</h1><jmsite-edit></jmsite-edit></main>")
    page.evaluate("""() => {
        const shadow = document.querySelector('jmsite-edit').attachShadow({mode: 'open'});
        shadow.append(document.createElement('button'));
    }""")
    page.evaluate(AXE_SCRIPT)
    assert any("button-name" in fault for fault in faults(page, "light"))
    page.close()
