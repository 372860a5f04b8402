"""Pictures of every kind of page: ``python tests/screenshots.py`` puts them into ``build/screenshots/``.

Desktop light and dark, phone, and the printed sheet, of the page of each kind that shows most; and some charts as they
are explored. With ``--readme`` the three pictures of the README are made anew too.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hosted import hosted
from playwright.sync_api import Browser, sync_playwright

from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.outputs.write import write
from jmsite.pages.page_keys import derive
from jmsite.pipeline import build, catalog_of

ROOT = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--no-sandbox"]
WAYS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "is_mobile": True},
}
EXPLORED = {
    "trend": ("metrics/checkout-completion/", 1),
    "matrix": ("opportunities/", 0),
    "curve": ("journeys/buy-clothes-online/", 0),
    "own": ("pages/writing-with-markdown/", 1),
}
README = {
    "journey-map": ("journeys/buy-clothes-online/", "light", 1600, 1300),
    "home": ("", "light", 1440, 1100),
    "persona-dark": ("personas/anna/", "dark", 1440, 1000),
}


def kinds(root: Path) -> dict[str, str]:
    """The URL of one page of each kind: the one with most on it."""
    memo = Memo(cache=DiskCache(file=root / "build" / "cache" / "answers.db"))
    inputs = discover(root)
    sizes = {
        output.path: len(output.content)
        for output in build(inputs, memo).outputs
        if isinstance(output.content, bytes)
    }
    found: dict[str, str] = {}
    for key in derive(catalog_of(inputs, memo).value):
        size = sizes.get(key.url if key.url.endswith(".html") else f"{key.url}index.html", 0)
        before = found.get(key.kind)
        if before is None or size > sizes.get(f"{before}index.html", 0):
            found[key.kind] = key.url
    return found


def shoot(browser: Browser, address: str, pages: dict[str, str], target: Path) -> None:
    """Every page in every way."""
    for way, settings in WAYS.items():
        context = browser.new_context(**settings)
        page = context.new_page()
        for kind, url in pages.items():
            page.goto(address + url)
            page.wait_for_timeout(150)
            page.screenshot(path=target / f"{kind}-{way}.png", full_page=True)
            if way == "light":
                page.pdf(path=target / f"{kind}-print.pdf", prefer_css_page_size=True, print_background=True)
        context.close()


def explore(browser: Browser, address: str, target: Path) -> None:
    """Charts that are explored, in every way; the first of each page's, or another one."""
    for way, settings in WAYS.items():
        context = browser.new_context(**settings)
        page = context.new_page()
        for name, (url, which) in EXPLORED.items():
            page.goto(address + url)
            page.locator("button.explore.ready:visible").nth(which).click()
            page.locator("dialog.explorer [data-save=png]:not(:disabled)").wait_for()
            page.wait_for_timeout(300)
            page.screenshot(path=target / f"explore-{name}-{way}.png")
        context.close()


def readme(browser: Browser, address: str, target: Path) -> None:
    """The pictures of the README."""
    target.mkdir(parents=True, exist_ok=True)
    for name, (url, scheme, width, height) in README.items():
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address + url)
        page.reload()  # a typeface that came late is used from the second time on
        page.wait_for_timeout(300)
        page.screenshot(path=target / f"{name}.png")
        context.close()


def main() -> None:
    """Build the sample, serve it, take the pictures."""
    target = ROOT / "build" / "screenshots"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    executable = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        write(build(discover(ROOT), Memo()).outputs, site, Path(folder) / "cache")
        with hosted(site) as host:
            browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
            address = f"{host}/"
            shoot(browser, address, kinds(ROOT), target)
            explore(browser, address, target)
            if "--readme" in sys.argv[1:]:
                readme(browser, address, ROOT / ".github" / "pictures")
            browser.close()
    print(f"{len(list(target.iterdir()))} pictures in {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
