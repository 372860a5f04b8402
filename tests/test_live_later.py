"""The preview makes a page when somebody looks at it: always of the files as they are, and no other page."""

from __future__ import annotations

from pathlib import Path

import pytest
from live import running
from test_live import PAGE, URL, plant

from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.live.preview import Preview, Rebuild
from jmsite.live.site_files import BrokenPageError
from jmsite.model.sources import Options

READ, ANNA, FIND = "pages/read/index.html", "personas/anna/index.html", "journeys/buy/find/index.html"
NAMED = "---\ntitle: {}\n---\n\nWho she is.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path.resolve() / "site")


@pytest.fixture
def preview(root: Path, cache: DiskCache) -> Preview:
    found = Preview(root, Options(preview=True, drafts=True), Memo(cache=cache))
    found.refresh()
    return found


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that are shown, in order."""
    from jmsite import rendering

    addresses: list[str] = []
    render = rendering.render

    def noted(page, *arguments):  # type: ignore[no-untyped-def]
        addresses.append(page.url)
        return render(page, *arguments)

    monkeypatch.setattr(rendering, "render", noted)
    return addresses


def saved(preview: Preview, path: str, text: str) -> Rebuild:
    (preview.root / path).write_text(text)
    change = preview.refresh()
    assert change is not None
    return change


def text_of(preview: Preview, path: str) -> str:
    page = preview.published.outputs[path].content
    assert isinstance(page, bytes)
    return page.decode()


def test_only_the_page_that_is_looked_at_is_made(preview: Preview, shown: list[str]):
    saved(preview, "content/personas/anna.md", NAMED.format("Anke"))
    assert shown == []
    assert "Anke" in text_of(preview, FIND)
    assert "Anke" in text_of(preview, FIND)
    assert shown == ["journeys/buy/find/"]


def test_those_who_look_at_a_page_are_told_that_it_may_differ_and_nobody_else(preview: Preview):
    assert "Anna" in text_of(preview, FIND)
    assert "Slowly" in text_of(preview, READ)
    assert saved(preview, "content/personas/anna.md", NAMED.format("Anke")).changed == (FIND,)
    # nobody has looked at it since, so nobody is told once more
    assert saved(preview, "content/personas/anna.md", NAMED.format("Anja")).changed == ()
    assert "Anja" in text_of(preview, FIND)
    assert saved(preview, "content/personas/anna.md", NAMED.format("Alma")).changed == (FIND,)


def test_a_page_that_was_not_looked_at_for_several_edits_is_of_the_last(preview: Preview):
    assert "Slowly" in text_of(preview, READ)
    for words in ("Once.", "Twice.", "Thrice."):
        saved(preview, PAGE, f"# Read me\n\n{words}\n")
        saved(preview, "content/personas/anna.md", NAMED.format(words))
    assert "Thrice." in text_of(preview, READ)
    assert "Thrice." in text_of(preview, ANNA)


def test_while_files_are_wrong_pages_are_made_of_the_last_good_ones(preview: Preview):
    saved(preview, "content/personas/anna.md", NAMED.format("Anke"))
    assert saved(preview, PAGE, "---\ntitle: [a\n---\n").published.faulty
    (preview.root / "content/personas/anna.md").write_text(NAMED.format("Anja"))
    assert preview.refresh() is None
    assert "Anke" in text_of(preview, ANNA)
    saved(preview, PAGE, "# Read me\n\nQuickly.\n")
    assert "Anja" in text_of(preview, ANNA)
    assert "Quickly." in text_of(preview, READ)


def test_a_theme_with_templates_of_its_own_tells_its_faults_before_anybody_looks(preview: Preview):
    template = preview.root / "themes/own/templates/pages/persona.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ 1 / 0 }}")
    change = preview.refresh()
    assert change is not None
    assert [one.rule for one in change.published.diagnostics] == ["theme/broken"]


def test_to_go_through_all_files_makes_all_pages(preview: Preview, shown: list[str]):
    paths = {output.path for output in preview.published.outputs.values()}
    assert {READ, ANNA, FIND, "404.html"} <= paths
    assert len(shown) == len(set(shown)) > 10
    assert len(preview.published.outputs) == len(paths)


def test_what_a_chart_is_explored_with_is_found_whether_its_page_was_looked_at_or_not(
    root: Path, cache: DiskCache
):
    (root / "content/site.yaml").write_text("title: Small\ncharts: true\n")
    preview = Preview(root, Options(preview=True, drafts=True), Memo(cache=cache))
    preview.refresh()
    charts = [path for path in preview.published.outputs if path.startswith("charts/")]
    assert charts
    other = Preview(root, Options(preview=True, drafts=True), Memo(cache=cache))
    other.refresh()
    assert all(other.published.find(path) == preview.published.find(path) for path in charts)
    assert other.published.find("charts/none.json") is None


def test_a_page_that_cannot_be_shown_says_why(root: Path, cache: DiskCache, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise AssertionError

    with running(root, cache) as live:
        monkeypatch.setattr("jmsite.formats.template.renderer.Renderer.show", broken)
        status, _, body = live.get(URL)
        assert (status, b"theme/broken" in body) == (500, True)
        with pytest.raises(BrokenPageError):
            live.preview.published.find(READ)


def test_a_page_in_a_browser_shows_each_edit(root: Path, cache: DiskCache):
    with running(root, cache) as live:
        assert "Anna" in live.page("/journeys/buy/find/")
        (root / "content/personas/anna.md").write_text(NAMED.format("Anke"))
        live.sees("/journeys/buy/find/", "Anke")
        live.calm()
        # a busy machine may make two bursts of one save; no page is told of but the one that was looked at
        assert {path for change in live.changes for path in change.changed} == {FIND}
        assert all("Anke" in live.page(url) for url in ("/personas/anna/", "/personas/", "/journeys/buy/"))
