"""Words where ids can stand in a lane: shown as words, or linked by a title; what is misspelt is a mistake."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project
from hypothesis import given
from hypothesis import strategies as st

from jmsite.content.discover import discover
from jmsite.editing import edited_files, fixes_of
from jmsite.engine.memo import Memo
from jmsite.model.entities.lanes import Lanes
from jmsite.model.references import references
from jmsite.model.sources import Options
from jmsite.model.suggestions import Lexicon
from jmsite.pipeline import catalog_of

STAGE = "---\ntitle: Arrive\nsteps:\n  - id: wait\n    title: I wait\n    {}\n---\n"
LANES = {
    "touchpoint": ("touchpoint", "touchpoints.yaml", "bell: {title: The Bell, aliases: [/old/gong/]}\n"),
    "channel": ("channel", "channels.yaml", "bell: {title: The Bell, aliases: [/old/gong/]}\n"),
    "systems": ("system", "systems.yaml", "bell: {title: The Bell, aliases: [/old/gong/]}\n"),
    "departments": ("department", "departments.yaml", "bell: {title: The Bell, aliases: [/old/gong/]}\n"),
    "metrics": ("metric", "metrics/bell.yaml", "title: The Bell\naliases: [/old/gong/]\n"),
    "insights": ("insight", "insights/bell.yaml", "title: The Bell\naliases: [/old/gong/]\n"),
    "opportunities": ("opportunity", "opportunities/bell.yaml", "title: The Bell\naliases: [/old/gong/]\n"),
    "research": ("research", "research/bell.yaml", "title: The Bell\naliases: [/old/gong/]\n"),
}
STAGE_FILE = "journeys/visit/01-arrive.md"


@pytest.fixture
def made(project: Callable[[str], Project]) -> Project:
    return project("minimal").edit("journeys/visit/journey.md", "---\ntitle: A visit\n---\n")


def lane(made: Project, name: str, written: str) -> Project:
    return made.edit(LANES[name][1], LANES[name][2]).edit(STAGE_FILE, STAGE.format(f"{name}: {written}"))


def test_every_lane_that_refers_by_a_list_is_looked_at() -> None:
    every = {name: ("words",) for name in Lanes.model_fields if name in LANES}
    found = references(Lanes(**every))  # type: ignore[arg-type]
    assert {one.loc[0]: one.kind for one in found if one.or_text} == {
        name: kind for name, (kind, *_) in LANES.items()
    }


@pytest.mark.parametrize("name", LANES)
def test_words_that_name_nothing_are_shown_on_map_and_stage_and_told(made: Project, name: str) -> None:
    built = lane(made, name, "[Somebody’s kitchen table, bell]").build()
    assert built.rules == ["ref/not-linked"]
    for page in ("/journeys/visit/", "/journeys/visit/arrive/"):
        assert "Somebody’s kitchen table not linked yet" in built.page(page).text
        assert any(link.endswith("/bell/") for link in built.page(page).links) or name == "metrics"
    twin = built.files["journeys/visit/arrive/index.md"].decode()
    assert "Somebody’s kitchen table (not linked yet)" in twin


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Kiosk", "'Kiosk' is not linked yet: there is no system of that name"),
        ("Kiosk, Ledger", "'Kiosk' and 'Ledger' are not linked yet: there is no system of these names"),
        ("Kiosk, Ledger, Window, Yard", "'Kiosk', 'Ledger', 'Window' and 'Yard' are not linked yet"),
        (
            "Kiosk, Ledger, Window, Yard, Fax",
            "'Kiosk', 'Ledger', 'Window', 'Yard' and 1 more are not linked yet",
        ),
        ("Kiosk, Ledger, Window, Yard, Fax, Oven, Xylophone", "'Yard' and 3 more are not linked yet"),
    ],
)
def test_of_many_words_four_are_named_and_the_others_counted(made: Project, written: str, told: str) -> None:
    built = lane(made, "systems", f"[{written}]").build()
    (wrong,) = [one for one in built.diagnostics if one.rule == "ref/not-linked"]
    assert told in wrong.message


@pytest.mark.parametrize("name", LANES)
@pytest.mark.parametrize("written", ["The Bell", "THE BÉLL", '"the bell"', "Bell", "gong"])
def test_a_title_or_former_name_links_and_can_be_put_right(made: Project, name: str, written: str) -> None:
    site = lane(made, name, f"[{written}]  # kept")
    built = site.build()
    assert built.rules == ["ref/by-title"]
    page = built.page("/journeys/visit/")
    assert "not linked yet" not in page.text
    assert any(link.endswith("/bell/") for link in page.links)
    path = f"content/{STAGE_FILE}"
    before = {path: (site.root / path).read_bytes()}
    after = edited_files(before, fixes_of(built.diagnostics))[path].decode()
    quoted = '"bell"' if written.startswith('"') else "bell"
    assert after == STAGE.format(f"{name}: [{quoted}]  # kept")
    assert site.edit(STAGE_FILE, after).build().rules == []
    assert site.build().page("/journeys/visit/").text == page.text


@pytest.mark.parametrize("name", LANES)
def test_a_misspelt_id_is_a_mistake_and_a_list_in_one_text_too(made: Project, name: str) -> None:
    assert lane(made, name, "[bel]").build().rules == [f"ref/unknown-{LANES[name][0]}"]
    report = lane(made, name, "bell, The Bell").build().report
    assert "write several values as a list: [bell, bell]" in report


def test_words_of_several_names_are_asked_about(made: Project) -> None:
    built = made.edit("systems.yaml", "old: {title: Till}\nnew: {title: Till}\n").edit(
        STAGE_FILE, STAGE.format("systems: [Till]")
    )
    assert "write the id of the one you mean: new or old" in built.build().report
    assert "Till not linked yet" in built.build().page("/journeys/visit/").text


def test_health_counts_what_is_not_linked(made: Project) -> None:
    steps = "---\ntitle: Arrive\nsystems: [Shelf]\nsteps:\n" + "".join(
        f"  - {{id: s{n}, title: Step {n}, systems: [Ledger], departments: [Attic]}}\n" for n in range(3)
    )
    built = made.edit(STAGE_FILE, f"{steps}---\n").edit(
        "journeys/visit/02-go.md", "---\nsystems: [Shelf]\n---\n"
    )
    text = built.build().page("/health/").text
    assert "3 names on the maps without pages of their own" in text
    assert (
        text.index("Attic in 3 places") < text.index("Ledger in 3 places") < text.index("Shelf in 2 places")
    )


def test_words_for_research_back_no_score(made: Project) -> None:
    built = lane(made, "research", "[A talk on the stairs]\n    emotion: 1").build()
    assert "0 researched" in built.page("/journeys/visit/").text


def test_words_that_name_what_is_hidden_are_hidden_with_it(made: Project) -> None:
    stage = STAGE.format("systems: [Till of the vault, Ledger]").replace(
        "---\n", "---\nvisibility: public\n", 1
    )
    site = (
        made.edit("systems.yaml", "vault: {title: Till of the vault}\n")
        .edit("journeys/visit/journey.md", "---\ntitle: A visit\nvisibility: public\n---\n")
        .edit(STAGE_FILE, stage)
    )
    built = site.build(audience="public")
    assert not any(b"vault" in data for data in built.files.values())
    assert "Ledger not linked yet" in built.page("/journeys/visit/").text
    assert "ref/by-title" not in built.rules


def test_a_variant_may_use_words_too(made: Project) -> None:
    site = (
        made.edit("systems.yaml", "till: {title: The till}\n")
        .edit("journeys/visit/journey.md", "---\ntitle: A visit\npersonas: [anna]\n---\n")
        .edit("personas/anna.md", "---\ntitle: Anna\nvisibility: partners\n---\n")
        .edit("site.yaml", "title: Small\naudiences: [partners]\n")
        .edit(STAGE_FILE, STAGE.format("doing: Sits"))
        .edit(
            "journeys/visit/01-arrive.anna.md",
            "---\nsteps:\n  - {id: wait, systems: [The Till, Ledger]}\n---\n",
        )
    )
    built = site.build()
    assert built.rules == ["ref/by-title", "ref/not-linked"]
    assert "The till" in built.page("/journeys/visit/").text
    assert "Ledger in one place" in built.page("/health/").text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20))
def test_words_name_only_what_is_called_so(words: str) -> None:
    lexicon = Lexicon(["bell"], [("The Bell", "bell")])
    named = lexicon.named(words)
    assert named in ((), ("bell",))
    assert named == ("bell",) or words.casefold().strip() not in ("bell", "the bell")


def test_steps_of_the_api_keep_words_in_their_order(made: Project) -> None:
    site = lane(made, "departments", "[Attic, The Bell]")
    catalog = catalog_of(discover(site.root, Options()), Memo()).value
    step = catalog.step("visit/arrive/wait")
    assert step is not None
    assert step.fields.departments == ("Attic", "bell")
