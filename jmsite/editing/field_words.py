"""The names and explanations of fields in forms, in the languages of the interface.

English descriptions stand in the declarations, which the schema and the field reference show too; those of other
languages stand under the English one, so that one that changes is missed in all languages and not told wrongly.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from jmsite.formats.yaml import reader
from jmsite.model.value import Value, field
from jmsite.resources import field_words_of


class FieldWords(Value):
    """The words for fields by name, and their explanations by the description in their declaration."""

    names: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)

    def described(self, description: str) -> str:
        """Return a description in this language; as it is declared where this language has none."""
        return self.descriptions.get(description, description)


@cache
def field_words(language: str) -> FieldWords:
    """Return the words of a language, or of the one that it is a variety of; none for one that has none."""
    text = field_words_of(language) or field_words_of(language.partition("-")[0])
    value: Any = reader.load(text, f"{language}.yaml").value.value if text else {}
    return FieldWords(names=value.get("names", {}), descriptions=value.get("descriptions", {}))
