"""Rules of practice about contradictions: where a map says one thing and the readings another."""

from __future__ import annotations

from jmsite.model.rules.practice.row import advice, remark
from jmsite.model.rules.rule import Rule

CONTRADICTION: tuple[Rule, ...] = (
    advice(
        "contradiction/score",
        "A written score lies outside of what was measured.",
        "One of the two is wrong, and readers see both.",
        "Correct the score, or let the metric give it: `emotion: {metric: …}`. If the metric measures something else,"
        " take it off the step.",
        "emotion: {anna: {metric: csat-chat}}",
    ),
    advice(
        "contradiction/solved",
        "An opportunity is solved, and none of its metrics has improved.",
        "What is marked as solved is not worked on any more; the customers still have it.",
        "Set its `status:` back to `open` or `in-progress`, or name the metric that shows the difference.",
        "status: in-progress",
    ),
    advice(
        "contradiction/no-effect",
        "A solution has been live for a while, and none of its metrics has improved.",
        "It has cost something, and nobody is better off.",
        "Say in its text what was learned, and change or withdraw it; or name the metric that it does move.",
        "metrics: [where-is-it]",
    ),
    remark(
        "contradiction/off-target",
        "A metric misses its target, and nobody works on it.",
        "A target without anybody who acts on it is a wish.",
        "Add the metric to an opportunity, or correct the target.",
        "metrics: [returned-for-size]",
    ),
)
