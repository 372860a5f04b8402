"""Documentation, tags and charts in prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.figures import Trend, VegaLiteSpec
from jmsite.model.sources import Options
from jmsite.pages import VIEWS
from jmsite.pipeline import build, catalog_of

CHARTS = """---
order: 1
tags: [How to]
---
# My own title

## One

```chart
chart: trend
metric: sales
caption: As it went.
```

## Two

```chart
chart: vega-lite
spec:
  mark: bar
  data: {values: [{a: 1}]}
```

### Three

[There](inner/deep.md#end), [gone](gone.md) and [out](https://x.example/).
"""
FILES = {
    "site.yaml": "title: Small\nurl: https://x.example/maps/\n",
    "metrics/sales.yaml": "title: Sales\ntags: [how-to]\nreadings:\n"
    "  - {date: 2026-01-01, value: 1}\n  - {date: 2026-02-01, value: 2}\n",
    "pages/charts.md": CHARTS,
    "pages/late.md": "---\ntitle: A late one\n---\nWords.\n",
    "pages/early.md": "---\ntitle: Zebra\norder: 0\n---\n## Only one\n\nWords.\n",
    "pages/inner/deep.md": "---\ntitle: Deep\n---\n## End\n\nWords.\n",
    "pages/inner/deeper.md": "---\ntitle: Deeper\n---\nWords.\n",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    root: Path = tmp_path_factory.mktemp("small")
    write_files(root / "content", FILES)
    return root


@pytest.fixture(scope="module")
def catalog(root) -> Catalog:
    return catalog_of(discover(root, Options()), Memo()).value


@pytest.fixture(scope="module")
def shown(root) -> dict[str, str]:
    outputs = build(discover(root, Options()), Memo()).outputs
    return {output.path: output.content.decode() for output in outputs if output.path.endswith(".html")}


def test_pages_are_read_by_order_then_title_folders_last(catalog):
    shelves = VIEWS["pages"](catalog, "").view.shelves
    assert [(cache.title, [row.title for row in cache.rows]) for cache in shelves] == [
        ("", ["Zebra", "My own title", "A late one"]),
        ("Inner", ["Deep", "Deeper"]),
    ]


def test_a_page_knows_its_neighbours_and_its_folder(catalog):
    view = VIEWS["page"](catalog, "inner/deep").view
    assert (view.before.title, view.after.title) == ("A late one", "Deeper")
    assert [(place.title, place.here) for place in view.around] == [("Deep", True), ("Deeper", False)]
    assert [place.title for place in VIEWS["page"](catalog, "late").view.around][-1] == "Inner"


def test_contents_are_the_headings_of_level_two_and_three_when_there_are_enough(catalog):
    assert [heading.text for heading in VIEWS["page"](catalog, "charts").view.contents] == [
        "One",
        "Two",
        "Three",
    ]
    assert VIEWS["page"](catalog, "early").view.contents == ()


def test_a_title_in_the_prose_is_not_shown_twice(shown):
    assert shown["pages/charts/index.html"].count("<h1") == 1
    assert shown["pages/early/index.html"].count("<h1") == 1


def test_chart_blocks_become_drawings(catalog):
    trend, own = VIEWS["page"](catalog, "charts").view.text.drawings
    assert isinstance(trend.figure, Trend)
    assert trend.caption == "As it went."
    assert isinstance(own.figure, VegaLiteSpec)


def test_a_chart_block_is_shown_with_its_sentence_and_its_numbers(shown):
    page = shown["pages/charts/index.html"]
    assert page.count("<figure") == 2
    assert "As it went." in page
    assert page.count("<details") == 2


def test_links_in_prose_lead_to_pages(catalog):
    assert VIEWS["page"](catalog, "charts").view.text.hrefs == (
        "pages/inner/deep/#end",
        None,
        "https://x.example/",
    )


def test_tags_that_differ_in_writing_only_share_a_page(catalog):
    ((letter, marks),) = VIEWS["tags"](catalog, "").view.letters
    assert (letter, [(mark.url, mark.count) for mark in marks]) == ("H", [("tags/how-to/", 2)])
    groups = VIEWS["tag"](catalog, "How to").view.groups
    assert [(name, [row.title for row in rows]) for name, rows in groups] == [
        ("Metrics", ["Sales"]),
        ("Pages", ["My own title"]),
    ]


def test_what_is_missing_leads_on_from_any_depth_on_any_host(shown):
    page = shown["404.html"]
    assert 'href="/maps/metrics/"' in page
    assert 'content="noindex"' in page


def test_beside_a_page_of_a_very_large_folder_stand_those_near_it_and_a_way_to_all(tmp_path: Path):
    for path, text in {
        "site.yaml": "title: Large\n",
        "pages/own/index.md": "# Own\n",
        **{
            f"pages/{folder}/p{at:03}.md": f"# P {at:03}\n" for folder in ("own", "bare") for at in range(100)
        },
    }.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    catalog = catalog_of(discover(tmp_path), Memo()).value
    for folder, url in (("own", "pages/own/"), ("bare", "pages/bare/p000/")):
        view = VIEWS["page"](catalog, f"{folder}/p050").view
        assert [place.title for place in view.around] == [f"P {at:03}" for at in range(30, 71)]
        assert [place.title for place in view.around if place.here] == ["P 050"]
        assert (view.more.title, view.more.url) == ("All 100 pages here", url)
        whole = VIEWS["page"](catalog, url.removeprefix("pages/").strip("/")).view
        assert (len(whole.around), whole.more) == (100, None)
    assert (view.before.title, view.after.title) == ("P 049", "P 051")
    assert len(VIEWS["page"](catalog, "own/p003").view.around) == 24
