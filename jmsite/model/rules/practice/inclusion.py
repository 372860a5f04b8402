"""Rules of practice about inclusion: whom a map forgets."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.rules.practice.row import advice, remark
from jmsite.model.rules.rule import Rule, RuleOptions


class LeastEase(RuleOptions):
    """The ease with which the customer's lanes must be read."""

    min: Annotated[
        float, Field(description="The least reading ease, by Flesch: 60 is plain language, 30 academic.")
    ] = 60
    words: Annotated[
        int, Field(ge=1, description="Journeys with fewer words in these lanes are not judged.")
    ] = 100


INCLUSION: tuple[Rule, ...] = (
    advice(
        "inclusion/no-alternative-text",
        "A picture has no alternative text.",
        "Anyone who cannot see it hears its file name, or nothing.",
        "Say between the brackets what the picture shows. If it is only decoration, leave it out.",
        "![Anna at the mirror with two dresses](../assets/mirror.jpg)",
    ),
    remark(
        "inclusion/only-online",
        "A journey has online channels only.",
        "Some customers have no connection, no device, or no wish to use one there; the map says nothing about them.",
        "Add how the step works by phone, by post or in person; or say in the `scope` that it does not.",
        "touchpoint: [shop-search, paper-catalogue]",
    ),
    remark(
        "inclusion/no-accessibility",
        "A whole journey says nothing about barriers.",
        "One customer in six has a disability; the barriers are there, whether they are written down or not.",
        "Go through the journey by keyboard, with a screen reader and in large type; write what you meet as "
        "`accessibility:`.",
        "accessibility: [The size table is a picture without text]",
    ),
    remark(
        "inclusion/hard-to-read",
        "The customer's lanes are hard to read.",
        "No customer thinks in such sentences, and colleagues skip what they would have to read twice. "
        "Measured by Flesch's formula in English, German, French and Spanish; other languages are not judged.",
        "Use short sentences and everyday words, as customers do. Start with the text named in the message.",
        "thinking: [Will it come before Friday?]",
        LeastEase,
    ),
)
