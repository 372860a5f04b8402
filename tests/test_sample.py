"""The sample portal in content/ keeps every rule, and its site holds together."""

from __future__ import annotations

import posixpath
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import Built, Project
from shown import Shown

from jmsite.formats.yaml import reader

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(cache) -> Built:
    return Project(ROOT, cache).build()


@pytest.fixture(scope="module")
def pages(built) -> dict[str, Shown]:
    """Every page by its path in the site."""
    files = built.files
    return {path: Shown(files[path].decode()) for path in files if path.endswith(".html")}


def base() -> str:
    """The folder of the site's own address: what 404.html, shown at any address, has to begin its links with."""
    settings = reader.load((ROOT / "content/site.yaml").read_text(encoding="utf-8"), "").value.value
    return urlsplit(settings["url"]).path


def place(path: str, link: str) -> tuple[str, str]:
    """Where a link on a page leads inside the site: the file, and the anchor in it."""
    parts = urlsplit(link.removeprefix(base()) or "./") if path == "404.html" else urlsplit(link)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    if not parts.path:
        target = path
    elif parts.path.endswith("/") or target == ".":
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    return target, unquote(parts.fragment)


def inside(links: list[str]) -> list[str]:
    return [link for link in links if not urlsplit(link).scheme and not link.startswith("//")]


def test_it_has_no_faults(built):
    assert built.report == ""


def test_every_link_leads_to_a_file_of_the_site(built, pages):
    files = {output.path for output in built.build.outputs}
    dead = {(path, link) for path, page in pages.items() for link in inside(page.links + page.images)
            if place(path, link)[0] not in files}  # fmt: skip
    assert dead == set()


def test_every_anchor_is_there(pages):
    ids = {path: set(page.ids) for path, page in pages.items()}
    dead = set()
    for path, page in pages.items():
        for link in inside(page.links):
            target, anchor = place(path, link)
            if anchor and target in ids and anchor not in ids[target]:
                dead.add((path, link))
    assert dead == set()


def test_no_link_depends_on_where_the_site_lies(pages):
    # 404.html answers at every address that is not there, so its links alone begin at the site's own
    rooted = {
        (path, link)
        for path, page in pages.items()
        for link in page.links
        if link.startswith("/") and path != "404.html"
    }
    assert rooted == set()


def test_an_id_stands_once_on_a_page(pages):
    # a file that is handed on holds several pages, of which one is shown
    shown = {path: page for path, page in pages.items() if not path.startswith("downloads/")}
    twice = {path: sorted({id for id in page.ids if page.ids.count(id) > 1}) for path, page in shown.items()}
    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_the_same_content_gives_the_same_bytes_elsewhere(built, tmp_path, cache):
    shutil.copytree(ROOT / "content", tmp_path / "elsewhere" / "content")
    again = Project(tmp_path / "elsewhere", cache).build()
    assert again.files.keys() == built.files.keys()
    assert [path for path, content in built.files.items() if again.files[path] != content] == []
