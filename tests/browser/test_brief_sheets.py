"""The brief of a department is one sheet of paper, whoever it is for, and one column on a telephone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser


@pytest.fixture
def briefs(sample_site: Path) -> list[str]:
    found = sorted((sample_site / "a" / "departments").glob("*/brief/index.html"))
    assert len(found) > 10
    return [f"departments/{file.parts[-3]}/brief/" for file in found]


def test_each_brief_of_the_sample_is_one_sheet_of_a4(browser, address, briefs):
    page = browser.new_page()
    for url in briefs:
        page.goto(address + url)
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages
        assert len(sheets) == 1, url
        box = sheets[0].mediabox
        assert (round(float(box.width)), round(float(box.height))) == (595, 842), url
    page.close()


@pytest.mark.parametrize("url", ["departments/digital/brief/", "next/"])
def test_on_a_telephone_nothing_is_wider_than_the_screen(browser, address, url):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(address + url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
