"""The door to Chromium: find it, start it without a network, and close it again."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

T = TypeVar("T")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
"""The names of the program, in the order in which they are tried."""
ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
"""The places of the program on systems that do not put it on the path."""
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
)
COMMAND = 'pip install "jmsite[pdf]"'
PACKAGES = (
    "Debian and Ubuntu: 'apt install chromium'; Fedora: 'dnf install chromium'; Arch: 'pacman -S chromium'; "
    "Alpine: 'apk add chromium'; macOS: 'brew install --cask chromium'; elsewhere Google Chrome will do"
)


class NoChromiumError(Exception):
    """There is nothing to print with; the message says what to install."""


def with_page(work: Callable[[Page], T], scale: float = 1) -> T:
    """Return what ``work`` makes with a page of a browser that has no network and runs no scripts.

    ``scale`` is the number of pixels that one of the page becomes in a picture. Raises ``NoChromiumError``.
    """
    if find_spec("playwright") is None or find_spec("pypdf") is None:
        raise NoChromiumError(f"PDF, PNG and SVG need the extra 'pdf'; install it with: {COMMAND}")
    program = _found()
    return _apart(lambda: _run(program, work, scale))


def _apart(work: Callable[[], T]) -> T:
    """Return what ``work`` makes in a thread of its own: beside a caller's loop of events there can be no other."""
    made: list[T] = []
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            made.append(work())
        # raised again in the thread that waits: in this one it would end on the terminal and say nothing to anybody
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if wrong:
        raise wrong[0]
    return made[0]


def _found() -> str:
    paths = (*(shutil.which(name) for name in NAMES), *(path for path in ELSEWHERE if Path(path).is_file()))
    program = next(filter(None, paths), None)
    if program is None:
        raise NoChromiumError(f"PDF, PNG and SVG are made by Chromium, which is not installed. {PACKAGES}")
    return program


def _run(program: str, work: Callable[[Page], T], scale: float) -> T:
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = _started(playwright, program)
        except Error as error:
            first = str(error).strip().splitlines()[0]
            raise NoChromiumError(f"{program} cannot be started: {first}. {PACKAGES}") from None
        try:
            return work(_page(browser, scale))
        finally:
            browser.close()


def _started(playwright: Playwright, program: str) -> Browser:
    """Return Chromium at work, in its sandbox where it may have one: root may not, nor may most containers."""
    from playwright.sync_api import Error

    if getattr(os, "geteuid", lambda: 1)() != 0:
        with suppress(Error):
            return playwright.chromium.launch(
                executable_path=program, args=list(QUIET), chromium_sandbox=True
            )
    return playwright.chromium.launch(executable_path=program, args=list(QUIET))


def _page(browser: Browser, scale: float) -> Page:
    context = browser.new_context(
        offline=True, java_script_enabled=False, device_scale_factor=scale, reduced_motion="reduce"
    )
    context.route("**/*", lambda route: route.abort())
    page = context.new_page()
    # nothing is waited for from elsewhere: what takes long is the layout of a large document on a slow machine
    page.set_default_timeout(0)
    return page
