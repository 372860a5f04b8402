"""Nothing on a page moves once it is there, however late its typeface and its scripts come."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hosted import hosted

LATE = 0.25
PAGES = [
    "",
    "journeys/buy-clothes-online/",
    "personas/anna/",
    "metrics/active-in-week-four/",
    "journeys/",
    "opportunities/",
    "thread/",
]
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
pytestmark = pytest.mark.browser


class Slow(http.server.SimpleHTTPRequestHandler):
    """Hands out fonts and scripts late, but the first script, for which the page waits."""

    def do_GET(self) -> None:
        if self.path.endswith((".woff2", ".js")) and "appearance" not in self.path:
            time.sleep(LATE)
        super().do_GET()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path, handler: type[Slow]) -> Iterator[str]:
    with hosted(site, handler) as host:
        yield f"{host}/a/"


@pytest.fixture(scope="module")
def address(sample_site) -> Iterator[str]:
    with served(sample_site, Slow) as address:
        yield address


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves(browser, address, path, width):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(address + path, wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(2 * LATE * 1000)
    moved = page.evaluate("window.moved")
    fonts = page.evaluate(
        "[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)"
    )
    context.close()
    assert "Inter Variable" in str(fonts)
    assert moved < 0.001


def test_the_typeface_is_asked_for_before_the_style_sheet_can_name_it(browser, sample_site):
    asked = threading.Event()
    in_time: list[bool] = []

    class Held(Slow):
        """Keeps the style sheet back until the font has been asked for."""

        def do_GET(self) -> None:
            if self.path.endswith(".woff2"):
                asked.set()
            elif self.path.endswith(".css"):
                in_time.append(asked.wait(timeout=20))
            super().do_GET()

    with served(sample_site, Held) as address:
        page = browser.new_page()
        page.goto(address)
        page.close()
    assert in_time == [True]


@pytest.mark.parametrize(("path", "speaks"), [("personas/anna/", True), ("opportunities/", False)])
def test_the_serif_is_asked_for_only_where_somebody_speaks(browser, address, path, speaks):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(address + path, wait_until="networkidle")
    page.close()
    serifs = [name.partition("-latin")[0] for name in asked if name.startswith("source-serif")]
    assert serifs == ["source-serif-italic"] * speaks
