# ruff: noqa: E501 - texts and what becomes of them stand side by side
"""Any edits of any YAML: what is read is what was meant, nothing else changes, and all of it can be undone."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.file_text import FileText, with_operations
from jmsite.editing.operations import (
    InsertItem,
    MoveItem,
    Operation,
    RemoveValue,
    SetValue,
    Wrap,
    apply_operation,
    expected_value,
    is_same_value,
)
from jmsite.editing.yaml_source import YamlSource
from jmsite.model.sources import Inputs, Source

TESTS = Path(__file__).parents[2]
SUITE = TESTS / "corpora" / "yaml-test-suite" / "cases.json"
SAMPLE = TESTS.parent / "content"
EDITS = 500
"""Edits that are made in each of the runs below, not counting those that are refused."""
RUNS = 22
assert EDITS * RUNS >= 10_000
WORDS: tuple[Any, ...] = (
    "x", "two words", "a: b", "with # hash", "#x", "- a", "it's", 'say "hi"', "", " lead", "trail ", "line\nbreak",
    "line\n\nbreak\n", "true", "12", "1.5", "null", "~", "[a]", "{a}", "a, b", "é ü 日本", "*star", "&amp", "!bang",
    "%p", "@at", "`t", "a\\b", "tab\there", ":", "-", "?", "? q", "| x", "> y", "a:", "x" * 120,
    "a long sentence that goes on and on " * 5, "end\n", "\n", "😀", "2026-11-30", "007", "no", "---", "...", "\u00a0",
    1, 2.5, -3, True, False, 0,
)  # fmt: skip
"""Values that YAML could take for something else."""
NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


@cache
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(SUITE.read_text(encoding="utf-8")))


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [one for key, part in value.items() for one in (key, *leaves(part))]
    if isinstance(value, list):
        return [one for part in value for one in leaves(part)]
    fine = isinstance(value, (str, int, float)) and value == value and abs(hash(value)) >= 0
    return [value] if fine and not (isinstance(value, str) and NEVER.search(value)) else []


@cache
def values() -> tuple[Any, ...]:
    return (*WORDS, *(one for case in cases() for one in leaves(case.get("value"))))


@cache
def documents() -> tuple[tuple[str, str], ...]:
    """What edits begin with: mappings of the suite, and the smaller files of the sample."""
    found = []
    for case in cases():
        text = case["yaml"]
        if not case.get("fail") and "\r" not in text:
            source = YamlSource("content/x.yaml", text)
            if isinstance(source.value, dict) and not source.faults and source.root is not None:
                found.append(("content/x.yaml", text))
    for file in sorted(SAMPLE.rglob("*")):
        if file.suffix in (".md", ".yaml") and file.stat().st_size < 3000:
            found.append((f"content/x{file.suffix}", file.read_text(encoding="utf-8")))
    return tuple(found)


class Dice:
    """Draws edits of a value that is read."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def value(self, depth: int = 0) -> Any:
        drawn = self.random.random()
        if drawn < 0.75 or depth > 1:
            return self.random.choice(values())
        if drawn < 0.87:
            return [self.value(depth + 1) for _ in range(self.random.randint(1, 3))]
        return {
            f"{self.random.choice('abcdef')}{at}": self.value(depth + 1)
            for at in range(self.random.randint(1, 3))
        }

    def operation(self, value: Any) -> Operation:
        loc, there = self.random.choice(list(ways_of(value)))
        drawn = self.random.random()
        if isinstance(there, dict) and drawn < 0.5:
            return SetValue(loc=(*loc, f"new{self.random.randint(0, 9)}"), value=self.value())
        if isinstance(there, list) and drawn < 0.35:
            return InsertItem(loc=loc, number=self.random.randint(0, len(there)), value=self.value())
        if isinstance(there, list) and len(there) > 1 and drawn < 0.6:
            return MoveItem(
                loc=loc, number=self.random.randrange(len(there)), to=self.random.randrange(len(there))
            )
        if loc and drawn < 0.2:
            return RemoveValue(loc=loc)
        if loc and drawn < 0.3 and there is not None and not isinstance(there, list):
            return Wrap(loc=loc)
        if loc and drawn < 0.4 and isinstance(there, (str, int)):
            return Wrap(loc=loc, name="text")
        return SetValue(loc=loc, value=self.value()) if loc else SetValue(loc=("top",), value=self.value())


def ways_of(value: Any, loc: tuple[str | int, ...] = ()) -> Any:
    yield loc, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from ways_of(part, (*loc, key))


def kept(before: str, after: str) -> tuple[str, str]:
    """What two texts begin and end with alike."""
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    return before[:head], before[len(before) - tail :]


def comments(text: str) -> int:
    return sum(1 for line in text.split("\n") if line.lstrip().startswith("#"))


@pytest.mark.parametrize("seed", range(RUNS))
def test_after_any_edits_what_is_read_is_what_was_meant(seed: int):
    dice, done, refused = Dice(seed), 0, list[str]()
    while done < EDITS:
        path, text = dice.random.choice(documents())
        source = YamlSource(path, text)
        for _ in range(dice.random.randint(1, 6)):
            operation = dice.operation(source.value or {})
            wanted = expected_value(source.value, operation)
            try:
                after = apply_operation(source, operation)
            except RefusedEditError as error:
                refused.append(str(error))
                continue
            # read anew, by nothing that the edit itself has made
            assert is_same_value(YamlSource(path, after.text).value, wanted), (
                operation,
                source.text,
                after.text,
            )
            source, done = after, done + 1
    assert len(refused) < done // 5
    unexplained = [one for one in refused if "without touching something else" in one]
    assert len(unexplained) <= EDITS // 50, unexplained


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_stay_and_what_is_outside_of_an_edit_is_the_same(ending: str, mark: bytes):
    dice = Dice(77)
    for _ in range(200):
        path, text = dice.random.choice(documents())
        source = YamlSource(path, text)
        operation = dice.operation(source.value or {})
        data = mark + text.replace("\n", ending).encode()
        inputs = Inputs(content={path: Source(path=path, digest="", data=data)}, blobs={}, themes={})
        try:
            after = with_operations(FileText(inputs, path), [operation])
        except RefusedEditError:
            continue
        assert after.startswith(mark)
        plain = after.removeprefix(mark).decode()
        assert ending == "\n" or "\n" not in plain.replace("\r\n", "")
        assert plain.replace("\r\n", "\n") == apply_operation(source, operation).text


def test_a_text_with_several_line_ends_keeps_each():
    data = b"a: 1\r\nb: 2\nc: 3\r\n"
    inputs = Inputs(content={"content/x.yaml": Source(path="x", digest="", data=data)}, blobs={}, themes={})
    text = FileText(inputs, "content/x.yaml")
    assert with_operations(text, [SetValue(loc=("b",), value=4)]) == b"a: 1\r\nb: 4\nc: 3\r\n"
    assert with_operations(text, [RemoveValue(loc=("b",))]) == b"a: 1\r\nc: 3\r\n"


def test_comments_of_what_stays_stay():
    dice = Dice(5)
    for _ in range(300):
        path, text = dice.random.choice(documents())
        source = YamlSource(path, text)
        loc, there = dice.random.choice(list(ways_of(source.value)))
        if not loc or isinstance(there, (dict, list)) or there is None:
            continue
        try:
            after = apply_operation(source, SetValue(loc=loc, value="something else"))
        except RefusedEditError:
            continue
        # in a block of text a line with this sign is text
        if "|" not in text and ">" not in text:
            assert comments(after.text) == comments(text), (loc, text, after.text)


EXAMPLES: dict[str, tuple[str, Operation, str]] = {
    "a plain word": ("a: one  # why\nb: 2\n", SetValue(loc=("a",), value="two"), "a: two  # why\nb: 2\n"),
    "single quotes": ("a: 'one'\n", SetValue(loc=("a",), value="it's"), "a: 'it''s'\n"),
    "double quotes": ('a: "one"\n', SetValue(loc=("a",), value='say "x"'), 'a: "say \\"x\\""\n'),
    "what needs quotes": ("a: one\n", SetValue(loc=("a",), value="b: c"), 'a: "b: c"\n'),
    "a hash": ("a: one\n", SetValue(loc=("a",), value="b #c"), 'a: "b #c"\n'),
    "nothing": ("a:  # later\nb: 2\n", SetValue(loc=("a",), value="x"), "a: x  # later\nb: 2\n"),
    "a literal block": ("a: |\n  one\n  two\nb: 1\n", SetValue(loc=("a",), value="x\ny\nz\n"), "a: |\n  x\n  y\n  z\nb: 1\n"),
    "a stripped block": ("a: |-\n   one\n", SetValue(loc=("a",), value="x\ny"), "a: |-\n   x\n   y\n"),
    "a folded block": (
        "a: >-\n  one two\n  three four\n",
        SetValue(loc=("a",), value="one two three five"),
        "a: >-\n  one two\n  three five\n",
    ),
    "lines without a head": ("a: one two\n  three\nb: 1\n", SetValue(loc=("a",), value="one two four"), "a: one two\n  four\nb: 1\n"),
    "text of several lines": ("a: one\nb: 1\n", SetValue(loc=("a",), value="x\ny"), "a: |-\n  x\n  y\nb: 1\n"),
    "in brackets": ("a: [one, 'two', 3]\n", SetValue(loc=("a", 1), value="x, y"), "a: [one, 'x, y', 3]\n"),
    "an entry of a list": ("a:\n  - one\n  # two\n  - two\n", SetValue(loc=("a", 1), value="x"), "a:\n  - one\n  # two\n  - x\n"),
    "a field between brackets": ("a: {b: 1, c: 2}\n", RemoveValue(loc=("a", "b")), "a: {c: 2}\n"),
    "the last in brackets": ("a: [1, 2]\n", RemoveValue(loc=("a", 1)), "a: [1]\n"),
    "all in brackets": ("a: [1]\nb: 2\n", RemoveValue(loc=("a", 0)), "b: 2\n"),
    "the first field of an item": ("a:\n  - b: 1\n    c: 2\n", RemoveValue(loc=("a", 0, "b")), "a:\n  - c: 2\n"),
    "a new entry": ("a:\n- one\n\nb: 1\n", InsertItem(loc=("a",), number=1, value="two"), "a:\n- one\n- two\n\nb: 1\n"),
    "a new first entry": ("a:\n- one\n", InsertItem(loc=("a",), number=0, value="two"), "a:\n- two\n- one\n"),
    "a new entry with fields": (
        "a:\n  - b: 1\n    c: 2\n",
        InsertItem(loc=("a",), number=1, value={"b": 3, "c": 4}),
        "a:\n  - b: 1\n    c: 2\n  - b: 3\n    c: 4\n",
    ),
    "a list of one": ("a: one  # why\n", Wrap(loc=("a",)), "a: [one]  # why\n"),
    "a list of one with a comma": ("a: one, two\n", Wrap(loc=("a",)), 'a: ["one, two"]\n'),
    "a number that stands for fields": ("a: 1.50\n", Wrap(loc=("a",), name="score"), "a: {score: 1.50}\n"),
    "an entry that stands for fields": (
        "a:\n  - b: 1\n  - two: words\n  - 'x'\n",
        Wrap(loc=("a", 2), name="text"),
        "a:\n  - b: 1\n  - two: words\n  - text: 'x'\n",
    ),
    "another order": ("a:\n- one # 1\n# of two\n- two\n", MoveItem(loc=("a",), number=1, to=0), "a:\n# of two\n- two\n- one # 1\n"),
    "another order in brackets": ("a: [one,  'two']\n", MoveItem(loc=("a",), number=1, to=0), "a: ['two',  one]\n"),
    "no line end at the end": ("a: 1", SetValue(loc=("b",), value=2), "a: 1\nb: 2"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_edit_looks_as_its_author_would_have_made_it(name: str):
    text, operation, wanted = EXAMPLES[name]
    assert apply_operation(YamlSource("content/x.yaml", text), operation).text == wanted


REFUSED = {
    "an anchor": ("a: &x one\nb: *x\n", SetValue(loc=("a",), value="two"), "anchor"),
    "an alias": ("a: &x {c: 1}\nb: *x\n", SetValue(loc=("b", "c"), value=2), "anchor"),
    "what an alias needs": ("a: {c: &x 1}\nb: *x\n", SetValue(loc=("a",), value=2), "anchor"),
    "a merge key": ("a: &x {c: 1}\nb:\n  <<: *x\n", SetValue(loc=("a", "c"), value=2), "anchor"),
    "a tag": ("a: !!str one\n", SetValue(loc=("a",), value="two"), "tag"),
    "text that cannot be read": ("a: [1\n", SetValue(loc=("a",), value="two"), "cannot be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_touch_something_else_is_refused_with_the_reason(name: str):
    text, operation, why = REFUSED[name]
    with pytest.raises(RefusedEditError, match=why):
        apply_operation(YamlSource("content/x.yaml", text), operation)
