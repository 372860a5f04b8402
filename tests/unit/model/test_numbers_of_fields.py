"""A truth is no number, wherever a field holds numbers; and a whole number has no point between its thousands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jmsite.model.field_errors import admit
from jmsite.model.fields import Fields


@pytest.mark.parametrize("kind", [int, float])
@pytest.mark.parametrize(
    ("form", "holding"),
    [
        (lambda kind: kind, lambda one: one),
        (lambda kind: kind | None, lambda one: one),
        (lambda kind: list[kind], lambda one: [one]),
        (lambda kind: tuple[kind, ...], lambda one: [one]),
        (lambda kind: dict[str, kind], lambda one: {"a": one}),
        (lambda kind: dict[str, tuple[kind, ...]], lambda one: {"a": [0, one]}),
        (lambda kind: list[dict[str, kind]], lambda one: [{"a": one}]),
    ],
    ids=["one", "one or none", "list", "tuple", "by name", "several by name", "list by name"],
)
def test_a_number_is_no_truth_and_a_whole_one_has_no_point(
    kind: type, form: Callable[[type], Any], holding: Callable[[Any], Any]
) -> None:
    hint = form(kind)

    class Numbers(Fields):
        held: hint

    def is_right(one: Any) -> bool:
        return isinstance(admit(Numbers, {"held": holding(one)}), Numbers)

    assert [is_right(one) for one in (3, -1, 0, 2.0)] == [True] * 4
    assert [is_right(one) for one in (True, False, "many")] == [False] * 3
    assert is_right(1.234) == (kind is float)
