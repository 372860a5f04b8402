"""Say in our words what is wrong with a field."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from typing import Any

from jmsite.content import value_hints
from jmsite.model.field_errors import FieldError
from jmsite.model.fields import Fields
from jmsite.model.findings import RuleMessage
from jmsite.model.sources import Loc
from jmsite.model.suggestions import ProbablyMeant, probably_meant
from jmsite.model.type_hints import entries, inside, is_fields, reached

UNSAFE = "link/unsafe-scheme"
UNSAFE_HINT = "a link must be a path, or begin with http:, https:, mailto: or tel:"
WEB_HINT = "web addresses begin with https://"

_DAY = "a date like 2026-05-31"
_DURATION = "a duration like P2D or PT20M"
_FLAG = "true or false"
_LIST = "a list"
_MAPPING = "a mapping of fields"
_NUMBER = "a number"
_TEXT = "text"
_WHOLE = "a whole number"

_EXPECTED: dict[str, str] = {
    "string_type": _TEXT, "int_type": _WHOLE, "int_parsing": _WHOLE, "int_from_float": _WHOLE,
    "float_type": _NUMBER, "float_parsing": _NUMBER, "finite_number": _NUMBER,
    "bool_type": _FLAG, "bool_parsing": _FLAG,
    "tuple_type": _LIST, "list_type": _LIST, "dict_type": _MAPPING, "model_type": _MAPPING,
    "model_attributes_type": _MAPPING, "date_type": _DAY, "time_delta_type": _DURATION,
}  # fmt: skip
_FORMS: dict[str, str] = {
    "date_parsing": _DAY, "date_from_datetime_parsing": _DAY, "date_from_datetime_inexact": _DAY,
    "time_delta_parsing": _DURATION,
}  # fmt: skip
_MEANT = {
    _DAY: value_hints.day,
    _DURATION: value_hints.duration,
    _NUMBER: value_hints.number,
    _WHOLE: value_hints.whole,
}
_BOUNDS: dict[str, tuple[str, str]] = {
    "greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"), "less_than": ("lt", "less than"),
}  # fmt: skip
_PATTERNS: dict[str, str] = {
    "^[a-z0-9]": "an id: lower-case letters, digits and single hyphens",
    "^(#": "a colour: '#' and six hexadecimal digits, or series-1 to series-8",
}
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")
_FIRST = ("title", "text", "file", "url", "severity")
"""The fields that a text is most likely the value of, where it stands alone in place of several fields."""
_LISTED_AT_MOST = 16
"""Names of fields that a hint lists: a step has twice as many, and nobody would read them in a line."""


def rule_message(wrong: FieldError, loc: Loc, model: type[Fields]) -> RuleMessage:
    """Return the rule, message and hint for what is wrong at the written ``loc`` of ``model``."""
    kind, value, about = wrong.kind, wrong.value, wrong.about
    name = "the key" if wrong.loc[-1] == "[key]" else _name(loc)
    if value is None and is_half_of_number(loc[-1] if loc else ""):
        hint = "write decimals with a point: 1.5, not 1,5"
        return "field/malformed", f"the comma ends the value here, so {name} is read as a field name", hint
    if kind == "extra_forbidden":
        return _unknown(str(loc[-1]), value, loc, model)
    if kind == "unsafe_scheme":
        return UNSAFE, f"{name} cannot lead to {_found(value)}", UNSAFE_HINT
    if kind == "web_address":
        return "field/malformed", f"{name} must be a web address, not {_found(value)}", WEB_HINT
    if kind == "suggesting":
        message = f"{name} must be 'issues' or an address, not {_found(value)}"
        return "field/malformed", message, f"{WEB_HINT}, a mail address with mailto:"
    if kind == "missing":
        return "field/missing", f"field '{wrong.loc[-1]}' is missing", ""
    if kind == "string_too_short":
        return "field/empty", f"{name} is empty", "fill it in, or remove it"
    if value is None and isinstance(loc[-1], int):
        return "field/empty", f"{name} is empty", "fill it in, or remove it"
    if kind == "literal_error":
        return _not_allowed(name, value, _QUOTED.findall(str(about.get("expected", ""))))
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return (
            "field/out-of-range",
            f"{name} must be {words} {_number(about[bound])}, not {_found(value)}",
            "",
        )
    if kind == "string_pattern_mismatch":
        return "field/malformed", f"{name} must be {_form(str(about['pattern']))}, not {_found(value)}", ""
    if kind in _FORMS and isinstance(value, str):
        return (
            "field/malformed",
            f"{name} must be {_FORMS[kind]}, not {_found(value)}",
            _meant(_FORMS[kind], value),
        )
    if kind == "value_error":
        return "field/malformed", f"{name} is not valid: {about['error']}", ""
    expected = _EXPECTED.get(kind) or _FORMS.get(kind)
    if expected:
        message = f"{name} must be {expected}, not {_found(value)}"
        return "field/wrong-type", message, _retyped(expected, value, known_fields(model, loc))
    return "field/malformed", f"{name} cannot be {_found(value)}", ""


def meant_by(wrong: FieldError, loc: Loc, model: type[Fields]) -> ProbablyMeant:
    """Return what was meant by the name of a field or one of a few values that is none; nothing for other mistakes."""
    # ``{emotion:1}``: to write the field alone would lose its value
    if wrong.kind == "extra_forbidden" and not {" ", ":"} & {*str(loc[-1])}:
        return probably_meant(str(loc[-1]), known_fields(model, loc[:-1]), 0.7)
    if wrong.kind == "literal_error" and isinstance(wrong.value, str):
        return probably_meant(wrong.value, _QUOTED.findall(str(wrong.about.get("expected", ""))))
    return ProbablyMeant()


def is_half_of_number(name: str | int) -> bool:
    """Return whether a field with nothing behind it has the name that ``{anna: 1,5}`` makes of the second half
    of a number.
    """
    return isinstance(name, str) and name.isdigit()


def known_fields(model: type[Fields], loc: Loc) -> tuple[str, ...]:
    """Return the names of the fields that can stand in the mapping at ``loc``."""
    parts = [part for one, _ in reached(model, loc) for part, _ in entries(one)]
    named = [part for one in parts for value in inside(one, "mapping")[1:] for part, _ in entries(value)]
    models = [part for part in parts if is_fields(part)] or [part for part in named if is_fields(part)]
    return tuple(
        dict.fromkeys(field.alias or name for one in models for name, field in one.model_fields.items())
    )


def _unknown(name: str, value: Any, loc: Loc, model: type[Fields]) -> RuleMessage:
    known = known_fields(model, loc[:-1])
    near = probably_meant(name, known, 0.7).hint
    # ``{text: Slow, and dear}`` makes a field of what stands behind the comma, and a colon in words does likewise
    field, colon, rest = name.partition(":")
    if value is None and colon and rest and field in known:
        hint = f"put a space after the colon: '{field}: {rest}'"
    elif " " in name:
        hint = f"put quotation marks around text that contains a {'comma' if value is None else 'colon'}"
    elif near:
        hint = near
    elif "fields" in known:
        hint = "write custom fields under 'fields:' and declare them in site.yaml"
    elif known and len(known) <= _LISTED_AT_MOST:
        hint = f"fields allowed here: {', '.join(known)}"
    else:
        hint = ""
    return "field/unknown", f"unknown field '{name}'", hint


def _not_allowed(name: str, value: Any, allowed: list[str]) -> RuleMessage:
    near = probably_meant(str(value), allowed).hint
    listed = f"it can be {', '.join(allowed[:-1])} or {allowed[-1]}" if len(allowed) > 1 else ""
    return "field/not-allowed", f"{name} cannot be {_found(value)}", f"{near} {listed}".strip()


def _name(loc: Loc) -> str:
    named = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if loc and isinstance(loc[-1], int):
        return f"entry {loc[-1] + 1} of '{named}'" if named else f"entry {loc[-1] + 1}"
    return f"'{named}'"


def _found(value: Any) -> str:
    if value is None:
        return "nothing"
    # before numbers, since a truth value is one in Python
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        value = " ".join(value.split()) if "\n" in value else value
        return f"'{value}'" if len(value) <= 40 else f"'{value[:39]}…'"
    return _MAPPING if isinstance(value, Mapping) else _LIST


def _retyped(expected: str, value: Any, known: Container[str]) -> str:
    """Return how to write a value that has the wrong type; ``known`` are the fields that may stand in its place."""
    if expected == _MAPPING and isinstance(value, str):
        return _as_field(value, known)
    return _meant(expected, str(value)) if isinstance(value, (str, float)) else _quoting(expected, value)


def _as_field(words: str, known: Container[str]) -> str:
    """Return how to write a text that stands where fields are expected."""
    if "\n" in words:
        return "write the fields without '|', '>' or quotation marks before them"
    first = next((name for name in _FIRST if name in known), "")
    return f"write it as '{first}: {words}'" if first else ""


def _quoting(expected: str, value: Any) -> str:
    if expected == _TEXT and isinstance(value, bool):
        return "put quotation marks around it"
    # ``{anna, ben}``, as sets are written elsewhere
    if (
        expected == _TEXT
        and isinstance(value, Mapping)
        and all(one in (None, True) for one in value.values())
    ):
        return f"write it as a list: [{', '.join(map(str, value))}]"
    if expected in (_TEXT, _MAPPING) and isinstance(value, Mapping) and len(value) == 1:
        return "put quotation marks around text that contains a colon"
    return ""


def _meant(expected: str, value: str) -> str:
    told = _MEANT.get(expected)
    return told(value) if told else ""


def _form(pattern: str) -> str:
    return next(
        (words for start, words in _PATTERNS.items() if pattern.startswith(start)), "written otherwise"
    )


def _number(bound: float) -> str:
    return f"{bound:g}"
