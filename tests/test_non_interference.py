"""Two sites that differ only in what is hidden build the same bytes, in the same order.

The site of ``test_visibility`` is built again with other words, numbers, tags and orders in all that the audience may
not see, with fields left out there, and with more of it. Nothing of that may show, not even by what it pushes aside.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_visibility import SECRET, WAYS, content

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.indexing import index_of
from jmsite.model.diagnostics import Severity
from jmsite.model.page import Output
from jmsite.model.sources import Blob, Options
from jmsite.pipeline import build

KEPT = {
    "title",
    "visibility",
    "draft",
    "steps",
    "id",
    "scale",
    "readings",
    "kind",
    "parent",
    "compares_to",
    "to",
}
FILES = {name: dict(content(how)) for name, (how, _) in WAYS.items()}
WORDS = st.text(st.sampled_from("aàbz Zé#*_[]()<>&\"'0一"), min_size=1, max_size=12).map(
    lambda said: f"x{said}".strip()
)


def fields_of(text: str) -> tuple[dict[str, Any], str]:
    """The front matter of a file that ``test_visibility`` made, and its prose."""
    front, _, prose = text.removeprefix("---\n").partition("\n---\n")
    return json.loads(front), prose


@st.composite
def changed(draw: st.DrawFn, text: str) -> str:
    """A hidden file with other words and numbers, and without some of its fields."""
    fields, prose = fields_of(text)
    names = sorted(fields.keys() - KEPT)
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=6)) if names else ():
        del fields[name]
    if "title" in fields:
        fields["title"] = draw(WORDS)
    if "summary" in fields:
        fields["summary"] = draw(WORDS)
    if "order" in fields:
        fields["order"] = draw(st.integers(-5, 5))
    if "tags" in fields:
        fields["tags"] = draw(st.lists(st.sampled_from(["Words", "other", "third"]), min_size=1, unique=True))
    if isinstance(fields.get("readings"), list):
        for reading in fields["readings"]:
            reading["value"] = draw(st.integers(0, 100))
    heading = f"# {SECRET}"  # what is seen refers to it
    said = draw(WORDS).replace("[", "").replace("<", "")
    return f"---\n{json.dumps(fields)}\n---\n{prose if draw(st.booleans()) else heading}\n\n{said}\n"


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, dict[str, str | bytes]]:
    """A way of hiding, and the files of the same site with other hidden things."""
    way = draw(st.sampled_from(sorted(WAYS)))
    files = dict(FILES[way])
    for path in sorted(files):
        text = files[path]
        if (
            f"{SECRET}.md" in path
            and isinstance(text, str)
            and text.startswith("---\n")
            and draw(st.booleans())
        ):
            files[path] = draw(changed(text))
    how = WAYS[way][0]
    for folder in draw(
        st.lists(st.sampled_from(["personas", "insights", "pages", "opportunities"]), unique=True)
    ):
        fields = {"title": draw(WORDS), **how}
        files[f"{folder}/{draw(st.sampled_from(['aaa', 'more', 'zzz']))}.md"] = (
            f"---\n{json.dumps(fields)}\n---\n"
        )
    return way, files


def outputs(files: Mapping[str, str | bytes], audience: str) -> tuple[Output, ...] | None:
    """What a site is for an audience, or None where it cannot be built."""
    root = Path(tempfile.mkdtemp())
    try:
        for path, text in files.items():
            file = root / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        made = build(discover(root, Options(audience=audience)), Memo(), 1)
        if any(one.severity is Severity.ERROR for one in made.diagnostics):
            return None
        return tuple(Output(path=one.path, content=_bytes(one.content)) for one in made.outputs)
    finally:
        shutil.rmtree(root)


def _bytes(found: bytes | Blob) -> bytes:
    return Path(found.file).read_bytes() if isinstance(found, Blob) else found


@pytest.fixture(scope="module")
def public() -> dict[str, tuple[Output, ...]]:
    """What each of the sites is as it stands in ``test_visibility``."""
    made = {way: outputs(FILES[way], audience) for way, (_, audience) in WAYS.items()}
    assert all(made.values())
    return {way: found for way, found in made.items() if found}


def same(public: Mapping[str, tuple[Output, ...]], way: str, files: Mapping[str, str | bytes]) -> None:
    found = outputs(files, WAYS[way][1])
    assume(found is not None)
    assert found is not None
    assert [one.path for one in found] == [one.path for one in public[way]]
    assert [one.path for one, other in zip(found, public[way], strict=True) if one != other] == []


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=pairs())
def test_what_is_hidden_changes_no_byte(
    public: Mapping[str, tuple[Output, ...]], pair: tuple[str, dict[str, str | bytes]]
):
    same(public, *pair)


@pytest.mark.long
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(pair=pairs())
def test_what_is_hidden_changes_no_byte_in_the_long_run(
    public: Mapping[str, tuple[Output, ...]], pair: tuple[str, dict[str, str | bytes]]
):
    same(public, *pair)


def test_the_same_bytes_make_the_same_search(public: Mapping[str, tuple[Output, ...]]):
    first, second = (index_of(public["a draft"], None).outputs for _ in range(2))
    assert first
    assert first == second
