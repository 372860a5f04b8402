"""Changes between two states of a portal, as values: each says one thing that is otherwise than before.

``changes.compare`` finds them, and ``pages.parts.changes.change_words`` says each in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from jmsite.model.value import Value, field

Happened: TypeAlias = Literal["added", "removed", "moved", "renamed", "changed", "solved"]
"""The kinds of changes. ``solved`` is a pain that is gone where an opportunity has been solved since."""
Topic: TypeAlias = Literal[
    "structure", "score", "pain", "evidence", "metric", "opportunity", "solution", "ownership", "text", "detail"
]  # fmt: skip
"""The topic of a change; ``detail`` is what is none of the others."""
TOPICS: tuple[Topic, ...] = (
    "structure", "score", "pain", "evidence", "metric", "opportunity", "solution", "ownership", "text", "detail",
)  # fmt: skip
"""The topics in the order in which they are told."""
Form: TypeAlias = Literal[
    "words", "entity", "number", "choice", "day", "span", "flag", "score", "reading", "place"
]
"""The forms of what is told; a ``span`` is a duration, a ``place`` where in a journey something stands."""


class StatedValue(Value):
    """Something that an entity says: words without markup, a number, an entity that it names, how a step feels.

    ``text`` are the words; of an entity its title, of a choice the word of the content, of a day, a reading or a
    duration how ISO 8601 writes it. ``kind`` and ``id`` say which entity is meant, where it is one; ids are those
    of the state after. ``number`` is the value: of a score from -2 to 2. ``basis``, ``n``, ``low`` and ``high`` are
    what it rests on, as ``Point`` and ``Measured`` have them. ``details`` is what else is said of it, by field.
    """

    form: Form = "words"
    text: str = ""
    kind: str = ""
    id: str = ""
    number: float | None = None
    basis: str = ""
    n: int | None = None
    low: float | None = None
    high: float | None = None
    details: Mapping[str, tuple[StatedValue, ...]] = field(default_factory=dict)


class Change(Value):
    """One thing that is otherwise than before.

    ``kind``, ``id`` and ``title`` are those of the entity as it is after (before, where it was removed), ``url`` is
    its page there, and ``former`` its id before, where that was another one. ``journey`` and ``stage`` say where it
    stands: ids as they are after, "" for what is in no journey. ``field`` is the way to what changed, by the names of
    content files (``pains``, ``jobs.social``, ``prose``); "" for the entity as a whole. ``persona`` is the one whose
    score it is. ``before`` and ``after`` are what was and is said there; None where nothing was or is.
    """

    what: Happened
    topic: Topic
    kind: str
    id: str
    title: str
    url: str = ""
    former: str = ""
    journey: str = ""
    stage: str = ""
    field: str = ""
    persona: str = ""
    before: StatedValue | None = None
    after: StatedValue | None = None


Mark: TypeAlias = Literal["", "was", "now"]


class Piece(Value):
    """A part of a sentence about a change: words, with a ``mark`` on those that stood there alone before, or do now."""

    text: str
    mark: Mark = ""
