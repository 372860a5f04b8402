"""Whatever files hold and disks do: an edit is made as meant or refused with a sentence, and nothing is lost."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from written import write_files

from jmsite.engine.memo import Memo
from jmsite.live import preview as previews
from jmsite.live.editing import Editing
from jmsite.live.loop import Serving, editing_of
from jmsite.live.preview import Preview
from jmsite.model.sources import Options

ANNA = "content/personas/anna.md"
SITE = {
    "content/site.yaml": "title: Small\n",
    ANNA: "---\ntitle: Anna\n---\n\nWho Anna is.\n",
    "content/personas/ben.md": "---\ntitle: Ben\n---\n",
    "content/journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\n---\n",
    "content/journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n  - title: Look\n---\n",
}
TEXTS = {
    "windows line ends": b"---\r\ntitle: Anna\r\n# hers\r\nrole: Buyer\r\n---\r\n\r\nWho.\r\n",
    "old line ends": b"---\rtitle: Anna\r---\r\rWho.\r",
    "a mark at the beginning": b"\xef\xbb\xbf---\ntitle: Anna\n---\nWho.\n",
    "UTF-16": "---\ntitle: Anna\n---\nWho.\n".encode("utf-16"),
    "bytes that are no text": b"---\ntitle: Anna\nrole: \xff\xfe\n---\n",
    "an anchor": b"---\ntitle: &a Anna\nrole: *a\n---\n",
    "a merge key": b"---\nx: &x {title: Anna}\n<<: *x\n---\n",
    "a tag": b"---\ntitle: !!str Anna\nrole: !!python/object:os.system x\n---\n",
    "one key twice": b"---\ntitle: Anna\nrole: a\ntitle: Ann\n---\n",
    "tabs": b"---\ntitle:\tAnna\nrole:\n\t- x\n---\n",
    "a very long line": b"---\ntitle: Anna\nrole: " + b"x" * 200_000 + b"\n---\n",
    "a deep nesting": b"---\ntitle: Anna\nrole: " + b"[" * 3000 + b"]" * 3000 + b"\n---\n",
    "no end of the fields": b"---\ntitle: Anna\n",
    "a NUL": b"---\ntitle: An\0na\n---\n",
    "nothing": b"",
    "several documents": b"---\ntitle: Anna\n---\nWho.\n---\ntitle: Other\n---\n",
    "a key of its own kind": b"---\n? [a, b]\n: c\ntitle: Anna\n---\n",
    "a directive": b"%YAML 1.1\n---\ntitle: Anna\n---\n",
    "a billion laughs": b"---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\ntitle: Anna\n---\n",
}
SEEN = (200, 400, 409, 422, 423)


@pytest.fixture
def shown(tmp_path: Path) -> tuple[Preview, Editing]:
    write_files(tmp_path, SITE)
    preview = Preview(tmp_path, Options(drafts=True, preview=True, editing=True), Memo())
    preview.refresh()
    editing = editing_of(preview, Serving(editing=True))
    assert editing is not None
    return preview, editing


def held(preview: Preview) -> dict[str, bytes]:
    files = sorted(file for file in preview.root.rglob("*") if file.is_file())
    return {file.relative_to(preview.root).as_posix(): file.read_bytes() for file in files}


def apply(editing: Editing, at: str, value: Any, op: str = "set") -> tuple[int, dict[str, Any]]:
    return editing.answer("apply", json.dumps({"edits": [{"op": op, "at": at, "value": value}]}).encode())


@pytest.mark.parametrize("what", TEXTS)
def test_whatever_a_file_holds_is_edited_as_meant_or_not_at_all(shown: tuple[Preview, Editing], what: str):
    preview, editing = shown
    (preview.root / ANNA).write_bytes(TEXTS[what])
    before = held(preview)
    edits = [
        ("set", "persona:anna#title", "Annie"),
        ("set", "persona:anna#role", "Seller"),
        ("add", "persona:anna#goals", "To be heard"),
        ("remove", "persona:anna#role", None),
        ("set", "persona:anna#body", "Someone.\n"),
        ("rename", "persona:anna", "annie"),
        ("delete", "persona:ben", None),
    ]
    for op, at, value in edits:
        assert editing.answer("form", json.dumps({"at": at}).encode())[0] in SEEN
        status, said = apply(editing, at, value, op)
        assert status in SEEN, (op, at, said)
        assert status == 200 or json.dumps(said) not in ("{}", '{"refused": ""}')
        if status == 200 and said["undo"]:
            assert editing.answer("undo", b"{}")[0] == 200
        assert held(preview) == before, (op, at)


FAILING = {
    "the disk is full": (os, "fsync", OSError(errno.ENOSPC, "No space left on device")),
    "the file may not be replaced": (Path, "replace", PermissionError(errno.EACCES, "Permission denied")),
    "the file system is read-only": (Path, "open", OSError(errno.EROFS, "Read-only file system")),
    "the disk does not answer": (os, "fsync", OSError(errno.EIO, "Input/output error")),
}


@pytest.mark.parametrize("how", FAILING)
@pytest.mark.parametrize("at", ["persona:anna#title", "persona:anna"])
def test_what_cannot_be_written_is_told_and_everything_is_as_it_was(
    shown: tuple[Preview, Editing], monkeypatch: pytest.MonkeyPatch, how: str, at: str
):
    preview, editing = shown
    before, number = held(preview), preview.published.number
    owner, name, error = FAILING[how]

    def fails(*_: object, **__: object) -> None:
        raise error

    assert editing.answer("form", b'{"at": "persona:anna#title"}')[0] == 200
    with monkeypatch.context() as broken:
        broken.setattr(owner, name, fails)
        status, said = apply(editing, at, "annie", "set" if "#" in at else "rename")
    assert (status, str(error.strerror) in said["refused"]) == (423, True), said
    assert held(preview) == before
    assert preview.refresh() is None
    assert preview.published.number == number
    # nothing of it is left: neither to be undone, nor in the way of the next edit
    assert editing.answer("changes", b"{}")[1]["undo"] == 0
    assert apply(editing, "persona:anna#title", "Annie")[0] == 200


def test_a_file_that_goes_while_it_is_edited_is_not_made_again(shown: tuple[Preview, Editing]):
    preview, editing = shown
    (preview.root / ANNA).unlink()
    assert apply(editing, "persona:anna#title", "Annie")[0] == 423
    assert not (preview.root / ANNA).exists()


def test_an_edit_is_worked_out_once_and_shown_when_it_is_written(
    shown: tuple[Preview, Editing], monkeypatch: pytest.MonkeyPatch
):
    preview, editing = shown
    editing.answer("form", b'{"at": "persona:anna#title"}')
    builds, built = [], previews.previewed

    def counted(*asked: Any) -> Any:
        builds.append(asked)
        return built(*asked)

    monkeypatch.setattr(previews, "previewed", counted)
    assert apply(editing, "persona:anna#title", "Annie")[0] == 200
    assert b"Annie" not in page(preview)
    assert preview.refresh(frozenset({str(preview.root / ANNA)})) is not None
    assert b"Annie" in page(preview)
    assert len(builds) == 1


def test_what_is_shown_is_what_is_on_disk_though_something_else_was_checked(shown: tuple[Preview, Editing]):
    preview, editing = shown
    assert apply(editing, "persona:anna#share", "a lot")[0] == 422
    assert preview.refresh() is None
    assert apply(editing, "persona:anna#title", "Annie")[0] == 200
    # an editor is faster than the preview
    (preview.root / ANNA).write_text("---\ntitle: Anne\n---\n")
    (preview.root / "content/personas/ben.md").write_text("---\ntitle: Benno\n---\n")
    preview.refresh(frozenset(str(preview.root / path) for path in (ANNA, "content/personas/ben.md")))
    assert b"Anne" in page(preview)
    assert b"Benno" in page(preview, "ben")
    assert apply(editing, "persona:ben#title", "Ben")[0] == 200
    preview.refresh(frozenset({str(preview.root / "content/personas/ben.md")}))
    assert b"Anne" in page(preview)
    assert not preview.published.faulty


def page(preview: Preview, who: str = "anna") -> bytes:
    found = preview.published.outputs[f"personas/{who}/index.html"].content
    assert isinstance(found, bytes)
    return found
