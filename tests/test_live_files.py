"""What the preview says its files are, and what it answers besides pages."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from live import Running, running
from test_live import PAGE, URL, plant

from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.live.media_types import MEDIA_TYPES, media_type
from jmsite.model.attachments import ATTACHED
from jmsite.model.sources import Options
from jmsite.pipeline import build


@pytest.fixture
def live(tmp_path: Path, cache: DiskCache) -> Iterator[Running]:
    with running(plant(tmp_path.resolve() / "site"), cache) as found:
        yield found


def test_a_system_that_calls_scripts_plain_text_changes_nothing(live: Running, monkeypatch):
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_, **__: ("text/plain", None))
    scripts = [path for path in live.preview.published.outputs if path.endswith(".js")]
    assert scripts
    for path in scripts:
        assert live.get(f"/{path}")[1]["content-type"].startswith("text/javascript")
    assert live.get(URL)[1]["content-type"] == "text/html; charset=utf-8"
    style = next(path for path in live.preview.published.outputs if path.endswith(".css"))
    assert live.get(f"/{style}")[1]["content-type"].startswith("text/css")


def test_every_file_that_is_built_or_attached_has_a_type_of_its_own(live: Running):
    built = {path for path in live.preview.published.outputs if "." in path.rpartition("/")[2][1:]}
    attached = {f"assets/a.{ending}" for ending in ATTACHED}
    assert not [path for path in built | attached if path.rpartition(".")[2] not in MEDIA_TYPES]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/B.PNG", "image/png"),
        ("a.tar.gz", "application/octet-stream"),
        ("js", "application/octet-stream"),
        (".js", "application/octet-stream"),
        ("a.js/b", "application/octet-stream"),
        ("a.mp4", "video/mp4"),
    ],
)
def test_a_type_goes_by_the_ending(path: str, kind: str):
    assert media_type(path) == kind


def test_pages_can_be_had_as_markdown_as_in_a_built_site(live: Running):
    built = build(discover(live.root, Options()), Memo())
    twins = {out.path: out.content for out in built.outputs if out.path.endswith(("index.md", "llms.txt"))}
    assert {"index.md", "llms.txt", "pages/read/index.md", "personas/anna/index.md"} < set(twins)
    assert {path: live.get(f"/{path}")[2] for path in twins} == twins
    assert live.get("/pages/read/index.md")[1]["content-type"] == "text/markdown; charset=utf-8"
    assert live.get("/pages/other/index.md")[0] == 404


def test_the_markdown_of_a_page_follows_what_is_saved(live: Running):
    assert "Slowly" in live.page("/pages/read/index.md")
    (live.root / PAGE).write_text("# Read me\n\nQuickly.\n")
    live.sees(URL, "Quickly")
    assert "Quickly" in live.page("/pages/read/index.md")
    (live.root / PAGE).write_text("# Read me\n\n[Nowhere](nowhere.md)\n")
    live.until(lambda: live.state()["faulty"])
    assert "Quickly" in live.page("/pages/read/index.md")


def test_a_site_without_twins_has_none_in_the_preview(live: Running):
    (live.root / "content/site.yaml").write_text("title: Small\ntheme: own\ncharts: false\ntwins: false\n")
    live.until(lambda: live.get("/llms.txt")[0] == 404)
    assert live.get("/index.md")[0] == 404


def test_a_preview_leads_nowhere_below_the_folder_that_the_site_will_be_in(project):
    site = project("minimal").edit("site.yaml", "title: A shop\nurl: https://example.org/maps/\n")
    built, shown = site.build(), site.build(preview=True)
    assert "/maps/theme/" in built.page("/404.html").html
    assert "/maps/theme/" not in shown.page("/404.html").html
    assert 'href="/theme/' in shown.page("/404.html").html
    assert "sitemap.xml" in built.files
    assert "sitemap.xml" not in shown.files
    assert b"Sitemap: https://example.org/maps/sitemap.xml" in built.files["robots.txt"]
    assert b"Sitemap" not in shown.files["robots.txt"]
