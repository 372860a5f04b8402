"""The brief of a department: the finding, three lows, what is at stake, who is on it, what helped, what is assumed."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Project

STAGE = """---
title: Look
departments: [shop]
steps:
  - id: sizes
    title: I guess my size
    emotion: {score: -2, research: [talks]}
    pains: [{text: No size like mine, severity: 3}]
    opportunities: [chart, old]
    quotes: [{text: I take both, persona: anna, research: talks}]
  - {id: pay, title: I pay, emotion: -1, pains: [An account first]}
  - {id: wait, title: I wait, emotion: -0.5}
  - {id: wear, title: I wear it, emotion: 1}
---
"""
READINGS = "".join(
    f"  - {{date: 2026-0{month}-01, value: {value}}}\n" for month, value in enumerate((10, 11, 30, 31), 1)
)


@pytest.fixture
def site(project: Any) -> Project:
    made = project("minimal")
    for path in ("journey.md", "01-arrive.md"):
        made.delete(f"journeys/visit/{path}")
    made.edit("departments.yaml", "shop: {title: Shop, lead: Ida}\nidle: {title: Idle}\n")
    made.edit("research/talks.md", "---\ntitle: Talks\nn: 14\nmethod: interview\n---\n")
    made.edit("metrics/sales.yaml", f"title: Sales\nreadings:\n{READINGS}")
    made.edit("opportunities/chart.md", "---\ntitle: A chart\n---\n")
    made.edit("opportunities/old.md", "---\ntitle: Old\n---\n")
    made.edit(
        "solutions/chart.md",
        "---\ntitle: Charts\nopportunities: [chart]\nstatus: building\ndue: 2026-12-01\n---\n",
    )
    made.edit("solutions/link.md", "---\ntitle: Links\nopportunities: [old]\nstatus: shipped\nshipped: 2026-03-01\n"
              "metrics: [sales]\n---\n")  # fmt: skip
    made.edit(
        "journeys/buy/journey.md",
        "---\ntitle: Buy\npersonas: [anna]\nfinding: We lose her at the sizes\n---\n",
    )
    made.edit("journeys/buy/01-look.md", STAGE)
    return made


def test_a_brief_says_all_that_a_head_needs_to_know(site: Project):
    page = " ".join(site.build().page("/departments/shop/brief/").text.split())
    for part in (
        "Ida",
        "We lose her at the sizes",
        "“I take both”",
        "Talks, n 14",
        "An account first",
        "severity 3 of 3",
    ):
        assert part in page
    assert "Building Charts due 1 December 2026" in page
    assert "Links 1 March 2026 Too early to say." in page
    assert "3 of 4 scores are assumptions." in page


def test_a_brief_has_a_twin_and_a_way_to_it(site: Project):
    built = site.build()
    assert any(link.endswith("brief/") for link in built.page("/departments/shop/").links)
    twin = built.files["departments/shop/brief/index.md"].decode()
    assert "## What is assumed" in twin
    assert "“I take both” (Talks, n 14)" in twin


def test_who_takes_no_part_has_none(site: Project):
    assert "departments/idle/brief/index.html" not in site.build().files
    site.edit("journeys/buy/journey.md", "---\ntitle: Buy\npersonas: [anna]\nstate: future\n---\n")
    assert "departments/shop/brief/index.html" not in site.build().files
