"""What an author sees in the browser while the files change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live import Running, running
from test_live import plant

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

STAGE = "content/journeys/buy/01-find.md"
READ = "content/pages/read.md"
LONG = "# Read me\n\n" + "".join(f"Paragraph {number}.\n\n" for number in range(80))
OWN = """{% extends "base.html" %}{% block main %}<h1>{{ page.title }}</h1>
<details><summary>More</summary><p>Inside.</p></details>
<label><input type="checkbox"> Only mine</label><input id="words" type="search">
<div id="strip" tabindex="0"><p>wide</p></div>{{ prose(view.text) }}{% endblock %}
"""
CURVES = "[...document.querySelectorAll('main svg path')].map(path => path.getAttribute('d')).join()"
STRIP = "#strip { overflow: auto; inline-size: 10rem; } #strip p { inline-size: 200rem; }"


@pytest.fixture
def live(tmp_path: Path, cache: DiskCache) -> Iterator[Running]:
    root = plant(tmp_path.resolve() / "site")
    site = root / "content/site.yaml"
    site.write_text(site.read_text().replace("charts: false", "charts: true"))
    steps = "".join(f"  - {{title: I do {number}, emotion: {number % 5 - 2}}}\n" for number in range(12))
    (root / STAGE).write_text(f"---\ntitle: Find\nsteps:\n{steps}---\n\nLooking.\n")
    (root / READ).write_text(LONG)
    with running(root, cache) as found:
        yield found


@pytest.fixture
def tab(browser: Any, live: Running) -> Iterator[Any]:
    """A tab whose console stays silent."""
    said: list[str] = []
    opened = browser.new_context(viewport={"width": 1000, "height": 700}, reduced_motion="reduce")
    page = opened.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    opened.close()
    assert said == []


def show(tab: Any, live: Running, path: str) -> None:
    """Open a page, and leave a mark on it that a reload would wipe away."""
    with tab.expect_response("**/~live/state"):
        tab.goto(live.url.rstrip("/") + path)
    tab.evaluate("window.kept = 'same page'")


def same(tab: Any) -> bool:
    return bool(tab.evaluate("window.kept === 'same page'"))


def swap(live: Running, path: str, old: str, new: str) -> None:
    file = live.root / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_what_has_the_focus_says_what_the_new_page_says(tab: Any, live: Running):
    show(tab, live, "/journeys/buy/")
    tab.get_by_role("link", name="Find", exact=True).first.focus()
    swap(live, STAGE, "title: Find", "title: Look around")
    focused = "document.activeElement.textContent.trim()"
    live.until(lambda: tab.evaluate(focused) == "Look around", "the new words under the focus")
    assert same(tab)


def test_prose_changes_in_place(tab: Any, live: Running):
    show(tab, live, "/pages/read/")
    swap(live, READ, "Paragraph 3.", "Paragraph three.")
    tab.get_by_text("Paragraph three.").wait_for()
    assert same(tab)


def test_a_page_that_is_as_it_was_served_is_asked_for_once(tab: Any, live: Running):
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    show(tab, live, "/pages/read/")
    # whatever it does with that answer is done by the time that another one has come
    tab.evaluate("fetch('/~live/state').then(answer => answer.json())")
    assert len([url for url in asked if url.endswith("/pages/read/")]) == 1
    with tab.expect_response("**/pages/read/"):  # as soon as it is another one, again
        swap(live, READ, "Paragraph 3.", "Paragraph three.")
    tab.get_by_text("Paragraph three.").wait_for()


def test_an_emotion_bends_the_curve(tab: Any, live: Running):
    show(tab, live, "/journeys/buy/")
    before = tab.evaluate(
        "[...document.querySelectorAll('main svg path')].map(p => p.getAttribute('d')).join()"
    )
    swap(live, STAGE, "title: I do 7, emotion: 0", "title: I do 7, emotion: -2")
    live.until(lambda: tab.evaluate(CURVES) != before, "another curve")
    assert same(tab)


def test_a_name_changes_on_every_page_that_shows_it(browser: Any, live: Running):
    opened = browser.new_context()
    tabs = []
    for path in ("/", "/personas/", "/personas/anna/", "/journeys/buy/"):
        page = opened.new_page()
        show(page, live, path)
        tabs.append(page)
    swap(live, "content/personas/anna.md", "title: Anna", "title: Annabel")
    for page in tabs:
        page.get_by_text("Annabel").first.wait_for()
    opened.close()


def test_a_style_is_swapped_without_a_reload(tab: Any, live: Running):
    show(tab, live, "/pages/read/")
    (live.root / "themes/own/styles/tokens.css").write_text(
        ":root { --ink: #123456; } body { color: #123456; }\n"
    )
    colour = "getComputedStyle(document.body).color"
    live.until(lambda: tab.evaluate(colour) == "rgb(18, 52, 86)", "the other colour")
    assert same(tab)
    assert tab.locator("link[rel=stylesheet]").count() == 1


def test_a_template_shows_at_once(tab: Any, live: Running):
    show(tab, live, "/pages/read/")
    page = live.root / "themes/own/templates/pages/page.html"
    page.parent.mkdir(parents=True)
    page.write_text('{% extends "base.html" %}{% block main %}<h1 id="own">Mine</h1>{% endblock %}\n')
    tab.locator("#own").wait_for()
    assert same(tab)


def test_a_fault_and_its_repair(tab: Any, live: Running):
    show(tab, live, "/journeys/buy/find/")
    panel, badge = tab.locator("jmsite-live .panel"), tab.locator("jmsite-live .badge")
    assert not panel.is_visible()
    swap(live, STAGE, "title: I do 7, emotion: 0", "title: I do 7, emotion: 0, personas: [shop]")
    panel.wait_for(state="visible")
    told = panel.inner_text()
    assert "unknown persona 'shop'" in told
    assert f"{STAGE}:11:" in told
    assert "I do 7" in told
    assert panel.locator("mark").inner_text() == "shop"
    place = panel.locator("a.place").get_attribute("href")
    assert re.fullmatch(rf"vscode://file{re.escape(str(live.root))}/{STAGE}:11:\d+", place)
    panel.locator("summary").click()
    assert "ref/unknown-persona" in panel.inner_text()
    assert "Looking." in tab.locator("main").inner_text()
    assert "1 error" in badge.inner_text()
    swap(live, STAGE, ", personas: [shop]", "")
    panel.wait_for(state="hidden")
    badge.wait_for(state="hidden")
    assert same(tab)


def test_a_warning_is_a_badge_only(tab: Any, live: Running):
    show(tab, live, "/pages/read/")
    swap(
        live,
        "content/site.yaml",
        "title: Small",
        "title: Small\nrules: {link/missing-file: {severity: warning}}",
    )
    swap(live, READ, "Paragraph 3.", "[Paragraph](nowhere.md) 3.")
    badge = tab.locator("jmsite-live .badge")
    badge.wait_for(state="visible")
    assert not tab.locator("jmsite-live .panel").is_visible()
    badge.click()
    assert "nowhere.md" in tab.locator("jmsite-live .panel").inner_text()
    tab.keyboard.press("Escape")
    assert not tab.locator("jmsite-live .panel").is_visible()


def test_news_that_was_long_on_its_way_does_not_hide_later_news(tab: Any, live: Running):
    late: list[Any] = []
    tab.route("**/~live/state", lambda route: late.append((route, route.fetch())))
    tab.goto(live.url.rstrip("/") + "/pages/read/")
    live.until(lambda: bool(tab.evaluate("1") and late), "the question of how it stands")
    swap(live, READ, "Paragraph 3.", "[Paragraph](nowhere.md) 3.")
    panel = tab.locator("jmsite-live .panel")
    panel.get_by_text("nowhere.md").first.wait_for()
    with tab.expect_response("**/~live/state"):
        late[0][0].fulfill(response=late[0][1])
    tab.evaluate("() => new Promise(done => setTimeout(done, 100))")
    assert panel.is_visible()
    assert tab.locator("jmsite-live .badge").is_visible()


def test_a_page_that_is_gone_explains_itself_and_comes_back(tab: Any, live: Running):
    show(tab, live, "/pages/read/")
    (live.root / READ).unlink()
    panel = tab.locator("jmsite-live .panel")
    panel.wait_for(state="visible")
    assert "This page is gone" in panel.inner_text()
    assert "Paragraph 3." in tab.locator("main").inner_text()
    (live.root / READ).write_text(LONG.replace("Paragraph 3.", "Here again."))
    panel.wait_for(state="hidden")
    tab.get_by_text("Here again.").wait_for()
    assert same(tab)


def test_what_the_reader_has_done_stays(tab: Any, live: Running):
    page = live.root / "themes/own/templates/pages/page.html"
    page.parent.mkdir(parents=True)
    page.write_text(OWN)
    (live.root / "themes/own/styles/tokens.css").write_text(f":root {{ --ink: #000002; }} {STRIP}")
    live.until(lambda: 'id="strip"' in live.page("/pages/read/"), "the template")
    show(tab, live, "/pages/read/")
    tab.locator("summary").click()
    tab.get_by_label("Only mine").check()
    tab.locator("#words").fill("half a wor")
    tab.evaluate("document.querySelector('#strip').scrollLeft = 300; scrollTo(0, 900)")
    swap(live, READ, "Paragraph 50.", "Paragraph fifty.")
    tab.get_by_text("Paragraph fifty.").wait_for()
    assert tab.evaluate("[scrollY, document.querySelector('#strip').scrollLeft]") == [900, 300]
    assert tab.evaluate("document.querySelector('details').open")
    assert tab.get_by_label("Only mine").is_checked()
    assert tab.locator("#words").input_value() == "half a wor"
    assert tab.evaluate("document.activeElement.id") == "words"
    assert same(tab)


def test_the_place_on_the_map_stays_both_ways(tab: Any, live: Running):
    tab.set_viewport_size({"width": 700, "height": 400})
    show(tab, live, "/journeys/buy/")
    tab.evaluate("scrollTo(250, 200)")
    where = tab.evaluate("[scrollX, scrollY]")
    assert where[1] > 0
    swap(live, STAGE, "title: I do 3,", "title: I did three,")
    tab.get_by_text("I did three").locator("visible=true").first.wait_for()
    assert tab.evaluate("[scrollX, scrollY]") == where


def test_the_bar_edits_copies_and_marks_drafts(browser: Any, live: Running):
    opened = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = opened.new_page()
    show(tab, live, "/pages/read/")
    bar = tab.locator("jmsite-live .bar")
    bar.get_by_text("Edit this").wait_for()
    assert bar.get_by_text("Edit this").get_attribute("href") == f"vscode://file{live.root}/{READ}:1:1"
    bar.get_by_text("Copy permalink").click()
    bar.get_by_text("Copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == f"{live.url}pages/read/"
    assert "Draft" not in bar.inner_text()
    (live.root / READ).write_text("---\ndraft: true\n---\n\n# Read me\n\nNot yet.\n")
    bar.get_by_text("Draft").wait_for()
    opened.close()


def test_what_only_some_may_see_is_marked(tab: Any, live: Running):
    show(tab, live, "/pages/read/")
    swap(live, "content/site.yaml", "title: Small", "title: Small\naudiences: [board]")
    (live.root / READ).write_text("---\nvisibility: board\n---\n\n# Read me\n")
    tab.locator("jmsite-live .bar").get_by_text("Only for: board").wait_for()


def test_ten_tabs_all_follow(browser: Any, live: Running):
    opened = browser.new_context()
    tabs = [opened.new_page() for _ in range(10)]
    for page in tabs:
        show(page, live, "/pages/read/")
    swap(live, READ, "Paragraph 3.", "Paragraph three.")
    for page in tabs:
        page.get_by_text("Paragraph three.").wait_for()
    tabs[0].close()
    swap(live, READ, "Paragraph 4.", "Paragraph four.")
    for page in tabs[1:]:
        page.get_by_text("Paragraph four.").wait_for()
    opened.close()


def test_a_built_site_has_nothing_of_the_preview(live: Running):
    from jmsite.content.discover import discover
    from jmsite.engine.memo import Memo
    from jmsite.model.sources import Options
    from jmsite.pipeline import build

    outputs = build(discover(live.root, Options()), Memo()).outputs
    assert not [output.path for output in outputs if "live" in output.path or "idiomorph" in output.path]
    assert not [
        output.path
        for output in outputs
        if isinstance(output.content, bytes)
        and (b"~live" in output.content or b'<html lang="en" dir="ltr" data' in output.content)
    ]


CHART = """
```chart
chart: vega-lite
caption: {caption}
spec:
  data: {{values: [{{what: Came, n: 14}}, {{what: Bought, n: {number}}}]}}
  mark: bar
  encoding: {{x: {{field: n, type: quantitative}}, y: {{field: what, type: nominal}}}}
```
"""


def test_a_chart_that_comes_or_changes_can_be_explored(tab: Any, live: Running):
    (live.root / READ).write_text(LONG + CHART.format(caption="First", number=3))
    show(tab, live, "/pages/read/")
    (live.root / READ).write_text(
        LONG + CHART.format(caption="First", number=7) + CHART.format(caption="Second", number=5)
    )
    tab.get_by_role("button", name="Explore: Second").wait_for()
    assert same(tab)
    for which, number in enumerate(("7", "5")):
        tab.locator("button.explore.ready").nth(which).click()
        tab.locator("dialog.explorer .explorer-plot svg").wait_for()
        tab.locator("[data-save=csv]:not(:disabled)").wait_for()
        with tab.expect_download() as download:
            tab.locator("[data-save=csv]").click()
        assert Path(download.value.path()).read_text(encoding="utf-8-sig").split()[-1] == f"Bought,{number}"
        tab.keyboard.press("Escape")
        tab.locator("dialog.explorer").wait_for(state="detached")
