"""Personas: who the journeys are about."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from jmsite.model.entities.review import Reviews
from jmsite.model.fields import (
    AssetPath,
    ChannelId,
    Common,
    Day,
    Fields,
    FilledText,
    Many,
    Percent,
    ResearchId,
    shorthand,
)
from jmsite.model.written_durations import Duration


class Jobs(Fields):
    """The jobs that the persona wants to get done."""

    functional: Annotated[Many[FilledText], Field(description="Functional jobs.")] = ()
    emotional: Annotated[Many[FilledText], Field(description="Emotional jobs: how they want to feel.")] = ()
    social: Annotated[Many[FilledText], Field(description="Social jobs: how they want to be seen.")] = ()


class Trait(Fields):
    """A trait: the place of the persona between two poles."""

    left: Annotated[FilledText, Field(description="Label at 0.")]
    right: Annotated[FilledText, Field(description="Label at 100.")]
    value: Annotated[Percent, Field(description="0 is fully left, 100 fully right.")]


class ChannelRating(Fields):
    """A rating of a channel: how much the persona likes or uses it."""

    channel: Annotated[ChannelId, Field(description="The channel.")]
    rating: Annotated[Percent | None, Field(description="How much they use it: 0 never, 100 always.")] = None


class Buying(Fields):
    """The way in which the persona buys."""

    role: Annotated[
        FilledText | None, Field(description="Buying role: user, buyer, decider, influencer, gatekeeper.")
    ] = None
    triggers: Annotated[Many[FilledText], Field(description="What makes them start looking.")] = ()
    criteria: Annotated[Many[FilledText], Field(description="What they base their decision on.")] = ()
    barriers: Annotated[Many[FilledText], Field(description="What holds them back.")] = ()
    budget: Annotated[FilledText | None, Field(description="What they can spend.")] = None
    frequency: Annotated[FilledText | None, Field(description="How often they buy.")] = None


class Empathy(Fields):
    """The empathy map."""

    who: Annotated[Many[FilledText], Field(description="Who they are, and in what situation.")] = ()
    do: Annotated[Many[FilledText], Field(description="What they do.")] = ()
    see: Annotated[Many[FilledText], Field(description="What they see.")] = ()
    say: Annotated[Many[FilledText], Field(description="What they say.")] = ()
    hear: Annotated[Many[FilledText], Field(description="What they hear.")] = ()
    think: Annotated[Many[FilledText], Field(description="What they think.")] = ()
    feel: Annotated[Many[FilledText], Field(description="What they feel.")] = ()
    pains: Annotated[Many[FilledText], Field(description="What troubles them.")] = ()
    gains: Annotated[Many[FilledText], Field(description="What they hope for.")] = ()


def _facts(value: Any) -> Any:
    """Return facts as words, whatever YAML made of them."""
    if isinstance(value, dict):
        return {key: str(fact) if isinstance(fact, (int, float)) else fact for key, fact in value.items()}
    return value


class Persona(Common):
    """Somebody who stands for many."""

    name: Annotated[FilledText | None, Field(description="Their name. Default: the title.")] = None
    kind: Annotated[
        Literal["primary", "secondary", "anti", "backstage"],
        Field(description="Kind of persona: primary, secondary, backstage or anti-persona."),
    ] = "primary"
    role: Annotated[FilledText | None, Field(description="Who they are in a few words.")] = None
    archetype: Annotated[FilledText | None, Field(description="The archetype they represent.")] = None
    portrait: Annotated[
        AssetPath | None, Field(description="An image in `assets/`. Default: a monogram.")
    ] = None
    colour: Annotated[
        str | None,
        Field(
            pattern=r"^(#[0-9a-fA-F]{6}|series-[1-8])$",
            description="`#rrggbb` or `series-1` to `series-8`. Default: the next colour of the theme.",
        ),
    ] = None
    quote: Annotated[FilledText | None, Field(description="The sentence that sums them up.")] = None
    summary: Annotated[FilledText | None, Field(description="Who they are, in a sentence or two.")] = None
    segment: Annotated[FilledText | None, Field(description="The customer segment they represent.")] = None
    share: Annotated[Percent | None, Field(description="Share of customers they represent, in percent.")] = (
        None
    )
    demographics: Annotated[
        dict[str, str], BeforeValidator(_facts), Field(description="Facts by name: age, home, work.")
    ] = {}
    goals: Annotated[Many[FilledText], Field(description="What they want to achieve.")] = ()
    needs: Annotated[Many[FilledText], Field(description="What they need to get there.")] = ()
    # model_construct, since validating builds a model's schema, which defer_build puts off until somebody asks
    jobs: Annotated[Jobs, Field(description="The jobs they want done.")] = Jobs.model_construct()
    motivations: Annotated[Many[FilledText], Field(description="What drives them.")] = ()
    pains: Annotated[Many[FilledText], Field(description="What troubles them.")] = ()
    behaviours: Annotated[Many[FilledText], Field(description="What they usually do.")] = ()
    buying: Annotated[Buying | None, Field(description="How they buy.")] = None
    traits: Annotated[Many[Trait], Field(description="Traits, each between two poles.")] = ()
    skills: Annotated[Many[FilledText], Field(description="Their skills.")] = ()
    devices: Annotated[Many[FilledText], Field(description="Devices they use.")] = ()
    channels: Annotated[
        Many[Annotated[ChannelRating, shorthand("channel")]],
        Field(description="The channels they use, and how much."),
    ] = ()
    empathy: Annotated[Empathy | None, Field(description="The empathy map.")] = None
    research: Annotated[Many[ResearchId], Field(description="The research they are based on.")] = ()
    status: Annotated[
        Literal["assumption", "validated"], Field(description="Assumption, or validated with real people.")
    ] = "assumption"
    validated: Annotated[Day | None, Field(description="Date of the last validation.")] = None
    reviewed: Annotated[
        Reviews,
        Field(description="Date of the last review; `jmsite review` also writes what was reviewed."),
    ] = ()
    review_every: Annotated[
        Duration | None, Field(description="How long a review is valid. Default: set in site.yaml.")
    ] = None
