"""Personas: who the journeys are about."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from jmsite.model.fields import (
    AssetPath,
    ChannelId,
    Common,
    Day,
    Duration,
    Fields,
    Many,
    Percent,
    ResearchId,
    Text,
    shorthand,
)


class Jobs(Fields):
    """What the persona wants to get done."""

    functional: Annotated[Many[Text], Field(description="The practical side.")] = ()
    emotional: Annotated[Many[Text], Field(description="How they want to feel.")] = ()
    social: Annotated[Many[Text], Field(description="How they want to be seen.")] = ()


class Trait(Fields):
    """Where the persona stands between two poles."""

    left: Annotated[Text, Field(description="The pole at 0.")]
    right: Annotated[Text, Field(description="The pole at 100.")]
    value: Annotated[Percent, Field(description="0 is wholly left, 100 wholly right.")]


class ChannelRating(Fields):
    """How much the persona likes or uses a channel."""

    channel: Annotated[ChannelId, Field(description="The channel.")]
    rating: Annotated[Percent | None, Field(description="0 never, 100 always.")] = None


class Buying(Fields):
    """How the persona buys."""

    role: Annotated[Text | None, Field(description="User, buyer, decider, influencer, gatekeeper.")] = None
    triggers: Annotated[Many[Text], Field(description="What makes them start looking.")] = ()
    criteria: Annotated[Many[Text], Field(description="What they decide by.")] = ()
    barriers: Annotated[Many[Text], Field(description="What holds them back.")] = ()
    budget: Annotated[Text | None, Field(description="What they can spend.")] = None
    frequency: Annotated[Text | None, Field(description="How often they buy.")] = None


class Empathy(Fields):
    """The empathy map."""

    who: Annotated[Many[Text], Field(description="Who they are, and in what situation.")] = ()
    do: Annotated[Many[Text], Field(description="What they do.")] = ()
    see: Annotated[Many[Text], Field(description="What they see.")] = ()
    say: Annotated[Many[Text], Field(description="What they say.")] = ()
    hear: Annotated[Many[Text], Field(description="What they hear.")] = ()
    think: Annotated[Many[Text], Field(description="What they think.")] = ()
    feel: Annotated[Many[Text], Field(description="What they feel.")] = ()
    pains: Annotated[Many[Text], Field(description="What troubles them.")] = ()
    gains: Annotated[Many[Text], Field(description="What they hope for.")] = ()


def _facts(value: Any) -> Any:
    """Return facts as words, whatever YAML made of them."""
    if isinstance(value, dict):
        return {key: str(fact) if isinstance(fact, (int, float)) else fact for key, fact in value.items()}
    return value


class Persona(Common):
    """Somebody who stands for many."""

    name: Annotated[Text | None, Field(description="Their name. Default: the title.")] = None
    kind: Annotated[
        Literal["primary", "secondary", "anti", "backstage"], Field(description="Their part in the work.")
    ] = "primary"
    role: Annotated[Text | None, Field(description="Who they are in a few words.")] = None
    archetype: Annotated[Text | None, Field(description="The pattern they stand for.")] = None
    portrait: Annotated[
        AssetPath | None, Field(description="A picture in `assets/`. Default: a monogram.")
    ] = None
    colour: Annotated[
        str | None,
        Field(
            pattern=r"^(#[0-9a-fA-F]{6}|series-[1-8])$",
            description="`#rrggbb` or `series-1` to `series-8`. Default: the next of the theme's.",
        ),
    ] = None
    quote: Annotated[Text | None, Field(description="The sentence that is most theirs.")] = None
    summary: Annotated[Text | None, Field(description="Who they are, in a sentence or two.")] = None
    segment: Annotated[Text | None, Field(description="The customer segment they stand for.")] = None
    share: Annotated[
        Percent | None, Field(description="How many of the customers they stand for, in percent.")
    ] = None
    demographics: Annotated[
        dict[str, str], BeforeValidator(_facts), Field(description="Facts by name: age, home, work.")
    ] = {}
    goals: Annotated[Many[Text], Field(description="What they want to reach.")] = ()
    needs: Annotated[Many[Text], Field(description="What they need for it.")] = ()
    # model_construct, since validating builds a model's schema, which defer_build puts off until somebody asks
    jobs: Annotated[Jobs, Field(description="The jobs they want done.")] = Jobs.model_construct()
    motivations: Annotated[Many[Text], Field(description="What drives them.")] = ()
    pains: Annotated[Many[Text], Field(description="What troubles them.")] = ()
    behaviours: Annotated[Many[Text], Field(description="What they habitually do.")] = ()
    buying: Annotated[Buying | None, Field(description="How they buy.")] = None
    traits: Annotated[Many[Trait], Field(description="Where they stand between two poles.")] = ()
    skills: Annotated[Many[Text], Field(description="What they can do well.")] = ()
    devices: Annotated[Many[Text], Field(description="What they use.")] = ()
    channels: Annotated[
        Many[Annotated[ChannelRating, shorthand("channel")]],
        Field(description="The channels they use, and how much."),
    ] = ()
    empathy: Annotated[Empathy | None, Field(description="The empathy map.")] = None
    research: Annotated[Many[ResearchId], Field(description="What they are built on.")] = ()
    status: Annotated[
        Literal["assumption", "validated"], Field(description="Invented at a table, or checked with people.")
    ] = "assumption"
    validated: Annotated[Day | None, Field(description="The day of the last check.")] = None
    reviewed: Annotated[
        Day | None, Field(description="The day somebody last checked it against the world.")
    ] = None
    review_every: Annotated[
        Duration | None, Field(description="How long that holds. Default: the site's.")
    ] = None
