"""What changed between two states of a portal is found by entity, wherever and however it is written."""

from __future__ import annotations

import pytest
from comparing import PORTAL, between, edited, renamed, since, told

from jmsite.model.change import TOPICS

QUEUE = "journeys/buy/01-queue.md"
SEE = "step:buy/queue/see"


def test_a_portal_differs_from_itself_in_nothing():
    assert since(PORTAL) == ()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("personas/anna.md", "title: Anna\ngoals:", "goals:"),
        (QUEUE, "    touchpoint: [counter]\n    doing:", "    doing:"),
    ],
)
def test_the_order_of_keys_is_nothing(path: str, old: str, new: str):
    key = old.split("\n")[0]
    moved = edited(path, (old, new))
    rest = moved[path]
    at = rest.index("---\n", 4) if path.startswith("personas") else rest.index("  - id: wait")
    assert since({**moved, path: f"{rest[:at]}{key}\n{rest[at:]}"}) == ()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("personas/anna.md", "Anna works early.", "Anna\nworks\n  early."),
        ("personas/anna.md", "Anna works early.", "Anna *works* early."),
        (QUEUE, "The queue is long", '"The queue   is long"'),
        ("personas/anna.md", "[Bread by seven, A smile]", "\n  - Bread by seven\n  - A\n    smile"),
        ("metrics/wait.yaml", "target: 3", "target: 3.0"),
        (QUEUE, "emotion: {anna: -1.3, ben: 0}", "emotion:\n      ben: {score: 0}\n      anna: -1.30"),
        ("research/visits.md", "title: Visits\nn: 12", "n: 12\ntitle: 'Visits'"),
    ],
)
def test_how_something_is_written_is_nothing(path: str, old: str, new: str):
    assert since(edited(path, (old, new))) == ()


def test_a_script_without_blanks_has_none_where_a_line_breaks():
    page = "pages/about.md"
    before, after = {**PORTAL, page: "私たちの\n仕事。\n"}, {**PORTAL, page: "私たちの仕事。\n"}
    assert between(before, after) == ()


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("departments.yaml", None),
        ("metrics/wait.yaml", "metrics/wait.md"),
        ("journeys/buy/02-pay.md", "journeys/buy/05-pay.md"),
    ],
)
def test_the_file_in_which_something_stands_is_nothing(path: str, to: str | None):
    after = dict(PORTAL)
    text = after.pop(path)
    if to is None:
        after |= {
            "departments/shop.md": "---\ntitle: Shop\nlead: Ada\n---\n",
            "departments/bakery.yaml": "title: Bakery\n",
        }
    elif to.endswith("05-pay.md"):
        after = renamed("journeys/buy/03-home.md", "journeys/buy/07-home.md", {**after, to: text})
    else:
        after[to] = f"---\n{text}---\n"
    assert since(after) == ()


def test_what_is_for_authors_alone_is_no_change():
    journey = "journeys/buy/journey.md"
    reviewed = edited(journey, ("owner: Ada", "owner: Ada\nreviewed: 2026-03-01"))
    noted = "reviewed: {day: 2026-03-01, of: {scores: abc}}\nwatch: ['web/**']"
    assert between(reviewed, edited(journey, ("reviewed: 2026-03-01", noted), files=reviewed)) == ()
    assert since(edited("departments.yaml", ("lead: Ada", "lead: Ada, code_owner: '@us/shop'"))) == ()


def test_a_score_that_moved_is_told_with_what_it_rests_on():
    (change,) = since(edited(QUEUE, ("anna: -1.3", "anna: {score: -1, research: [visits]}")))[:1]
    assert (change.what, change.topic, change.persona, change.journey) == ("changed", "score", "anna", "buy")
    assert change.stage == "buy/queue"
    assert change.before is not None
    assert change.after is not None
    assert (change.before.number, change.before.basis) == (-1.3, "assumed")
    assert (change.after.number, change.after.basis) == (-1.0, "researched")


def test_research_gained_is_told_as_evidence():
    found = since(edited(QUEUE, ("anna: -1.3", "anna: {score: -1.3, research: [visits]}")))
    assert [(one.topic, one.field) for one in found] == [
        ("evidence", "emotion.research"),
        ("evidence", "emotion"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("severity: 3", "severity: 2", ["changed"]),
        ("The queue is long", "The queue is too long", ["changed"]),
        ("[{text: The queue is long, severity: 3, insight: queue}]", "[]", ["removed"]),
        ("{text: The queue is long, severity: 3, insight: queue}", "Rain", ["removed", "added"]),
        ("insight: queue}]", "insight: queue}, {text: No seat}]", ["added"]),
    ],
)
def test_pains_open_change_and_go(old: str, new: str, what: list[str]):
    found = since(edited(QUEUE, (old, new)))
    assert told(found) == [(one, SEE, "pains") for one in what]
    assert {one.topic for one in found} == {"pain"}


def test_a_pain_that_goes_with_a_solved_opportunity_is_solved():
    after = edited("opportunities/order-ahead.md", ("status: open", "status: solved"))
    after = edited(QUEUE, ("[{text: The queue is long, severity: 3, insight: queue}]", "[]"), files=after)
    assert told(since(after)) == [
        ("solved", SEE, "pains"),
        ("changed", "opportunity:order-ahead", "status"),
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "topic", "field"),
    [
        ("metrics/wait.yaml", "target: 3", "target: 2", "metric", "target"),
        ("metrics/wait.yaml", "value: 7", "value: 6", "metric", "readings"),
        ("metrics/wait.yaml", "value: 8", "value: 9", "metric", "readings"),
        ("solutions/app.md", "status: idea", "status: shipped", "solution", "status"),
        ("opportunities/order-ahead.md", "[queue]", "[]", "evidence", "insights"),
        ("personas/ben.md", "assumption", "validated", "evidence", "status"),
        ("research/visits.md", "n: 12", "n: 20", "evidence", "n"),
        ("touchpoints.yaml", "owner: shop", "owner: bakery", "ownership", "owner"),
        ("departments.yaml", "lead: Ada", "lead: Bo", "ownership", "lead"),
        (QUEUE, "[shop, bakery]", "[bakery, shop]", "ownership", "departments.lead"),
        (QUEUE, "She leaves", "She leaves for good", "text", "fields.risk"),
        ("journeys/buy/journey.md", "Every day.", "Every day but Monday.", "text", "prose"),
        ("personas/anna.md", "A smile", "A smile and a word", "text", "goals"),
        (
            QUEUE,
            "[Counts heads, Looks at her watch]",
            "[Looks at her watch, Counts heads]",
            "detail",
            "doing",
        ),
        ("site.yaml", "The bakery", "The baker", "structure", "title"),
    ],
)
def test_each_edit_is_one_change(path: str, old: str, new: str, topic: str, field: str):
    (change,) = since(edited(path, (old, new)))
    assert (change.topic, change.field) == (topic, field)
    assert change.topic in TOPICS


def test_steps_are_added_removed_and_moved():
    step = "  - id: smell\n    title: I smell the bread\n    emotion: 2\n"
    gone = edited(QUEUE, (step, ""))
    assert told(since(gone)) == [("removed", "step:buy/queue/smell", "")]
    assert told(since(PORTAL, gone)) == [("added", "step:buy/queue/smell", "")]
    elsewhere = edited("journeys/buy/02-pay.md", ("steps:\n", f"steps:\n{step}"), files=gone)
    (moved,) = since(elsewhere)
    assert (moved.what, moved.id, moved.former) == ("moved", "buy/pay/smell", "buy/queue/smell")
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.before.text, moved.after.text) == ("Queueing", "Paying")
    first = edited(QUEUE, ("steps:\n", f"steps:\n{step}"), files=gone)
    assert told(since(first)) == [("moved", "step:buy/queue/smell", "")]


def test_a_stage_that_moves_is_one_change():
    assert told(since(renamed("journeys/buy/01-queue.md", "journeys/buy/09-queue.md"))) == [
        ("moved", "stage:buy/queue", "")
    ]


def test_what_is_in_something_new_or_gone_is_told_with_it():
    without = {path: text for path, text in PORTAL.items() if "01-queue" not in path}
    (gone,) = since(without)
    assert (gone.what, gone.kind, gone.id) == ("removed", "stage", "buy/queue")
    assert gone.before is not None
    assert gone.before.n == 3
    (new,) = since(PORTAL, without)
    assert (new.what, new.id) == ("added", "buy/queue")
    assert new.after is not None
    assert new.after.n == 3


@pytest.mark.parametrize(
    ("path", "to", "kind", "id"),
    [
        ("personas/anna.md", "personas/anne.md", "persona", "anne"),
        ("journeys/buy/", "journeys/purchase/", "journey", "purchase"),
        ("journeys/buy/01-queue.md", "journeys/buy/01-line.md", "stage", "buy/line"),
        ("metrics/wait.yaml", "metrics/queue-time.yaml", "metric", "queue-time"),
    ],
)
def test_what_was_given_another_id_is_the_same(path: str, to: str, kind: str, id: str):
    after = renamed(path, to)
    if kind == "persona":
        after = {name: text.replace("anna", "anne") for name, text in after.items()}
    assert told(since(after)) == [("renamed", f"{kind}:{id}", "id")]


def test_a_step_with_another_title_is_renamed_also_where_its_id_is_made_of_it():
    before = edited(
        QUEUE, ("  - id: smell\n    title: I smell the bread\n", "  - title: I smell the bread\n")
    )
    after = edited(QUEUE, ("title: I smell the bread", "title: The bread smells so good"), files=before)
    (change,) = between(before, after)
    assert (change.what, change.field, change.id) == (
        "renamed",
        "title",
        "buy/queue/the-bread-smells-so-good",
    )
    assert change.former == "buy/queue/i-smell-the-bread"


def test_a_page_in_another_folder_has_moved():
    (change,) = since(renamed("pages/about.md", "pages/us/about.md"))
    assert (change.what, change.id, change.former) == ("moved", "us/about", "about")


def test_two_entities_that_have_nothing_in_common_are_two():
    after = {**renamed("personas/ben.md", "personas/zoe.md")}
    after["personas/zoe.md"] = "---\ntitle: Zoe Quill\nquote: Never on Sundays\n---\nA florist with a van.\n"
    after["journeys/buy/journey.md"] = after["journeys/buy/journey.md"].replace("[anna, ben]", "[anna]")
    after[QUEUE] = after[QUEUE].replace(", ben: 0", "").replace(", ben: -1", "")
    found = told(since(after))
    assert ("added", "persona:zoe", "") in found
    assert ("removed", "persona:ben", "") in found


def test_what_an_audience_may_not_see_is_no_change_to_it():
    secret = {"personas/secret.md": "---\ntitle: Secret\nvisibility: internal\n---\n"}
    public = {
        path: text.replace("title:", "visibility: public\ntitle:", 1)
        for path, text in PORTAL.items()
        if path.startswith("personas/") or path == "site.yaml"
    }
    public["site.yaml"] = "title: The bakery\n"
    assert told(between(public, {**public, **secret}, "internal")) == [("added", "persona:secret", "")]
    assert between(public, {**public, **secret}, "public") == ()
