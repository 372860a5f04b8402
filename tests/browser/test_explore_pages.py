"""Charts that answer and can be explored, in a real browser under the strict policy of our pages."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Project
from hosted import hosted, until

from jmsite.outputs.write import write

ROOT = Path(__file__).parent.parent.parent
METRIC = "metrics/checkout-completion/"
MATRIX = "opportunities/"
MAP = "journeys/buy-clothes-online/"
GUIDE = "pages/read-the-charts/"
OWN = "pages/writing-with-markdown/"
pytestmark = pytest.mark.browser


TEXT = '''---
title: As text
---
```chart
chart: vega-lite
caption: A table as text.
spec:
  data:
    values: |-
      what,n
      "Came, and ""stayed""",14
      Left,5
    format: {type: csv}
  mark: bar
  encoding: {x: {field: n, type: quantitative}, y: {field: what, type: nominal}}
```
'''


@pytest.fixture(scope="module")
def address(cache, tmp_path_factory) -> Iterator[str]:
    """The sample below a folder of its own; without search."""
    with served(Project(ROOT, cache), tmp_path_factory.mktemp("host")) as address:
        yield address


@contextmanager
def served(project: Project, top: Path) -> Iterator[str]:
    write(project.build(search=False).build.outputs, top / "a" / "b", top / "cache")
    with hosted(top) as host:
        yield f"{host}/a/b/"


@pytest.fixture
def page(browser, address) -> Iterator[Any]:
    """A page that must say nothing in its console, and ask nobody but its own site."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: messages.extend([] if own(request.url, address) else [request.url]))
    yield page
    context.close()
    assert messages == []


def own(url: str, address: str) -> bool:
    return url.removeprefix("blob:").startswith(address.removesuffix("a/b/"))


def to_what_waits(page: Any) -> None:
    """Go to each chart whose part comes only when it is near, and wait for its door."""
    for part in page.locator("[data-part=figure][data-wait]").all():
        part.evaluate("(part) => part.scrollIntoView()")
        part.locator(".explore.ready").wait_for(state="attached")


def explored(page: Any, url: str, which: int = 0) -> Any:
    """The dialog of a page's chart, when the chart in it is drawn."""
    page.goto(url)
    to_what_waits(page)
    page.locator("button.explore:visible").nth(which).click()
    dialog = page.locator("dialog.explorer")
    dialog.locator(".explorer-plot svg .mark-group").first.wait_for()
    dialog.locator("[data-save=png]:not(:disabled)").wait_for()
    return dialog


def taken(page: Any, dialog: Any, kind: str) -> bytes:
    with page.expect_download() as download:
        dialog.locator(f"[data-save={kind}]").click()
    assert download.value.suggested_filename.endswith(f".{kind}")
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize(
    "path", [METRIC, MATRIX, MAP, GUIDE, OWN, "compare/buy-clothes-online/", "research/"]
)
def test_every_chart_of_a_page_opens(page, address, path):
    page.goto(address + path)
    to_what_waits(page)
    doors = page.locator("button.explore:visible")
    charts = page.locator("svg[data-explore]").count()
    assert doors.count() == charts > 0
    for which in range(charts):
        dialog = explored(page, address + path, which)
        assert dialog.locator(".explorer-plot svg").bounding_box()["width"] > 300
        assert dialog.locator(".explorer-said").is_hidden()


def test_nothing_is_loaded_before_it_is_wanted_and_nothing_is_left_on_the_window(page, address):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + METRIC)
    page.wait_for_load_state("networkidle")
    names = page.evaluate("Object.getOwnPropertyNames(window)")
    assert not [url for url in asked if "vega" in url or "explore" in url or "/charts/" in url]
    explored(page, address + METRIC)
    assert sorted(page.evaluate("Object.getOwnPropertyNames(window)")) == sorted(names)
    assert re.search(r"theme/vega-[0-9a-f]{10}\.js$", next(url for url in asked if "vega" in url))


def test_a_chart_is_taken_away_as_picture_drawing_and_table(page, address):
    dialog = explored(page, address + METRIC, 1)
    assert taken(page, dialog, "png").startswith(b"\x89PNG\r\n\x1a\n")
    drawing = taken(page, dialog, "svg").decode()
    assert ET.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in drawing
    assert "Inter" in drawing
    rows = list(csv.reader(io.StringIO(taken(page, dialog, "csv").decode("utf-8-sig"))))
    shown = page.locator("figure", has=page.locator("button.explore")).nth(1).locator(".numbers tr")
    assert len(rows) == shown.count() > 10
    assert rows[0] == shown.first.locator("th").all_text_contents()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_those_that_are_seen(browser, address, scheme):
    context = browser.new_context(color_scheme=scheme, accept_downloads=True)
    page = context.new_page()
    dialog = explored(page, address + METRIC, 1)
    ground = page.evaluate("getComputedStyle(document.querySelector('dialog.explorer')).backgroundColor")
    drawing = taken(page, dialog, "svg").decode()
    context.close()
    assert f'fill="{ground}"' in drawing[:600]


def test_escape_shuts_it_and_the_door_has_the_focus_again(page, address):
    explored(page, address + MATRIX)
    page.keyboard.press("Escape")
    page.locator("dialog.explorer").wait_for(state="detached")
    assert page.evaluate("document.activeElement.className").startswith("explore")
    page.keyboard.press("Enter")
    page.locator("dialog.explorer .explorer-plot svg").wait_for()


def test_a_series_is_singled_out_by_its_button(page, address):
    dialog = explored(page, address + METRIC, 1)
    buttons = dialog.locator(".explorer-series button")
    assert buttons.all_text_contents() == ["Anna", "Ben"]
    buttons.nth(1).click()
    dialog.locator('.explorer-plot path[opacity="0.12"]').first.wait_for()
    assert [one.get_attribute("aria-pressed") for one in buttons.all()] == ["false", "true"]
    buttons.nth(1).click()
    dialog.locator('.explorer-plot path[opacity="0.12"]').first.wait_for(state="detached")


def test_time_is_narrowed_by_button_wheel_and_keys(page, address):
    dialog = explored(page, address + METRIC)

    def months() -> list[str]:
        return sorted(dialog.locator(".explorer-plot .role-axis-label text").all_text_contents())

    whole = months()
    dialog.locator("[data-zoom=in]").click()
    until(page, "n => document.querySelectorAll('.explorer-plot .role-axis-label text').length !== n", arg=-1)
    nearer = months()
    assert nearer != whole
    dialog.locator(".explorer-plot").hover()
    page.mouse.wheel(0, -240)
    page.wait_for_timeout(200)
    assert months() != nearer
    dialog.locator(".explorer-plot").focus()
    page.keyboard.press("0")
    page.wait_for_timeout(200)
    assert months() == whole
    assert dialog.locator("[data-zoom=all]").is_disabled()


def test_words_under_the_pointer_are_those_of_the_table_and_only_text(page, address):
    dialog = explored(page, address + MATRIX)
    mark = dialog.locator(".explorer-plot .mark-symbol path").nth(3)
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tip = dialog.locator(".tip")
    tip.wait_for()
    names = page.locator(".numbers").first.locator("tbody tr td:first-child").all_text_contents()
    assert tip.locator("b").text_content() in names


def test_cells_that_could_be_formulas_become_text(page, address):
    page.goto(address + METRIC)
    rows = [
        ["=1+2", "+a", "-2+3", "@sum", "\tx", "\rx"],
        ["\u200e−1.5", "-1.5", "+2", "1,234", 'say "so"', "plain"],
    ]
    text = page.evaluate(
        """async ([rows]) => {
          const script = document.createElement("script");
          script.src = document.getElementById("ui:explorer").dataset.src;
          await new Promise((done) => { script.onload = done; document.head.append(script); });
          return script.exports.csv(rows);
        }""",
        [rows],
    )
    first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert first == ["'=1+2", "'+a", "'-2+3", "'@sum", "'\tx", "'\rx"]
    assert second == ["-1.5", "-1.5", "+2", "1,234", 'say "so"', "plain"]


def test_the_drawn_chart_answers_to_the_pointer(page, address):
    page.goto(address + METRIC)
    figure = page.locator("figure[data-part=figure]").nth(1)
    figure.locator(".explore.ready").wait_for()
    figure.scroll_into_view_if_needed()
    box = figure.locator("[data-line=anna] [data-row]").nth(4).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert figure.locator(".tip dd").first.text_content() == "Anna"
    assert figure.locator("[data-line=ben]").first.get_attribute("class") == "aside"
    page.mouse.move(2, 2)
    assert figure.locator(".tip").is_hidden()
    assert figure.locator(".aside").count() == 0


COVERED = """(figure) => {
  const tip = figure.querySelector(".tip").getBoundingClientRect();
  return [...figure.querySelectorAll("svg.chart text")].filter((word) => {
    const box = word.getBoundingClientRect();
    return box.left < tip.right && tip.left < box.right && box.top < tip.bottom && tip.top < box.bottom;
  }).map((word) => word.textContent);
}"""


@pytest.mark.parametrize("wide", [390, 1280])
def test_a_tip_says_what_the_table_says_and_covers_no_word_of_the_picture(page, address, wide):
    page.set_viewport_size({"width": wide, "height": 800})
    page.goto(address + METRIC)
    figure = page.locator("figure[data-part=figure]").first
    figure.locator(".explore.ready").wait_for()
    figure.focus()
    heads = figure.locator(".numbers th").all_text_contents()
    rows = [row.split("\t") for row in figure.locator("tbody").evaluate(ROWS)]
    for cells in rows:
        page.keyboard.press("ArrowRight")
        assert figure.locator(".tip b").text_content() == cells[0]
        told = dict(
            zip(
                figure.locator(".tip dt").all_text_contents(),
                figure.locator(".tip dd").all_text_contents(),
                strict=True,
            )
        )
        assert told == {head: cell for head, cell in zip(heads[1:], cells[1:], strict=True) if cell}
        assert figure.evaluate(COVERED) == []


ROWS = """(body) => [...body.rows].map((row) => [...row.cells].map((cell) => cell.textContent).join("\t"))"""


def test_the_drawn_chart_answers_to_keys(page, address):
    page.goto(address + MATRIX)
    figure = page.locator("figure[data-part=figure]").first
    figure.locator(".explore.ready").wait_for()
    figure.focus()
    told = []
    for key in ("ArrowRight", "ArrowRight", "Home", "End"):
        page.keyboard.press(key)
        told.append(figure.locator(".tip b").text_content())
    names = figure.locator(".numbers tbody tr td:first-child").all_text_contents()
    assert told == [names[0], names[1], names[0], names[-1]]
    page.keyboard.press("Escape")
    assert figure.locator(".tip").is_hidden()


def test_it_answers_to_a_finger(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(address + "research/")
    figure = page.locator("figure[data-part=figure]").first
    figure.locator(".explore.ready").wait_for()
    figure.locator("[data-row]").first.tap()
    assert figure.locator(".tip").is_visible()
    page.locator("h1").tap()
    assert figure.locator(".tip").is_hidden()
    context.close()


def test_on_a_phone_it_comes_from_below_and_nothing_is_wider(browser, address):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    dialog = explored(page, address + MATRIX)
    box = dialog.bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert round(box["y"] + box["height"]) == 844
    assert dialog.evaluate("it => it.scrollWidth") <= 390
    context.close()


def test_without_script_there_is_no_door_but_chart_sentence_and_numbers(browser, address):
    lame = browser.new_context(java_script_enabled=False)
    page = lame.new_page()
    page.goto(address + METRIC)
    assert page.locator("button.explore:visible").count() == 0
    figure = page.locator("figure.figure").first
    assert figure.locator("svg.chart").is_visible()
    assert figure.locator("figcaption").is_visible()
    figure.locator("summary").click()
    assert figure.locator("tbody tr").count() > 10
    lame.close()


def test_a_table_as_text_is_read_without_making_code_of_it(browser, project, tmp_path):
    context = browser.new_context()
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    with served(project("minimal").edit("pages/text.md", TEXT), tmp_path / "host") as address:
        dialog = explored(page, f"{address}pages/text/")
        labels = dialog.locator(".explorer-plot .role-axis-label text").all_text_contents()
        assert dialog.locator(".explorer-plot .mark-rect path").count() >= 2
    context.close()
    assert {'Came, and "stayed"', "Left"} <= set(labels)
    assert messages == []


DAYS = """---
title: Days
---
```chart
chart: vega-lite
caption: Days.
spec:
  data: {values: [{day: "2026-01-01", n: 3}, {day: "2026-02-01 00:30", n: 4}, {day: "2026/03/01", n: 9}]}
  transform: [{calculate: "month(datum.day)", as: m}]
  mark: bar
  encoding:
    x: {field: day, timeUnit: yearmonth, type: ordinal}
    y: {field: n, type: quantitative}
    color: {field: m, type: ordinal}
```

```chart
chart: vega-lite
caption: Moments.
spec:
  data: {values: [{day: "2026-01-01", n: 3}, {day: "Feb 1, 2026", n: 4}]}
  mark: {type: text}
  encoding:
    x: {field: day, type: temporal, axis: {format: "%Y-%m-%d %H:%M", values: [{year: 2026, month: 2, date: 1}]}}
    text: {field: day, type: temporal, format: "%d %b %H:%M"}
```
"""


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_days_of_an_own_chart_are_the_same_wherever_it_is_read(browser, tmp_path, project, zone):
    site = project("minimal").edit("pages/days.md", DAYS)
    built = site.build()
    write(built.build.outputs, tmp_path / "a" / "b", tmp_path / "cache")
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    try:
        with hosted(tmp_path) as host:
            for which, words in enumerate(
                (["Jan 2026", "Feb 2026", "Mar 2026"], ["01 Jan 00:00", "2026-02-01 00:00"])
            ):
                page.goto(f"{host}/a/b/pages/days/")
                shown = page.locator("svg[data-explore]").nth(which).locator("text").all_text_contents()
                explored = _texts(page, which)
                assert set(words) <= set(explored)
                assert sorted(explored) == sorted(shown)
    finally:
        context.close()


def _texts(page: Any, which: int) -> list[str]:
    page.locator("button.explore:visible").nth(which).click()
    page.locator("dialog.explorer .explorer-plot svg .mark-group").first.wait_for()
    texts: list[str] = page.locator("dialog.explorer .explorer-plot svg text").all_text_contents()
    return texts
