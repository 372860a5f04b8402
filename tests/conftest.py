"""What all tests share: the ``project`` driver, a browser, and the options of a run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hosted import hosted, told
from hypothesis import settings
from shown import Shown

from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.page import Build
from jmsite.model.sources import Blob, Options
from jmsite.outputs.write import write
from jmsite.pipeline import build
from jmsite.report import text

TESTS = Path(__file__).parent
SAMPLE = TESTS.parent
SHAPES = (
    "phases-map",
    "payments-map",
    "blueprint-of-ten",
    "transition-map",
    "enterprise-map",
    "anytime",
    "several-points",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Built:
    """A build to ask questions of. Pages are called by their URL: ``/``, ``/personas/anna/``, ``/404.html``."""

    build: Build

    @property
    def files(self) -> dict[str, bytes]:
        return {output.path: _bytes(output.content) for output in self.build.outputs}

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return self.build.diagnostics

    @property
    def rules(self) -> list[str]:
        return [fault.rule for fault in self.diagnostics]

    @property
    def report(self) -> str:
        return text(self.diagnostics)

    def page(self, url: str) -> Shown:
        path = url.strip("/")
        path = path if path.endswith(".html") else f"{path}/index.html".lstrip("/")
        found = next((output for output in self.build.outputs if output.path == path), None)
        assert found is not None, f"no {path} among {sorted(self.files)}"
        return Shown(_bytes(found.content).decode())


class Project:
    """A site in a folder of its own, to edit and build again. ``build`` keeps the memo, as the preview does."""

    def __init__(self, root: Path, cache: DiskCache) -> None:
        self.root = root
        self.cache = cache
        self.memo = Memo(cache=cache)

    def edit(self, path: str, content: str | bytes) -> Project:
        """Write a file of ``content/``, new or anew."""
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def edit_all(self, files: Mapping[str, str]) -> Project:
        """Write many files of ``content/``, by path."""
        for path, content in files.items():
            self.edit(path, content)
        return self

    def replace(self, path: str, old: str, new: str) -> Project:
        """Change words in a file of ``content/`` that must be there."""
        before = (self.root / "content" / path).read_text(encoding="utf-8")
        assert old in before, f"{old!r} is not in {path}"
        return self.edit(path, before.replace(old, new))

    def delete(self, path: str) -> Project:
        """Delete a file or folder of ``content/``."""
        file = self.root / "content" / path
        shutil.rmtree(file) if file.is_dir() else file.unlink()
        return self

    def rename(self, path: str, to: str) -> Project:
        """Move a file or folder of ``content/``."""
        (self.root / "content" / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / "content" / path).rename(self.root / "content" / to)
        return self

    def build(self, clean: bool = False, **options: Any) -> Built:
        """Build in memory; ``clean`` forgets what earlier builds of this project found."""
        if clean:
            self.memo = Memo(cache=self.cache)
        return Built(build(discover(self.root, Options(**options)), self.memo))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests too that take minutes")
    parser.addoption("--accept", action="store_true", help="keep what the sites of tests/sites show now")


def pytest_configure(config: pytest.Config) -> None:
    """Try the same examples in every run, so that no test fails by luck; other ones with ``--long``."""
    long = config.getoption("--long")
    settings.register_profile("jmsite", derandomize=not long, deadline=None, database=None)
    settings.load_profile("jmsite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> DiskCache:
    """Drawings and prose of this run, so that each is made once."""
    return DiskCache(file=tmp_path_factory.mktemp("cache") / "answers.db")


@pytest.fixture
def project(tmp_path: Path, cache: DiskCache) -> Callable[[str], Project]:
    """``project("minimal")``: a copy of ``tests/sites/minimal`` to work on."""

    def copied(case: str) -> Project:
        shutil.copytree(TESTS / "sites" / case / "content", tmp_path / case / "content")
        return Project(tmp_path / case, cache)

    return copied


class Chromium:
    """Chromium, started for the first page, and again where it died: a machine short of memory ends it.

    It has what tests ask of a browser: contexts and pages. The test that it died in is run once more by
    ``--only-rerun`` in ``pyproject.toml``; without a new one all tests after it in this process would fail too.
    """

    def __init__(self, program: str) -> None:
        self._program = program
        self._playwright: Any = None
        self._started: Any = None

    def new_context(self, **said: Any) -> Any:
        return self._running().new_context(**said)

    def new_page(self, **said: Any) -> Any:
        return self._running().new_page(**said)

    def another(self, **how: Any) -> Any:
        """Start one more, unlike the one for all tests; whoever asks for it closes it."""
        self._running()
        return self._playwright.chromium.launch(executable_path=self._program, args=list(QUIET), **how)

    def close(self) -> None:
        if self._playwright is not None:
            self._playwright.stop()
        self._playwright = self._started = None

    def _running(self) -> Any:
        if self._started is None or not self._started.is_connected():
            from playwright.sync_api import sync_playwright

            self.close()
            self._playwright = sync_playwright().start()
            self._started = self._playwright.chromium.launch(executable_path=self._program, args=list(QUIET))
        return self._started


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """Chromium. Without one the test is left out, but under CI it fails."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium or Chrome")
        pytest.skip("needs Chromium or Chrome")
    chromium = Chromium(found)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def sample_site(cache: DiskCache, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample in ``a``, so that it is not at the root of its host; to be read only."""
    top = tmp_path_factory.mktemp("host")
    write(Project(SAMPLE, cache).build().build.outputs, top / "a", top / "cache")
    return top


@pytest.fixture(scope="session")
def address(sample_site: Path) -> Iterator[str]:
    """Where the sample is served; some modules serve something else by that name."""
    with hosted(sample_site) as host:
        yield f"{host}/a/"


@pytest.fixture(scope="session")
def shapes(cache: DiskCache, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where those of ``tests/sites`` are served that are looked at in a browser, each by its name."""
    top = tmp_path_factory.mktemp("shapes")
    for case in SHAPES:
        built = Project(TESTS / "sites" / case, cache).build(search=False)
        write(built.build.outputs, top / case, top / "cache")
    with hosted(top) as host:
        yield host


def _bytes(content: bytes | Blob) -> bytes:
    return Path(content.file).read_bytes() if isinstance(content, Blob) else content


@pytest.fixture
def page(browser) -> Iterator[Any]:
    """A wide page that must say nothing in its console."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    messages = told(page)
    yield page
    context.close()
    assert messages == []
