"""What stands in the default theme and is not ours: each file is the one that is written down, with its licence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
VENDOR = ROOT / "themes" / "default" / "vendor"
ROWS = [
    line.split()
    for line in (VENDOR / "VERSIONS").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_every_file_is_written_down():
    here = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert {row[0] for row in ROWS} == {
        path for path in here if path != "VERSIONS" and not path.endswith("LICENSE")
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_file_is_what_it_was_with_its_licence_beside_it(row):
    path, _, _, _, digest = row
    file = VENDOR / path
    assert hashlib.sha256(file.read_bytes()).hexdigest() == digest
    assert (file.parent / "LICENSE").read_text(encoding="utf-8").strip()


def test_vega_is_built_of_pinned_versions_that_have_the_fixes():
    folder = ROOT / ".ci" / "vega"
    wanted = json.loads((folder / "package.json").read_text())["devDependencies"]
    lock = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert all(lock[f"node_modules/{name}"]["version"] == version for name, version in wanted.items())
    assert all("integrity" in package for name, package in lock.items() if name)
    assert not any("resolved" in package for package in lock.values())
    fixed = {"vega-selections": (6, 1, 2), "vega-functions": (6, 1, 1)}
    for name, least in fixed.items():
        assert tuple(map(int, lock[f"node_modules/{name}"]["version"].split("."))) >= least
    (row,) = [row for row in ROWS if row[0] == "vega/vega.js"]
    assert row[2] == f"{wanted['vega']}+{wanted['vega-interpreter']}"


def test_the_bundle_is_a_module_that_leaves_nothing_behind():
    text = (VENDOR / "vega" / "vega.js").read_text(encoding="utf-8")
    assert text.rstrip().endswith(";")
    assert "export{" in text
    for word in ("window.vega", "globalThis.", "self.vega", 'eval("', "importScripts", "sourceMappingURL"):
        assert word not in text
