"""The language server, asked by a real client over stdio."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from lsp_client import Editor, edited
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from written import write_files

from jmsite.cli.app import run

SITE = {
    "site.yaml": "title: Small\nlanes:\n"
    "  carbon: {title: Carbon, type: rating, description: What it costs the air.}\n",
    "personas/anna-berg.md": "---\ntitle: Anna Berg\nsummary: Buys on Sundays.\n---\n\n## Sundays\n\n"
    "She is [here](../pages/hello.md).\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "touchpoints.yaml": "desk:\n  title: The desk 🛎\n  channel: shop\ndoor:\n  title: Door\n",
    "channels.yaml": "shop:\n  title: In the shop\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna-berg, ben]\n---\n",
    "journeys/buy/01-find.md": "---\n"
    "title: Find\n"
    "steps:\n"
    "  - id: look\n"
    "    title: 😀 日本語\n"
    "    touchpoint: desk\n"
    "    emotion: {anna-berg: 1}\n"
    "    next: [{to: pay, when: 'now'}]\n"
    "---\n\nSee [Anna](../../personas/anna-berg.md#sundays) and [paying](02-settle.md).\n"
    "\nOn the map: [look](journey.md#find--look), [pay](journey.md#settle--pay).\n",
    "journeys/buy/01-find.ben.md": "---\nsteps:\n  - {id: look, emotion: -1}\n---\n",
    "journeys/buy/02-settle.md": "---\ntitle: Settle\nsteps:\n"
    "  - {id: pay, title: I pay, emotion: 0, touchpoint: [desk, door]}\n---\n",
    "opportunities/faster.md": "---\ntitle: Faster\nsteps: [buy/find/look, buy/settle/pay]\n---\n\n"
    "[Desk](../touchpoints.yaml#desk)\n",
    "pages/hello.md": "# Hello\n\n😀😀 [Anna](../personas/anna-berg.md) and 😀 [Nobody](../personas/noone.md).\n",
}
FIND, SETTLE = "content/journeys/buy/01-find.md", "content/journeys/buy/02-settle.md"
HELLO, ANNA = "content/pages/hello.md", "content/personas/anna-berg.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path.resolve()
    write_files(root / "content", SITE)
    return root


def told(site: Path, capsys) -> str:
    run(["check", "--root", str(site)])
    return capsys.readouterr().out.splitlines()[-1]


def test_faults_are_those_of_check_and_follow_what_is_typed(site):
    async def scenario(editor: Editor) -> None:
        editor.open(HELLO)
        await editor.until(lambda: bool(editor.told(HELLO)))
        line = SITE["pages/hello.md"].splitlines()[2]
        start = len(line[: line.index("../personas/noone.md")].encode("utf-16-le")) // 2
        assert editor.told(HELLO) == [("link/missing-file", 2, start, start + len("../personas/noone.md"))]
        editor.open(FIND)
        editor.write(FIND, SITE["journeys/buy/01-find.md"].replace("desk", "dsk"))
        await editor.until(lambda: bool(editor.told(FIND)))
        assert editor.told(FIND) == [("ref/unknown-touchpoint", 5, 16, 19)]
        assert "did you mean 'desk'?" in editor.faults[editor.uri(FIND)][0].message
        editor.write(FIND, SITE["journeys/buy/01-find.md"])
        await editor.until(lambda: not editor.told(FIND))
        assert (site / FIND).read_text("utf-8") == SITE["journeys/buy/01-find.md"]

    edited(site, scenario)


def test_an_open_buffer_counts_in_other_files_until_it_is_closed(site):
    async def scenario(editor: Editor) -> None:
        editor.open("content/channels.yaml", "web:\n  title: On the web\n")
        await editor.until(lambda: bool(editor.told("content/touchpoints.yaml")))
        assert [rule for rule, *_ in editor.told("content/touchpoints.yaml")] == ["ref/unknown-channel"]
        editor.close("content/channels.yaml")
        await editor.until(lambda: not editor.told("content/touchpoints.yaml"))

    edited(site, scenario)


def test_fields_are_suggested_in_front_matter_with_what_they_mean(site):
    async def scenario(editor: Editor) -> None:
        editor.open(
            FIND, SITE["journeys/buy/01-find.md"].replace("---\n\nSee", "    mo\n    fields: {c}\n---\n\nSee")
        )
        found = await editor.complete(FIND, 8, 6)
        assert "moment_of_truth" in found
        assert "touchpoint" not in found, "it is there already"
        assert "scenario" not in found, "it is a field of journeys"
        item = found["moment_of_truth"]
        assert item.text_edit.new_text == "moment_of_truth: "
        assert (item.text_edit.range.start.character, item.text_edit.range.end.character) == (4, 6)
        assert item.documentation.value
        own = await editor.complete(FIND, 9, 14)
        assert own["carbon"].detail == "Carbon"
        assert await editor.complete(FIND, 12, 3) == {}, "there are no fields in prose"

    edited(site, scenario)


def test_ids_are_suggested_with_titles_and_positions_count_as_the_protocol_does(site):
    async def scenario(editor: Editor) -> None:
        text = SITE["journeys/buy/01-find.md"].replace(
            "    touchpoint: desk\n",
            "    thinking: [😀😀]\n    touchpoint: [door, d]\n    x: {title: 😀日, touchpoint: d}\n",
        )
        editor.open(FIND, text)
        found = await editor.complete(FIND, 6, 24)
        assert {label: item.detail for label, item in found.items()} == {"desk": "The desk 🛎", "door": "Door"}
        assert found["desk"].filter_text == "desk The desk 🛎"
        line = "  - {title: 😀日本, touchpoint: d}"
        editor.write(FIND, f"---\ntitle: Find\nsteps:\n{line}\n---\n")
        column = len(line[:-1].encode("utf-16-le")) // 2
        edit = (await editor.complete(FIND, 3, column))["desk"].text_edit
        assert (edit.range.start.character, edit.range.end.character) == (column - 1, column)

    edited(site, scenario)


def test_values_are_suggested_in_yaml_and_registries(site):
    async def scenario(editor: Editor) -> None:
        editor.open("content/touchpoints.yaml", "desk:\n  title: Desk\n  status: l\n  channel: \n  own\n")
        assert {"proposed", "live", "retired"} <= set(
            await editor.complete("content/touchpoints.yaml", 2, 11)
        )
        assert (await editor.complete("content/touchpoints.yaml", 3, 11))["shop"].detail == "In the shop"
        assert "owner" in await editor.complete("content/touchpoints.yaml", 4, 5)
        editor.open("content/site.yaml", "title: Small\nlan\ncharts: f\n")
        assert {"lanes", "language"} <= set(await editor.complete("content/site.yaml", 1, 3))
        assert set(await editor.complete("content/site.yaml", 2, 9)) == {"true", "false"}
        editor.open(
            FIND, SITE["journeys/buy/01-find.md"].replace("{anna-berg: 1}", "{b}").replace("to: pay", "to: p")
        )
        assert (await editor.complete(FIND, 6, 15))["ben"].text_edit.new_text == "ben: "
        assert {"pay", "look", "settle"} <= set(await editor.complete(FIND, 7, 16))

    edited(site, scenario)


def test_hovering_explains_fields_and_what_ids_name(site):
    async def scenario(editor: Editor) -> None:
        editor.open("content/journeys/buy/journey.md")
        told = await editor.hover("content/journeys/buy/journey.md", 2, 14)
        assert "Anna Berg" in told
        assert "Buys on Sundays." in told
        assert (await editor.hover("content/journeys/buy/journey.md", 2, 3)).startswith("**personas**")
        editor.open(HELLO)
        assert "Buys on Sundays." in await editor.hover(HELLO, 2, 16)
        assert await editor.hover(HELLO, 0, 3) == ""
        editor.open(SETTLE)
        assert "The desk" in await editor.hover(
            SETTLE, 3, SITE["journeys/buy/02-settle.md"].splitlines()[3].index("desk")
        )

    edited(site, scenario)


def test_ids_lead_to_where_they_come_from_and_to_what_names_them(site):
    async def scenario(editor: Editor) -> None:
        editor.open(FIND)
        assert await editor.definition(FIND, 5, 18) == ("content/touchpoints.yaml", 0)
        assert await editor.definition(FIND, 6, 16) == (ANNA, 0)
        assert await editor.definition(FIND, 7, 17) == (SETTLE, 3)
        assert await editor.definition(FIND, 10, 12) == (ANNA, 0)
        line = SITE["journeys/buy/02-settle.md"].splitlines()[3]
        desk = [
            (SETTLE, 3, line.index("desk"), line.index("desk") + 4),
            (FIND, 5, 16, 20),
            ("content/opportunities/faster.md", 5, 7, 31),
        ]
        assert await editor.references(FIND, 5, 18) == sorted(desk)
        editor.open("content/touchpoints.yaml")
        assert await editor.references("content/touchpoints.yaml", 0, 2) == sorted(desk)
        assert [path for path, *_ in await editor.references(ANNA, 1, 2)] == sorted(
            ["content/journeys/buy/journey.md", FIND, FIND, HELLO]
        )

    edited(site, scenario)


RENAMED = {
    "an entry of a registry": (FIND, (5, 18), "counter"),
    "a file, by a reference": ("content/journeys/buy/journey.md", (2, 14), "anna"),
    "a file, and that of its variant": ("content/personas/ben.md", (1, 2), "benjamin"),
    "a step": (FIND, (3, 10), "search"),
    "a step, from afar": ("content/opportunities/faster.md", (2, 30), "settle-up"),
    "a stage": (SETTLE, (1, 2), "pay-up"),
    "a journey": ("content/journeys/buy/journey.md", (1, 2), "purchase"),
}


@pytest.mark.parametrize("what", RENAMED)
def test_an_id_is_renamed_everywhere_and_nothing_is_broken(site, what, capsys):
    path, (line, column), new = RENAMED[what]
    (site / HELLO).write_text(SITE["pages/hello.md"].replace("noone", "ben"), "utf-8")
    assert told(site, capsys) == "no problems"

    async def scenario(editor: Editor) -> None:
        for name in ("content/touchpoints.yaml", path):
            editor.open(name)
        await editor.rename(path, line, column, new)

    edited(site, scenario)
    assert told(site, capsys) == "no problems"
    texts = {
        file.relative_to(site).as_posix(): file.read_text("utf-8") for file in (site / "content").rglob("*.*")
    }
    assert any(new in f"{name}{text}" for name, text in texts.items())
    lines = [line for text in texts.values() for line in text.splitlines()]
    # each page that has another address keeps the one it had
    assert len([line for line in lines if not line.strip().startswith("aliases: ")]) == sum(
        text.count("\n") for text in SITE.values()
    )
    assert len(texts) == len(SITE)


def test_what_cannot_be_renamed_is_said(site):
    async def scenario(editor: Editor) -> None:
        editor.open(FIND)
        for new in ("Not an id", "door"):
            with pytest.raises(JsonRpcException):
                await editor.rename(FIND, 5, 18, new)
        editor.open("content/site.yaml")
        with pytest.raises(JsonRpcException):
            await editor.rename("content/site.yaml", 0, 2, "other")

    edited(site, scenario)


def test_an_editor_that_cannot_rename_files_is_told(site):
    async def scenario(editor: Editor) -> None:
        editor.open(FIND)
        await editor.rename(FIND, 5, 18, "counter")
        with pytest.raises(JsonRpcException, match="cannot rename files"):
            await editor.rename("content/personas/ben.md", 1, 2, "benjamin")

    edited(site, scenario, moves_files=False)


def test_a_fix_is_offered_where_it_is_certain(site):
    async def scenario(editor: Editor) -> None:
        editor.open(FIND, SITE["journeys/buy/01-find.md"].replace("desk", "dsk"))
        spot = lsp.Range(lsp.Position(5, 17), lsp.Position(5, 17))
        params = lsp.CodeActionParams(editor.at(FIND), spot, lsp.CodeActionContext([]))
        (action,) = await editor.client.text_document_code_action_async(params)
        assert action.title == "write 'desk'"
        ((edit,),) = action.edit.changes.values()
        assert (edit.range.start.character, edit.range.end.character, edit.new_text) == (16, 19, "desk")

    edited(site, scenario)


def test_broken_files_and_files_of_nobody_are_no_trouble(site):
    async def scenario(editor: Editor) -> None:
        editor.open(FIND, "---\ntitle: [\nsteps: {{{\n\t- x: '\n")
        await editor.until(lambda: bool(editor.told(FIND)))
        for line in range(5):
            await editor.complete(FIND, line, 1)
            await editor.hover(FIND, line, 1)
            await editor.definition(FIND, line, 1)
        editor.open("elsewhere.md", "# Not ours\n")
        assert await editor.complete("elsewhere.md", 0, 0) == {}
        assert await editor.hover("elsewhere.md", 0, 0) == ""

    edited(site, scenario)


def test_without_its_library_the_command_says_how_to_get_it(monkeypatch, capsys):
    found = importlib.util.find_spec
    monkeypatch.setattr("jmsite.cli.lsp.find_spec", lambda name: None if name == "pygls" else found(name))
    assert run(["lsp"]) == 1
    assert 'pip install "jmsite[lsp]"' in capsys.readouterr().err
