"""Mermaid diagrams of journeys: our own reader finds in them what was drawn."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import jmsite
from jmsite.exporting.mermaid import MIDDLE, actor, as_mermaid, diagram, safe, scored
from jmsite.exporting.selection import select
from jmsite.importing.labels import load_words
from jmsite.importing.mermaid import read_mermaid
from jmsite.importing.mermaid_model import diagrams, read_journey
from jmsite.model.catalog import Catalog
from jmsite.resources import example_folder


@pytest.fixture(scope="module")
def sample() -> Catalog:
    return jmsite.load(example_folder().parent)


def test_sections_tasks_scores_and_actors_are_kept(sample: Catalog):
    for journey in sample.all("journey"):
        read = read_journey("\n".join(diagram(sample, journey)))
        assert read.title == safe(journey.title)
        stages = sample.stages_of(journey.id)
        assert [title for title, _ in read.sections][: len(stages)] == [safe(one.title) for one in stages]
        for stage in stages:
            found = {
                (task.task, task.score, one)
                for task in read.tasks
                if task.section == safe(stage.title)
                for one in task.people
            }
            wanted = set()
            for step in sample.steps_of(stage.id):
                felt = {point.persona: point.score for point in sample.points(step.id)}
                for id in step.fields.personas:
                    persona = sample.persona(id)
                    assert persona is not None
                    score = float(scored(felt[id])) if id in felt else MIDDLE
                    wanted.add((safe(step.title), score, actor(persona.title)))
            assert found == wanted


def test_several_journeys_are_diagrams_below_their_titles(sample: Catalog):
    text = as_mermaid(sample, select(sample)).decode()
    assert len(diagrams(text)) == len(sample.all("journey"))
    draft = read_mermaid(text, load_words(), "portal")
    assert [one.title for one in draft.journeys] == [one.title for one in sample.all("journey")]
    assert {one.scale for journey in draft.journeys for stage in journey.stages for step in stage.steps
            for one in step.feelings} == {(1, 5)}  # fmt: skip


def test_the_scale_is_said_and_what_has_no_score_stands_in_the_middle(project):
    made = project("minimal").edit(
        "journeys/visit/02-leave.md", "---\ntitle: Leave\nsteps: [{title: I go}]\n---\n"
    )
    catalog = jmsite.load(made.root)
    text = as_mermaid(catalog, select(catalog)).decode()
    assert "1 stands for -2 on the scale of the map and 5 for 2." in text
    assert "has no score: it stands in the middle.\n    I go: 3: Anna" in text


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=30)


@given(title=NAMES, section=NAMES, task=NAMES, person=NAMES)
def test_no_name_breaks_a_diagram(title: str, section: str, task: str, person: str):
    assume(all(name.split() for name in (title, section, task, person)))
    lines = [
        "journey",
        f"title {safe(title)}",
        f"section {safe(section)}",
        f"{safe(task)}: 4: {actor(person)}, Ben",
    ]
    read = read_journey("\n".join(lines))
    assert (read.title, read.sections) == (safe(title), ((safe(section), 3),))
    assert [(one.task, one.score, one.people) for one in read.tasks] == [
        (safe(task), 4, (actor(person), "Ben"))
    ]


@pytest.mark.parametrize(
    "words", ["Journey planning", "title deed", "Section 21", "accTitle: x", "%% aside", "%{a}"]
)
def test_words_of_mermaid_do_not_begin_a_name(words: str):
    read = read_journey(f"journey\nsection A\n{safe(words)}: 2: Anna")
    assert [one.score for one in read.tasks] == [2]
    assert not safe(words).casefold().startswith(("journey", "title", "section", "acctitle", "%"))
