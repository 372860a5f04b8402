"""Numbers as fields take them: what pydantic would take for one beside is refused."""

from __future__ import annotations

import re
from typing import Any, cast

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+")


def _no_flag(value: Any) -> Any:
    """Refuse ``true`` as a number, though Python takes it for 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("float_type", "true or false is not a number")
    return value


def _no_thousands(value: Any) -> Any:
    """Refuse ``1.000`` as a whole number: who writes it means a thousand, and it would be read as one."""
    if isinstance(value, float) and _GROUPED.fullmatch(str(value)):
        raise PydanticCustomError("int_from_float", "a point is not a thousands separator")
    return _no_flag(value)


def counting(schema: Any) -> Any:
    """Return a schema in which no number can be true or false."""
    if isinstance(schema, list):
        return [counting(part) for part in schema]
    if isinstance(schema, tuple):
        return tuple(counting(part) for part in schema)
    if not isinstance(schema, dict) or schema.get("type") == "model":
        return schema  # what is a model has gone through this by itself
    if schema.get("type") in ("int", "float"):
        check = _no_thousands if schema["type"] == "int" else _no_flag
        return core_schema.no_info_before_validator_function(check, cast(CoreSchema, schema))
    if schema.get("type") == "function-before" and schema["function"].get("function") in (
        _no_flag,
        _no_thousands,
    ):
        return schema
    return {key: counting(part) for key, part in schema.items()}
