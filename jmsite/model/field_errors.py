"""Admit written values as fields of a kind, or say what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from jmsite.model.fields import Fields
from jmsite.model.sources import Loc
from jmsite.model.value import Value


class FieldError(Value):
    """One thing that is wrong: pydantic's name for it, where it is, the value, and what else is known."""

    kind: str
    loc: Loc
    value: Any
    about: Mapping[str, Any]


def admit(model: type[Fields], raw: Mapping[str, Any]) -> Fields | tuple[FieldError, ...]:
    """Return the fields that ``raw`` makes, or everything that is wrong with it."""
    try:
        return model.model_validate(raw)
    except ValidationError as wrong:
        # include_url=False, or pydantic would add an address of its documentation to each
        errors = wrong.errors(include_url=False)
    return tuple(
        FieldError(kind=error["type"], loc=error["loc"], value=error["input"], about=error.get("ctx", {}))
        for error in errors
    )
