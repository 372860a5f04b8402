"""Pains and gains as authors rate them: what nobody has rated has no bars anywhere."""

from __future__ import annotations

import pytest

SITE = {
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "touchpoints.yaml": "desk: {title: Desk}\n",
    "research/visits.md": "---\ntitle: Visits\n---\n",
    "insights/hurry.md": "---\ntitle: Hurry\ntype: pain\n---\n",
    "journeys/work/journey.md": "---\ntitle: Working\npersonas: [anna]\n---\n",
}
STAGE = (
    "---\ntitle: T\nsteps:\n  - title: A\n    touchpoint: desk\n    emotion: -1\n"
    "    {}: [{{text: Deadline pressure, insight: hurry, research: visits{}}}]\n---\n"
)
URLS = ("/journeys/work/", "/journeys/work/t/", "/touchpoints/desk/", "/insights/hurry/", "/research/visits/")


def bars(project, rated: str) -> dict[str, bool]:
    """Which pages draw bars beside the pain."""
    site = project("minimal").delete("journeys").delete("personas").edit_all(SITE)
    built = site.edit("journeys/work/01-t.md", STAGE.format("pains", rated)).build()
    assert built.report == ""
    assert all("Deadline pressure" in built.page(url).text for url in URLS)
    return {url: "sev-" in built.page(url).html for url in URLS}


def test_a_pain_that_nobody_has_rated_has_no_bars(project):
    assert bars(project, "") == dict.fromkeys(URLS, False)


@pytest.mark.parametrize("severity", [1, 2, 3])
def test_a_rated_pain_has_bars_wherever_it_stands(project, severity):
    assert bars(project, f", severity: {severity}") == dict.fromkeys(URLS, True)


def test_a_gain_has_dots_only_where_somebody_has_rated_it(project):
    site = project("minimal").delete("journeys").delete("personas").edit_all(SITE)
    for rated, told in (("", False), (", severity: 2", True)):
        page = site.edit("journeys/work/01-t.md", STAGE.format("gains", rated)).build().page(URLS[0])
        assert ("2 of 3" in page.text) is told
        assert "sev-" not in page.html


def test_from_pain_to_proof_is_about_journeys_as_they_are(project):
    made = project("minimal").edit(
        "journeys/visit/01-arrive.md", "---\ntitle: Arrive\npains: [It is cold]\n---\n"
    )
    for head, is_there in (("", True), ("state: future\n", False), ("status: retired\n", False)):
        made.edit("journeys/visit/journey.md", f"---\ntitle: A visit\n{head}---\n")
        assert ("thread/index.html" in made.build().files) == is_there, head
