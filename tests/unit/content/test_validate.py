"""Documents become drafts: what is right is kept, what is wrong is told in our words, at its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.content.parse import body, parse
from jmsite.content.validate import group, validate
from jmsite.content.validation_messages import known_fields
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.entity import Draft
from jmsite.model.kinds import KINDS
from jmsite.model.sources import Document, Places, Prose, Source

STAGE = "content/journeys/buy/02-look.yaml"


def validated(**files: str) -> Checked[tuple[Draft, ...]]:
    sources = [Source(path=path, digest="", data=text.encode()) for path, text in files.items()]
    parsed = [parse(source, Prose(html=body(source))) for source in sources]
    assert [fault for checked in parsed for fault in checked.diagnostics] == []
    (documents,) = group(checked.value for checked in parsed)
    return validate(documents)


def stage(text: str) -> tuple[Draft, tuple[Diagnostic, ...]]:
    checked = validated(**{STAGE: text})
    (draft,) = checked.value
    return draft, checked.diagnostics


def told(text: str, path: str = STAGE) -> list[str]:
    checked = validated(**{path: text})
    return [
        f"{fault.place.line}:{fault.place.column} {fault.rule} {fault.message}"
        for fault in checked.diagnostics
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("titel: x", "1:1 field/unknown unknown field 'titel'"),
        ("title: true", "1:8 field/wrong-type 'title' must be text, not true"),
        ("title: [x]", "1:8 field/wrong-type 'title' must be text, not a list"),
        ("title: ''", "1:8 field/empty 'title' is empty"),
        ("intensity: much", "1:12 field/wrong-type 'intensity' must be a whole number, not 'much'"),
        ("intensity: 1.5", "1:12 field/wrong-type 'intensity' must be a whole number, not 1.5"),
        ("intensity: 7", "1:12 field/out-of-range 'intensity' must be at most 3, not 7"),
        ("draft: maybe", "1:8 field/wrong-type 'draft' must be true or false, not 'maybe'"),
        ("duration: 5", "1:11 field/wrong-type 'duration' must be a duration like P2D or PT20M, not 5"),
        ("wait: '20:00'", "1:7 field/malformed 'wait' must be a duration like P2D or PT20M, not '20:00'"),
        ("pains:\n- {severity: 2}", "2:3 field/missing field 'text' is missing"),
        ("pains:\n- {text: }", "2:4 field/empty 'text' is empty"),
        ("pains:\n- a\n-", "3:2 field/empty entry 2 of 'pains' is empty"),
        ("pains: [a, [b]]", "1:12 field/wrong-type entry 2 of 'pains' must be a mapping of fields, not a list"),
        ("steps: [5]", "1:9 field/wrong-type entry 1 of 'steps' must be a mapping of fields, not 5"),
        ("steps:\n- {id: I Ask}", "2:8 field/malformed 'id' must be an id: lower-case letters, digits"
         " and single hyphens, not 'I Ask'"),
        ("fields: [a]", "1:9 field/wrong-type 'fields' must be a mapping of fields, not a list"),
        ("image: a.png", "1:8 field/wrong-type 'image' must be a mapping of fields, not 'a.png'"),
    ],
)  # fmt: skip
def test_each_kind_of_fault_in_our_words(text: str, fault: str) -> None:
    assert told(text) == [fault]


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        ("personas/a.yaml", "kind: main", "1:7 field/not-allowed 'kind' cannot be 'main'"),
        ("personas/a.yaml", "reviewed: 2026",
         "1:11 field/wrong-type 'reviewed' must be a date like 2026-05-31, not 2026"),
        ("personas/a.yaml", "reviewed: 1.5.26",
         "1:11 field/malformed 'reviewed' must be a date like 2026-05-31, not '1.5.26'"),
        ("personas/a.yaml", "colour: red", "1:9 field/malformed 'colour' must be a colour: '#' and six hexadecimal"
         " digits, or series-1 to series-8, not 'red'"),
        ("metrics/m.yaml", "readings: {file: a.csv, every: yer}", "1:32 field/not-allowed 'every' cannot be 'yer'"),
        ("metrics/m.yaml", "readings: [{date: 2026-05-01, value: x}]",
         "1:38 field/wrong-type 'value' must be a number, not 'x'"),
        ("metrics/m.yaml", "scale: {min: 1}", "1:8 field/missing field 'max' is missing"),
        ("site.yaml", "title: x\nemotion_scale: {words: {good: x}}",
         "2:25 field/wrong-type the key must be a number, not 'good'"),
        ("site.yaml", "title: x\nemotion_scale: {min: 2, max: 1}",
         "2:16 field/malformed 'emotion_scale' is not valid:"
         " max must be greater than min"),
        ("site.yaml", "tagline: x", "1:1 field/missing field 'title' is missing"),
    ],
)  # fmt: skip
def test_faults_in_other_kinds(path: str, text: str, fault: str) -> None:
    assert told(text, f"content/{path}") == [fault]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("titel: x", "did you mean 'title'?"),
        ("touch-points: x", "did you mean 'touchpoint'?"),
        ("carbon: 3", "write custom fields under 'fields:' and declare them in site.yaml"),
        ("pains: [{text: a, sevrity: 2}]", "did you mean 'severity'?"),
        ("pains: [{text: a, b: 2}]", "fields allowed here: text, severity, persona, research, insight"),
        ("steps: [{title: x, pains: [{text: a, insigt: b}]}]", "did you mean 'insight'?"),
        ("pains:\n- I ask: why", "put quotation marks around text that contains a colon"),
        ("pains: [{text: money, not goods}]", "put quotation marks around text that contains a comma"),
        ("title: true", "put quotation marks around it"),
        ("title: {a: b}", "put quotation marks around text that contains a colon"),
    ],
)
def test_hints_help(text: str, hint: str) -> None:
    assert [fault.hint for fault in stage(text)[1]] == [hint]


def test_allowed_values_are_listed_and_the_nearest_is_suggested() -> None:
    checked = validated(**{"content/solutions/a.yaml": "status: Biulding"})
    assert checked.diagnostics[0].hint == (
        "did you mean 'building'? it can be idea, planned, building, shipped or dropped"
    )


def test_what_is_right_is_kept_and_keeps_its_place() -> None:
    draft, faults = stage(
        "title: Look\nsteps:\n"
        "- 5\n"
        "- {title: First, pains: [{severity: 9, text: a, research: r1}, {severity: 1}, {text: b, research: r2}]}\n"
        "- {title: Second, personas: [[x], anna], touchpoint: shop}\n"
    )
    assert len(faults) == 4
    fields: Any = draft.fields
    assert [step.title for step in fields.steps] == ["First", "Second"]
    assert [(pain.text, pain.severity) for pain in fields.steps[0].pains] == [("a", None), ("b", None)]
    found = {referred.id: draft.place(referred.loc) for referred in draft.references}
    assert {id: (place.line, place.column) for id, place in found.items()} == {
        "r1": (4, 59), "r2": (4, 99), "anna": (5, 35), "shop": (5, 54),
    }  # fmt: skip


def test_an_empty_field_counts_as_not_written() -> None:
    draft, faults = stage("title:\nvisibility:\ndraft:\npains:\nsteps:\n- {title: a, personas: }\n")
    assert faults == ()
    assert (draft.fields.model_fields_set & {"visibility", "draft"}) == set()


def test_numbers_as_text_stay_as_written_and_others_are_plain() -> None:
    draft, faults = stage(
        "title: 1.10\nsummary: 007\nfields: {price: 12.50, code: 007}\nsteps: [{fields: {a: 1e3}}]"
    )
    fields: Any = draft.fields
    assert faults == ()
    assert (fields.title, fields.summary) == ("1.10", "007")
    own = [fields.fields["price"], fields.fields["code"], fields.steps[0].fields["a"]]
    assert [(type(value), value) for value in own] == [(float, 12.5), (int, 7), (float, 1000.0)]


def test_a_registry_is_many_drafts_and_faults_in_one_leave_the_others() -> None:
    checked = validated(
        **{
            "content/channels.yaml": "web: {kind: onlin}\nchat:\nshop: Shop\nBig Shop: {}\n"
            "../x: {}\nmail: {title: Mail}\n"
        }
    )
    assert [draft.id for draft in checked.value] == ["web", "chat", "shop", "Big Shop", "mail"]
    assert [(fault.rule, fault.place.line) for fault in checked.diagnostics] == [
        ("field/not-allowed", 1), ("field/wrong-type", 3), ("id/malformed", 4), ("id/malformed", 5),
    ]  # fmt: skip
    mail = checked.value[-1]
    assert (mail.kind, mail.line, mail.place(("title",)).column, mail.prefix) == ("channel", 6, 15, ("mail",))


def test_a_pair_of_files_is_one_entity() -> None:
    checked = validated(
        **{
            "content/personas/anna.md": "---\nname: B\nshre: 2\nresearch: talks\n---\nProse\n",
            "content/personas/anna.yaml": "name: A\ngoals: [x]\n",
        }
    )
    (draft,) = checked.value
    fields: Any = draft.fields
    assert (fields.name, fields.goals, draft.prose.html) == ("A", ("x",), "Prose\n")
    assert (draft.path, draft.body_path, draft.body_line) == (
        "content/personas/anna.yaml", "content/personas/anna.md", 6,
    )  # fmt: skip
    twice, unknown = checked.diagnostics
    assert (twice.rule, twice.place.path, twice.place.line) == ("field/twice", "content/personas/anna.md", 2)
    assert twice.related[0].place.path == "content/personas/anna.yaml"
    assert (unknown.rule, unknown.place.path, unknown.place.line) == (
        "field/unknown",
        "content/personas/anna.md",
        3,
    )
    assert draft.place(draft.references[0].loc).line == 4


def test_of_a_field_in_both_files_that_is_told_whose_value_counts() -> None:
    checked = validated(
        **{
            "content/personas/anna.md": "---\nshare: 2\nreviewed: soon\n---\nProse\n",
            "content/personas/anna.yaml": "name: A\nshare: much\n",
        }
    )
    places = [
        (fault.rule, fault.place.path.rpartition(".")[2], fault.place.line) for fault in checked.diagnostics
    ]
    assert places == [("field/twice", "md", 2), ("field/wrong-type", "yaml", 2), ("field/malformed", "md", 3)]


def test_groups_hold_what_belongs_together() -> None:
    def document(path: str, kind: str = "persona") -> Document:
        return Document(path=path, kind=kind, id="x", front={}, places=Places(path=path))

    groups = group([document("a.md"), document("b.md"), document("a.yaml"), document("c.md", "")])
    assert [[part.path for part in parts] for parts in groups] == [["a.yaml", "a.md"], ["b.md"]]


def test_known_fields_follow_lists_mappings_and_unions() -> None:
    model = KINDS["metric"].model
    assert {"every", "numerator"} <= set(known_fields(model, ("readings",)))
    assert "severity" in known_fields(KINDS["stage"].model, ("steps", 0, "pains", 1))
    assert "metric" in known_fields(KINDS["stage"].model, ("emotion", "anna"))
    assert "from" in known_fields(KINDS["research"].model, ())


NAMES = sorted(
    {name for kind in KINDS.values() for name in known_fields(kind.model, ())} | {"text", "score", "x"}
)
LEAVES = (
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text("ab-1 ", max_size=4)
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5))
def test_no_fields_raise_and_no_word_of_the_library_leaks(kind: str, front: dict[str, Any]) -> None:
    checked = validate(
        (
            Document(
                path="content/a.yaml", kind=kind, id="a", front=front, places=Places(path="content/a.yaml")
            ),
        )
    )
    assert checked.value or checked.diagnostics
    for fault in checked.diagnostics:
        words = fault.message + fault.hint
        assert not any(
            theirs in words for theirs in ("Input should", "pydantic", "Value error", "BeforeValidator")
        )
