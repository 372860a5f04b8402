"""What rows and facts of pages say: about whom, on which day, for which place, and nothing where nothing is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_catalog import Make, maker, view

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pipeline import catalog_of

FILES = {
    "site.yaml": "title: Small\n",
    "personas/ann.md": "---\ntitle: Ann\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann, ben]\n---\n",
    "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
    "  - {id: see, title: I see, departments: [shop], emotion: {ann: -2, ben: 1},"
    " pains: [{text: Too dark, severity: 1}, {text: Ben waits, persona: ben, severity: 3}]}\n"
    "  - {id: pay, title: I pay, departments: [shop], emotion: {ann: 0, ben: 2}}\n---\n",
    "departments.yaml": "shop: {title: Shop, lead: Ida, summary: Where we sell}\ndesk: {title: Desk}\n",
}


@pytest.fixture
def made(tmp_path) -> Make:
    return maker(tmp_path, FILES)


def fact(found: Any, key: str) -> Any:
    return next((one.value for one in found.facts if one.key == key), None)


def test_a_department_is_told_with_who_leads_it_wherever_it_stands(made: Make):
    catalog = made({})
    assert fact(view(catalog, "department", "shop"), "lead") == "Ida"
    assert fact(view(catalog, "department", "desk"), "lead") is None
    rows = {row.id: (row.lead, row.under) for row in view(catalog, "departments").rows}
    assert rows == {"shop": ("Ida", "Where we sell"), "desk": ("", "")}
    assert view(catalog, "brief", "shop").lead == "Ida"


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("shop@small.example", ["mailto:shop@small.example"]),
        ("https://chat.example/shop", ["https://chat.example/shop"]),
        ("mailto:shop@small.example", ["mailto:shop@small.example"]),
        ("Ask at the desk", ["Ask at the desk"]),
        ("javascript:alert('@')", []),
    ],
)
def test_a_contact_is_a_link_where_it_is_an_address(made: Make, contact: str, told: list[str]):
    catalog = made({"departments.yaml": f'shop: {{title: Shop, contact: "{contact}"}}\n'})
    shown = fact(view(catalog, "department", "shop"), "contact") or ()
    assert ([shown] if isinstance(shown, str) else [one.url for one in shown]) == told


def test_a_brief_tells_the_worst_pain_of_whom_it_is_about(made: Make):
    lows = view(made({}), "brief", "shop").lows
    assert next((low.title, low.pain) for low in lows) == ("I see", "Too dark")


def test_what_has_shipped_is_told_with_its_day_and_what_comes_with_the_day_it_is_due(made: Make):
    solution = "---\ntitle: {}\nstatus: {}\ndepartments: [shop]\n{}---\n"
    catalog = made(
        {
            "solutions/a.md": solution.format("Lamp", "shipped", "shipped: 2026-03-04\ndue: 2026-02-01\n"),
            "solutions/b.md": solution.format("Sign", "planned", "due: 2026-12-01\n"),
            "solutions/c.md": solution.format("Idea", "idea", ""),
        }
    )
    rows = {row.title: row.day for _, rows in view(catalog, "solutions").groups for row in rows}
    assert rows == {"Lamp": date(2026, 3, 4), "Sign": date(2026, 12, 1), "Idea": None}
    (shipped,) = view(catalog, "brief", "shop").shipped
    assert (shipped.title, shipped.day) == ("Lamp", "4 March 2026")


def test_a_channel_of_a_persona_has_its_own_sign_or_that_of_its_name(made: Make):
    catalog = made(
        {
            "channels.yaml": "phone: {title: Phone}\nhut: {title: Hut, icon: store}\n",
            "personas/ann.md": "---\ntitle: Ann\n"
            "channels: [{channel: phone, rating: 2}, {channel: hut, rating: 4}]\n---\n",
        }
    )
    reaches = view(catalog, "persona", "ann").reaches
    assert [(reach.title, reach.icon, reach.rating) for reach in reaches] == [
        ("Hut", "store", 4), ("Phone", "phone", 2),
    ]  # fmt: skip


def test_studies_are_counted_by_their_nature(made: Make):
    study = "---\ntitle: {}\nnature: {}\n---\n"
    natures = ("qualitative", "quantitative", "quantitative", "quantitative")
    catalog = made({f"research/s{at}.md": study.format(at, nature) for at, nature in enumerate(natures)})
    lead = view(catalog, "research").lead
    assert "four" in lead.lower()
    assert lead.lower().index("one ") < lead.lower().index("three ")


@pytest.mark.parametrize("state", ["status: retired", "state: future"])
def test_a_contradiction_in_a_map_that_is_not_of_today_is_no_work(made: Make, state: str):
    readings = (
        "title: Mood\nkind: csat\nreadings:\n  - {date: 2026-03-01, value: 99, n: 400, step: buy/look/see}\n"
    )
    files = {
        "metrics/mood.yaml": readings,
        "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
        "  - {id: see, title: I see, metrics: [mood], emotion: {ann: -2, ben: -2}}\n---\n",
    }
    assert view(made(files), "health").contradictions.rows
    journey = f"---\ntitle: Buy\npersonas: [ann, ben]\n{state}\n---\n"
    other = {"journeys/sell/journey.md": "---\ntitle: Sell\n---\n"}
    shown = view(made({**files, **other, "journeys/buy/journey.md": journey}), "health")
    assert shown.contradictions.rows == ()


def test_an_opportunity_to_do_first_says_how_bad_it_is_where_that_is_known(made: Make):
    good = "---\ntitle: {}\ncustomer_value: 90\neffort: 1\n{}---\n"
    catalog = made(
        {
            "opportunities/a.md": good.format("Lamp", "steps: [buy/look/see]\n"),
            "opportunities/b.md": good.format("Nowhere", ""),
            "opportunities/c.md": good.format("Unfelt", "steps: [go/on/on]\n"),
            "journeys/go/journey.md": "---\ntitle: Go\npersonas: [ann]\n---\n",
            "journeys/go/01-on.md": "---\ntitle: On\nsteps: [{id: on, title: I go on}]\n---\n",
        }
    )
    rows = {row.title: row.under for row in view(catalog, "opportunities").matrix.first}
    assert "−2.0" in rows["Lamp"]
    assert "−" not in rows["Nowhere"] + rows["Unfelt"]


def test_a_card_says_what_its_journey_is_part_of(made: Make):
    catalog = made({"journeys/see/journey.md": "---\ntitle: See\nparent: buy\npersonas: [ann]\n---\n"})
    cards = {card.title: card.part_of for card in view(catalog, "home").journeys}
    assert cards == {"Buy": "", "See": "Buy"}


def test_the_lowest_moment_names_who_feels_so_where_others_do_not(made: Make):
    (card, *_) = view(made({}), "home").journeys
    assert "Ann" in card.spark.caption
    alone = {
        "journeys/buy/01-look.md": "---\ntitle: Look\nsteps: [{id: see, title: I see, emotion: {ann: -2}}]\n---\n"
    }
    (card, *_) = view(made(alone), "home").journeys
    assert "Ann" not in card.spark.caption


def test_pages_of_a_folder_mark_the_one_that_is_read(made: Make):
    catalog = made(
        {
            "pages/how/index.md": "---\ntitle: How\n---\n",
            "pages/how/one.md": "---\ntitle: One\n---\n",
            "pages/how/two.md": "---\ntitle: Two\n---\n",
        }
    )
    one, top = view(catalog, "page", "how/one"), view(catalog, "page", "how")
    assert [(item.title, item.here) for item in one.around] == [("One", True), ("Two", False)]
    assert (one.shelf.title, one.shelf.here, top.shelf.here) == ("How", False, True)
    shelves = view(catalog, "pages").shelves
    assert [(shelf.title, [row.title for row in shelf.rows]) for shelf in shelves] == [
        ("How", ["One", "Two"])
    ]


WATCHED = {
    "metrics/calls.yaml": "title: Calls\nkind: csat\nreadings:\n"
    "  - {date: 2026-01-01, value: 10, n: 400}\n  - {date: 2026-03-01, value: 90, n: 400}\n",
    "personas/buy.md": "---\ntitle: A buyer\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann, ben]\nreviewed: 2026-02-01\n---\n",
    "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
    "  - {id: see, title: I see, watch: {metrics: [calls]}}\n"
    "  - {id: ask, title: I ask, watch: {metrics: [calls]}}\n"
    "  - {id: pay, title: I pay}\n---\n",
}


def test_steps_whose_metric_changed_since_the_review_are_named_together_with_the_reason(made: Make):
    (due,) = view(made(WATCHED), "journey", "buy").review.steps
    assert [link.title for link in due.links] == ["I see", "I ask"]
    assert "Calls" in due.why


def test_a_persona_called_like_a_map_has_no_steps_to_review(made: Make):
    readers = view(made(WATCHED), "home").due + view(made(WATCHED), "health").due.rows
    assert {row.title for row in readers} == {"Buy"}


def test_a_metric_taken_apart_shows_the_ends_of_its_order_and_says_how_many_lie_between(made: Make):
    steps = "".join(f"  - {{id: s{at}, title: Step {at}}}\n" for at in range(6))
    readings = "".join(
        f"  - {{date: 2026-03-01, value: {10 * at}, n: 100, step: buy/look/s{at}}}\n" for at in range(6)
    )
    files = {
        "journeys/buy/01-look.md": f"---\ntitle: Look\nsteps:\n{steps}---\n",
        "metrics/ease.yaml": f"title: Ease\ntarget: 40\nreadings:\n{readings}",
    }
    catalog = made(files)
    (cut,) = [one for one in view(catalog, "metric", "ease").cuts if one.by == "step"]
    assert [row.name for row in cut.rows] == ["Step 0", "Step 1", "Step 2", "Step 5"]
    assert cut.more == 2
    assert [(row.start, row.width) for row in cut.rows] == [(0, 0), (0, 20), (0, 40), (0, 100)]
    assert cut.target == 80


def test_a_stage_says_how_each_persona_feels_over_it(made: Make):
    felt = [one.value for one in view(made({}), "stage", "buy/look").facts if one.key == "felt"]
    assert [(one.who.title, one.mark.score) for one in felt] == [("Ann", -1), ("Ben", 1.5)]


def test_the_coldest_stage_is_named_with_who_feels_so(made: Make):
    shown = view(made({}), "journeys")
    assert "Ann" in shown.sentence
    assert "Look" in shown.sentence
    assert "−2.0" in shown.sentence
    ((heat),) = shown.heats
    assert [(row.who.title, [cell.mark.score for cell in row.cells]) for row in heat.rows] == [
        ("Ann", [-2]), ("Ben", [1]),
    ]  # fmt: skip


def test_bars_of_scores_reach_from_the_middle_to_where_the_score_is(made: Make):
    scores = {"worst": -2, "bad": -1, "even": 0, "good": 0.5, "best": 2}
    steps = "".join(
        f"  - {{id: {id}, title: I am {id}, touchpoint: {id}, emotion: {{ann: {score}}}}}\n"
        for id, score in scores.items()
    )
    files = {
        "touchpoints.yaml": "".join(f"{id}: {{title: {id}}}\n" for id in (*scores, "unused")),
        "journeys/buy/01-look.md": f"---\ntitle: Look\nsteps:\n{steps}---\n",
    }
    rows = view(made(files), "touchpoints").rows
    assert {row.id: (row.start, row.width) for row in rows} == {
        "worst": (0, 50), "bad": (25, 25), "even": (50, 0), "good": (50, 12.5), "best": (50, 50),
        "unused": (50, 0),
    }  # fmt: skip


def test_parts_of_a_tally_of_pains_lie_one_after_the_other(made: Make):
    pains = ", ".join(f"{{text: Pain {at}, severity: 3}}" for at in range(7))
    files = {
        "journeys/buy/01-look.md": f"---\ntitle: Look\nsteps: [{{id: see, title: I see, pains: [{pains}]}}, "
        "{id: pay, title: I pay, opportunities: [lamp], pains: [{text: Dim, severity: 3}]}]\n---\n",
        "opportunities/lamp.md": "---\ntitle: Lamp\nstatus: in-progress\n---\n",
        "opportunities/sign.md": "---\ntitle: Sign\nsteps: [buy/look/see]\n---\n",
    }
    tally = view(made(files), "thread").tally
    end = 0.0
    for part in tally.parts:
        assert part.start == pytest.approx(end, abs=0.011)
        assert part.share == pytest.approx(100 * part.count / tally.count, abs=0.005)
        end = part.start + part.share
    assert end == pytest.approx(100, abs=0.03)
    assert len([part for part in tally.parts if part.count]) > 1


@pytest.mark.parametrize(
    ("path", "title", "url"),
    [
        ("pages/guide.md", "How we work", "pages/guide/"),
        ("journeys/buy/journey.md", "Buy", "journeys/buy/"),
        ("journeys/buy/01-look.md", "Look", "journeys/buy/look/"),
        ("journeys/buy/01-look.ann.md", "Look", "journeys/buy/look/#ann"),
        ("personas/ann.md", "Ann", "personas/ann/"),
        ("assets/how/plan.pdf", "plan.pdf", "assets/how/plan.pdf"),
        ("https://desk.example/how/to/", "desk.example/how/to", "https://desk.example/how/to/"),
    ],
)
def test_a_field_that_links_to_a_file_is_called_as_what_it_holds(made: Make, path: str, title: str, url: str):
    files = {
        "pages/guide.md": "---\ntitle: How we work\n---\n",
        "assets/how/plan.pdf": "%PDF-1.4",
        "journeys/buy/01-look.ann.md": "---\ngoal: Light\n---\n",
        "systems.yaml": f"desk: {{title: Desk, link: '{path}'}}\n",
    }
    (shown,) = fact(view(made(files), "system", "desk"), "link")
    assert (shown.title, shown.url) == (title, url)


def test_a_way_on_leads_to_the_step_or_to_the_stage_on_the_map(made: Make):
    files = {
        "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
        "  - {id: see, title: I see, next: [{to: pay, when: it is dear}, {to: home}, {to: see}]}\n"
        "  - {id: pay, title: I pay}\n---\n",
        "journeys/buy/02-home.md": "---\ntitle: Home\nsteps: [{id: sit, title: I sit}]\n---\n",
    }
    catalog = made(files)
    (cell,) = [
        cell
        for column in view(catalog, "stage", "buy/look").steps
        for cell in (*column.told, *column.felt, *column.behind)
        if cell.lane == "next"
    ]
    assert [(part.title, part.url, part.when, part.icon) for part in cell.parts] == [
        ("I pay", "journeys/buy/#look--pay", "it is dear", "branch"),
        ("Home", "journeys/buy/#home", "", "branch"),
        ("I see", "journeys/buy/#look--see", "", "loop"),
    ]


def test_what_answers_a_pain_is_found_by_whom_it_hurts(made: Make):
    """An insight that names a step is about its pains, unless it is about somebody else, or about what pleases."""
    insight = "---\ntitle: {}\ntype: {}\n{}steps: [buy/look/see]\n---\n"
    files = {
        "insights/all.md": insight.format("For all", "pain", ""),
        "insights/ann.md": insight.format("For Ann", "pain", "personas: [ann]\n"),
        "insights/ben.md": insight.format("For Ben", "pain", "personas: [ben]\n"),
        "insights/joy.md": insight.format("A joy", "gain", ""),
    }
    rows = view(made(files), "thread").threads
    found = {row.text: sorted(one.title for one in row.insights) for row in rows}
    assert found == {"Too dark": ["For Ann", "For Ben", "For all"], "Ben waits": ["For Ben", "For all"]}


def test_a_map_of_which_nothing_is_scored_has_no_picture_of_what_scores_rest_on(made: Make):
    block = "```chart\nchart: evidence\njourney: buy\n```\n"
    page = {"pages/trust.md": f"---\ntitle: Trust\n---\n{block}"}
    assert view(made(page), "page", "trust").text.drawings[0] is not None
    bare = {"journeys/buy/01-look.md": "---\ntitle: Look\nsteps: [{title: I see}]\n---\n"}
    assert view(made({**page, **bare}), "page", "trust").text.drawings == (None,)


@pytest.mark.parametrize(("language", "arrow"), [("en", " → "), ("ar", " ← ")])
def test_a_way_that_people_took_is_read_as_the_language_is(project: Any, language: str, arrow: str):
    site = project("event-logs").edit("site.yaml", f"title: What people did\nlanguage: {language}\n")
    shown = view(catalog_of(discover(site.root, Options()), Memo()).value, "journey", "shop")
    longest = max((row[0] for row in shown.flow.ways.rows), key=len)
    assert arrow in longest
    assert len(longest.split(arrow)) > 2
    assert {" → ", " ← "} - {arrow} == {one for one in (" → ", " ← ") if one not in longest}


def test_a_touchpoint_has_its_own_sign_or_that_of_its_channel(made: Make):
    files = {
        "channels.yaml": "phone: {title: Phone}\nhut: {title: Hut, icon: store}\n",
        "touchpoints.yaml": "call: {title: Call, channel: phone}\ndesk: {title: Desk, channel: hut}\n"
        "bell: {title: Bell, channel: hut, icon: bell}\nsign: {title: Sign}\n",
        "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
        "  - {id: see, title: I see, touchpoint: [call, desk, bell, sign]}\n---\n",
    }
    (cell,) = [
        cell
        for step in view(made(files), "stage", "buy/look").steps
        for cell in (*step.told, *step.felt, *step.behind)
        if cell.lane == "touchpoints"
    ]
    assert {part.title: part.icon for part in cell.parts} == {
        "Call": "phone", "Desk": "store", "Bell": "bell", "Sign": "touch",
    }  # fmt: skip


def test_a_pain_in_a_thread_says_whose_it_is_where_it_is_not_everybodys(made: Make):
    threads = view(made({}), "thread").threads
    assert {one.text: one.who and one.who.title for one in threads} == {"Too dark": None, "Ben waits": "Ben"}


@pytest.mark.parametrize(
    ("thoughts", "quote"),
    [
        ("[{text: So dear, persona: ben}, {text: How dark, persona: ann}, Why me]", "How dark"),
        ("[{text: So dear, persona: ben}, Why me]", "Why me"),
        ("[{text: So dear, persona: ben}]", ""),
    ],
)
def test_what_somebody_thinks_is_told_of_nobody_else(made: Make, thoughts: str, quote: str):
    files = {
        "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
        f"  - {{id: see, title: I see, emotion: {{ann: -2, ben: 1}}, thinking: {thoughts}}}\n---\n",
    }
    (hurt,) = view(made(files), "home").hurts
    assert (hurt.who.title, hurt.quote) == ("Ann", quote)


@pytest.mark.parametrize(("value", "worth"), [(0.5, True), (0, False), (120, True)])
def test_what_a_journey_is_worth_may_be_less_than_one(made: Make, value: float, worth: bool):
    files = {
        "metrics/order.yaml": f"title: Order\nunit: pounds\nreadings: [{{date: 2026-03-01, value: {value}}}]\n",
        "metrics/people.yaml": "title: People\nunit: people\nreadings:\n"
        "  - {date: 2026-03-01, value: 300, step: buy/look/see}\n",
        "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann]\nreach: people\nvalue: order\n---\n",
        "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
        "  - {id: see, title: I see, pains: [{text: Too dark, severity: 3}]}\n---\n",
    }
    (lot,) = view(made(files), "next").lots
    assert (lot.by, lot.unit) == (("value", "pounds") if worth else ("people", "people"))


@pytest.mark.parametrize("unit", ["visits", ""])
def test_steps_ranked_by_people_have_the_unit_in_which_they_are_counted(made: Make, unit: str):
    files = {
        "metrics/people.yaml": f"title: People\nunit: '{unit}'\nreadings:\n"
        "  - {date: 2026-03-01, value: 300, step: buy/look/see}\n",
        "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [ann]\nreach: people\n---\n",
        "journeys/buy/01-look.md": "---\ntitle: Look\nsteps:\n"
        "  - {id: see, title: I see, pains: [{text: Too dark, severity: 3}]}\n---\n",
    }
    (lot,) = view(made(files), "next").lots
    assert (lot.by, lot.unit, [row.size for row in lot.rows]) == ("people", unit, [f"300 {unit}".strip()])


def test_the_markdown_page_has_addresses_that_lead_out_and_links_to_files(project: Any):
    site = project("minimal").edit("pages/guide.md", "---\ntitle: How we work\n---\n")
    site.edit(
        "systems.yaml",
        "desk: {title: Desk, link: 'https://desk.example/queue'}\nguide: {title: Guide, link: pages/guide.md}\n",
    )
    files = site.build(search=False).files
    assert "<https://desk.example/queue>" in files["systems/desk/index.md"].decode()
    assert "[How we work](" in files["systems/guide/index.md"].decode()


def test_a_matrix_says_what_its_numbers_are_where_nothing_beside_it_does(made: Make):
    block = "```chart\nchart: matrix\n```\n"
    catalog = made(
        {
            "opportunities/a.md": "---\ntitle: Lamp\ncustomer_value: 90\nbusiness_value: 80\neffort: 1\n---\n",
            "pages/first.md": f"---\ntitle: First\n---\n{block}",
        }
    )
    told = "umbers show the rank in the backlog"
    shown = view(catalog, "opportunities")
    (alone,) = view(catalog, "page", "first").text.drawings
    assert told not in shown.matrix.drawing.caption
    assert told in shown.business.drawing.caption
    assert told in alone.caption
