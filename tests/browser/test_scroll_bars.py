"""Where bars that scroll take room, as on Windows, a map is as wide as the rest of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Project
from hosted import hosted

from jmsite.outputs.write import write

pytestmark = pytest.mark.browser

WIDTHS = """() => ({
    sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    bar: innerWidth - document.documentElement.clientWidth,
    cut: [...document.querySelectorAll('.masthead, .colophon, main > .intro, main > .toolbar')]
        .filter(one => Math.abs(one.getBoundingClientRect().width - document.documentElement.clientWidth) > 0.5)
        .map(one => one.className),
})"""


@pytest.fixture
def windows(browser: Any) -> Iterator[Any]:
    """A browser whose bars are beside the page and not over it."""
    started = browser.another(ignore_default_args=["--hide-scrollbars"])
    yield started
    started.close()


@pytest.mark.parametrize("width", [1440, 800])
def test_a_map_is_as_wide_as_the_window_beside_its_bar(
    windows: Any, project: Callable[[str], Project], tmp_path: Path, width: int
):
    write(project("minimal").build().build.outputs, tmp_path / "site", tmp_path / "cache")
    with hosted(tmp_path / "site") as host:
        page = windows.new_page(viewport={"width": width, "height": 300})
        page.goto(f"{host}/journeys/visit/")
        found = page.evaluate(WIDTHS)
        assert found["bar"] > 0
        assert found == {**found, "sideways": 0, "cut": []}
        for view in page.locator(".views label").all():
            view.click()
            assert page.evaluate(WIDTHS) == found
