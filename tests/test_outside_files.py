"""What lies outside of content is in no site, whatever is put in the way of a file, and nothing is waited for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Project

from jmsite.content import discover as discovering
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.files import opened
from jmsite.live.attachments import Attachments
from jmsite.model.sources import Blob
from jmsite.outputs.write import write
from jmsite.pipeline import build

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><title>{}</title></svg>'
SECRET = SVG.format("Nobody may read this") + "<script>"
ASSETS = {"assets/plan.svg": SVG.format("A plan"), "assets/deep/plan.svg": SVG.format("Another")}
PAGE = "![A plan](../assets/plan.svg) ![Another](../assets/deep/plan.svg)\n"
Swap = Callable[[Path], None]


@pytest.fixture
def root(tmp_path: Path, project: Callable[[str], Project]) -> Path:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "plan.svg").write_text(SECRET)
    return project("minimal").edit_all(ASSETS).edit("pages/plan.md", PAGE).root


def file_for_a_link(root: Path) -> None:
    (root / "content/assets/plan.svg").unlink()
    (root / "content/assets/plan.svg").symlink_to(root.parent / "elsewhere/plan.svg")


def folder_for_a_link(root: Path) -> None:
    shutil.rmtree(root / "content/assets/deep")
    (root / "content/assets/deep").symlink_to(root.parent / "elsewhere")


def file_for_another(root: Path) -> None:
    (root / "content/assets/plan.svg").write_text(SECRET)


def file_for_a_pipe(root: Path) -> None:
    (root / "content/assets/plan.svg").unlink()
    os.mkfifo(root / "content/assets/plan.svg")


SWAPS = (file_for_a_link, folder_for_a_link, file_for_another, file_for_a_pipe)


@pytest.mark.parametrize("swap", SWAPS)
def test_a_file_that_is_changed_before_it_is_copied_is_refused(root: Path, tmp_path: Path, swap: Swap):
    outputs = build(discover(root), Memo()).outputs
    swap(root)
    with pytest.raises(OSError, match=r"link leads|changed during the build|not a regular file") as told:
        write(outputs, tmp_path / "out", tmp_path / "cache")
    assert "plan.svg" in str(told.value.filename)
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("swap", SWAPS)
def test_a_file_that_is_changed_before_it_is_served_is_refused(root: Path, swap: Swap):
    attachments = Attachments()
    outputs = [one.content for one in build(discover(root), Memo()).outputs if isinstance(one.content, Blob)]
    for blob in outputs:
        stream = attachments.opened(blob)
        assert stream is not None
        assert stream.read() == Path(blob.file).read_bytes()
        stream.close()
    swap(root)
    streams = [attachments.opened(blob) for blob in outputs]
    assert streams.count(None) == 1
    for stream in filter(None, streams):
        stream.close()


@pytest.mark.parametrize("swap", [file_for_a_link, folder_for_a_link])
def test_a_file_that_is_changed_while_content_is_read_is_refused(
    root: Path, monkeypatch: pytest.MonkeyPatch, swap: Swap
):
    done = []

    def late(file: str, inside: str) -> object:
        if "assets" in file and not done:
            done.append(swap(root))
        return opened(file, inside)

    monkeypatch.setattr(discovering, "opened", late)
    found = discover(root)
    assert [wrong.rule for wrong in found.faults] == ["file/unreadable"]
    assert len(found.blobs) == 1


def test_a_pipe_and_a_device_are_told_and_not_waited_for(root: Path):
    os.mkfifo(root / "content/pages/pipe.md")
    os.mkfifo(root / "content/assets/pipe.png")
    (root / "content/assets/null.png").symlink_to("/dev/null")
    found = discover(root)
    told = {wrong.place.path.rpartition("/")[2]: (wrong.rule, wrong.message) for wrong in found.faults}
    reason = "cannot be read: it is not a regular file"
    assert told["pipe.md"] == told["pipe.png"] == ("file/unreadable", reason)
    assert told["null.png"][0] == "file/outside-content"


def test_a_farm_of_links_ends(root: Path):
    folders = [root / f"content/pages/f{number}" for number in range(12)]
    for folder in folders:
        folder.mkdir()
        (folder / "page.md").write_text("# A page\n")
    for folder in folders:
        for other in folders:
            (folder / f"to-{other.name}").symlink_to(other)
    found = discover(root)
    assert len([path for path in found.content if "/pages/f" in path]) == len(folders)
    assert {wrong.rule for wrong in found.faults} == {"file/linked-twice"}


def test_a_link_to_a_file_in_content_is_followed(root: Path):
    (root / "content/pages/again.md").symlink_to("plan.md")
    found = discover(root)
    assert found.content["content/pages/again.md"].data == PAGE.encode()
    assert found.faults == ()
