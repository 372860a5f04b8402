"""The letters of a review follow from what is said: not from how it is written, and from every kind of claim."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jmsite.content.discover import discover, source
from jmsite.engine.memo import Memo
from jmsite.formats.yaml.writer import to_markdown
from jmsite.model.entities.review import Review
from jmsite.model.reviews import WHOLE
from jmsite.model.sources import Inputs
from jmsite.model.value import replace
from jmsite.pipeline import examined
from jmsite.reviews.fingerprint import LETTERS, fingerprint, kinds_of
from jmsite.reviews.states import changed_parts

BASE = discover(Path(__file__).parents[2] / "sites" / "minimal")
STEP: dict[str, Any] = {
    "id": "look",
    "title": "I look for a dress",
    "touchpoint": ["Product page"],
    "emotion": {"anna": 1},
    "doing": ["Opens four tabs and reads every word"],
    "thinking": ["Can I send it back for free?"],
    "quotes": ["I ordered both sizes."],
    "pains": [{"text": "The returns policy is two clicks away", "severity": 2, "research": ["talks"]}],
    "gains": [{"text": "The film shows the cloth"}],
    "research": ["talks"],
    "systems": ["Shop"],
}
STAGE: dict[str, Any] = {
    "title": "Need",
    "goal": "Find a dress that fits",
    "steps": [STEP, {"title": "I ask"}],
}
JOURNEY: dict[str, Any] = {"title": "Buy", "personas": ["anna"], "research": ["talks"]}
PERSONA: dict[str, Any] = {
    "title": "Anna",
    "goals": ["Be home by six"],
    "pains": ["Cannot hear the doorbell"],
    "traits": [{"left": "Slow", "right": "Fast", "value": 30}],
    "research": ["talks"],
}


def inputs(
    stage: dict[str, Any] = STAGE,
    journey: dict[str, Any] = JOURNEY,
    persona: dict[str, Any] = PERSONA,
    stage_path: str = "01-need.md",
    prose: str = "Where it begins.",
    **more: str,
) -> Inputs:
    files = {
        "site.yaml": "title: Journeys\nemotion_scale: {min: -2, max: 2, words: {1: glad, -1: sad}}\n",
        "journeys/buy/journey.md": to_markdown(journey),
        f"journeys/buy/{stage_path}": to_markdown(stage, prose),
        "journeys/buy/09-pay.md": "---\ntitle: Pay\nsteps: [{title: I pay}]\n---\n",
        "personas/anna.md": to_markdown(persona, prose),
        "research/talks.md": "---\ntitle: Talks\n---\n",
        "research/more.md": "---\ntitle: More talks\n---\n",
        **more,
    }
    content = {
        f"content/{path}": source(f"content/{path}", text.encode()) for path, text in sorted(files.items())
    }
    return replace(BASE, content=content, blobs={}, faults=())


def prints(found: Inputs) -> dict[str, dict[str, str]]:
    """The letters of the journey and the persona of a site."""
    compiled = examined(found, Memo())
    made = [(unit.entities, fingerprint(unit.entities)) for unit in compiled.content.units]
    return {
        "persona" if entities[0].kind == "persona" else "journey": letters
        for entities, letters in made
        if letters
    }


NOW = prints(inputs())


def test_a_journey_is_told_by_stage_and_a_persona_by_section():
    assert list(NOW["journey"]) == [WHOLE, "need", "pay"]
    assert list(kinds_of(NOW["journey"]["need"])) == ["steps", "scores", "pains", "evidence"]
    assert list(kinds_of(NOW["journey"]["pay"])) == ["steps"]
    assert list(NOW["persona"]) == ["who", "goals", "pains", "traits", "evidence"]
    assert set("".join(NOW["persona"].values())) <= set(LETTERS)


def reflowed(value: Any, rng: random.Random) -> Any:
    """The same with line breaks in place of blanks, keys in another order, and single values for lists of one."""
    if isinstance(value, dict):
        keys = rng.sample(list(value), len(value))
        return {key: reflowed(value[key], rng) for key in keys}
    if isinstance(value, list):
        made = [reflowed(one, rng) for one in value]
        return made[0] if len(made) == 1 and rng.random() < 0.5 else made
    if isinstance(value, str) and " " in value:
        return "".join(rng.choice([" ", "\n", "  "]) if sign == " " else sign for sign in value)
    return value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.randoms(use_true_random=False),
    st.sampled_from(["01-need.md", "3-need.md", "need.md", "002.5-need.md"]),
)
def test_reflowed_text_other_order_of_keys_and_moved_files_are_no_change(rng, path):
    stage, journey, persona = (reflowed(one, rng) for one in (STAGE, JOURNEY, PERSONA))
    assert prints(inputs(stage, journey, persona, stage_path=path, prose="Other words.")) == NOW


def with_step(**changes: Any) -> dict[str, Any]:
    return {**STAGE, "steps": [{**STEP, **changes}, STAGE["steps"][1]]}


@pytest.mark.parametrize(
    "stage",
    [
        with_step(emotion={"anna": "glad"}),
        with_step(emotion={"anna": {"score": 1.0}}),
        with_step(emotion={"anna": [1]}),
        with_step(pains=[{**STEP["pains"][0], "research": "talks"}]),
        with_step(gains=["The film shows the cloth"]),
        with_step(opportunities=["Say it earlier"]),
        with_step(watch=["web/**"]),
        {**STAGE, "tags": ["new"], "owner": "Nadia", "visibility": "public"},
    ],
)
def test_other_forms_of_a_value_and_what_is_no_claim_are_no_change(stage):
    assert prints(inputs(stage))["journey"] == NOW["journey"]


def test_what_a_persona_says_in_a_file_of_its_own_is_said_as_in_the_stage():
    bare = {**STAGE, "steps": [{**STEP, "gains": []}, STAGE["steps"][1]]}
    variant = "---\nsteps: [{id: look, gains: [The film shows the cloth]}]\n---\n"
    own = {"journeys/buy/01-need.anna.md": variant}
    assert prints(inputs(bare, **own))["journey"]["need"] != prints(inputs(bare))["journey"]["need"]


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("steps", with_step(title="I look for a coat")),
    ("steps", with_step(doing=["Opens five tabs"])),
    ("steps", with_step(systems=["Shop", "Mail"])),
    ("steps", {**STAGE, "goal": "Find a coat"}),
    ("steps", {**STAGE, "steps": [*STAGE["steps"], {"title": "I wait"}]}),
    ("steps", {**STAGE, "steps": STAGE["steps"][::-1]}),
    ("scores", with_step(emotion={"anna": 0})),
    ("scores", with_step(emotion={})),
    ("scores", with_step(emotion={"anna": {"score": 1, "word": "sure"}})),
    ("scores", with_step(feeling=["unsure"])),
    ("pains", with_step(pains=[{**STEP["pains"][0], "severity": 3}])),
    ("pains", with_step(pains=[{**STEP["pains"][0], "text": "There is no returns policy"}])),
    ("pains", with_step(gains=[])),
    ("pains", with_step(fail_point=["The page is down"])),
    ("evidence", with_step(research=["talks", "more"])),
    ("evidence", with_step(quotes=["I ordered one size."])),
    ("evidence", with_step(pains=[{**STEP["pains"][0], "research": ["more"]}])),
    ("evidence", with_step(emotion={"anna": {"score": 1, "research": ["talks"]}})),
]


@pytest.mark.parametrize(("kind", "stage"), CHANGES)
def test_a_change_of_each_kind_is_told_as_such(kind, stage):
    now = prints(inputs(stage))["journey"]
    (part,) = changed_parts([Review(day="2026-11-30", of=NOW["journey"])], now)
    assert part.part == "need"
    assert kind in part.kinds
    # another step may bring scores of its own
    assert kind == "steps" or part.kinds == (kind,)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"goals": ["Be home by five"]}, "goals"),
        ({"pains": []}, "pains"),
        ({"traits": [{"left": "Slow", "right": "Fast", "value": 0}]}, "traits"),
        ({"research": ["more"]}, "evidence"),
        ({"role": "Nurse"}, "who"),
        ({"needs": ["A lift"]}, "needs"),
    ],
)
def test_a_change_of_a_persona_is_told_by_its_section(changes, part):
    now = prints(inputs(persona={**PERSONA, **changes}))["persona"]
    assert [one.part for one in changed_parts([Review(day="2026-11-30", of=NOW["persona"])], now)] == [part]


def told(then: dict[str, str], now: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.part, one.kinds) for one in changed_parts([Review(day="2026-11-30", of=then)], now)]


def test_stages_that_come_go_and_change_places_are_told():
    now = NOW["journey"]
    more = prints(inputs(**{"journeys/buy/10-wear.md": "---\ntitle: Wear\n---\n\nWorn.\n"}))["journey"]
    assert told(now, more) == [("wear", ("added",))]
    assert told(more, now) == [("wear", ("removed",))]
    turned = prints(inputs(stage_path="10-need.md"))["journey"]
    assert told(now, turned) == [(WHOLE, ("order",))]


def test_a_stage_of_another_id_that_says_the_same_is_that_stage():
    renamed = prints(inputs(stage_path="01-want.md"))["journey"]
    assert told(NOW["journey"], renamed) == []


def test_of_a_map_of_which_one_stage_was_reviewed_nothing_is_told_of_the_others():
    only = {"need": NOW["journey"]["need"]}
    changed = prints(inputs(with_step(emotion={"anna": -1})))["journey"]
    assert told(only, NOW["journey"]) == []
    assert told(only, changed) == [("need", ("scores",))]


def test_a_review_that_does_not_say_what_it_was_of_is_never_void():
    assert changed_parts([Review(day="2026-11-30")], NOW["journey"]) == ()


@given(st.dictionaries(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=30), max_size=4))
def test_whatever_somebody_writes_as_letters_is_compared(written):
    try:
        review = Review(day="2026-11-30", of=written)
    except ValueError:
        return
    for now in (NOW["journey"], NOW["persona"], {}):
        changed_parts([review], now)
    assert changed_parts([review], review.of) == ()
