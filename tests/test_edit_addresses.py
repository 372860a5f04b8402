"""Pages of a preview say where what they show is edited; those of a built site say nothing of it."""

from __future__ import annotations

import re

import pytest

ADDRESS = re.compile(r'data-(?:edit|entity)="([^"]*)"')
STAGE = """---
title: Choosing
goal: Be sure
steps:
  - id: look
    title: I look
    doing: [Looks, Asks]
    emotion: {anna: [1, -1]}
    pains: [{text: Too many, severity: 2}]
    systems: shop
    fields: {carbon: 3}
---
"""


@pytest.fixture
def bought(project):
    return (
        project("minimal")
        .edit("site.yaml", "title: A site\nlanes: {carbon: {type: number, title: Carbon}}\n")
        .edit("personas/anna.md", "---\ntitle: Anna\n---\n")
        .edit("journeys/buy/journey.md", "---\ntitle: Buying\npersonas: [anna]\n---\n")
        .edit("journeys/buy/01-choose.md", STAGE)
    )


def test_a_cell_of_a_map_says_which_field_it_shows_and_its_entries_which_of_it(bought):
    said = ADDRESS.findall(bought.build(preview=True, editing=True).files["journeys/buy/index.html"].decode())
    step = "step:buy/choose/look"
    assert said[0] == "journey:buy"
    for field in (
        "title",
        "doing",
        "doing.1",
        "emotion.anna.0",
        "emotion.anna.1",
        "pains.0",
        "fields.carbon",
    ):
        assert f"{step}#{field}" in said
    assert {"stage:buy/choose", "stage:buy/choose#goal"} <= set(said)


def test_a_site_that_is_built_says_nothing_of_it(bought):
    for options in ({}, {"preview": True}, {"editing": True}):
        files = bought.build(**options).files
        pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
        assert not [path for path, text in pages.items() if ADDRESS.search(text)]
    assert not any(b"data-entity" in data for data in bought.build().files.values())


def test_every_address_names_an_entity_that_is_there(bought):
    for path, data in bought.build(preview=True, editing=True).files.items():
        if path.endswith(".html"):
            for address in ADDRESS.findall(data.decode()):
                assert re.fullmatch(r"[a-z]+:[^#]+(#[^#]+)?", address), (path, address)
