# ruff: noqa: E501 - files read best as they are written
"""Edits name entities and fields as pages show them; the text changes where they are written, in every form there is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from written import write_files

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.file_text import FileText
from jmsite.editing.site_editing import field_at, parse_address, patch_of_edit
from jmsite.engine.memo import Memo
from jmsite.model.site_edits import SiteEdit
from jmsite.model.sources import Inputs, Source
from jmsite.sessions.session import EditSession

SITE = {
    "site.yaml": "title: A site  # ours\nlanes:\n  carbon: {type: number, title: Carbon}\n",
    "personas/anna.yaml": "title: Anna\ngoals: Be home\n",
    "personas/anna.md": "---\nsummary: >-\n  Who she\n  is.\n---\n\n# Anna\n\nMore.\n",
    "personas/ben.md": "---\r\ntitle: 'Ben'\r\n---\r\n\r\nWords.\r\n",
    "touchpoints.yaml": "shop: {title: The shop}\nstand:\n  title: A stand\nkiosk:\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna, ben]\nanytime:\n  - It rains\n---\n",
    "journeys/buy/01-find.md": (
        "---\ntitle: Find\nsteps:\n"
        "  - id: look\n    title: I look\n    doing: [Looks, Asks]\n    emotion: 1\n    pains: Too many\n    fields: {carbon: 2}\n"
        "  - title: I sit\n    emotion:\n      anna: [1, -1]\n      ben: {score: 2, word: calm}\n"
        "---\n"
    ),
    "journeys/buy/01-find.ben.md": "---\nsteps:\n  - id: look\n    doing: Counts\n    emotion: -1\n---\n",
    "metrics/ease.yaml": "title: Ease\nreadings:\n  file: data/a.csv  # the desk\n  value: score\n",
    "metrics/all.yaml": "title: All\nreadings:\n  pool:\n    - {title: Desk, file: data/a.csv, value: score}\n",
    "journeys/buy/02-pay.md": "---\ntitle: Pay\ndoing: Pays\nemotion: 0\n---\n",
}
LOOK, SIT, PAY, RAIN = (
    "step:buy/find/look",
    "step:buy/find/i-sit",
    "step:buy/pay/pay",
    "step:buy/anytime/it-rains",
)
FIND, OF_BEN = "journeys/buy/01-find.md", "journeys/buy/01-find.ben.md"


@pytest.fixture
def session(tmp_path: Path) -> EditSession:
    write_files(tmp_path / "content", SITE)
    return EditSession(tmp_path, Memo())


def made(session: EditSession, op: Any, at: str, value: Any = None, **more: Any) -> dict[str, str]:
    """The files that an edit changes, below content/, as they are then."""
    patch = patch_of_edit(session.current().written, SiteEdit(op=op, at=at, value=value, **more))
    return {path.removeprefix("content/"): (data or b"").decode() for path, data in patch.after.items()}


SET: dict[str, tuple[str, Any, str, str, str]] = {
    "a list of one without brackets": (f"{LOOK}#pains.0.text", "Far too many", FIND, "pains: Too many", "pains: Far too many"),
    "a part of what stands for fields": (f"{LOOK}#pains.0.severity", 2, FIND, "pains: Too many", "pains: {text: Too many, severity: 2}"),
    "an entry in brackets": (f"{LOOK}#doing.1", "Asks: who?", FIND, "[Looks, Asks]", '[Looks, "Asks: who?"]'),
    "an entry that a variant adds": (f"{LOOK}#doing.2", "Counts all", OF_BEN, "doing: Counts", "doing: Counts all"),
    "what everybody feels, of one": (f"{LOOK}#emotion.anna.0.score", 2, FIND, "emotion: 1", "emotion: {anna: 2, ben: 1}"),
    "what a variant says is felt": (f"{LOOK}#emotion.ben.0.score", -2, OF_BEN, "emotion: -1", "emotion: -2"),
    "the second point of a persona": (f"{SIT}#emotion.anna.1.score", 0, FIND, "anna: [1, -1]", "anna: [1, 0]"),
    "a word of a feeling": (f"{SIT}#emotion.ben.0.word", "at rest", FIND, "word: calm", "word: at rest"),
    "a word beside a number": (f"{SIT}#emotion.anna.0.word", "glad", FIND, "anna: [1, -1]", "anna: [{score: 1, word: glad}, -1]"),
    "a lane of the site's own": (f"{LOOK}#fields.carbon", 3, FIND, "{carbon: 2}", "{carbon: 3}"),
    "readings of a file": ("metric:ease#readings.every", "quarter", "metrics/ease.yaml", "value: score\n", "value: score\n  every: quarter\n"),
    "a survey of a pool": ("metric:all#readings.pool.0.value", "answer", "metrics/all.yaml", "value: score", "value: answer"),
    "the period of a pool": ("metric:all#readings.every", "quarter", "metrics/all.yaml", "score}\n", "score}\n  every: quarter\n"),
    "a title that an id is made of": (f"{SIT}#title", "I rest", FIND, "title: I sit\n", "title: I rest\n    id: i-sit\n"),
    "a stage that is a step": (f"{PAY}#doing.0", "Pays cash", "journeys/buy/02-pay.md", "doing: Pays", "doing: Pays cash"),
    "a moment that is a title": (f"{RAIN}#emotion..0.score", -1, "journeys/buy/journey.md", "- It rains", "- {title: It rains, emotion: -1}"),
    "a field in brackets of a registry": ("touchpoint:shop#title", "Shop", "touchpoints.yaml", "{title: The shop}", "{title: Shop}"),
    "a field on a line of a registry": ("touchpoint:stand#title", "Stand", "touchpoints.yaml", "title: A stand", "title: Stand"),
    "an entry without fields": ("touchpoint:kiosk#title", "Kiosk", "touchpoints.yaml", "kiosk:\n", "kiosk:\n  title: Kiosk\n"),
    "YAML beside Markdown": ("persona:anna#goals.0", "Be away", "personas/anna.yaml", "goals: Be home", "goals: Be away"),
    "front matter beside YAML": ("persona:anna#summary", "Who she\nis", "personas/anna.md", ">-\n  Who she\n  is.\n", ">-\n  Who she\n\n  is\n"),
    "lines that end in two signs": ("persona:ben#title", "Benno", "personas/ben.md", "'Ben'", "'Benno'"),
    "the settings": ("site:#title", "Ours", "site.yaml", "A site", "Ours"),
    "Markdown": ("persona:anna#body", "# Anna\n\nLess.", "personas/anna.md", "More.", "Less."),
}  # fmt: skip


@pytest.mark.parametrize("name", SET)
def test_a_field_is_set_where_it_is_written(session: EditSession, name: str):
    at, value, path, old, new = SET[name]
    assert SITE[path].count(old) == 1
    assert made(session, "set", at, value) == {path: SITE[path].replace(old, new)}


BODIES = {
    "words": ("---\na: 1\n---\n\nOld.\n", "New.", "---\na: 1\n---\n\nNew.\n"),
    "none yet": ("---\na: 1\n---\n", "New.", "---\na: 1\n---\n\nNew.\n"),
    "none yet, and no end of the line": ("---\na: 1\n---", "New.", "---\na: 1\n---\n\nNew.\n"),
    "no fields": ("Old.\n", "New.\n\nMore.", "New.\n\nMore.\n"),
    "two line ends": (
        "---\r\na: 1\r\n---\r\nOld.\r\n",
        "New.\nMore.",
        "---\r\na: 1\r\n---\r\nNew.\r\nMore.\r\n",
    ),
    "nothing any more": ("---\na: 1\n---\n\nOld.\n", "", "---\na: 1\n---\n\n"),
    "no end of the last line": ("---\na: 1\n---\n\nOld.", "New.", "---\na: 1\n---\n\nNew."),
}


@pytest.mark.parametrize("name", BODIES)
def test_markdown_is_set_below_fields_that_stay(name: str):
    text, body, wanted = BODIES[name]
    source = Source(path="content/x.md", digest="", data=text.encode())
    made = FileText(Inputs(content={"content/x.md": source}, blobs={}, themes={}), "content/x.md")
    assert made.with_body(body).decode() == wanted


def test_a_field_reads_as_it_is_written(session: EditSession):
    site = session.current().written
    for at, value, text in (
        (f"{LOOK}#pains.0", "Too many", "Too many"),
        (f"{LOOK}#pains.0.text", "Too many", "Too many"),
        (f"{LOOK}#pains.0.severity", None, ""),
        (f"{LOOK}#doing.2", "Counts", "Counts"),
        (f"{LOOK}#emotion.ben.0.score", -1, "-1"),
        (f"{SIT}#emotion.anna.1", -1, "-1"),
        (f"{SIT}#emotion.ben.0.word", "calm", "calm"),
        ("persona:ben#title", "Ben", "'Ben'"),
        ("persona:anna#body", "# Anna\n\nMore.", "# Anna\n\nMore."),
    ):
        found = field_at(site, parse_address(at))
        assert (found.value, found.text) == (value, text), at


def test_entries_are_added_where_the_others_are_written(session: EditSession):
    assert made(session, "add", f"{LOOK}#pains", {"text": "Dear", "severity": 3}) == {
        FIND: SITE[FIND].replace("pains: Too many", "pains: [Too many, {text: Dear, severity: 3}]")
    }
    assert made(session, "add", f"{LOOK}#doing", {"text": "Waits"}, to=0) == {
        FIND: SITE[FIND].replace("[Looks", "[Waits, Looks")
    }
    assert made(session, "add", f"{LOOK}#thinking", "Hm") == {
        FIND: SITE[FIND].replace("    emotion: 1\n", "    emotion: 1\n    thinking: [Hm]\n")
    }
    assert made(session, "add", f"{SIT}#emotion.anna", 2) == {
        FIND: SITE[FIND].replace("[1, -1]", "[1, -1, 2]")
    }


def test_what_goes_leaves_nothing_empty_behind(session: EditSession):
    assert made(session, "remove", f"{LOOK}#pains.0") == {
        FIND: SITE[FIND].replace("    pains: Too many\n", "")
    }
    assert made(session, "remove", f"{LOOK}#fields.carbon") == {
        FIND: SITE[FIND].replace("    fields: {carbon: 2}\n", "")
    }
    assert made(session, "remove", f"{SIT}#emotion.ben.0.word") == {
        FIND: SITE[FIND].replace("{score: 2, word: calm}", "{score: 2}")
    }
    assert made(session, "set", f"{LOOK}#doing.0") == {FIND: SITE[FIND].replace("[Looks, Asks]", "[Asks]")}
    assert made(session, "remove", "touchpoint:shop#title") == {
        "touchpoints.yaml": SITE["touchpoints.yaml"].replace("{title: The shop}", "{}")
    }


def test_steps_and_stages_are_made_where_they_belong(session: EditSession):
    step = {"title": "I ask", "pains": [{"text": "Slow"}]}
    assert made(session, "create", "step:buy/find/ask", step, after=LOOK) == {
        FIND: SITE[FIND].replace(
            "  - title: I sit", "  - id: ask\n    title: I ask\n    pains: [Slow]\n  - title: I sit"
        )
    }
    assert made(session, "create", "stage:buy/choose", {"title": "Choose"}, before="stage:buy/pay") == {
        "journeys/buy/01.5-choose.md": "---\ntitle: Choose\n---\n"
    }
    assert made(session, "create", "stage:buy/after", {"title": "After"}) == {
        "journeys/buy/03-after.md": "---\ntitle: After\n---\n"
    }
    assert made(session, "create", "journey:sell", {"title": "Sell", "body": "Words."}) == {
        "journeys/sell/journey.md": "---\ntitle: Sell\n---\n\nWords.\n"
    }
    with pytest.raises(RefusedEditError, match="without steps"):
        made(session, "create", "step:buy/pay/wait", {"title": "I wait"})


def test_entities_go_with_all_that_is_written_of_them(session: EditSession):
    assert made(session, "delete", "stage:buy/find") == {FIND: "", OF_BEN: ""}
    assert made(session, "delete", LOOK).keys() == {FIND, OF_BEN}
    assert made(session, "delete", "touchpoint:stand") == {
        "touchpoints.yaml": "shop: {title: The shop}\nkiosk:\n"
    }
    assert made(session, "delete", "persona:anna") == {"personas/anna.yaml": "", "personas/anna.md": ""}
    assert set(made(session, "delete", "journey:buy")) == {
        path for path in SITE if path.startswith("journeys/")
    }


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        ({"op": "set", "at": f"{LOOK}#paint", "value": 1}, "no field 'paint'"),
        ({"op": "set", "at": f"{LOOK}#doing.9", "value": "x"}, "not written|no entry|stands for"),
        ({"op": "remove", "at": f"{LOOK}#thinking.0"}, "no entry|not written"),
        ({"op": "move", "at": f"{LOOK}#title", "to": 1}, "entries of a list"),
        ({"op": "move", "at": f"{LOOK}#doing.0"}, "to which number"),
        ({"op": "set", "at": LOOK, "value": 1}, "which field"),
        ({"op": "delete", "at": f"{LOOK}#doing"}, "use 'remove'"),
        ({"op": "delete", "at": "site:"}, "no site"),
        ({"op": "delete", "at": PAY}, "not written by itself"),
        ({"op": "create", "at": LOOK, "value": {}}, "already"),
        ({"op": "create", "at": "persona:x", "value": "text"}, "its fields"),
        ({"op": "set", "at": "touchpoint:shop#body", "value": "x"}, "no Markdown"),
    ],
)
def test_what_cannot_be_meant_is_refused(session: EditSession, edit: dict[str, Any], why: str):
    with pytest.raises(RefusedEditError, match=why):
        patch_of_edit(session.current().written, SiteEdit(**edit))


def test_every_field_that_is_written_can_be_set_to_what_it_is(session: EditSession):
    """A round through every address: nothing is changed by writing what stands there."""
    site = session.current().written
    for kind in ("persona", "journey", "stage", "touchpoint"):
        for id, entity in site.entities(kind).items():
            for name in sorted(entity.fields.model_fields_set - {"steps", "anytime"}):
                address = parse_address(f"{kind}:{id}#{name}")
                found = field_at(site, address)
                if found.value is not None:
                    assert made(session, "set", str(address), found.value) == {}, address
