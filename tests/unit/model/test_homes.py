"""The tables of homes and of dimensions are the only ones: what lists kinds or dimensions elsewhere reads them."""

from __future__ import annotations

import pytest

from jmsite.cli.new import MADE
from jmsite.model import fields
from jmsite.model.dimensions import DIMENSIONS, LEVELS, OTHERS, above
from jmsite.model.entities.readings import Reading, Readings
from jmsite.model.fields import Reference
from jmsite.model.homes import HOMES
from jmsite.model.kinds import ENTITIES, KINDS
from jmsite.model.readings import Measured
from jmsite.model.rules import RULES


def test_every_kind_has_a_home_and_every_home_a_kind():
    assert HOMES.keys() == ENTITIES.keys()


def test_what_references_name_has_a_rule_and_a_home_and_nothing_else_has():
    named = {kind for kind, home in HOMES.items() if home.named}
    hints = (mark for hint in vars(fields).values() for mark in getattr(hint, "__metadata__", ()))
    marks = [mark for mark in hints if isinstance(mark, Reference)]
    assert named == {kind for mark in marks for kind in (mark.kind, *mark.kinds)} & HOMES.keys()
    rules = {id.removeprefix("ref/unknown-") for id in RULES if id.startswith("ref/unknown-")}
    assert rules == {*named, "next"}


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("persona", "`personas/<id>.md`"),
        ("metric", "`metrics/<id>.yaml`"),
        ("channel", "`channels.yaml` or `channels/<id>.md`"),
        ("journey", "`journeys/<id>/journey.md`"),
        ("stage", "`journeys/<journey>/<nn>-<stage>.md`; its id is `journey/stage`"),
        ("step", "a stage of a journey; its id is `journey/stage/step`"),
    ],
)
def test_a_home_is_told_in_words(kind: str, told: str):
    assert HOMES[kind].place_words == told
    assert told in RULES[f"ref/unknown-{kind}"].fix


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("site", "site.yaml"),
        ("journey", "journeys/<id>/journey.md"),
        ("stage", "journeys/<id>/<nn>-<stage>.md"),
        ("persona", "personas/<id>.md"),
        ("metric", "metrics/<id>.yaml"),
        ("channel", "channels/<id>.md"),
        ("chart", ""),  # it is written in a page
    ],
)
def test_the_reference_of_fields_names_the_file_of_each_kind(kind: str, place: str):
    assert KINDS[kind].place == place


def test_new_makes_what_can_be_begun():
    assert {"journey", "stage", "page", *(kind.name for kind in KINDS.values() if kind.listed)} == set(MADE)


def test_dimensions_are_fields_of_readings_and_of_what_is_measured():
    for names in (Reading.model_fields, Readings.model_fields, Measured.__struct_fields__):
        assert [name for name in names if name in DIMENSIONS] == list(DIMENSIONS)
    assert (*LEVELS, *OTHERS) == DIMENSIONS


def test_a_level_tells_those_above_it():
    assert above("step") == ("journey", "stage")
    assert above("journey") == above("persona") == ()
