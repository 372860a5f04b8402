"""The types that fields are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from jmsite.model.strict_numbers import counting
from jmsite.model.url_schemes import allowed, incomplete, on_the_web
from jmsite.model.value import Value

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
T = TypeVar("T")
_SLOTS = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
NOT_ON_THE_WEB = PydanticCustomError("web_address", "this is not a web address")


class Fields(BaseModel):
    """A frozen set of fields that refuses what it does not know, and takes no truth for a number."""

    # numbers become text, since YAML reads 2026 as one; defer_build, as only who validates a kind needs its schema
    model_config = ConfigDict(
        frozen=True, extra="forbid", coerce_numbers_to_str=True, allow_inf_nan=False, defer_build=True
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema: Any = handler(source)
        return cast(CoreSchema, {key: counting(part) for key, part in schema.items()})

    if not TYPE_CHECKING:  # mypy would take any name for one of a field

        def __getattr__(self, name: str) -> Any:
            """Return a field that is not declared; raise ``AttributeError`` where there is none of the name.

            pydantic would look among private ones, too, which ours never have, and take five times as long. Who asks
            every entity for a field that some have, as ``aliases``, does so 7,000 times after an edit in 1,000 pages:
            20 ms of 250.
            """
            extra = None if name.startswith("__") else self.__pydantic_extra__
            if extra and name in extra:
                return extra[name]
            raise AttributeError(f"'{type(self).__name__}' has no field '{name}'")

    def __reduce__(self) -> tuple[Any, ...]:
        """Return fields as they are sent between processes, without what ours never have: private and extra ones."""
        return _received, (type(self), self.__dict__, self.__pydantic_fields_set__)


def _received(model: type[Fields], values: dict[str, Any], given: set[str]) -> Fields:
    fields = model.__new__(model)
    for slot, value in zip(_SLOTS, (values, given, None, None), strict=True):
        # the one of object, since that of fields refuses
        object.__setattr__(fields, slot, value)
    return fields


class Reference(Value):
    """Marks a text field as the id of an entity of a kind; linking checks it and keeps the backlink.

    ``binding``: what holds it is about that entity alone, and goes where the entity may not be shown.
    ``or_text``: words that name no entity are kept as words, and shown as not linked yet.
    ``part``: the kind of what is named by a longer id, ``journey/stage`` beside ``journey``.
    """

    kind: str
    binding: bool = False
    or_text: bool = False
    part: str = ""

    def kind_of(self, id: str) -> str:
        """Return the kind of what an id names."""
        return self.part if self.part and "/" in id else self.kind

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of what can be named."""
        return (self.kind, self.part) if self.part else (self.kind,)


class Formatted(Value):
    """Marks a text that may have emphasis, code, links and line breaks, written as Markdown."""


def _listed(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else () if value is None else (value,)


@dataclass(frozen=True, slots=True)
class Shorter(BeforeValidator):
    """A short form of a value: ``func`` makes the full form of it, ``short`` the short form where there is one.

    ``forms`` makes the JSON Schemas of both from that of the full form.
    """

    forms: Callable[[JsonSchemaValue], list[JsonSchemaValue]] = lambda full: [full]
    short: Callable[[Any], Any] = lambda full: full

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": self.forms(handler(schema))}


def shorthand(name: str) -> Shorter:
    """Return the short form by which a bare scalar stands for a mapping with that scalar under ``name``."""
    return Shorter(
        lambda value: {name: value} if isinstance(value, (str, int, float)) else value,
        forms=lambda full: [full, {"type": ["string", "number"]}],
        short=lambda full: full[name] if full.keys() == {name} else full,
    )


def _said(words: str) -> str:
    """Refuse blanks alone, which say nothing."""
    if words.isspace():
        raise PydanticCustomError("string_too_short", "only spaces")
    return words


def _no_number(value: Any) -> Any:
    """Return what is no number: days and durations are words, and a bare number would be taken for seconds."""
    if isinstance(value, (int, float)):
        raise PydanticCustomError("date_type", "a day is not a number")
    return value


def _safe(address: str) -> str:
    """Return an address that can run nothing; one that goes out of the site says how, and where to."""
    if not allowed(address):
        raise PydanticCustomError("unsafe_scheme", "this address is not allowed for a link")
    if incomplete(address):
        raise NOT_ON_THE_WEB
    return address


def _web(address: str) -> str:
    if not on_the_web(address):
        raise NOT_ON_THE_WEB
    return address


Many = Annotated[tuple[T, ...], Shorter(_listed, forms=lambda full: [full, full["items"], {"type": "null"}])]
"""A list; a single value is a list of one, nothing is an empty one."""

FilledText = Annotated[str, Field(min_length=1), AfterValidator(_said)]
LaneWords = Annotated[FilledText, Formatted()]
"""A text of a lane: Markdown within a line; in a block of lines, lists too."""
Id = Annotated[str, Field(pattern=ID)]
LinkAddress = Annotated[
    str,
    Field(min_length=1, description="A web address, a mail address, or a path inside content/."),
    AfterValidator(_safe),
    Reference(kind="link"),
]
WebAddress = Annotated[
    str, Field(min_length=1, description="A web address, `https://…`."), AfterValidator(_web)
]
MOST = 1e15
"""Numbers that are measured lie within it: beyond, neither scales nor decimals hold them."""
Number = Annotated[float, Field(ge=-MOST, le=MOST)]
Percent = Annotated[float, Field(ge=0, le=100)]
Severity3 = Annotated[int, Field(ge=1, le=3)]
Share01 = Annotated[float, Field(ge=0, le=1)]
Day = Annotated[date, BeforeValidator(_no_number)]

PersonaId = Annotated[str, Reference(kind="persona")]
JourneyId = Annotated[str, Reference(kind="journey")]
CloseUpId = Annotated[str, Reference(kind="journey", part="stage")]
StepId = Annotated[str, Reference(kind="step")]
NextId = Annotated[str, Reference(kind="next")]
TouchpointId = Annotated[str, Reference(kind="touchpoint")]
ChannelId = Annotated[str, Reference(kind="channel")]
DepartmentId = Annotated[str, Reference(kind="department")]
SystemId = Annotated[str, Reference(kind="system")]
MetricId = Annotated[str, Reference(kind="metric")]
ResearchId = Annotated[str, Reference(kind="research")]
InsightId = Annotated[str, Reference(kind="insight")]
OpportunityId = Annotated[str, Reference(kind="opportunity")]
AnyTouchpoint = Annotated[FilledText, Reference(kind="touchpoint", or_text=True)]
AnyChannel = Annotated[FilledText, Reference(kind="channel", or_text=True)]
AnyDepartment = Annotated[FilledText, Reference(kind="department", or_text=True)]
AnySystem = Annotated[FilledText, Reference(kind="system", or_text=True)]
AnyMetric = Annotated[FilledText, Reference(kind="metric", or_text=True)]
AnyResearch = Annotated[FilledText, Reference(kind="research", or_text=True)]
AnyInsight = Annotated[FilledText, Reference(kind="insight", or_text=True)]
AnyOpportunity = Annotated[FilledText, Reference(kind="opportunity", or_text=True)]
OfPersona = Annotated[str, Reference(kind="persona", binding=True)]
OfJourney = Annotated[str, Reference(kind="journey", binding=True)]
OfStep = Annotated[str, Reference(kind="step", binding=True)]
OfChannel = Annotated[str, Reference(kind="channel", binding=True)]
OfDepartment = Annotated[str, Reference(kind="department", binding=True)]
AssetPath = Annotated[str, Reference(kind="asset")]
DataPath = Annotated[str, Reference(kind="data")]


class Image(Fields):
    """A picture from ``content/assets`` and the words for those who do not see it."""

    src: Annotated[AssetPath, Field(description="Path of the image, relative to content/.")]
    alt: Annotated[FilledText, Field(description="Alternative text: what the image shows.")]


class Note(Fields):
    """A line of a lane: text, or text with the persona it belongs to."""

    text: Annotated[LaneWords, Field(description="The text.")]
    persona: Annotated[OfPersona | None, Field(description="The persona it is about. Default: everyone.")] = (
        None
    )


AnyNote = Annotated[Note, shorthand("text")]


class Common(Fields):
    """The fields that every entity may carry."""

    title: Annotated[
        FilledText | None, Field(description="The name readers see. Default: made from the id.")
    ] = None
    owner: Annotated[
        FilledText | None, Field(description="The person or team that keeps this up to date.")
    ] = None
    tags: Annotated[Many[FilledText], Field(description="Tags that group related entries.")] = ()
    visibility: Annotated[
        FilledText, Field(description="Who may see it: `internal`, `public`, or an audience from site.yaml.")
    ] = "internal"
    draft: Annotated[bool, Field(description="Leave it out of the site, unless drafts are included.")] = False
    aliases: Annotated[
        Many[FilledText],
        Field(description="Former addresses that redirect here, as paths from the site's root."),
    ] = ()
    fields: Annotated[dict[str, Any], Field(description="Custom fields, declared in site.yaml.")] = {}
    language: Annotated[
        FilledText | None, Field(description="Language of this content, if not the site's.")
    ] = None
