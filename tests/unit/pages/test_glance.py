"""A journey at a glance: its lowest moment is somebody's, and no average hides it."""

from __future__ import annotations

STAGE = """---
title: Look
steps:
  - {id: both, title: Both are cross, emotion: {anna: -1, ben: -1}}
  - {id: one, title: One despairs, emotion: {anna: 1.5, ben: -2}}
---
"""


def site(project, stage: str):
    made = project("minimal")
    made.edit("personas/ben.md", "---\ntitle: Ben\n---\n")
    made.edit("journeys/buy/journey.md", "---\ntitle: Buy\npersonas: [anna, ben]\n---\n")
    return made.edit("journeys/buy/01-look.md", stage).build()


def test_the_lowest_moment_is_the_worst_for_somebody_and_not_the_lowest_average(project):
    built = site(project, STAGE)
    # below the cards, the heat map names the worst step of each persona
    card = built.page("/journeys/").text.partition("Where it hurts, by persona")[0]
    assert "lowest −2.0 One despairs, Ben" in card
    assert "Both are cross" not in card
    text = built.page("/journeys/buy/").text
    assert "Lowest for Ben at “One despairs” (−2.0)." in text
    assert "Lowest at" not in text


def test_a_moment_that_is_the_worst_for_all_names_nobody(project):
    built = site(project, STAGE.replace("anna: 1.5, ben: -2", "anna: -2, ben: -2"))
    assert "lowest −2.0 One despairs" in built.page("/journeys/").text
    assert "One despairs, " not in built.page("/journeys/").text
    assert "Lowest at “One despairs” (−2.0)." in built.page("/journeys/buy/").text


def test_the_curve_of_a_card_has_a_band_from_the_worst_to_the_best_persona(project):
    assert 'opacity="0.2"' in site(project, STAGE).page("/journeys/").html


def test_the_curve_of_a_card_has_no_band_where_all_feel_alike(project):
    alike = STAGE.replace("anna: 1.5, ben: -2", "anna: -2, ben: -2")
    assert 'opacity="0.2"' not in site(project, alike).page("/journeys/").html
