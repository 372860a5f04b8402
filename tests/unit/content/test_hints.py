"""What authors are told to do about a field: by what is near, by what can stand there, by what it looks like."""

from __future__ import annotations

import pytest
from test_validate import stage, told


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("titel: x", "did you mean 'title'?"),
        ("zzz: 1", "write custom fields under 'fields:' and declare them in site.yaml"),
        ("pains: [{text: a, zzz: 1}]", "fields allowed here: text, severity, persona, research, insight"),
        (
            "quotes: [{text: a, Too slow, persona: anna}]",
            "put quotation marks around text that contains a comma",
        ),
        ("emotion: {anna: {score: 1, scor: 2}}", "did you mean 'score'?"),
        ("title: ''", "fill it in, or remove it"),
        ("title: true", "put quotation marks around it"),
        ("title: {So: it is}", "put quotation marks around text that contains a colon"),
        ("title: {So: it is, and: more}", ""),
        ("pains: [{severity: 2}]", ""),
        ("intensity: 7", ""),
        ("emotion: {anna: 1,5}", "write decimals with a point: 1.5, not 1,5"),
    ],
)
def test_a_hint_says_what_to_do(text: str, hint: str):
    assert stage(text)[1][0].hint == hint


@pytest.mark.parametrize(("length", "shown"), [(40, "w" * 40), (41, "w" * 39 + "…"), (90, "w" * 39 + "…")])
def test_a_long_value_is_shortened(length: int, shown: str):
    (found,) = told(f"intensity: {'w' * length}")
    assert found.endswith(f"must be a whole number, not '{shown}'")
