"""Forms from the declarations, and patches that follow each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.editing.forms import FormField, form_at, on_scale
from jmsite.editing.site_patch import SitePatch, join_patches
from jmsite.model.kinds import ENTITIES


def known(kind: str) -> Sequence[tuple[str, str]]:
    return [(f"a-{kind}", f"A {kind}")]


def every(form: FormField) -> Iterator[FormField]:
    yield form
    for one in form.fields:
        yield from every(one)


@pytest.mark.parametrize("kind", ENTITIES)
def test_what_has_parts_says_which(kind: str):
    for form in form_at(kind, (), known).fields:
        assert form.description, f"{kind}#{form.name}"
        assert form.type not in ("object", "emotion") or form.fields, f"{kind}#{form.name}"


def test_values_by_name_have_a_key_and_a_value():
    form = form_at("persona", ("demographics",), known)
    assert (form.type, [one.name for one in form.fields]) == ("mapping", ["key", "value"])


def test_what_the_values_of_a_metric_feel_like_is_no_score_of_a_step():
    assert form_at("metric", ("emotion",), known).type == "object"
    assert form_at("step", ("emotion",), known).type == "emotion"


def test_readings_have_the_form_in_which_they_are_written():
    by_hand = form_at("metric", ("readings",), known, [{"date": "2026-01-31"}])
    of_a_file = form_at("metric", ("readings",), known, {"file": "data/ease.csv"})
    assert (by_hand.many, of_a_file.many) == (True, False)
    assert [one.name for one in by_hand.fields[:3]] == ["date", "value", "n"]
    assert of_a_file.fields[0].name == "file"


def test_scores_have_the_ends_of_their_scale_wherever_they_stand():
    for form in (form_at("step", ("emotion",), known), form_at("journey", ("anytime",), known)):
        felt = [one for one in every(on_scale(form, 1, 5)) if one.type == "emotion"]
        assert felt
        assert {(one.min, one.max) for one in felt} == {(1, 5)}


TEXTS = st.none() | st.sampled_from([b"a", b"b", b"c"])


@given(st.lists(st.tuples(st.sampled_from("xyz"), TEXTS), max_size=12))
def test_joined_patches_write_each_file_once_and_come_to_the_same(writes: list[tuple[str, bytes | None]]):
    start: dict[str, bytes | None] = {"x": b"a"}
    now, patches = dict(start), []
    for path, data in writes:
        if now.get(path) != data:
            patches.append(SitePatch(before={path: now.get(path)}, after={path: data}))
            now[path] = data
    found = join_patches(patches)
    assert len(found) <= 1
    changed = {path: data for path, data in now.items() if data != start.get(path)}
    assert {path: data for one in found for path, data in one.after.items()} == changed
    assert {path: data for one in found for path, data in one.before.items()} == {
        path: start.get(path) for path in changed
    }


def test_what_is_renamed_first_stays_a_patch_of_its_own():
    renamed = SitePatch(moves=(("a", "b"),), before={"b": b"1"}, after={"b": b"2"})
    found = join_patches(
        [
            SitePatch(before={"a": b"0"}, after={"a": b"1"}),
            renamed,
            SitePatch(before={"b": b"2"}, after={"b": b"1"}),
        ]
    )
    assert [one.moves for one in found] == [(), (("a", "b"),)]
    assert found[1].after == {"b": b"1"}
