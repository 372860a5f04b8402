"""Incremental equals clean: after any edits, what was built step by step is what a clean build makes."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from edits import EDITS, plant
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jmsite.content.discover import discover
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.live.preview import Preview
from jmsite.model.diagnostics import Severity
from jmsite.model.page import Output
from jmsite.model.sources import Options
from jmsite.outputs.write import LIST, write
from jmsite.pipeline import build

STEPS = 25
SEQUENCES = 80
"""Sequences of edits in a usual run; 2,000 edits in all."""

sequences = st.lists(
    st.tuples(
        st.integers(0, len(EDITS) - 1),
        st.integers(0, 2**20),
        st.sampled_from(["told", "looked", "restarted"]),
    ),
    min_size=STEPS,
    max_size=STEPS,
)


def follow(edits: list[tuple[int, int, str]], cache: DiskCache, charts: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        plant(root, charts)
        options = Options(drafts=False, preview=True)  # nobody else builds step by step
        preview = Preview(root, options, Memo(cache=cache))
        preview.refresh()
        for number, seed, way in edits:
            before = _files(root)
            EDITS[number](root, random.Random(seed))
            touched = frozenset(str(root / path) for path in _differing(before, _files(root)))
            if way == "restarted":
                preview = Preview(root, options, Memo(cache=cache))
            preview.refresh(touched if way == "told" else None)
            clean = build(
                discover(root, options), Memo(cache=DiskCache(file=cache.file.with_name("clean.db")))
            )
            step = f"after {EDITS[number].__name__}({seed}), {way}"
            assert preview.published.diagnostics == clean.diagnostics, step
            if not any(fault.severity is Severity.ERROR for fault in clean.diagnostics):
                assert differing(preview.published.outputs, clean.outputs) == [], step
                _same_on_disk(root, preview, clean.outputs)


def differing(served: Mapping[str, Output], clean: tuple[Output, ...]) -> list[str]:
    """The paths of files that a clean build makes otherwise."""
    expected = {output.path: output for output in clean}
    return [path for path in served.keys() | expected.keys() if served.get(path) != expected.get(path)]


def _same_on_disk(root: Path, preview: Preview, outputs: object) -> None:
    write(preview.published.outputs.values(), root / "site", root / "cache")
    built = {path: content for path, content in _files(root).items() if path.startswith("site/")}
    listed = json.loads(built.pop(f"site/{LIST}"))
    expected = {f"site/{output.path}": _bytes(output.content) for output in outputs}  # type: ignore[attr-defined]
    assert built == expected
    assert {f"site/{path}" for path in listed} == expected.keys()


def _bytes(content: object) -> bytes:
    return content if isinstance(content, bytes) else Path(content.file).read_bytes()  # type: ignore[attr-defined]


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def _differing(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    paths = before.keys() | after.keys()
    return {
        path
        for path in paths
        if before.get(path) != after.get(path) and path.startswith(("content/", "themes/"))
    }


@given(sequences)
@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_incremental_equals_clean(cache: DiskCache, edits: list[tuple[int, int, str]]) -> None:
    follow(edits, cache, charts=False)


@given(sequences)
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_incremental_equals_clean_with_charts(cache: DiskCache, edits: list[tuple[int, int, str]]) -> None:
    follow(edits, cache, charts=True)


@pytest.mark.long
@given(sequences)
@settings(max_examples=SEQUENCES * 10, deadline=None, suppress_health_check=list(HealthCheck))
def test_incremental_equals_clean_for_long(cache: DiskCache, edits: list[tuple[int, int, str]]) -> None:
    follow(edits, cache, charts=False)
