"""What is written as YAML is read back the same, and looks as an author would have written it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from jmsite.formats.yaml import reader
from jmsite.formats.yaml.scalars import unwritten
from jmsite.formats.yaml.writer import scalar, to_markdown, to_yaml

# what a YAML file can hold: our reader refuses other signs wherever they stand
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
TRICKY = st.text(st.sampled_from("a1 -:#,[]{}&*!|>'\"%@`?~.\n\t\r=<\\\x85\u2028\ufeffé😀"), max_size=12)
SCALARS = WORDS | TRICKY | st.booleans() | st.none() | st.integers(-(10**9), 10**9)
SCALARS |= st.floats(allow_nan=False, allow_infinity=False)
KEYS = (WORDS | TRICKY).filter(lambda key: key.strip() not in ("", "<<"))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def read(text: str) -> Any:
    found = reader.load(text, "content/x.yaml")
    assert found.diagnostics == ()
    return unwritten(found.value.value)


@given(st.dictionaries(KEYS, VALUES, max_size=5))
@example({"a": "x" * 200, "b": ["x y" * 60, {"c": "d" * 99, "e": []}]})
@example({"a": "one\ntwo\n", "b": "one\n\ntwo", "c": "\none", "d": "one\n\n", "e": " one\ntwo", "f": "\n"})
@example({"a": ["yes", "no", "null", "12:30", "2026-05-01", "1e3", "0x1F", "~", "-", ""]})
def test_what_is_written_is_read_back(value: dict[str, Any]):
    assert read(to_yaml(value)) == value


@given(WORDS | TRICKY)
def test_a_text_is_read_back_in_brackets_too(text: str):
    assert read(f"[{scalar(text, flow=True)}]") == [text]
    assert read(f"{{a: {scalar(text, flow=True)}, b: 1}}") == {"a": text, "b": 1}


def test_what_is_written_in_brackets_is_read_by_readers_of_yaml_1_1_too():
    text = to_yaml({"sources": [{"id": "a", "title": "Would you recommend us?"}]})
    assert yaml.safe_load(text) == {"sources": [{"id": "a", "title": "Would you recommend us?"}]}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"title": "I compare three shops"}, "title: I compare three shops\n"),
        ({"personas": ["anna", "ben"]}, "personas: [anna, ben]\n"),
        ({"emotion": {"anna": 1.0, "ben": -1.5}}, "emotion: {anna: 1, ben: -1.5}\n"),
        (
            {"thinking": ["Can I send it back?", "Yes: I hope"]},
            'thinking:\n  - Can I send it back?\n  - "Yes: I hope"\n',
        ),
        (
            {"pains": [{"text": "Two clicks away", "severity": 2}]},
            "pains:\n  - {text: Two clicks away, severity: 2}\n",
        ),
        ({"summary": "One line.\nAnother."}, "summary: |-\n  One line.\n  Another.\n"),
        ({"title": "Opens ticket #4711"}, 'title: "Opens ticket #4711"\n'),
        ({"by": "2026-05-01", "wait": "PT20M"}, "by: 2026-05-01\nwait: PT20M\n"),
        ({"version": "1.10", "draft": "true"}, 'version: "1.10"\ndraft: "true"\n'),
        ({}, "{}\n"),
    ],
)
def test_it_looks_as_an_author_writes(value: dict[str, Any], text: str):
    assert to_yaml(value) == text


def test_long_parts_stand_on_lines_of_their_own():
    pain = {"text": "word " * 20 + "end", "research": ["interviews"]}
    assert to_yaml({"pains": [pain]}) == (f"pains:\n  - text: {pain['text']}\n    research: [interviews]\n")


def test_markdown_has_its_fields_on_top():
    assert to_markdown({"title": "A"}, "\nHello.\n\n") == "---\ntitle: A\n---\n\nHello.\n"
    assert to_markdown({"title": "A"}) == "---\ntitle: A\n---\n"
