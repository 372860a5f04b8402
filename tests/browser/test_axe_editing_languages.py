"""The editor in languages that take room or run from right to left: nothing is cut off, and axe finds nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from live import running
from test_axe import TARGETS
from test_editing_pages import FILES, MAP, press
from written import write_files

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

ALL_FIELDS = re.compile("^(كل الحقول|Alle Felder)$")
CHANGE_ID = re.compile("^(تغيير المعرّف|Kennung ändern)$")
ASK = "options => axe.run('jmsite-edit', { resultTypes: ['violations'], ...options })"
OUTSIDE = """() => {
    const shadow = document.querySelector('jmsite-edit').shadowRoot;
    const holders = '.editor, .menu, dialog, .workshop-bar';
    return [...shadow.querySelectorAll('button, input, select, textarea, label, summary')]
        .filter(one => one.checkVisibility() && one.closest(holders))
        .filter(one => {
            const box = one.getBoundingClientRect();
            const held = one.closest(holders).getBoundingClientRect();
            const cut = box.left < held.left - 1 || box.right > held.right + 1;
            return cut || held.left < -1 || held.right > innerWidth + 1;
        }).map(one => one.outerHTML);
}"""


def form(page: Any) -> None:
    press(page, "pains", "Too dear")
    page.get_by_role("dialog").locator("summary").click()


def menu(page: Any) -> None:
    page.locator(".map .step h3 a").first.focus()
    page.keyboard.press("F2")
    page.get_by_role("menu").wait_for()


def another_id(page: Any) -> None:
    menu(page)
    page.get_by_role("menuitem", name=CHANGE_ID).click()
    page.get_by_role("dialog").get_by_role("textbox").wait_for()


def fields(page: Any) -> None:
    menu(page)
    page.get_by_role("menuitem", name=ALL_FIELDS).click()
    page.get_by_role("searchbox").wait_for()


def scores(page: Any) -> None:
    fields(page)
    page.locator(".row[data-field=emotion]").click()
    page.get_by_role("dialog").locator("input[type=range]").first.wait_for()


def references(page: Any) -> None:
    fields(page)
    page.locator(".row[data-field^=touchpoint]").click()
    page.get_by_role("combobox").fill("Front desk")
    page.get_by_role("option").first.wait_for()


def changes(page: Any) -> None:
    page.locator("jmsite-edit .bar button").nth(4).click()
    page.get_by_role("dialog").wait_for()


def workshop(page: Any) -> None:
    page.locator("jmsite-edit .workshop").click()
    page.locator(".workshop-bar input").wait_for()


OPENED = (form, menu, another_id, fields, scores, references, changes, workshop)


@pytest.mark.parametrize("language", ["ar", "de"])
def test_the_editor_is_whole_in_every_language(browser: Any, cache: DiskCache, tmp_path: Path, language: str):
    root = tmp_path.resolve() / "site"
    site = {**FILES, "content/site.yaml": f"title: A shop\nsearch: false\nlanguage: {language}\n"}
    write_files(root, site)
    with running(root, cache, editing=True) as live:
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, reduced_motion="reduce", bypass_csp=True
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        found = []
        for opened in OPENED:
            page.goto(live.url.rstrip("/") + MAP)
            page.locator("jmsite-edit .switch[aria-pressed=true]").wait_for()
            page.evaluate(AXE_SCRIPT)
            opened(page)
            found += [f"{opened.__name__}: outside {one}" for one in page.evaluate(OUTSIDE)]
            for rule in page.evaluate(ASK, TARGETS)["violations"]:
                found += [f"{opened.__name__}: {rule['id']} {node['html']}" for node in rule["nodes"]]
        context.close()
    assert found == []
