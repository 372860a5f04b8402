"""What a stage says of single personas."""

from __future__ import annotations

from pathlib import Path

from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Checked
from jmsite.pipeline import catalog_of

FILES = {
    "site.yaml": "title: Journeys\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "journeys/buy/journey.md": "---\npersonas: [anna, ben]\n---\n",
    "journeys/buy/01-pay.md": "---\nemotion: 1\ndoing: [Pays]\n---\n",
    "journeys/buy/01-pay.ben.md": "---\nemotion: -1\ndoing: [Waits]\n---\n",
}


def catalog_with(folder: Path, **more: str) -> Checked[Catalog]:
    write_files(folder / "content", {**FILES, **more})
    return catalog_of(discover(folder), Memo())


def test_a_variant_of_a_stage_without_steps_differs_in_its_own_lanes(tmp_path: Path):
    found = catalog_with(tmp_path)
    assert found.diagnostics == ()
    assert [(one.persona, one.score) for one in found.value.points("buy/pay/pay")] == [
        ("anna", 1),
        ("ben", -1),
    ]
    (step,) = found.value.steps_of("buy/pay")
    assert [(note.text, note.persona) for note in step.fields.doing] == [("Pays", None), ("Waits", "ben")]


def test_a_step_that_two_variants_add_is_taken_by_both(tmp_path: Path):
    added = "---\nsteps: [{title: I call, emotion: 1, next: [pay]}]\n---\n"
    again = "---\nsteps: [{title: I call, emotion: -1}]\n---\n"
    both = {"journeys/buy/01-pay.anna.md": added, "journeys/buy/01-pay.ben.md": again}
    found = catalog_with(tmp_path, **both)
    assert found.diagnostics == ()
    _, step = found.value.steps_of("buy/pay")
    assert step.fields.personas == ("anna", "ben")
    assert [(one.persona, one.score) for one in found.value.points(step.id)] == [("anna", 1), ("ben", -1)]


def test_a_field_of_the_site_that_a_variant_sets_otherwise_is_told_with_and_without_steps(tmp_path: Path):
    site = "title: Journeys\nlanes: {costs: {title: Costs, type: number}}\n"
    otherwise = "---\nfields: {costs: 4}\n---\n"
    for stage in ("fields: {costs: 3}\ndoing: [Pays]", "fields: {costs: 3}\nsteps: [{title: I pay}]"):
        both = {"journeys/buy/01-pay.md": f"---\n{stage}\n---\n", "journeys/buy/01-pay.ben.md": otherwise}
        (told,) = catalog_with(tmp_path, **{"site.yaml": site, **both}).diagnostics
        assert (told.rule, told.place.path) == ("variant/one-for-all", "content/journeys/buy/01-pay.ben.md")
        assert [(one.place.path, one.place.line) for one in told.related] == [
            ("content/journeys/buy/01-pay.md", 2)
        ]


def test_what_a_variant_leaves_empty_contradicts_nothing(tmp_path: Path):
    stage = "---\nsteps: [{id: pay, title: I pay, personas: [anna, ben], fields: {costs: 3}}]\n---\n"
    empty = "---\nsteps: [{id: pay, personas: [], fields: {}, emotion: {}}]\n---\n"
    both = {"journeys/buy/01-pay.md": stage, "journeys/buy/01-pay.ben.md": empty}
    site = "title: Journeys\nlanes: {costs: {title: Costs, type: number}}\n"
    found = catalog_with(tmp_path, **{"site.yaml": site, **both})
    assert found.diagnostics == ()
    (step,) = found.value.steps_of("buy/pay")
    assert step.fields.personas == ("anna", "ben")
