"""A session of edits touches only the lines that are meant, and undoing all of it gives back every byte."""

from __future__ import annotations

import difflib
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.site_editing import field_at, parse_address, patch_of_edit
from jmsite.engine.memo import Memo
from jmsite.model.site_edits import SiteEdit
from jmsite.sessions.files import FileConflictError, write_patch, write_patches
from jmsite.sessions.session import EditSession, FaultyEditError

ROOT = Path(__file__).parent.parent
SITES = Path(__file__).parent / "sites"
GOLDEN = Path(__file__).parent / "corpora" / "edits"
"""Twenty edits of the sample, and the lines that they change."""


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "site" / "content")
    return tmp_path / "site"


def files(root: Path) -> dict[str, bytes]:
    found = sorted(file for file in (root / "content").rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> str:
    """The lines that go and come, by file; where they stand is left out, as the sample grows."""
    told = []
    for path in sorted(one for one in {*before, *after} if before.get(one) != after.get(one)):
        old, new = (side.get(path, b"").decode().splitlines() for side in (before, after))
        lines = [
            line for line in difflib.unified_diff(old, new, n=0) if line[:3] not in ("---", "+++", "@@ ")
        ]
        told += [path, *lines] if lines else []
    return "\n".join(told) + "\n"


def test_twenty_edits_of_the_sample_touch_only_the_lines_meant(sample: Path, pytestconfig: pytest.Config):
    edits = json.loads((GOLDEN / "twenty.json").read_text())
    assert len(edits) == 20
    before, session = files(sample), EditSession(sample, Memo())
    session.apply([SiteEdit(**edit) for edit in edits])
    said = changed_lines(before, files(sample))
    if pytestconfig.getoption("--accept"):
        (GOLDEN / "twenty.txt").write_text(said)
    assert said == (GOLDEN / "twenty.txt").read_text()
    session.undo()
    assert files(sample) == before


class Editor:
    """Draws edits of what is written."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def edit(self, session: EditSession) -> SiteEdit:
        steps = sorted(session.current().written.entities("step"))
        at, drawn = f"step:{self.random.choice(steps)}", self.random.random()
        lane = self.random.choice(("pains", "doing", "thinking", "quotes", "gains", "needs"))
        count = len(getattr(session.current().written.entities("step")[at.partition(":")[2]].fields, lane))
        if drawn < 0.25 or not count:
            return SiteEdit(op="add", at=f"{at}#{lane}", value=self.words())
        number = self.random.randrange(count)
        if drawn < 0.45:
            return SiteEdit(op="set", at=f"{at}#{lane}.{number}.text", value=self.words())
        if drawn < 0.6:
            return SiteEdit(op="remove", at=f"{at}#{lane}.{number}")
        if drawn < 0.7:
            return SiteEdit(op="move", at=f"{at}#{lane}.{number}", to=self.random.randrange(count))
        if drawn < 0.85:
            return SiteEdit(
                op="set", at=f"{at}#emotion.anna.0.score", value=self.random.choice((-2, -0.5, 1, 1.5))
            )
        return SiteEdit(op="set", at=f"{at}#title", value=self.words())

    def words(self) -> str:
        return self.random.choice(
            ("I wait", "Yes: now", "# one", "it's", "a, b", "Two\nlines", "“Hm”", "- x", "12")
        )


@pytest.mark.parametrize("site", ["", "blueprint-of-ten", "several-points", "enterprise-map"])
def test_any_session_is_undone_to_the_byte_and_done_again(tmp_path: Path, site: str):
    small = tmp_path / "site"
    # without a name: the sample
    shutil.copytree((SITES / site if site else ROOT) / "content", small / "content")
    before, session, editor, made = files(small), EditSession(small, Memo()), Editor(len(site)), 0
    for _ in range(30):
        edit = editor.edit(session)
        try:
            patch = patch_of_edit(session.current().written, edit)
        except RefusedEditError:
            continue
        if patch:
            session.put(patch)
            made += 1
            if edit.op == "set" and edit.value != "":
                assert field_at(session.current().written, parse_address(edit.at)).value == edit.value
    after = files(small)
    assert made >= 15
    for _ in range(made):
        session.undo()
    assert files(small) == before
    for _ in range(made):
        session.redo()
    assert files(small) == after


def test_a_persona_of_a_variant_is_edited_in_its_own_file(sample: Path):
    session, before = EditSession(sample, Memo()), files(sample)
    at = "step:buy-clothes-online/compare/look"
    needs = session.current().written.entities("step")[at.partition(":")[2]].fields.needs
    mine = next(number for number, need in enumerate(needs) if need.persona == "ben")
    session.apply([SiteEdit(op="set", at=f"{at}#needs.{mine}.text", value="The article number")])
    touched = [path for path, data in files(sample).items() if data != before[path]]
    assert touched == ["content/journeys/buy-clothes-online/02-compare.ben.md"]


def test_moving_a_stage_renames_its_files_and_is_undone(sample: Path):
    session, before = EditSession(sample, Memo()), files(sample)
    move: dict[str, Any] = {"op": "move", "at": "stage:buy-clothes-online/compare"}
    session.apply([SiteEdit(**move, after="stage:buy-clothes-online/checkout")])
    assert "content/journeys/buy-clothes-online/03.5-compare.ben.md" in files(sample)
    session.undo()
    assert files(sample) == before
    session.redo()
    assert "content/journeys/buy-clothes-online/02-compare.md" not in files(sample)


def test_all_edits_of_a_request_are_made_or_none(sample: Path):
    session, before = EditSession(sample, Memo()), files(sample)
    edits = [
        SiteEdit(op="set", at="persona:anna#title", value="Annie"),
        SiteEdit(op="set", at="persona:anna#share", value="a lot"),
    ]
    with pytest.raises(FaultyEditError) as told:
        session.apply(edits)
    assert told.value.faults[0].at == "persona:anna#share"
    with pytest.raises(RefusedEditError):
        session.apply([edits[0], SiteEdit(op="remove", at="persona:anna#nothing")])
    assert files(sample) == before


def test_a_file_that_changes_while_it_is_edited_is_left_alone(sample: Path):
    session = EditSession(sample, Memo())
    patch = patch_of_edit(
        session.current().written, SiteEdit(op="set", at="persona:anna#title", value="Annie")
    )
    file = sample / "content/personas/anna.md"
    file.write_text(file.read_text() + "\nMore.\n")
    with pytest.raises(FileConflictError) as told:
        write_patch(sample, patch)
    assert told.value.theirs is not None
    assert told.value.theirs.endswith(b"\nMore.\n")
    assert file.read_text().endswith("\nMore.\n")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_halfway_is_put_back(sample: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException):
    session, before = EditSession(sample, Memo()), files(sample)
    rename = patch_of_edit(session.current().written, SiteEdit(op="rename", at="persona:anna", value="annie"))
    replace, calls = Path.replace, []

    def fails(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == 3:
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(type(error)):
        write_patch(sample, rename)
    monkeypatch.undo()
    assert files(sample) == before


def test_patches_that_belong_together_are_written_all_or_none(sample: Path, monkeypatch: pytest.MonkeyPatch):
    session, before = EditSession(sample, Memo()), files(sample)
    now, replace = session.current().written, Path.replace
    edits = [SiteEdit(op="set", at=at, value="Else") for at in ("persona:anna#title", "persona:ben#title")]

    def stopped(self: Path, target: Path) -> Path:
        if target.name == "ben.md":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_patches(sample, [patch_of_edit(now, edit) for edit in edits])
    monkeypatch.undo()
    assert files(sample) == before
