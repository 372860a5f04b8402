"""The one table of types of own fields says which values fit, and pages show each type."""

from __future__ import annotations

from typing import Any

import pytest

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Step
from jmsite.model.entities.site import OwnField
from jmsite.model.own_fields import OWN_FIELD_TYPES
from jmsite.pages.parts.page.own_fields import as_cell, as_fact

STEP = Entity(kind="step", id="buy/pay/card", url="", path="", title="I pay", fields=Step())
FITTING: dict[str, tuple[list[Any], list[Any]]] = {
    "text": (["words", 3, 2.5], [True, ["a"], {"src": "a"}]),
    "list": ([["a", 1], []], ["a", [["a"]], [{"a": 1}]]),
    "number": ([3, -2.5], ["3", True, [3]]),
    "link": (["https://example.org"], [3, ["a"]]),
    "image": (["a.png", {"src": "a.png", "alt": "A"}], [3, {"source": "a"}, {"src": 3}]),
    "rating": ([0, 5, 2.5], [-1, 6, "3", True]),
}


def test_every_type_is_tried_here_and_in_the_schema() -> None:
    assert list(FITTING) == list(OWN_FIELD_TYPES)
    assert OwnField.model_json_schema()["properties"]["type"]["enum"] == list(OWN_FIELD_TYPES)


@pytest.mark.parametrize("name", FITTING)
def test_values_fit_their_type(name: str) -> None:
    right, wrong = FITTING[name]
    type = OWN_FIELD_TYPES[name]
    assert [value for value in right if not type.fits(value)] == []
    assert [value for value in wrong if type.fits(value)] == []


@pytest.mark.parametrize("name", FITTING)
def test_a_value_is_shown_as_a_fact_and_in_a_cell(name: str) -> None:
    value = FITTING[name][0][0]
    sort, shown = as_fact(Catalog(tables={}), value, name)
    assert sort
    assert shown not in (None, "", ())
    sort, parts = as_cell(Catalog(tables={}), STEP, value, name)
    assert sort
    assert len(parts) > 0
