"""Several points of feeling within a step: drawn in order, listed one by one, and averaged where a step counts once."""

from __future__ import annotations

import re

STEPS = "journeys/find/01-orient.md"
MAP = "/journeys/find/"


def points(project):
    built = project("several-points").build()
    assert built.report == ""
    return built


def test_points_are_listed_in_the_cell_in_order_each_with_its_word(project):
    page = points(project).page(MAP)
    cell = page.html.partition('id="orient--i-search--emotion"')[2].partition("</ul>")[0]
    assert re.findall(r'class="score [^"]*">([^<]*)<', cell) == ["0.0", "−1.0", "−2.0", "+1.0", "0.0"]
    said = [words.split("<")[0].strip() for words in cell.split('<span class="said">')[1:]]
    assert said == ["fine, restless", "annoyed", "lost", "glad", "restless"]


def test_the_table_under_the_curve_has_every_point(project):
    page = points(project).page(MAP)
    assert page.text.count("I search Ada") == 4


def test_the_lowest_and_the_highest_look_at_each_point(project):
    text = points(project).page(MAP).text
    assert "Lowest for Ada at “I search” (−2.0)" in text
    assert "highest for Ben at “I ask” (+2.0)" in text


def test_averages_take_a_step_as_one(project):
    built = points(project)
    assert "−0.5" in built.page("/compare/find/").text
    stage = built.page("/journeys/find/orient/").text
    assert "Ada +0.2" in stage, "of +1 and the mean of four, −0.5"


def test_the_markdown_page_tells_the_points_in_order(project):
    twin = points(project).files["journeys/find/orient/index.md"].decode()
    line = next(line for line in twin.splitlines() if "lost" in line)
    assert [line.index(word) for word in ("fine", "annoyed", "lost", "glad")] == sorted(
        line.index(word) for word in ("fine", "annoyed", "lost", "glad")
    )


def test_a_stage_without_steps_may_have_several_points(project):
    page = points(project).page("/journeys/find/arrive/")
    assert "−1.0" in page.text
    assert "+2.0" in page.text


def test_a_point_off_the_scale_is_told_at_its_place(project):
    built = project("several-points").replace(STEPS, "[-1, 2]", "[-1, 2.5]").build()
    assert built.rules == ["emotion/out-of-scale"]
    (one,) = built.diagnostics
    line = "  - {title: I ask, personas: [ben], emotion: [-1, 2.5]}"
    assert (one.place.line, one.place.column) == (10, line.index("2.5") + 1)


def test_an_unknown_word_among_points_is_told_at_its_place(project):
    built = project("several-points").replace(STEPS, "ada: [fine, annoyed", "ada: [fine, anoyed").build()
    assert built.rules == ["emotion/unknown-word"]
    assert "did you mean 'annoyed'?" in built.report
    assert built.diagnostics[0].place.column == len("      ada: [fine, ") + 1


def test_no_points_are_no_score(project):
    built = project("several-points").replace(STEPS, "emotion: [-1, 2]", "emotion: []").build()
    assert built.report == ""
    assert 'id="orient--i-ask--emotion"' not in built.page(MAP).html


def test_edits_of_points_give_what_a_clean_build_gives(project):
    site = project("several-points")
    site.build()
    for old, new in (("[-1, 2]", "[-1, 0, 2]"), ("ben: 0", "ben: [0, glad]"), ("[-1, 0, 2]", "1")):
        assert site.replace(STEPS, old, new).build().files == site.build(clean=True).files
