"""One page of each kind, asked by axe: nothing to complain of, in light, in the dark, on a telephone and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import TESTS, Project
from hosted import hosted
from test_pages import ROOT

from jmsite.outputs.write import write

SITES = {"sample": ROOT, "arabic": TESTS / "sites" / "arabic"}
SAME_COLOURS = ("light", "phone")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TARGETS = {"rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LOOKS: dict[str, tuple[dict[str, int], dict[str, str], dict[str, Any]]] = {
    "light": (WIDE, {"media": "screen", "color_scheme": "light"}, TARGETS),
    "dark": (WIDE, {"media": "screen", "color_scheme": "dark"}, COLOURS),
    "phone": (NARROW, {"media": "screen", "color_scheme": "light"}, TARGETS),
    "paper": (WIDE, {"media": "print", "color_scheme": "dark"}, COLOURS),
}
"""A size, what is emulated, and which rules: those beside colours say the same in each look of one layout."""

LAID_OUT = "* { content-visibility: visible !important }"
"""What is out of sight is not laid out yet, and would be measured in boxes that nobody ever sees."""
ASK = "options => axe.run(document, { resultTypes: ['violations'], ...options })"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=SITES)
def site(request, cache, tmp_path_factory) -> Iterator[tuple[Path, str]]:
    """A site and where it is served: where its page for what is not there looks for it."""
    top = tmp_path_factory.mktemp(request.param)
    built = Project(SITES[request.param], cache).build()
    home = re.search(r'<a class="brand" href="([^"]*)"', built.page("/404.html").html)
    assert home is not None
    site = top / home[1].strip("/")
    write(built.build.outputs, site, top / "cache")
    with hosted(top) as host:
        yield site, f"{host}{home[1]}"


def one_of_each(site: Path) -> list[str]:
    """Of all pages in a folder, at one depth, the longest; a redirect shows nothing of its own."""
    longest: dict[tuple[str, int], tuple[int, str]] = {}
    for file in site.rglob("*.html"):
        html, parts = file.read_text(encoding="utf-8"), file.relative_to(site).parts
        if 'http-equiv="refresh"' not in html:
            kind = (parts[0], len(parts))
            longest[kind] = max(longest.get(kind, (0, "")), (len(html), "/".join(parts)))
    return sorted(path for _, path in longest.values())


def faults(page: Any, look: str) -> Iterator[str]:
    size, emulated, options = LOOKS[look]
    page.set_viewport_size(size)
    page.emulate_media(**emulated)
    for rule in page.evaluate(ASK, options)["violations"]:
        for node in rule["nodes"]:
            yield f"{look}: {rule['id']} {node['html']} {node['failureSummary']}"


def test_axe_finds_nothing(browser, site, request):
    folder, address = site
    looks = LOOKS if "sample" in request.node.name else SAME_COLOURS
    context = browser.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    found = {}
    for path in one_of_each(folder):
        page.goto(address + path)
        page.add_style_tag(content=LAID_OUT)
        page.evaluate(AXE_SCRIPT)
        found[path] = [fault for look in looks for fault in faults(page, look)]
    context.close()
    assert len(found) > 10
    assert {path: told for path, told in found.items() if told} == {}


def test_axe_finds_what_is_wrong(browser, site):
    page = browser.new_page()
    page.goto(f"{site[1]}404.html")
    page.evaluate(AXE_SCRIPT)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<button></button>')")
    assert [fault for fault in faults(page, "light") if "button-name" in fault]
    page.close()
