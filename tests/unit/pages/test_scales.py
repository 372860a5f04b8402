"""Journeys on the site's scale, and on scales of their own: words at the ends of axes, and comparisons of the two."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from shown import Shown

from jmsite.outputs.search import library

STAGES = "---\ntitle: {}\nsteps: [{{id: one, title: One, emotion: {}}}]\n---\n"


@pytest.fixture
def made(project: Callable[[str], Any]) -> Any:
    site = project("minimal").delete("journeys").delete("personas")
    site.edit(
        "site.yaml",
        "title: Scales\nurl: https://example.org/\n"
        "emotion_scale: {words: {-2: [dreadful, 😡], 0: [so-so], 2: [blissful]}}\n",
    )
    site.edit_all({f"personas/{name}.md": f"---\ntitle: {name}\n---\n" for name in ("anna", "ben")})
    site.edit(
        "journeys/now/journey.md",
        "---\ntitle: Now\npersonas: [anna, ben]\n"
        "emotion_scale: {min: 1, max: 5, words: {1: [furious], 4: [glad], 5: [proud]}}\n---\n",
    )
    site.edit("journeys/now/01-ask.md", STAGES.format("Asking", "{anna: 2, ben: 4}"))
    site.edit("journeys/now/02-get.md", STAGES.format("Getting", "furious"))
    site.edit(
        "journeys/then/journey.md",
        "---\ntitle: Then\nstate: future\ncompares_to: now\npersonas: [anna, ben]\n---\n",
    )
    site.edit("journeys/then/01-ask.md", STAGES.format("Asking", "1"))
    site.edit("journeys/then/02-get.md", STAGES.format("Getting", "blissful"))
    return site.edit(
        "pages/charts.md",
        "# Charts\n\n```chart\nchart: emotion-curve\njourney: now\n```\n\n"
        "```chart\nchart: emotion-curve\njourney: then\n```\n",
    )


@pytest.fixture
def built(made: Any) -> Any:
    return made.build()


def axis(page: Shown) -> str:
    found = re.search(r'<div class="axis">(.*?)</div>', page.html, re.S)
    assert found
    return Shown(found[1]).text


def test_the_ends_of_the_axis_of_a_map_are_called_as_its_author_calls_them(built: Any) -> None:
    assert axis(built.page("/journeys/now/")) == "proud furious"
    assert axis(built.page("/journeys/then/")) == "blissful dreadful"


def test_an_end_without_a_word_has_none(made: Any) -> None:
    made.replace("journeys/now/journey.md", "5: [proud]", "4.5: [proud]")
    assert axis(made.build().page("/journeys/now/")) == "furious"


def test_curves_in_prose_and_comparisons_have_the_words_too(built: Any) -> None:
    figures = re.findall(r"<figure.*?</figure>", built.page("/pages/charts/").html, re.S)
    assert [{"furious", "proud"} <= {*Shown(one).text.split()} for one in figures] == [True, False]
    assert [{"dreadful", "blissful"} <= {*Shown(one).text.split()} for one in figures] == [False, True]
    personas = built.page("/compare/now/").html.partition("As-is and to-be")[0]
    assert "furious" in Shown(personas).text
    assert "proud" in Shown(personas).text


def test_states_on_different_scales_stand_on_one_axis_each_score_on_its_own(built: Any) -> None:
    page = built.page("/compare/now/").text
    assert "They differ most at “Getting”: 1 of 5 against +2.0 (−2 to 2)." in page
    assert "| Asking | 3 of 5" not in page
    for told in ("3 of 5", "+1.0 (−2 to 2)", "1 of 5", "+2.0 (−2 to 2)"):
        assert told in page, told
    drawn = re.findall(r"<figure.*?</figure>", built.page("/compare/now/").html, re.S)[-1]
    words = Shown(drawn).text
    assert "1 2 3 4 5" in words, "the first scale"
    assert "−2.0 −1.0 0 +1.0 +2.0" in words or "−2 −1 0 +1 +2" in words, "and the second"
    assert "proud" not in words
    assert "blissful" not in words


def test_between_different_scales_there_is_no_change_and_no_gap_in_numbers(built: Any, made: Any) -> None:
    rows = re.findall(
        r'<td class="n">(.*?)</td>', built.page("/compare/now/").html.rpartition("states-table")[2]
    )
    assert rows == ["", ""]
    alike = "emotion_scale: {min: 1, max: 5, words: {1: [furious], 4: [glad], 5: [proud]}}\n"
    made.replace("journeys/then/journey.md", "state: future\n", f"state: future\n{alike}")
    made.replace("journeys/then/02-get.md", "blissful", "proud")
    page = made.build().page("/compare/now/")
    rows = re.findall(r'<td class="n">(.*?)</td>', page.html.rpartition("states-table")[2])
    assert rows == ["−2.0", "+4.0"]
    assert "They differ most at “Getting”, by 4.0." in page.text


@pytest.mark.parametrize("case", ["enterprise-map", "scale-of-five"])
def test_where_no_scale_goes_below_zero_no_score_is_printed_with_a_sign(
    project: Callable[[str], Any], case: str
) -> None:
    built = project(case).build()
    said = {path: Shown(page.decode()).text for path, page in built.files.items() if path.endswith(".html")}
    said |= {path: page.decode() for path, page in built.files.items() if path.endswith(".md")}
    said |= {one.url: Shown(one.html).text for one in library(built.build.outputs).entries}
    assert len(said) > 20
    # how much a metric of a solution changed is no score
    said = {path: re.sub(r"interval of the difference: .*?\.", "", text) for path, text in said.items()}
    assert {path: found for path, text in said.items() if (found := re.findall(r"[−+±]\d", text))} == {}
