"""What holds of the changes between any two states of a portal."""

from __future__ import annotations

import random
import re
import textwrap

import yaml
from comparing import PORTAL, between, catalog, edited, since, told
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jmsite.changes.order import moved_items
from jmsite.changes.wording import abridge, mark_differences
from jmsite.pages.parts.changes.change_words import plain, sentence

QUEUE, PAY = "journeys/buy/01-queue.md", "journeys/buy/02-pay.md"
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
EDITS = (
    ("personas/anna.md", "A smile", "Nothing more", "persona:anna"),
    ("personas/ben.md", "noon", "night", "persona:ben"),
    ("research/visits.md", "n: 12", "n: 13", "research:visits"),
    ("insights/queue.md", "---\n", "---\nseverity: 2\n", "insight:queue"),
    ("opportunities/order-ahead.md", "open", "dismissed", "opportunity:order-ahead"),
    ("solutions/app.md", "idea", "planned", "solution:app"),
    ("metrics/wait.yaml", "target: 3", "target: 1", "metric:wait"),
    ("departments.yaml", "lead: Ada", "lead: Eve", "department:shop"),
    ("touchpoints.yaml", "title: Counter", "title: Desk", "touchpoint:counter"),
    ("journeys/buy/journey.md", "owner: Ada", "owner: Eve", "journey:buy"),
    (QUEUE, "title: Queueing", "title: Standing", "stage:buy/queue"),
    (QUEUE, "anna: -1.3", "anna: 1", "step:buy/queue/see"),
    (QUEUE, "She leaves", "She stays", "step:buy/queue/wait"),
    (PAY, "Points at the loaf", "Says so", "step:buy/pay/order"),
    (PAY, "title: I pay", "title: I pay in coins", "step:buy/pay/pay"),
    ("journeys/buy/03-home.md", "Cuts the bread", "Eats it whole", "step:buy/home/home"),
)
"""Edits that have nothing to do with each other, and the entity that each is of."""
WORDS = st.text(alphabet="ab 日本\n-", max_size=40)


def applied(chosen: set[int]) -> dict[str, str]:
    files = dict(PORTAL)
    for number in chosen:
        path, old, new, _ = EDITS[number]
        text = files[path]
        assert old in text
        files[path] = text.replace(old, new, 1)
    return files


def shuffled(value: object, luck: random.Random) -> object:
    """Values with the keys of their mappings in another order."""
    if isinstance(value, dict):
        keys = list(value)
        luck.shuffle(keys)
        return {key: shuffled(value[key], luck) for key in keys}
    return [shuffled(one, luck) for one in value] if isinstance(value, list) else value


def rewritten(text: str, luck: random.Random) -> str:
    """A file that says the same: keys in another order, YAML in another style, lines that break elsewhere."""
    parts = re.fullmatch(r"---\n(.*?)---\n(.*)", text, re.DOTALL)
    front, body = parts.groups() if parts else (text, None)
    style = {"sort_keys": False, "width": luck.choice([20, 80, 1000]), "allow_unicode": True}
    dumped = yaml.safe_dump(
        shuffled(yaml.safe_load(front), luck), default_flow_style=luck.choice([True, False, None]), **style
    )
    if body is None:
        return dumped
    return f"---\n{dumped}---\n{textwrap.fill(body, luck.choice([8, 30, 200]))}\n"


@given(st.randoms(use_true_random=False), st.sets(st.sampled_from(sorted(PORTAL))))
@FEW
def test_how_files_are_written_is_nothing(luck: random.Random, paths: set[str]):
    after = {path: rewritten(text, luck) if path in paths else text for path, text in PORTAL.items()}
    assert since(after) == ()


@given(st.sets(st.integers(0, len(EDITS) - 1)), st.sets(st.integers(0, len(EDITS) - 1)))
@FEW
def test_edits_are_told_by_the_entity_that_they_are_of(first: set[int], second: set[int]):
    found = since(applied(first | second))
    assert {f"{one.kind}:{one.id}" for one in found} == {EDITS[number][3] for number in first | second}
    # from one edited state to the other, just what differs is told, and the other way round as much
    one, other = applied(first), applied(second)
    there, back = between(one, other), between(other, one)
    assert {f"{each.kind}:{each.id}" for each in there} == {EDITS[number][3] for number in first ^ second}
    assert sorted((each.kind, each.id, each.field) for each in there) == sorted(
        (each.kind, each.id, each.field) for each in back
    )


@given(
    st.sampled_from(
        ["personas/anna", "personas/ben", "research/visits", "opportunities/order-ahead", "metrics/wait"]
    ),
    st.from_regex(r"[a-z]{3,9}(-[a-z]{3,9})?", fullmatch=True),
    st.sampled_from(["", "Somebody or something quite else"]),
)
@FEW
def test_what_keeps_its_content_and_its_users_is_renamed(old: str, new: str, title: str):
    folder, _, id = old.partition("/")
    if any(path.startswith(f"{folder}/{new}.") for path in PORTAL):
        return
    after = {}
    for path, text in PORTAL.items():
        text = re.sub(rf"\b{id}\b(?=[\],:}}])", new, text) if path != "departments.yaml" else text
        if path.startswith(f"{old}."):
            text = re.sub("title: .*", f"title: {title}", text, count=1) if title else text
        after[path.replace(f"{old}.", f"{folder}/{new}.")] = text
    found = since(after)
    assert [(one.what, one.id, one.former) for one in found] == [("renamed", new, id)]


@example(before=" ", after="a a")
@example(before="a a", after=" ")
@given(WORDS, WORDS)
def test_marked_words_are_both_texts(before: str, after: str):
    pieces = mark_differences(before, after)
    assert "".join(one.text for one in pieces if one.mark != "now") == before
    assert "".join(one.text for one in pieces if one.mark != "was") == after
    assert (
        len("".join(one.text for one in abridge(pieces, 5))) <= len(before) + len(after) + 3 * len(pieces) + 3
    )


@given(st.permutations(list("abcdefg")), st.sets(st.sampled_from("abcdefg")))
def test_the_fewest_that_explain_an_order_have_moved(after: list[str], gone: set[str]):
    before = [one for one in "abcdefg" if one not in gone]
    found = set(moved_items(before, after))
    rest = [one for one in after if one not in found and one not in gone]
    assert rest == [one for one in before if one not in found]
    assert (found == set()) == ([one for one in after if one not in gone] == before)


@given(st.sets(st.integers(0, len(EDITS) - 1), min_size=1))
@FEW
def test_every_change_is_a_sentence_that_names_what_changed(chosen: set[int]):
    files = applied(chosen)
    after = catalog(files)
    for change in since(files):
        said = plain(sentence(after, change))
        assert said
        assert "\0" not in said
        assert "change." not in said
        assert change.title in said or change.what == "renamed"


def test_the_order_of_edits_is_nothing():
    one = edited("personas/ben.md", ("noon", "night"))
    both = edited(QUEUE, ("She leaves", "She stays"), files=one)
    other = edited("personas/ben.md", ("noon", "night"), files=edited(QUEUE, ("She leaves", "She stays")))
    assert told(since(both)) == told(since(other))
