"""Rules of practice about completeness: what a map leaves open."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import Severity3
from jmsite.model.rules.practice.row import advice, remark
from jmsite.model.rules.rule import Rule, RuleOptions


class LeastSevere(RuleOptions):
    """The pains that are looked at, by how severe they are."""

    least: Annotated[
        Severity3, Field(description="The least severity, 1 to 3; a pain that says none has 1.")
    ] = 3


COMPLETENESS: tuple[Rule, ...] = (
    remark(
        "completeness/stage-without-touchpoint",
        "A stage has no touchpoint.",
        "Where the customer meets nobody and nothing of ours, nobody can make it better.",
        "Name what the customer uses or whom they talk to, even if it is not ours: a friend, a search engine.",
        "touchpoint: friends-post",
    ),
    remark(
        "completeness/pain-without-opportunity",
        "A severe pain leads to no opportunity.",
        "A pain that nobody takes up is decoration.",
        "Name an opportunity in the step, or the step or insight in an opportunity.",
        "opportunities: [size-by-people-like-me]",
        LeastSevere,
    ),
    remark(
        "completeness/opportunity-unplanned",
        "An open opportunity does not say who would do it, how much effort it takes, or which metric it should move.",
        "Without these, it can be neither compared with others nor decided on.",
        "Add what the message names: an `owner` or `departments`, `effort`, `metrics`.",
        "departments: [digital]\neffort: 3\nmetrics: [returned-for-size]",
    ),
    remark(
        "completeness/shipped-without-metric",
        "A solution has shipped, and nothing measures what it changed.",
        "Nobody will ever know whether it was worth it.",
        "Name the metrics it should improve, or those of its opportunities.",
        "metrics: [where-is-it]",
    ),
    remark(
        "completeness/unused",
        "Nothing uses an entry of a registry.",
        "Either a map is missing something, or the registry has outlived it.",
        "Use it in a step, set a touchpoint's `status:` to `proposed` or `retired`, or remove the entry.",
        "touchpoint: paper-catalogue",
    ),
    remark(
        "completeness/stage-without-score",
        "A stage has no score, although others have one.",
        "The curve has a gap, and readers mistake it for calm.",
        "Score how a step of the stage feels, and leave it assumed until you know better.",
        "emotion: {anna: 0.5}",
    ),
    remark(
        "completeness/only-the-purchase",
        "A map has nothing before or after the purchase.",
        "What decides it happens before, and what brings people back happens after.",
        "Add the stage that is missing, with touchpoints of the kind `pre-purchase` or `post-purchase`.",
        "friends-post:\n  kind: pre-purchase",
    ),
    remark(
        "completeness/without-lead",
        "Nobody leads a department.",
        "Whatever the map asks of the department reaches nobody.",
        "Add the `lead:`.",
        "lead: Nadia Rahman",
    ),
    advice(
        "completeness/orphan-branch",
        "No path leads to a step.",
        "Every step before it leads somewhere else, so nobody ever takes it.",
        "Let a `next:` lead to it, or remove the step.",
        "next: [{to: purchase, when: answer came}, {to: compare-again, when: no answer}]",
    ),
)
