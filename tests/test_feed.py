"""What the site tells those who do not open it: its feed, and how a link to it looks elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from conftest import Built, Project

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://example.org/a b/"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")
DAYS = {
    "solutions/mail.md": "title: A mail & more\nstatus: shipped\nshipped: 2026-05-04\nsummary: One <mail> a day",
    "solutions/planned.md": "title: Not yet\nstatus: planned\ndue: 2026-08-01\nshipped: 2026-08-01",
    "research/talks.md": "title: Talks\nfrom: 2026-04-01\nto: 2026-06-30",
    "research/undated.md": "title: Undated",
    "research/hidden.md": "title: Sketch\nto: 2026-07-01\ndraft: true",
}


@pytest.fixture
def made(project: Callable[[str], Project]) -> Project:
    found = project("minimal")
    for path, fields in DAYS.items():
        found.edit(path, f"---\n{fields}\n---\n")
    return found


def feed(built: Built) -> ElementTree.Element:
    return ElementTree.fromstring(built.files["feed.xml"])


def texts(element: ElementTree.Element, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(f"{ATOM}{name}")]


def test_what_happened_stands_in_the_feed_the_youngest_first(made: Project):
    found = feed(made.build(base_url=BASE))
    entries = found.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "New insight: Talks",
        "Shipped: A mail & more",
    ]
    assert entries[1].findtext(f"{ATOM}summary") == "One <mail> a day"
    assert [link.get("href") for entry in entries for link in entry.findall(f"{ATOM}link")] == [
        "https://example.org/a%20b/research/talks/",
        "https://example.org/a%20b/solutions/mail/",
    ]


def test_the_feed_has_all_that_atom_asks_for(made: Project):
    found = feed(made.build(base_url=BASE))
    assert found.tag == f"{ATOM}feed"
    for element in (found, *found.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    assert found.findtext(f"{ATOM}author/{ATOM}name") == "Minimal"
    assert all(MOMENT.fullmatch(moment) for moment in texts(found, "updated"))
    assert found.findtext(f"{ATOM}updated") == max(texts(found, "updated"))
    assert len(set(texts(found, "id"))) == len(texts(found, "id"))
    assert all(id.startswith("https://example.org/a%20b/") for id in texts(found, "id"))
    (own,) = (link for link in found.findall(f"{ATOM}link") if link.get("rel") == "self")
    assert own.get("href") == "https://example.org/a%20b/feed.xml"


def test_signs_that_xml_has_not_are_replaced(made: Project):
    made.edit("research/talks.md", '---\ntitle: "Talks\\a\\uFFFE"\nto: 2026-06-30\n---\n')
    assert texts(feed(made.build(base_url=BASE)), "title")[1] == "New insight: Talks\ufffd\ufffd"


def test_pages_name_the_feed_where_there_is_one(made: Project):
    named = b'type="application/atom+xml" href="../../feed.xml"'
    assert named in made.build(base_url=BASE).files["personas/anna/index.html"]
    for without in ({}, {"base_url": BASE, "preview": True}):
        files = made.build(**without).files
        assert "feed.xml" not in files
        assert b"atom+xml" not in files["personas/anna/index.html"]
    for path in DAYS:
        made.delete(path)
    files = made.build(base_url=BASE).files
    assert "feed.xml" not in files
    assert b"atom+xml" not in files["personas/anna/index.html"]


# -- how a link to a page looks elsewhere


def properties(built: Built, path: str) -> dict[str, str]:
    return dict(re.findall(r'<meta property="og:([a-z_:]+)" content="([^"]*)">', built.files[path].decode()))


def test_a_page_says_how_a_link_to_it_looks(made: Project):
    made.edit("personas/anna.md", '---\ntitle: Anna & co\nsummary: A "quick" word\n---\n')
    built = made.build(base_url="https://example.org/a")
    found = properties(built, "personas/anna/index.html")
    assert found["title"] == "Anna &amp; co"
    assert found["description"] == "A &#34;quick&#34; word"
    assert found["url"] == "https://example.org/a/personas/anna/"
    assert found["type"] == "article"
    assert properties(built, "index.html")["type"] == "website"
    image = found["image"].removeprefix("https://example.org/a/")
    assert built.files[image].startswith(b"\x89PNG")


def test_without_an_address_nothing_is_said(made: Project):
    assert properties(made.build(), "personas/anna/index.html") == {}
    assert properties(made.build(base_url=BASE), "404.html") == {}
