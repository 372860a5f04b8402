"""Rules of practice about privacy: what must not stand on a map at all."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import FilledText, Many
from jmsite.model.rules.practice.row import advice
from jmsite.model.rules.rule import Rule, RuleOptions


class Addresses(RuleOptions):
    """The mail addresses that may be shown."""

    allow: Annotated[
        Many[FilledText], Field(description="Addresses, or domains of them, that may be shown.")
    ] = ()


class Region(RuleOptions):
    """The region in which phone numbers without a country code are dialled."""

    region: Annotated[
        FilledText | None,
        Field(
            description="The country of numbers without a country code, as two letters. Default: that of the"
            " language, as in `de-AT`; without one, only numbers with a country code are found."
        ),
    ] = None


class Countries(RuleOptions):
    """The countries whose identity numbers are looked for."""

    countries: Annotated[
        Many[FilledText],
        Field(description="Countries whose identity numbers are looked for, as two letters."),
    ] = ("be", "br", "ch", "de", "es", "fi", "fr", "it", "pl")


REMOVE = "Remove it, or replace it by what it stands for: “her number”. Remember that git keeps whatever was committed."

PRIVACY: tuple[Rule, ...] = (
    advice(
        "privacy/email",
        "A text contains a mail address.",
        "It belongs to somebody who has not agreed to appear on the map or in its history.",
        f"{REMOVE} An address of the company belongs in the `contact` of a department, or under `allow:` of this rule.",
        "rules:\n  privacy/email: {allow: [care@shop.test, shop.test]}",
        Addresses,
    ),
    advice(
        "privacy/phone",
        "A text contains a phone number.",
        "Anyone can call it, and its owner has not agreed to that.",
        f"{REMOVE} A number of the company belongs in the `contact` of a department.",
        "contact: +44 20 7946 0000",
        Region,
    ),
    advice(
        "privacy/card",
        "A text contains the number of a payment card.",
        "Whoever reads it can pay with it. That must never be stored in the open.",
        f"{REMOVE} Have the card blocked if it is real.",
        "text: She reads the sixteen digits aloud on the train",
    ),
    advice(
        "privacy/bank-account",
        "A text contains the number of a bank account.",
        "It belongs to somebody who has not agreed to it.",
        REMOVE,
        "text: He copies the twenty-two digits of his account by hand",
    ),
    advice(
        "privacy/identity-number",
        "A text contains the identity or tax number of a person.",
        "With it, somebody can be found, and be impersonated.",
        REMOVE,
        "rules:\n  privacy/identity-number: {countries: [de, fr]}",
        Countries,
    ),
    advice(
        "privacy/quote-without-consent",
        "A quote comes from a study without consent.",
        "People are quoted word for word and may not know it.",
        "Ask them, and write in the study how they agreed. The site asks for this with a field `consent` of research.",
        "fields: {consent: Signed by all nine, for use inside the company}",
    ),
)
