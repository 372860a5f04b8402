"""Rules of practice about contradictions: where a map says one thing and the readings another."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import Percent
from jmsite.model.rules.practice.row import advice, remark
from jmsite.model.rules.rule import Rule, RuleOptions


class ManyCases(RuleOptions):
    """The number of cases that makes a way worth drawing."""

    min: Annotated[Percent, Field(description="The least share of the cases at a step, in percent.")] = 10


CONTRADICTION: tuple[Rule, ...] = (
    advice(
        "contradiction/score",
        "A written score lies outside what was measured.",
        "One of the two is wrong, and readers see both.",
        "Correct the score, or let the metric give it: `emotion: {metric: …}`. If the metric measures something else,"
        " take it off the step.",
        "emotion: {anna: {metric: csat-chat}}",
    ),
    advice(
        "contradiction/solved",
        "An opportunity is solved, and none of its metrics has improved.",
        "Nobody works on what is marked as solved, and customers still have the problem.",
        "Set its `status:` back to `open` or `in-progress`, or name the metric that shows the difference.",
        "status: in-progress",
    ),
    advice(
        "contradiction/no-effect",
        "A solution has been live for a while, and none of its metrics has improved.",
        "It has cost something, and nobody is better off.",
        "Write down what was learned, and change or withdraw it; or name the metric that it does move.",
        "metrics: [where-is-it]",
    ),
    remark(
        "contradiction/off-target",
        "A metric misses its target, and nobody is working on it.",
        "A target that nobody acts on is a wish.",
        "Add the metric to an opportunity, or correct the target.",
        "metrics: [returned-for-size]",
    ),
    remark(
        "contradiction/undrawn-way",
        "Many people take a path that the map does not show.",
        "Whoever plans by the map plans for a way that people leave; the detour may be what they need, or where they"
        " are lost.",
        "Draw it with `next:` if it belongs to the journey, or find out why people take it.",
        "next: [{to: ask-care, when: the parcel does not come}]",
        ManyCases,
    ),
    remark(
        "contradiction/untaken-step",
        "Nobody takes a step that the log of the journey has events for.",
        "Either the map shows something that does not happen, or the log calls it something else.",
        "Correct `map:` under `events:`, or remove the step from the map.",
        "events: {map: {call_taken: ask-care}}",
    ),
)
