"""The lanes of a step: their fields, and where and how a map shows them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from jmsite.model.fields import (
    AnyChannel,
    AnyDepartment,
    AnyInsight,
    AnyMetric,
    AnyNote,
    AnyOpportunity,
    AnyResearch,
    AnySystem,
    AnyTouchpoint,
    CloseUpId,
    Fields,
    FilledText,
    Image,
    InsightId,
    LaneWords,
    Many,
    MetricId,
    OfPersona,
    PersonaId,
    ResearchId,
    Severity3,
    Share01,
    Shorter,
    shorthand,
)
from jmsite.model.value import Value
from jmsite.model.written_durations import Duration

Role = Literal["customer", "frontstage", "backstage", "support", "evidence"]


class Quote(Fields):
    """Words that somebody said, word for word."""

    text: Annotated[LaneWords, Field(description="What was said.")]
    persona: Annotated[OfPersona | None, Field(description="The persona who said it.")] = None
    research: Annotated[ResearchId | None, Field(description="The research it comes from.")] = None


class Pain(Fields):
    """Something that makes a step hard, or, as a gain, good."""

    text: Annotated[LaneWords, Field(description="The pain or gain, in the customer's terms.")]
    severity: Annotated[
        Severity3 | None, Field(description="How much it matters: 1 minor, 2 moderate, 3 severe.")
    ] = None
    persona: Annotated[OfPersona | None, Field(description="The persona who has it. Default: everyone.")] = (
        None
    )
    research: Annotated[Many[ResearchId], Field(description="The research that supports it.")] = ()
    insight: Annotated[InsightId | None, Field(description="The insight it is an example of.")] = None


class FailPoint(Fields):
    """A point at which the service breaks: how likely, how badly, and what is done then."""

    text: Annotated[LaneWords, Field(description="What goes wrong.")]
    likelihood: Annotated[Share01 | None, Field(description="How likely that is, 0 to 1.")] = None
    impact: Annotated[Severity3 | None, Field(description="Impact: 1 minor, 2 moderate, 3 severe.")] = None
    recovery: Annotated[LaneWords | None, Field(description="How the service recovers.")] = None


def _number_or_word(value: Any) -> Any:
    """Return one fault, not one for each form, for what is neither a number nor a word."""
    if isinstance(value, bool) or not (value is None or isinstance(value, (int, float, str))):
        raise PydanticCustomError("float_type", "a score is a number or a word")
    return value


class Felt(Fields):
    """The feeling of a step: a score on the site's scale, or the metric that measures it."""

    score: Annotated[
        float | FilledText | None,
        BeforeValidator(_number_or_word),
        Field(
            description="A number or a word of the journey's or the site's emotion scale (default -2 to 2)."
        ),
    ] = None
    metric: Annotated[MetricId | None, Field(description="The metric whose latest reading is the score.")] = (
        None
    )
    word: Annotated[FilledText | None, Field(description="The feeling in a word or two.")] = None
    research: Annotated[Many[ResearchId], Field(description="The research that backs the score.")] = ()


def _by_persona(value: Any) -> Any:
    """Return what is felt by persona: what everybody feels is kept under the empty id."""
    # a mapping with one of these two is a feeling itself; any other has personas as keys
    if isinstance(value, dict) and not (value.keys() & {"score", "metric"}):
        return value
    return {} if value is None or value == [] else {"": value}


def _in_order(value: Any) -> Any:
    """Return a single point as a list of one; nothing is none, and told as such."""
    return value if isinstance(value, (list, tuple)) else (value,)


def _for_everybody(feelings: dict[str, Any]) -> Any:
    """Return the one feeling that everybody has, where there is just that."""
    return feelings[""] if feelings.keys() == {""} else feelings


def _emotion_forms(full: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one feeling, or one per persona."""
    return [full["additionalProperties"], full, {"type": "null"}]


def _yes_or_no(value: Any) -> Any:
    """Return true or false for the words that YAML 1.1 takes for them: they say no reason."""
    return FLAGS.get(value.casefold(), value) if isinstance(value, str) else value


FLAGS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}
Reason = Annotated[
    Annotated[bool, Tag("bool")] | Annotated[LaneWords, Tag("str")],
    Discriminator(lambda value: "bool" if isinstance(value, bool) else "str"),
    BeforeValidator(_yes_or_no),
]
"""True, or why: what is neither is told once."""
Points = Annotated[
    tuple[Annotated[Felt, shorthand("score")], ...],
    Shorter(_in_order, forms=lambda full: [full, full["items"]]),
]
"""The points of one persona in a step, in order; most steps have one."""
Emotion = Annotated[
    dict[PersonaId, Points],
    Shorter(_by_persona, forms=_emotion_forms, short=_for_everybody),
]
AnyPain = Annotated[Pain, shorthand("text")]


class Lanes(Fields):
    """The lanes of a step. A stage written without steps may carry them too."""

    touchpoint: Annotated[Many[AnyTouchpoint], Field(description="Touchpoints: ids, or any text.")] = ()
    channel: Annotated[
        Many[AnyChannel], Field(description="Channels, if no touchpoint names them: ids, or any text.")
    ] = ()
    emotion: Annotated[
        Emotion,
        Field(
            description="How it feels: a number, a word of the scale, `{metric: id}`, or one of these per persona."
            " A list is several points in order: lowest and highest look at each, averages and comparisons at their"
            " mean."
        ),
    ] = {}
    feeling: Annotated[Many[AnyNote], Field(description="The feeling in a word or two.")] = ()
    intensity: Annotated[Severity3 | None, Field(description="How strong the feeling is, 1 to 3.")] = None
    doing: Annotated[Many[AnyNote], Field(description="What the customer does.")] = ()
    thinking: Annotated[Many[AnyNote], Field(description="What the customer thinks, in their words.")] = ()
    needs: Annotated[Many[AnyNote], Field(description="What the customer needs here.")] = ()
    expectations: Annotated[Many[AnyNote], Field(description="What the customer expects to happen.")] = ()
    quotes: Annotated[Many[Annotated[Quote, shorthand("text")]], Field(description="Customer quotes.")] = ()
    pains: Annotated[Many[AnyPain], Field(description="Pain points.")] = ()
    gains: Annotated[Many[AnyPain], Field(description="Gains: what goes well.")] = ()
    moment_of_truth: Annotated[
        Reason,
        Field(description="A moment of truth, where the relationship is won or lost: `true`, or the reason."),
    ] = False
    fail_point: Annotated[
        Many[Annotated[FailPoint, shorthand("text")]],
        Field(description="Fail points: where the service can break."),
    ] = ()
    frontstage: Annotated[
        Many[AnyNote], Field(description="What the company does in view of the customer.")
    ] = ()
    backstage: Annotated[Many[AnyNote], Field(description="What it does behind the scenes.")] = ()
    support: Annotated[
        Many[AnyNote], Field(description="Support processes: what others do to make it possible.")
    ] = ()
    systems: Annotated[Many[AnySystem], Field(description="Systems it runs on: ids, or any text.")] = ()
    departments: Annotated[
        Many[AnyDepartment],
        Field(description="Departments that do it, the first one leads: ids, or any text."),
    ] = ()
    policies: Annotated[Many[AnyNote], Field(description="Policies and rules that apply.")] = ()
    duration: Annotated[
        Duration | None, Field(description="How long it takes, as ISO 8601: `PT20M`, `P3D`.")
    ] = None
    wait: Annotated[Duration | None, Field(description="How much of the duration is waiting.")] = None
    metrics: Annotated[Many[AnyMetric], Field(description="Metrics that measure it: ids, or any text.")] = ()
    insights: Annotated[Many[AnyInsight], Field(description="Insights about it: ids, or any text.")] = ()
    opportunities: Annotated[
        Many[AnyOpportunity], Field(description="Opportunities to improve it: ids, or any text.")
    ] = ()
    research: Annotated[
        Many[AnyResearch], Field(description="The research it is based on: ids, or any text.")
    ] = ()
    journey: Annotated[
        CloseUpId | None,
        Field(description="A journey that shows this in detail, or a stage of one: `journey/stage`."),
    ] = None
    image: Annotated[Image | None, Field(description="An image of the moment.")] = None
    accessibility: Annotated[Many[AnyNote], Field(description="Barriers for people with disabilities.")] = ()
    fields: Annotated[dict[str, Any], Field(description="Custom lanes, declared in site.yaml.")] = {}


class LaneKind(Value, frozen=True, kw_only=True):
    """A lane of a map: where it stands (``role``), its icon, and how its cells are shown (``sort``).

    ``fields`` are those of ``Lanes`` that it shows, without which a cell has nothing to show; the field of its name
    where nothing else is said, none where more than the step itself fills it. ``holds`` says what stands in a cell
    where the sort does not (see ``MAKERS`` in ``pages/parts/map/lanes.py``). ``on_map`` False: only the blueprint shows
    it, or who asks for it.
    """

    key: str
    role: Role
    icon: str
    sort: str = "notes"
    holds: str = ""
    fields: tuple[str, ...] | None = None
    on_map: bool = True

    @property
    def filled_by(self) -> tuple[str, ...]:
        """Return the fields without which a cell is empty; none where other entities fill it, too."""
        return (self.key,) if self.fields is None else self.fields


ROLES: tuple[Role, ...] = ("customer", "frontstage", "backstage", "support", "evidence")
"""The order of roles on a blueprint, from top to bottom."""

LANES = (
    LaneKind(key="image", role="customer", icon="image", sort="image", on_map=False),
    LaneKind(key="doing", role="customer", icon="doing"),
    LaneKind(key="thinking", role="customer", icon="thinking", sort="voice"),
    LaneKind(key="emotion", role="customer", icon="emotion", sort="readout", fields=()),
    LaneKind(key="feeling", role="customer", icon="emotion", holds="feelings", fields=("feeling", "intensity")),
    LaneKind(key="touchpoints", role="customer", icon="touch", sort="touches", fields=("touchpoint", "channel")),
    LaneKind(key="pains", role="customer", icon="pain", sort="pains"),
    LaneKind(key="gains", role="customer", icon="gain", sort="gains"),
    LaneKind(key="quotes", role="customer", icon="quote", sort="quotes"),
    LaneKind(key="needs", role="customer", icon="need", on_map=False),
    LaneKind(key="expectations", role="customer", icon="expect", on_map=False),
    LaneKind(key="accessibility", role="customer", icon="accessibility", on_map=False),
    LaneKind(key="time", role="customer", icon="clock", sort="time", fields=("duration", "wait"), on_map=False),
    LaneKind(key="next", role="customer", icon="branch", sort="ways", fields=("next", "journey"), on_map=False),
    LaneKind(key="frontstage", role="frontstage", icon="front", sort="quiet"),
    LaneKind(key="backstage", role="backstage", icon="back", sort="quiet"),
    LaneKind(key="policies", role="backstage", icon="policy", sort="quiet", on_map=False),
    LaneKind(key="fail", role="backstage", icon="fail", sort="fails", fields=("fail_point",), on_map=False),
    LaneKind(key="support", role="support", icon="support", sort="quiet"),
    LaneKind(key="systems", role="support", icon="system", sort="words"),
    LaneKind(key="departments", role="evidence", icon="people", sort="owners"),
    LaneKind(key="flow", role="evidence", icon="flow", sort="flow", fields=()),
    LaneKind(key="metrics", role="evidence", icon="metric", sort="metrics"),
    LaneKind(key="insights", role="evidence", icon="insight", sort="links", holds="insights", fields=(), on_map=False),
    LaneKind(key="opportunities", role="evidence", icon="idea", sort="opportunities", fields=()),
    LaneKind(key="evidence", role="evidence", icon="research", sort="links", holds="evidence", fields=(), on_map=False),
)  # fmt: skip
"""The lanes of a map in the order in which they are read within a role, one row each.

To add one, add its field to ``Lanes`` and its row here, and its name (``lane.<key>``) to every file of
``themes/default/i18n/``.
"""
