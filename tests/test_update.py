"""Workbooks and tables that we exported, edited and imported again: what was edited changes, and nothing else does."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.editing.portals import SEEDS, portal
from workbooks import xlsx

import jmsite
from jmsite.cli.app import run
from jmsite.cli.update import update
from jmsite.exporting.book.workbook import as_xlsx
from jmsite.exporting.rows import COLUMNS, rows
from jmsite.exporting.selection import select
from jmsite.formats.workbook import read_book
from jmsite.model.look import Look

LOOK = """---
# what we saw in the shop
title: Look   # and wonder
steps:
  - title: I look
    doing: [Looks around, {text: "Asks: where?", persona: anna}]   # as they said
    emotion: {anna: -1, ben: [1, -1.5]}
    pains:
      - text: Too dark
        severity: 3   # of three
      - 'Too far'
  - title: I find it
    emotion: 1
    gains: It is there
---

It begins *here*.
"""
Rows = list[list[str]]


@pytest.fixture
def shop(project) -> Any:
    made = project("minimal").delete("journeys/visit/01-arrive.md")
    return made.edit_all(
        {
            "site.yaml": "title: Shop   # ours\n",
            "journeys/visit/journey.md": "---\ntitle: Visit\npersonas: [anna, ben]\n---\n",
            "journeys/visit/02-look.md": LOOK,
            "journeys/visit/03-pay.md": "---\r\ntitle: Pay\r\ndoing: Pays\r\n---\r\n",
            "personas/ben.md": "---\ntitle: Ben\nsummary: >-\n  He has\n  no time.\n---\n",
            "journeys/other/journey.md": "---\ntitle: Other\n---\n",
            "journeys/other/01-go.md": "---\ntitle: Go\ndoing: Goes\n---\n",
        }
    )


def edited(shop: Any, sheet: str, *changes: Callable[[Rows], None]) -> Path:
    """A workbook of the site in which somebody has changed a sheet."""
    catalog = jmsite.load(shop.root)
    book = read_book(as_xlsx(catalog, select(catalog), Look()))
    sheets = {one.name: [list(row) for row in one.rows] for one in book.sheets}
    for change in changes:
        change(sheets[sheet])
    target = shop.root / "map.xlsx"
    target.write_bytes(xlsx(sheets))
    return target


def put(step: str, lane: str, text: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        at = next(row.index(f"visit/{step}") for row in rows if f"visit/{step}" in row)
        next(row for row in rows if row[1] == lane)[at] = text

    return change


def said(kind: str, id: str, field: str, text: str) -> Callable[[Rows], None]:
    """Write a text into the row of a value among the data."""

    def change(rows: Rows) -> None:
        next(row for row in rows if (row[0], row[1], row[3]) == (kind, id, field))[5] = text

    return change


def took(shop: Any, file: Path, *more: str) -> int:
    return run(["import", str(file), "--update", *more, "--root", str(shop.root)])


def text(shop: Any, path: str) -> str:
    return (shop.root / "content" / path).read_bytes().decode()


def test_a_workbook_that_nobody_edited_changes_nothing(shop, capsys):
    assert took(shop, edited(shop, "Visit")) == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("map.xlsx: 0 changes")


def test_only_what_was_edited_changes_and_comments_stay(shop, capsys):
    file = edited(
        shop,
        "Visit",
        put("look/i-look", "pains", "• Too dim\n• Too far\n• Too late"),
        put("look/i-look", "emotion:ben", "2 → -1.5"),
        put("look/i-look", "doing", "• Looks twice\n• Asks: where? (Anna)"),
        put("pay/pay", "doing", "Pays by card"),
    )
    before = text(shop, "journeys/visit/02-look.md")
    assert took(shop, file, "--dry-run") == 0
    patch = capsys.readouterr().out
    assert "+    emotion: {anna: -1, ben: [2, -1.5]}" in patch
    assert text(shop, "journeys/visit/02-look.md") == before
    assert took(shop, file) == 0
    wanted = (
        LOOK.replace("Looks around", "Looks twice")
        .replace("ben: [1,", "ben: [2,")
        .replace("Too dark", "Too dim")
        .replace("      - 'Too far'\n", "      - 'Too far'\n      - Too late\n")
    )
    assert text(shop, "journeys/visit/02-look.md") == wanted
    assert text(shop, "journeys/visit/03-pay.md") == "---\r\ntitle: Pay\r\ndoing: Pays by card\r\n---\r\n"
    told = capsys.readouterr().out
    assert "4 changes" in told
    assert "(Visit!" in told


def test_values_among_the_data_count_too(shop):
    file = edited(
        shop,
        "Data",
        said("persona", "ben", "summary", "He has time."),
        said("stage", "visit/look", "prose", "It begins *there*."),
    )
    assert took(shop, file) == 0
    assert "summary: >-\n  He has\n  time.\n" in text(shop, "personas/ben.md")
    assert text(shop, "journeys/visit/02-look.md") == LOOK.replace("*here*", "*there*")


def test_a_step_that_is_called_otherwise_keeps_its_id(shop):
    file = edited(shop, "Visit", put("look/i-find-it", "step", "I have found it"))
    assert took(shop, file) == 0
    assert "title: I have found it" in text(shop, "journeys/visit/02-look.md")
    assert jmsite.load(shop.root).find("step", "visit/look/i-find-it").title == "I have found it"


def test_what_was_changed_on_both_sides_is_left_to_people(shop, capsys):
    file = edited(shop, "Visit", put("look/i-look", "pains", "Too dim"), put("pay/pay", "doing", "Pays late"))
    shop.replace("journeys/visit/02-look.md", "Too dark", "Too bright").replace(
        "personas/ben.md", "no time", "an hour"
    )
    assert took(shop, file) == 1
    told = capsys.readouterr().out
    assert "Visit!" in told.partition("left out:")[2]
    assert "it was changed on the site as well since the export" in told
    assert "Too bright" in text(shop, "journeys/visit/02-look.md")
    # what only the site has changed stays, and what only the workbook has changed is taken
    assert "an hour" in text(shop, "personas/ben.md")
    assert "Pays late" in text(shop, "journeys/visit/03-pay.md")


def test_steps_come_and_go_with_their_columns(shop, capsys):
    def insert(rows: Rows) -> None:
        at = next(row.index("visit/look/i-look") for row in rows if "visit/look/i-look" in row) + 1
        for row in rows:
            row.insert(at, {"stage": "Look", "step": "I turn", "pains": "• Slow"}.get(row[1], ""))

    def remove(rows: Rows) -> None:
        at = next(row.index("visit/look/i-find-it") for row in rows if "visit/look/i-find-it" in row)
        for row in rows:
            del row[at]

    assert took(shop, edited(shop, "Visit", insert)) == 0
    steps = jmsite.load(shop.root).steps_of("visit/look")
    assert [one.title for one in steps] == ["I look", "I turn", "I find it"]
    assert [one.text for one in steps[1].fields.pains] == ["Slow"]
    assert took(shop, edited(shop, "Visit", remove)) == 0
    assert [one.title for one in jmsite.load(shop.root).steps_of("visit/look")] == ["I look", "I turn"]
    assert "# what we saw in the shop" in text(shop, "journeys/visit/02-look.md")


def column(rows: Rows, id: str) -> int:
    return next(row.index(id) for row in rows if id in row)


def moved(id: str, before: str) -> Callable[[Rows], None]:
    """Move the column of a step before that of another one."""

    def change(rows: Rows) -> None:
        at = column(rows, id)
        cells = [row.pop(at) for row in rows]
        to = column(rows, before)
        for row, cell in zip(rows, cells, strict=True):
            row.insert(to, cell)

    return change


def test_a_step_stands_where_its_column_was_moved_to(shop, capsys):
    file = edited(
        shop, "Visit", moved("visit/look/i-find-it", "visit/look/i-look"), put("pay/pay", "doing", "Owes")
    )
    assert took(shop, file) == 0
    told = capsys.readouterr().out
    assert "the step 'visit/look/i-find-it' moves before 'visit/look/i-look'" in told
    assert "2 changes" in told
    steps = jmsite.load(shop.root).steps_of("visit/look")
    assert [one.id.rpartition("/")[2] for one in steps] == ["i-find-it", "i-look"]
    written = text(shop, "journeys/visit/02-look.md")
    assert sorted(written.splitlines()) == sorted(LOOK.splitlines())
    assert "doing: Owes" in text(shop, "journeys/visit/03-pay.md")


def test_a_stage_stands_where_its_columns_were_moved_to(shop, capsys):
    assert took(shop, edited(shop, "Visit", moved("visit/pay/pay", "visit/look/i-look"))) == 0
    told = capsys.readouterr().out
    assert "content/journeys/visit/03-pay.md → content/journeys/visit/01-pay.md" in told
    assert [one.id for one in jmsite.load(shop.root).stages_of("visit")] == ["visit/pay", "visit/look"]
    assert text(shop, "journeys/visit/02-look.md") == LOOK


def test_a_column_in_another_stage_is_told_with_the_command_that_moves_it(shop, capsys):
    shop.edit("journeys/visit/03-pay.md", "---\ntitle: Pay\nsteps: [{title: I queue}, {title: I pay}]\n---\n")
    file = edited(shop, "Visit", moved("visit/look/i-look", "visit/pay/i-pay"))
    assert took(shop, file) == 1
    assert "'jmsite move visit/look/i-look --to visit/pay'" in capsys.readouterr().out
    found = jmsite.load(shop.root)
    assert [one.title for one in found.stages_of("visit")] == ["Look", "Pay"]
    assert [one.title for one in found.steps_of("visit/look")] == ["I look", "I find it"]


def test_an_order_that_both_sides_changed_is_left_to_people(shop, capsys):
    more = LOOK.replace("  - title: I find it\n", "  - title: I wait\n  - title: I find it\n")
    shop.edit("journeys/visit/02-look.md", more)
    file = edited(shop, "Visit", moved("visit/look/i-find-it", "visit/look/i-look"))
    assert (
        run(["move", "visit/look/i-wait", "--after", "visit/look/i-find-it", "--root", str(shop.root)]) == 0
    )
    assert took(shop, file) == 1
    assert "it was changed on the site as well since the export" in capsys.readouterr().out
    steps = jmsite.load(shop.root).steps_of("visit/look")
    assert [one.title for one in steps] == ["I look", "I find it", "I wait"]


def new(*values: tuple[str, str, str, str, str]) -> Callable[[Rows], None]:
    """Write rows at the end of the data: kind, id, title, field, text."""

    def change(rows: Rows) -> None:
        for kind, id, title, field, words in values:
            cells = (kind, id, title, field, "", words)
            rows.append([*cells, *("" for _ in rows[0][len(cells) :])])

    return change


def test_what_is_new_among_the_data_comes_to_the_site(shop, capsys):
    file = edited(
        shop,
        "Data",
        new(
            ("touchpoint", "desk", "Front desk", "", ""),
            ("persona", "cleo", "Cleo", "", ""),
            ("persona", "cleo", "Cleo", "summary", "She is in a hurry."),
            ("persona", "cleo", "Cleo", "prose", "She *runs*."),
            ("journey", "ask", "Ask", "", ""),
            ("stage", "ask/call", "Call", "", ""),
            ("step", "ask/call/i-ring", "I ring", "", ""),
            ("step", "ask/call/i-ring", "I ring", "doing", "Rings twice"),
            ("stage", "visit/leave", "Leave", "", ""),
        ),
    )
    assert took(shop, file, "--dry-run") == 0
    assert "new file mode 100644" in capsys.readouterr().out
    assert jmsite.load(shop.root).find("persona", "cleo") is None
    assert took(shop, file) == 0
    told = capsys.readouterr().out
    assert "the touchpoint 'desk' is new" in told
    found = jmsite.load(shop.root)
    assert found.find("touchpoint", "desk").title == "Front desk"
    assert found.find("persona", "cleo").fields.summary == "She is in a hurry."
    assert text(shop, "personas/cleo.md").endswith("---\n\nShe *runs*.\n")
    assert [one.text for one in found.find("step", "ask/call/i-ring").fields.doing] == ["Rings twice"]
    assert [one.title for one in found.stages_of("visit")][-1] == "Leave"
    assert took(shop, file) == 0
    assert "map.xlsx: 0 changes" in capsys.readouterr().out


def test_what_is_new_and_cannot_be_is_told(shop, capsys):
    file = edited(
        shop,
        "Data",
        new(
            ("touchpoint", "", "Front desk", "", ""),
            ("step", "visit/gone/i-go", "I go", "", ""),
            ("persona", "Not an id", "Cleo", "", ""),
        ),
    )
    assert took(shop, file) == 1
    told = capsys.readouterr().out
    assert "'Front desk': it has no id; write one into the column 'id', such as 'front-desk'" in told
    assert "there is no stage 'visit/gone'" in told
    assert "'Not an id' is not a valid id" in told
    assert "0 changes" in told


def test_what_is_gone_from_the_data_is_told_and_stays(shop, capsys):
    def remove(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[:2] != ["persona", "ben"]]

    assert took(shop, edited(shop, "Data", remove)) == 1
    assert "the persona 'ben': its rows are gone; take it away by hand" in capsys.readouterr().out
    assert jmsite.load(shop.root).find("persona", "ben")


def test_into_takes_what_is_of_one_journey(shop, capsys):
    file = edited(
        shop, "Data", said("persona", "ben", "title", "Benno"), said("stage", "visit/pay", "doing", "Owes")
    )
    assert took(shop, file, "--into", "visit") == 1
    assert "Owes" in text(shop, "journeys/visit/03-pay.md")
    assert "title: Ben\n" in text(shop, "personas/ben.md")
    assert "it is no part of 'visit'" in capsys.readouterr().out


def test_an_edit_that_would_be_an_error_is_refused(shop, capsys):
    before = text(shop, "journeys/visit/02-look.md")
    file = edited(shop, "Visit", put("look/i-look", "emotion:anna", "9"))
    assert took(shop, file) == 1
    assert text(shop, "journeys/visit/02-look.md") == before
    assert "it would be an error: " in capsys.readouterr().out


def test_what_is_not_ours_is_refused_and_import_leads_here(shop, capsys):
    other = shop.root / "a.csv"
    other.write_text("Stage,Doing,Pains\nA,b,c\n", "utf-8")
    assert took(shop, other) == 1
    assert "is not a workbook or table that" in capsys.readouterr().err
    assert run(["import", str(edited(shop, "Visit")), "--root", str(shop.root)]) == 1
    assert "--update changes in this site what was edited" in capsys.readouterr().err


def rows_of(root: Path) -> list[dict[str, str]]:
    catalog = jmsite.load(root)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows(catalog, select(catalog))]


WORDS = (
    "Otherwise",
    "With: a colon",
    "# no comment",
    "  ",
    "ä – ü",
    '"quoted"',
    "- no item",
    "one, two",
    "yes",
    "3",
)
TEXTS = ("title", "doing", "thinking", "pains", "summary", "prose")


@given(st.integers(0, 2**20))
@settings(max_examples=12, deadline=None, phases=SEEDS)
def test_random_edits_of_a_table_come_back_as_exactly_those(tmp_path_factory, seed: int) -> None:
    dice = random.Random(seed)
    root = tmp_path_factory.mktemp("edited")
    for path, words in portal(dice).items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(words.encode())
    (root / "content" / "data").mkdir()
    (root / "content" / "data" / "a.csv").write_text("date,value,who,place\n2026-01-01,3,ppa,ssa\n", "utf-8")
    before = rows_of(root)
    files = {file: file.read_bytes() for file in (root / "content").rglob("*") if file.is_file()}
    wanted = [dict(row) for row in before]
    may = [row for row in wanted if row["field"] in TEXTS and row["text"]]
    for row in dice.sample(may, min(len(may), 3)):
        row["text"] = dice.choice(WORDS).strip() or "Blank"
    table = io.StringIO()
    writer = csv.DictWriter(table, list(before[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(wanted)
    (root / "table.csv").write_text(table.getvalue(), "utf-8")
    made = update(root, root / "table.csv", "", dry_run=False)
    left = " ".join(one.text for one in made.remarks)
    after = rows_of(root)
    kept = [new if _is_left(new, left) is False else old for old, new in zip(before, wanted, strict=True)]
    # entities are in the order of their titles
    assert values(after) == values(kept)
    changed = {path for path, data in files.items() if path.read_bytes() != data}
    assert {f"content/{path.relative_to(root / 'content').as_posix()}" for path in changed} == {
        one.new for one in made.files
    }
    for path in changed:
        comments = [part.partition(b"#")[2].strip() for part in files[path].splitlines() if b"  #" in part]
        assert all(comment in path.read_bytes() for comment in comments)


def values(some: list[dict[str, str]]) -> list[tuple[str, ...]]:
    """Values as they are written, whatever stands beside them; a step may say the id that it had."""
    return sorted(tuple({**row, "title": ""}.values()) for row in some if row["field"] != "id")


def _is_left(row: dict[str, str], left: str) -> bool:
    return f"'{row['field']}' of the {row['kind']} '{row['id']}'" in left
