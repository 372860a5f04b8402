"""Check that a word of an emotion scale stands for one score."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Journey
from jmsite.model.entities.site import EmotionScale, plain_word
from jmsite.model.findings import Finding, Target


def words_of_journey(_: Catalog, journey: Entity[Journey]) -> Iterator[Finding]:
    """Return the words that stand for two scores of a journey's own scale."""
    if journey.fields.emotion_scale:
        yield from duplicate_words((journey.kind, journey.id), journey.fields.emotion_scale)


def duplicate_words(target: Target, scale: EmotionScale) -> Iterator[Finding]:
    """Return the words that stand for two scores of a scale, at the later one."""
    meaning: dict[str, float] = {}
    for score, some in scale.words.items():
        for word in some:
            first = meaning.setdefault(plain_word(word), score)
            # written twice at one score it says the same
            if first != score:
                message = f"'{word}' stands for both {first:g} and {score:g}"
                yield Finding(
                    rule="emotion/word-twice",
                    entity=target,
                    field=("emotion_scale", "words", f"{score:g}"),
                    message=message,
                )
