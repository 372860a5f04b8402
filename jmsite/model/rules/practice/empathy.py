"""Rules of practice about empathy: whether a map speaks of the customer, in the customer's words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import FilledText, Many
from jmsite.model.rules.practice.row import remark
from jmsite.model.rules.rule import Rule, RuleOptions


class InsideWords(RuleOptions):
    """The words that no customer would use."""

    words: Annotated[
        Many[FilledText],
        Field(description="Words of the company, beside the names of its systems and departments."),
    ] = ()
    allow: Annotated[
        Many[FilledText], Field(description="Names of systems and departments that customers do use.")
    ] = ()


class CompanyVerbs(RuleOptions):
    """The words with which a company gives itself orders."""

    verbs: Annotated[
        Many[FilledText], Field(description="Words with which the title of a step must not begin.")
    ] = (
        "acquire", "activate", "authenticate", "bill", "capture", "convert", "cross-sell", "deliver", "dispatch",
        "educate", "engage", "escalate", "follow-up", "fulfil", "fulfill", "generate", "identify", "invoice", "nurture",
        "notify", "onboard", "process", "provision", "qualify", "retain", "retarget", "segment", "send", "target",
        "upsell", "verify", "win",
    )  # fmt: skip


EMPATHY: tuple[Rule, ...] = (
    remark(
        "empathy/inside-words",
        "A customer lane contains in-house terms.",
        "Customers know neither our systems nor our departments; where a map uses their names, it tells our story.",
        "Say what the customer sees or does. What runs behind it stands in `systems`, `departments` or `backstage`.",
        "doing: [Logs in with the number on the letter]\nsystems: [crm]",
        InsideWords,
    ),
    remark(
        "empathy/nothing-felt",
        "A whole journey says nothing about what the customer thinks or feels.",
        "Without it the map is a flow chart with a person at its edge.",
        "Add `thinking`, `feeling` or `quotes` to the steps that matter most.",
        "thinking: [Can I send it back for free?]\nfeeling: [unsure]",
    ),
    remark(
        "empathy/quote-without-source",
        "A quote has no source.",
        "A sentence in quotation marks that nobody said is fiction, and readers take it as fact.",
        "Name the study it comes from as `research:`; or write it as `thinking` if nobody said it.",
        "quotes: [{text: I used to know my size., persona: anna, research: interviews-2026-05}]",
    ),
    remark(
        "empathy/company-title",
        "The title of a step is an instruction to the company.",
        "Then the step is about the company and not the customer, and so is the map.",
        "Say what the customer does, in their words, beginning with `I` or with what they would say.",
        "title: I wait for the code that they send",
        CompanyVerbs,
    ),
)
