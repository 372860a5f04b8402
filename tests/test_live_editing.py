"""Pages of the preview on this machine can edit, what they may not is refused, and nobody else can."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from live import Running, running
from written import write_files

from jmsite.cli.app import run
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.live import loop
from jmsite.live.editing import MOST, Editing
from jmsite.live.loop import Serving
from jmsite.live.preview import Preview
from jmsite.model.site_edits import Does
from jmsite.model.sources import Options
from jmsite.sessions.session import EditSession

STAGE = """---
# how it begins
title: Find
steps:
  - id: look
    title: I look   # her words
    emotion: {anna: 1}
    pains:
      - Too many shops
      - {text: 'Nobody answers', severity: 2}
---

Looking.
"""
SITE = {
    "site.yaml": "title: Small\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n\nWho Anna is.\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\n---\n\nIt begins.\n",
    "journeys/buy/01-find.md": STAGE,
    "touchpoints.yaml": "shop: {title: The shop}\n",
}
LOOK = "step:buy/find/look"


def plant(root: Path) -> Path:
    write_files(root / "content", SITE)
    return root


def stage(live: Running) -> str:
    return (live.root / "content/journeys/buy/01-find.md").read_text()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, cache: DiskCache) -> Iterator[Running]:
    with running(plant(tmp_path_factory.mktemp("edited").resolve() / "site"), cache, editing=True) as found:
        yield found


@pytest.fixture(autouse=True)
def fresh(request: pytest.FixtureRequest) -> None:
    """Put every file back as it was before each test that has the preview of this module."""
    if "live" in request.fixturenames:
        root = request.getfixturevalue("live").root
        for file in sorted((root / "content").rglob("*"), reverse=True):
            if file.is_symlink() or (
                file.is_file() and file.relative_to(root / "content").as_posix() not in SITE
            ):
                file.unlink()
        plant(root)


def put(live: Running, at: str, value: object, **more: object) -> tuple[int, dict[str, object]]:
    return live.post("apply", {"edits": [{"op": "set", "at": at, "value": value}], **more})


def test_an_edit_is_on_disk_at_once_and_on_the_page_soon(live: Running):
    status, said = put(live, f"{LOOK}#title", "I look around")
    assert status == 200, said
    assert stage(live) == STAGE.replace("title: I look  ", "title: I look around  ")
    live.sees("/journeys/buy/", "I look around")


def test_an_edit_is_undone_and_done_again_to_the_byte(live: Running):
    _, said = put(live, f"{LOOK}#pains.1.severity", 3)
    after = stage(live)
    assert "severity: 3" in after
    undone = live.post("undo", {})
    assert undone[0] == 200
    assert undone[1]["undo"] == said["undo"] - 1
    assert stage(live) == STAGE
    assert live.post("redo", {})[0] == 200
    assert stage(live) == after


def test_nothing_is_undone_in_a_file_that_changed_meanwhile(live: Running):
    put(live, f"{LOOK}#title", "I look around")
    file = live.root / "content/journeys/buy/01-find.md"
    file.write_text(stage(live).replace("Looking.", "Looking long."))
    status, said = live.post("undo", {})
    assert status == 409
    assert "Looking long." in said["conflict"]["theirs"]
    assert "Looking long." in stage(live)


def test_a_field_that_somebody_else_changed_is_a_conflict_with_both_texts(live: Running):
    form = live.post("form", {"at": f"{LOOK}#title"})[1]
    assert (form["value"], form["text"], form["type"]) == ("I look", "I look", "text")
    put(live, f"{LOOK}#title", "I look around")
    status, said = put(live, f"{LOOK}#title", "I stare", stamp=form["stamp"])
    assert (status, said) == (409, {"conflict": {"yours": "I stare", "theirs": "I look around"}})
    # what stands beside it in the same file is no conflict
    other = live.post("form", {"at": f"{LOOK}#pains.0"})[1]
    put(live, f"{LOOK}#title", "I glance")
    assert put(live, f"{LOOK}#pains.0.severity", 1, stamp=other["stamp"])[0] in (200, 409)


def test_an_edit_that_makes_an_error_is_refused_in_its_field(live: Running):
    status, said = put(live, f"{LOOK}#pains.1.severity", 7)
    assert status == 422
    assert said["errors"][0]["at"] == f"{LOOK}#pains.1.severity"
    assert said["errors"][0]["message"]
    assert stage(live) == STAGE


def test_what_cannot_be_changed_in_place_is_refused_with_the_reason(live: Running):
    file = live.root / "content/journeys/buy/01-find.md"
    file.write_text(STAGE.replace("title: I look ", "title: &words I look "))
    status, said = put(live, f"{LOOK}#title", "I look around")
    assert status == 423
    assert "anchor" in said["refused"]


def test_a_form_says_what_there_is_to_choose(live: Running):
    form = live.post("form", {"at": f"{LOOK}#touchpoint"})[1]
    assert (form["type"], form["many"], form["free"]) == ("reference", True, True)
    assert ["shop", "The shop"] in form["choices"]
    pain = live.post("form", {"at": f"{LOOK}#pains.0"})[1]
    severity = next(one for one in pain["fields"] if one["name"] == "severity")
    assert (severity["type"], severity["min"], severity["max"]) == ("number", 1.0, 3.0)
    assert severity["description"]
    assert live.post("form", {"at": "persona:"})[1]["fields"]


def test_what_refers_to_something_is_told_before_it_goes(live: Running):
    said = live.post("dependents", {"at": "persona:anna"})[1]
    assert said["sentences"] == ["I look (Step)", "Buy (Journey)"]
    status, refused = live.post("apply", {"edits": [{"op": "delete", "at": "persona:anna"}]})
    assert status == 422
    assert refused["errors"]
    assert (live.root / "content/personas/anna.md").is_file()


def test_an_entry_is_meant_that_the_page_shows_though_others_are_hidden(tmp_path: Path, cache: DiskCache):
    root = plant(tmp_path.resolve() / "site")
    (root / "content/personas/boss.md").write_text("---\ntitle: The boss\n---\n")
    for path, old, new in (
        ("site.yaml", "title: Small", "title: Small\nvisibility: public"),
        (
            "journeys/buy/01-find.md",
            "- Too many shops",
            "- {text: Our margin, persona: boss}\n      - Too many shops",
        ),
    ):
        file = root / "content" / path
        file.write_text(file.read_text().replace(old, new))
    for path in ("journeys/buy/journey.md", "personas/anna.md", "journeys/buy/01-find.md"):
        file = root / "content" / path
        file.write_text(file.read_text().replace("title:", "visibility: public\ntitle:", 1))
    (root / "content/site.yaml").write_text("title: Small\n")
    with running(root, cache, editing=True, audience="public") as found:
        assert "Our margin" not in found.page("/journeys/buy/")
        assert found.post("form", {"at": f"{LOOK}#pains.0.text"})[1]["value"] == "Too many shops"
        assert put(found, f"{LOOK}#pains.0.text", "Few shops")[0] == 200
        assert "- Few shops" in stage(found)
        assert "Our margin" in stage(found)


def test_the_answer_says_where_what_was_edited_is_now(live: Running):
    for edit, at, url in (
        (
            {"op": "rename", "at": LOOK, "value": "search"},
            "step:buy/find/search",
            "journeys/buy/#find--search",
        ),
        (
            {"op": "rename", "at": "touchpoint:shop", "value": "store"},
            "touchpoint:store",
            "touchpoints/store/",
        ),
        ({"op": "set", "at": "persona:anna#title", "value": "Ann"}, "persona:anna#title", "personas/anna/"),
    ):
        status, said = live.post("apply", {"edits": [edit]})
        assert (status, said["at"]) == (200, at)
        assert said["url"] == url


def test_the_answer_says_what_changed_for_customers(live: Running):
    assert put(live, f"{LOOK}#emotion.anna.0.score", 2)[1]["sentences"] == []
    said = put(live, f"{LOOK}#emotion.anna.0.score", -1, tell=True)[1]
    assert any("Anna" in one for one in said["sentences"]), said


# -- who may not
REFUSED = {
    "from another site": {"origin": "http://evil.example"},
    "from nowhere": {"origin": ""},
    "by a name that leads here": {"host": "evil.example", "origin": "http://evil.example"},
    "without the token": {"x_jmsite_token": ""},
    "with another token": {"x_jmsite_token": "A" * 32},
    "by a form": {"content_type": "application/x-www-form-urlencoded"},
    "as plain text": {"content_type": "text/plain"},
    "by another site, says the browser": {"sec_fetch_site": "cross-site"},
}


@pytest.mark.parametrize("how", REFUSED)
def test_nobody_else_can_write(live: Running, how: str):
    status, _ = live.post(
        "apply", {"edits": [{"op": "set", "at": f"{LOOK}#title", "value": "x"}]}, **REFUSED[how]
    )
    assert status in (403, 415)
    assert stage(live) == STAGE


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_other_verb_writes(live: Running, method: str):
    assert live.get("/~edit/undo", method)[0] in (404, 405)


def test_no_other_path_takes_what_is_sent(live: Running):
    assert live.get("/", "POST")[0] == 405
    assert live.get("/~live/state", "POST")[0] == 405


def test_a_body_beyond_its_bound_is_not_read(live: Running):
    assert live.post("apply", b" " * (MOST + 1))[0] == 413


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b'{"edits": 3}', b'{"edits": [{"op": "x"}]}', b"\xff", b"[" * 5000]
)
def test_what_is_no_edit_is_told_so(live: Running, body: bytes):
    status, said = live.post("apply", body)
    assert (status, "refused" in said) == (400, True)


PATHS = (
    "../../evil",
    "..",
    "/etc/passwd",
    "a/../../b",
    "a\\b",
    "a\0b",
    ".hidden",
    "con",
    "A",
    "",
    "a//b",
    "é",
    "x.md",
)


@pytest.mark.parametrize("id", PATHS)
@pytest.mark.parametrize(
    "kind", ["persona", "journey", "touchpoint", "page", "stage", "step", "site", "nothing"]
)
def test_no_id_is_a_path(live: Running, kind: str, id: str):
    before = set(live.root.parent.rglob("*"))
    status, said = live.post(
        "apply", {"edits": [{"op": "create", "at": f"{kind}:{id}", "value": {"title": "x"}}]}
    )
    assert status in (400, 423), said
    assert {file for file in live.root.parent.rglob("*") if "cache" not in str(file)} <= before


def test_an_entity_cannot_be_called_a_path(live: Running):
    for new in ("../evil", "..", "a/b/c/d", "a\\b"):
        status, _ = live.post("apply", {"edits": [{"op": "rename", "at": "persona:anna", "value": new}]})
        assert status in (400, 422, 423)
    assert not (live.root / "content/evil.md").exists()


def test_links_are_never_written_to(live: Running, tmp_path: Path):
    outside = tmp_path / "outside.md"
    outside.write_text("---\ntitle: Zoe\n---\n")
    (live.root / "content/personas/zoe.md").symlink_to(outside)
    inside = live.root / "content/personas/ann.md"
    inside.symlink_to(live.root / "content/personas/anna.md")
    for who in ("zoe", "ann"):
        assert put(live, f"persona:{who}#title", "Mine")[0] in (422, 423)
    assert outside.read_text() == "---\ntitle: Zoe\n---\n"
    assert "Mine" not in (live.root / "content/personas/anna.md").read_text()


def test_a_preview_that_does_not_edit_has_no_token_and_no_answers(tmp_path: Path, cache: DiskCache):
    with running(plant(tmp_path.resolve() / "site"), cache) as still:
        assert "data-token" not in still.page("/")
        assert still.post("apply", {})[0] == 405


def test_the_token_is_in_pages_alone(live: Running):
    assert "data-token" in live.page("/journeys/buy/")
    assert "token" not in json.dumps(live.state())
    assert live.get("/journeys/buy/", Origin="http://evil.example")[0] == 403


AT = (
    "step:buy/find/look",
    "stage:buy/find",
    "journey:buy",
    "persona:anna",
    "touchpoint:shop",
    "site:",
    "page:",
    "x",
    "",
)
FIELDS = (
    "", "#", "#title", "#pains", "#pains.0", "#pains.0.text", "#pains.-1", "#pains.99", "#emotion", "#emotion..0",
    "#emotion.anna.0.score", "#emotion.0", "#fields.x.y", "#steps.0", "#body", "#next.0.to", "#title.0", "#\ud800",
)  # fmt: skip
VALUES = (
    None, "x", "", 0, -1, True, 1e308, [], {}, ["a"], {"text": "x", "severity": 9}, {"score": 1}, {"a": {"b": [1]}},
    "\ud800", "a\0b", [[["x"]]], {"": 1}, {"a b: c": 1}, "line\nline", "\u2028", 10**20, "---", "\ufeff",
)  # fmt: skip


def test_whatever_is_asked_is_answered_and_undone(tmp_path: Path):
    editing = Editing(EditSession(plant(tmp_path / "site"), Memo()))
    dice = random.Random(3)
    for _ in range(400):
        edit = {"op": dice.choice(get_args(Does)), "at": dice.choice(AT) + dice.choice(FIELDS)}
        for name, values in (("value", VALUES), ("to", (0, -5, 99, "stage:buy/find", "")), ("was", VALUES)):
            edit |= (
                {name: dice.choice(values)}
                if dice.random() < {"value": 0.8, "to": 0.3, "was": 0.1}[name]
                else {}
            )
        status, said = editing.answer("apply", json.dumps({"edits": [edit]}).encode())
        assert status in (200, 400, 409, 422, 423), (edit, said)
        assert editing.answer("form", json.dumps({"at": edit["at"]}).encode())[0] in (200, 400, 423), edit
        if status == 200 and said["undo"]:
            assert editing.answer("undo", b"{}")[0] == 200
        found = {path: (tmp_path / "site/content" / path).read_text() for path in SITE}
        assert found == SITE, edit


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org"])
def test_a_preview_that_others_can_reach_never_edits(tmp_path: Path, host: str):
    preview = Preview(plant(tmp_path / "site"), Options(preview=True), Memo())
    assert loop.editing_of(preview, Serving(host=host, editing=True)) is None
    assert loop.editing_of(preview, Serving(host="127.0.0.1")) is None
    assert loop.editing_of(preview, Serving(host="127.0.0.1", editing=True)) is not None


@pytest.mark.parametrize(
    ("words", "edits"), [([], True), (["--no-edit"], False), (["--host", "0.0.0.0"], False)]
)
def test_the_command_edits_on_this_machine_unless_it_is_told_not_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], edits: bool
):
    served: list[tuple[Preview, Serving]] = []
    monkeypatch.setattr(loop, "serve", lambda preview, serving: served.append((preview, serving)))
    assert run(["serve", "--root", str(plant(tmp_path / "site")), *words]) == 0
    ((preview, serving),) = served
    assert (preview.options.editing, serving.editing) == (edits, edits)


# -- what has changed
@pytest.fixture
def versioned(tmp_path: Path, cache: DiskCache) -> Iterator[Running]:
    root = plant(tmp_path.resolve() / "site")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "content")
    (root / "other.txt").write_text("not content\n")
    git(root, "commit", "-q", "-m", "Begin")
    with running(root, cache, editing=True) as found:
        yield found


WHO = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(root: Path, *words: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True, text=True).stdout


def test_what_changed_is_told_in_sentences_put_back_by_file_and_committed(
    versioned: Running, monkeypatch: pytest.MonkeyPatch
):
    for name, value in {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@b.c",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@b.c",
    }.items():
        monkeypatch.setenv(name, value)
    put(versioned, f"{LOOK}#emotion.anna.0.score", -1)
    put(versioned, "persona:anna#title", "Annie")
    said = versioned.post("changes", {})[1]
    assert any("Anna" in one or "Annie" in one for one in said["sentences"])
    assert [one["path"] for one in said["files"]] == [
        "content/journeys/buy/01-find.md",
        "content/personas/anna.md",
    ]
    assert "+    emotion: {anna: -1}" in said["files"][0]["diff"]
    assert (said["git"]["branch"], said["git"]["remote"]) == ("main", False)
    assert versioned.post("restore", {"id": said["files"][1]["id"]})[0] == 200
    assert (versioned.root / "content/personas/anna.md").read_text() == SITE["personas/anna.md"]
    assert versioned.post("restore", {"id": "../../x"})[0] == 423
    assert versioned.post("commit", {"message": "", "branch": ""})[0] == 423
    assert versioned.post("commit", {"message": "x", "branch": "--force"})[0] == 423
    status, done = versioned.post(
        "commit", {"message": said["git"]["message"], "branch": "mine", "push": False}
    )
    assert (status, done) == (200, {"said": "committed to mine"})
    assert git(versioned.root, "show", "--name-only", "--format=").split() == [
        "content/journeys/buy/01-find.md"
    ]
    assert "other.txt" in git(versioned.root, "status", "--porcelain")
    assert versioned.post("changes", {})[1]["files"] == []
