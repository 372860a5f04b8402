"""Rules of practice about reviews: whether they still hold, and what makes new ones due."""

from __future__ import annotations

from jmsite.model.rules.practice.row import advice, remark
from jmsite.model.rules.rule import Rule

REVIEW: tuple[Rule, ...] = (
    remark(
        "review/void",
        "What was reviewed has changed since.",
        "The date of the review vouches for something that nobody has looked at.",
        "Look at the parts that changed, and run `jmsite review` for the map, the stage or the persona.",
        "reviewed: {day: 2026-11-30, of: {need: 'steps kbqcmf, scores gcntwl'}}",
    ),
    remark(
        "review/due",
        "Something that a map rests on has changed since its review.",
        "What the map says about it may no longer be true, and nobody would notice by looking at the map.",
        "Compare the step with what changed, correct it, and run `jmsite review` for its stage.",
        "watch: [web/checkout/**, {metrics: [checkout-completion]}]",
    ),
    advice(
        "review/watches-nothing",
        "Something that is watched does not exist.",
        "No change will ever make the review due, although everybody relies on that.",
        "Correct the path or pattern under `watch:`, or remove it.",
        "watch: [web/checkout/**]",
    ),
)
