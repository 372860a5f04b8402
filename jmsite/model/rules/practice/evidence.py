"""Rules of practice about evidence: what a map rests on."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field

from jmsite.model.fields import Percent
from jmsite.model.rules.practice.row import remark
from jmsite.model.rules.rule import Rule, RuleOptions
from jmsite.model.written_durations import Duration


class LeastShare(RuleOptions):
    """The share of scores that must rest on something."""

    min: Annotated[Percent, Field(description="The least share of scores that are backed, in percent.")] = 50


class MostShare(RuleOptions):
    """The share of a map that one study may carry."""

    max: Annotated[Percent, Field(description="The largest share that one study may carry, in percent.")] = 75
    of: Annotated[int, Field(ge=1, description="From how many references on it is looked at.")] = 8


class Cadence(RuleOptions):
    """The time for which research holds."""

    after: Annotated[Duration, Field(description="How long a study holds, as ISO 8601.")] = timedelta(
        days=730
    )


EVIDENCE: tuple[Rule, ...] = (
    remark(
        "evidence/assumed-score",
        "A score has no evidence behind it.",
        "A curve of assumptions looks exactly like a curve of facts, and both lead to decisions.",
        "Name the metric that measures it or the research that backs it; or leave it, and know that it is a guess.",
        "emotion: {score: -1, research: [interviews-2026-05]}",
    ),
    remark(
        "evidence/unsupported-pain",
        "A pain has no evidence behind it.",
        "Somebody in the room said it. Whether customers would, nobody knows.",
        "Name the `research` or the `insight` behind it.",
        "pains: [{text: The returns policy is two clicks away, research: [interviews-2026-05]}]",
    ),
    remark(
        "evidence/unsupported-insight",
        "An insight has no research behind it.",
        "An insight is something we learned; without a source it is an opinion with a file of its own.",
        "Name the studies it comes from as `research:`.",
        "research: [interviews-2026-05, pulse-survey]",
    ),
    remark(
        "evidence/never-validated",
        "A persona has never been validated.",
        "A persona made up in a workshop shows what the workshop believed.",
        "Check it against real customers, then write `status: validated` and the day as `validated:`.",
        "status: validated\nvalidated: 2026-08-28",
    ),
    remark(
        "evidence/coverage",
        "Too few scores of a map are backed by anything.",
        "A map is only as credible as its evidence; below the site's bar it is a hypothesis.",
        "Back the lowest and the highest points first: these are the ones that decisions rest on.",
        "rules:\n  evidence/coverage: {min: 60}",
        LeastShare,
    ),
    remark(
        "evidence/one-kind",
        "A map rests on only one kind of data.",
        "Numbers say how many and not why; conversations say why and not how many.",
        "Add a study of the other kind, or a metric that measures a step.",
        "research: [interviews-2026-05, pulse-survey]",
    ),
    remark(
        "evidence/stale",
        "Something rests on research that is too old.",
        "Customers, products and habits have changed since.",
        "Repeat the study, or check whether it still holds and say so in a newer one.",
        "rules:\n  evidence/stale: {after: P1Y}",
        Cadence,
    ),
    remark(
        "evidence/one-study",
        "One study carries most of a map.",
        "If that study is wrong, or of the wrong people, so is the map.",
        "Back some of it with another study or a metric.",
        "rules:\n  evidence/one-study: {max: 60}",
        MostShare,
    ),
)
