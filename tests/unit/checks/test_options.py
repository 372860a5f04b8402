"""What site.yaml sets for a rule is read by the declaration of that rule."""

from __future__ import annotations

import pytest

from jmsite.checks.severities import options_of
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.entities.site import RuleSetting
from jmsite.model.rules import RULES
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.value import replace
from jmsite.pipeline import check


class Bounded(RuleOptions):
    max: int = 7


@pytest.fixture
def row(monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a rule that has a setting of its own here."""
    rule = RULES["link/missing-file"]
    monkeypatch.setitem(RULES, rule.id, replace(rule, options=Bounded))
    return rule.id


def test_a_setting_has_the_type_of_its_declaration():
    written = {"a/b": RuleSetting(severity="info", max="3"), "a/c": RuleSetting(severity="off")}
    assert options_of("a/b", written, Bounded) == Bounded(severity="info", max=3)
    assert options_of("a/c", written, Bounded) == Bounded(severity="off", max=7)
    assert options_of("a/d", written, Bounded) == Bounded()


def test_what_is_set_for_a_part_of_the_content_is_not_set_for_all_of_it():
    written = RuleSetting(max="3", paths={"personas": {"max": "4"}}, journeys={"buy": {"max": "5"}})
    assert options_of("a/b", {"a/b": written}, Bounded) == Bounded(max=3)


def test_a_wrong_setting_counts_for_nothing():
    assert options_of("a/b", {"a/b": RuleSetting(max="many")}, Bounded) == Bounded()


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ("{max: 3, severity: info}", []),
        ("{max: many}", [("field/wrong-type", 3, 28)]),
        ("{mx: 3}", [("field/unknown", 3, 23)]),
        ("{paths: {personas: {max: 3}}}", []),
        ("{paths: {personas: {max: many}}}", [("field/wrong-type", 3, 47)]),
        ("{paths: {personas: {paths: {site.yaml: {max: 3}}}}}", [("field/unknown", 3, 42)]),
        ("{paths: {personas: {journeys: {buy: {max: 3}}}}}", [("field/unknown", 3, 42)]),
    ],
)
def test_what_is_no_setting_of_a_rule_is_told_at_its_place(project, row: str, setting: str, found: list):
    made = project("minimal").edit("site.yaml", f"title: Minimal\nrules:\n  {row}: {setting}\n")
    faults = check(discover(made.root), Memo())
    assert [(fault.rule, fault.place.line, fault.place.column) for fault in faults] == found
