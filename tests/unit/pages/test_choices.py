"""By what the steps of a map can be filtered."""

from __future__ import annotations

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pages.parts.map.choices import channels_of, choices
from jmsite.pipeline import catalog_of

FILES = {
    "site.yaml": "title: Small\n",
    "personas/ann.md": "---\ntitle: Ann\n---\n",
    "channels.yaml": "web: {title: Web}\ncall: {title: Telephone}\n",
    "departments.yaml": "care: {title: Care}\nshop: {title: Shop}\nfinance: {title: Finance}\n",
    "touchpoints.yaml": "line: {title: Care line, channel: call}\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann]\n---\n",
    "journeys/buy/01-look.md": """---
title: Look
steps:
  - {id: see, title: I see it, channel: [web], departments: [shop]}
  - {id: ask, title: I ask, touchpoint: [line], departments: [care, shop]}
---
""",
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory) -> Catalog:
    root = tmp_path_factory.mktemp("small")
    write_files(root / "content", FILES)
    return catalog_of(discover(root, Options()), Memo()).value


def test_what_can_be_chosen_is_what_occurs_in_the_order_of_the_journey(catalog):
    found = choices(catalog, catalog.journey_steps("buy"))
    assert [(each.id, each.title) for each in found.departments] == [("shop", "Shop"), ("care", "Care")]
    assert [(each.id, each.title) for each in found.channels] == [("web", "Web"), ("call", "Telephone")]


def test_a_touchpoint_brings_its_channel(catalog):
    step = catalog.step("buy/look/ask")
    assert step is not None
    assert channels_of(catalog, step) == ("call",)


def test_a_step_of_the_map_says_by_what_it_is_found(catalog):
    (stage,) = VIEWS["journey"](catalog, "buy").view.stages
    assert [(step.departments, step.channels) for step in stage.steps] == [
        (("shop",), ("web",)),
        (("care", "shop"), ("call",)),
    ]
