"""The layout of a table of readings: which of its rows count, once or twice, and under which condition."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from jmsite.model.fields import Fields, FilledText, Many, Shorter

# of rows to skip, as authors write it: a number beyond that is a slip, and reading on to it would take minutes
MOST_ROWS = 10_000_000
Encoding = Literal[
    "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1256", "iso-8859-1",
    "iso-8859-2", "iso-8859-15", "macintosh", "shift_jis", "euc-kr", "gb18030", "big5",
]  # fmt: skip


def _worded(value: Any) -> Any:
    """Return the words of what YAML takes for a truth or a day: a cell holds words."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else value


def _bound(words: str) -> str:
    """Refuse what is neither a number nor a day."""
    for form in (float, date.fromisoformat):
        try:
            form(words)
        except ValueError:
            continue
        return words
    raise PydanticCustomError("bound", "this is neither a number nor a day")


CellWords = Annotated[FilledText, BeforeValidator(_worded)]
Bound = Annotated[
    str, BeforeValidator(_worded), AfterValidator(_bound), Field(description="A number or a day.")
]
RowNumber = Annotated[int, Field(ge=1, le=MOST_ROWS)]
RowSpan = Annotated[str, Field(pattern=r"^[1-9]\d{0,7}(-([1-9]\d{0,7})?)?$")]
"""A row, or the first and the last of several; without a last one, all from the first on."""


class Condition(Fields):
    """A condition of a cell, which has to hold so that its row counts."""

    any_of: Annotated[Many[CellWords], Field(description="One of these words, whatever their case.")] = ()
    not_: Annotated[Many[CellWords], Field(alias="not", description="None of these words.")] = ()
    contains: Annotated[Many[CellWords], Field(description="Words of which one is part of the cell.")] = ()
    lacks: Annotated[Many[CellWords], Field(description="Words that are no part of the cell.")] = ()
    min: Annotated[Bound | None, Field(description="The lowest number or the first day.")] = None
    max: Annotated[Bound | None, Field(description="The highest number or the last day.")] = None
    filled: Annotated[
        bool | None, Field(description="`true`: something stands in the cell; `false`: nothing does.")
    ] = None


AnyCondition = Annotated[
    Condition,
    Shorter(
        lambda value: value if isinstance(value, (dict, Condition)) else {"any_of": value},
        forms=lambda full: [
            full,
            {"type": ["string", "number", "boolean"]},
            {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
        ],
        short=lambda full: full["any_of"] if full.keys() == {"any_of"} else full,
    ),
]


class Once(Fields):
    """The rows that are the same again and count once."""

    by: Annotated[
        Many[FilledText], Field(description="Columns by which rows are the same. Default: all of them.")
    ] = ()
    keep: Annotated[Literal["first", "last"], Field(description="Which of them counts.")] = "first"
    filled: Annotated[
        Many[FilledText],
        Field(description="Rows are only compared if one of these columns is filled, as a comment is."),
    ] = ()


def _once(value: Any) -> Any:
    """Return ``true`` as the same in all columns, and names as columns."""
    if value is True:
        return {}
    return value if isinstance(value, (bool, dict, Once)) or value is None else {"by": value}


AnyOnce = Annotated[
    Once,
    Shorter(
        _once,
        forms=lambda full: [
            full,
            {"const": True},
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
        ],
        short=lambda full: True if not full else full["by"] if full.keys() == {"by"} else full,
    ),
]
