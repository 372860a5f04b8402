"""What stands in a file of pages, and what does not: addresses, pictures, what an audience may not see."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from jmsite.cli.app import run

JOURNEY = "---\ntitle: Buy\npersonas: [anna]\n---\n\nSee [Ben](../../personas/ben.md).\n"
STAGE = """---
title: Look
steps:
  - title: I look
    emotion: 1
    pains: [It is dark]
---

![A lamp](../../assets/lamp.png)
"""
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def made(project) -> Any:
    return (
        project("minimal")
        .delete("journeys/visit")
        .edit_all(
            {
                "site.yaml": "title: Minimal\n",
                "personas/ben.md": "---\ntitle: Ben\n---\n",
                "journeys/buy/journey.md": JOURNEY,
                "journeys/buy/01-look.md": STAGE,
            }
        )
        .edit("assets/lamp.png", PIXEL)
    )


def handed(made: Any, *words: str) -> str:
    target = made.root / "out.html"
    assert run(["export", "html", *words, "-o", str(target), "--root", str(made.root)]) == 0
    return Path(target).read_text(encoding="utf-8")


def test_no_address_leads_out_of_it(made):
    html = handed(made, "buy")
    assert re.findall(r"""(?:src|poster|action)="(?!data:|theme/)[^"]*""", html) == []
    links = re.findall(r'<a\b[^>]*? href="([^"]*)"', html)
    assert {re.match(r"[#?]", link) is not None for link in links} == {True}
    assert "url(" not in re.sub(r'url\("data:', "", html)


def test_a_link_to_what_is_not_in_it_is_words_or_leads_to_the_site(made):
    assert 'href="?page=personas/anna/"' in handed(made, "buy")
    assert "See <a>Ben</a>." in handed(made, "buy")
    made.edit("site.yaml", "title: Minimal\nurl: https://maps.example/cx/\n")
    assert 'See <a href="https://maps.example/cx/personas/ben/">Ben</a>.' in handed(made, "buy")


def test_its_policy_allows_just_what_is_in_it(made):
    html = handed(made, "buy")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert policy.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        allowed = set(re.findall(r"'sha256-([^']*)'", re.search(rf"{name}-src ([^;]*)", policy)[1]))
        held = re.findall(rf"<{name}\b[^>]*>(.*?)</{name}>", html, re.DOTALL)
        digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in held}
        assert digests == allowed
    assert "unsafe" not in policy
    assert "self" not in policy


def test_a_picture_is_held_unless_it_is_too_large(made, capsys):
    assert base64.b64encode(PIXEL).decode() in handed(made, "buy")
    assert "left out" not in capsys.readouterr().out
    made.edit("assets/lamp.png", PIXEL + b"\0" * 300_000)
    html = handed(made, "buy")
    assert '<img alt="A lamp"' in html
    told = capsys.readouterr().out
    assert "left out: assets/lamp.png is larger than 300 kB" in told
    assert re.search(r"^3 pages, [0-9.]+ kB → ", told, re.MULTILINE)


def test_an_audience_gets_what_it_may_see(made):
    made.replace("personas/ben.md", "title: Ben", "title: Ben\nvisibility: public")
    assert "It is dark" in handed(made)
    html = handed(made, "--audience", "public")
    assert "It is dark" not in html
    assert "Ben" in html


def test_the_whole_portal_begins_with_its_front_page(made):
    html = handed(made)
    first = re.search(r"<body.*?<template data-page", html, re.DOTALL)[0]
    assert "book-contents" not in first
    assert '<a href="?page=journeys/">' in html
    assert 'data-page="search/"' not in html


def test_several_things_begin_with_a_list_of_the_pages(made):
    html = handed(made, "anna", "ben")
    first = re.search(r"<body.*?<template data-page", html, re.DOTALL)[0]
    rows = re.findall(r'<li><a href="\?page=([^"]*)"><span>([^<]*)', first.partition("book-contents")[2])
    assert rows == [
        ("journeys/buy/", "Buy"),
        ("journeys/buy/look/", "Look"),
        ("personas/anna/", "Anna"),
        ("personas/ben/", "Ben"),
    ]


def test_letters_that_no_page_has_bring_no_typeface(made):
    assert handed(made, "buy").count('@font-face{font-family:"Inter Variable"') == 1
    made.replace("journeys/buy/01-look.md", "It is dark", "Světlo")
    assert handed(made, "buy").count('@font-face{font-family:"Inter Variable"') == 2


def test_the_same_content_makes_the_same_file(made):
    assert handed(made, "buy") == handed(made, "buy")


def test_what_is_named_wrongly_is_told(made, capsys):
    assert run(["export", "html", "bui", "-o", "-", "--root", str(made.root)]) == 2
    assert "unknown entity 'bui'; did you mean 'buy'?" in capsys.readouterr().err
