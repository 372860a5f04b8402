"""Rules of practice about upkeep: who keeps a map true, and whether anybody has."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import FilledText, Many
from jmsite.model.rules.practice.row import advice, remark
from jmsite.model.rules.rule import Rule, RuleOptions


class Owners(RuleOptions):
    """The names of those who may own something."""

    departments: Annotated[
        bool, Field(description="Whether owners must be departments or their leads, as in the registry.")
    ] = False
    names: Annotated[Many[FilledText], Field(description="The people and teams who may own something.")] = ()
    codeowners: Annotated[
        bool,
        Field(
            description="Whether owners must be people or teams in CODEOWNERS, or departments with a name there."
        ),
    ] = False


class WebLinks(RuleOptions):
    """The web addresses that are not asked."""

    allow: Annotated[
        Many[FilledText],
        Field(
            description="Hosts, or beginnings of addresses, that are not asked: those behind a login, for example."
        ),
    ] = ()


UPKEEP: tuple[Rule, ...] = (
    remark(
        "upkeep/review-due",
        "A review is overdue.",
        "Customers, products and people change; a map that nobody has looked at since is trusted by nobody.",
        "Look at the map with those who know the journey, correct it, and write the day as `reviewed:`.",
        "reviewed: 2026-11-30",
    ),
    remark(
        "upkeep/without-owner",
        "Nobody owns this.",
        "What everybody should keep up to date, nobody does.",
        "Name a person or a team as `owner:`.",
        "owner: Nadia Rahman",
    ),
    advice(
        "upkeep/unknown-owner",
        "The site does not know the owner.",
        "People leave and teams are renamed; a question to them would reach nobody.",
        "Correct the name, or add it to the `names:` of this rule, to the departments, or to `CODEOWNERS`.",
        "rules:\n  upkeep/unknown-owner: {departments: true, names: [Nadia Rahman, Lena Vogt]}",
        Owners,
    ),
    advice(
        "upkeep/link-gone",
        "A link no longer leads anywhere.",
        "Anyone who wants to see what a map rests on finds an empty page, and trusts the rest of the map less. Only "
        "`jmsite check --online` asks.",
        "Link to its new address, to a copy in an archive, or to a file of your own under `content/assets/`.",
        "rules:\n  upkeep/link-gone: {allow: [wiki.example.com]}",
        WebLinks,
    ),
    advice(
        "upkeep/drafts-inside",
        "A published journey contains drafts.",
        "Readers of the published map see gaps where the drafts would be, and cannot tell why.",
        "Finish the draft, or set the journey's `status:` to `draft` or `in-review`.",
        "status: in-review",
    ),
)
