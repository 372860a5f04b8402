"""The files that charts are explored with: there while a page shows the chart, gone when none does."""

from __future__ import annotations

import json
import re

CHART = """---
title: A funnel
---
```chart
chart: vega-lite
caption: Fewer come back than come.
spec:
  data:
    values:
      - {what: Came, people: 14}
      - {what: Came back, people: 9}
  mark: bar
  encoding:
    x: {field: people, type: quantitative}
    y: {field: what, type: nominal}
```
"""
PAGE = "pages/funnel.md"


def charts(built) -> dict[str, dict]:
    return {path: json.loads(text) for path, text in built.files.items() if path.startswith("charts/")}


def named(built, url: str) -> list[str]:
    return re.findall(r'data-explore="([^"]*)"', built.page(url).html)


def test_a_chart_on_a_page_has_its_file(project):
    site = project("minimal")
    before = charts(site.build())
    built = site.edit(PAGE, CHART).build()
    (path,) = named(built, "/pages/funnel/")
    assert charts(built).keys() - before.keys() == {path}
    assert charts(built)[path]["spec"]["data"][0]["values"][0]["people"] == 14


def test_it_goes_with_the_last_page_that_shows_it(project):
    site = project("minimal")
    before = set(charts(site.build()))
    site.edit(PAGE, CHART).edit("pages/again.md", CHART.replace("A funnel", "Again"))
    both = site.build()
    assert len(set(charts(both)) - before) == 1
    assert set(charts(site.delete("pages/again.md").build())) == set(charts(both))
    assert set(charts(site.delete(PAGE).build())) == before


def test_a_changed_chart_has_another_file_and_the_same_bytes_as_when_built_anew(project):
    site = project("minimal").edit(PAGE, CHART)
    first = site.build()
    again = site.replace(PAGE, "14", "15").build()
    assert named(first, "/pages/funnel/") != named(again, "/pages/funnel/")
    assert set(charts(again)) == set(charts(site.build(clean=True)))


def test_without_charts_there_is_nothing_to_explore(project):
    site = project("minimal").edit(PAGE, CHART)
    built = site.edit("site.yaml", "title: Visits\ncharts: false\n").build()
    assert charts(built) == {}
    assert named(built, "/pages/funnel/") == []


def test_an_own_chart_has_its_numbers_behind_it(project):
    html = project("minimal").edit(PAGE, CHART).build().page("/pages/funnel/").html
    assert '<th scope="col">people</th>' in html
    assert "<td>Came back</td><td>9</td>" in html


def test_each_chart_has_a_door_and_the_page_one_dialog_with_its_scripts(project):
    built = project("minimal").edit(PAGE, CHART + CHART.split("---")[2]).build()
    html = built.page("/pages/funnel/").html
    assert html.count('<button class="explore"') == 2
    assert html.count('<template id="ui:explorer"') == 1
    for script in re.findall(r'data-(?:src|vega)="\.\./\.\./(theme/(?:explore|vega|figure)-[^"]*)"', html):
        assert script in built.files
    assert '<template id="ui:explorer"' not in built.page("/personas/anna/").html
