"""Where a page's Markdown leads: to the Markdown of other pages, and to a step by the page of its stage."""

from __future__ import annotations

import pytest

from jmsite.outputs.markdown import address


@pytest.mark.parametrize(
    ("url", "led"),
    [
        ("", "../index.md"),
        ("personas/anna/", "../personas/anna/index.md"),
        ("journeys/buy/", "../journeys/buy/index.md"),
        ("journeys/buy/#choose", "../journeys/buy/index.md"),
        ("journeys/buy/#choose--compare", "../journeys/buy/choose/index.md"),
        ("personas/anna/#a--b", "../personas/anna/index.md"),
        ("assets/a b.pdf", "../assets/a%20b.pdf"),
        ("https://example.org/a/#b--c", "https://example.org/a/#b--c"),
    ],
)
def test_a_twin_leads_to_twins(url: str, led: str):
    assert address(url, "../") == led
