"""A compiled chart whose days are the same wherever it is drawn: all its time is UTC, in the build and in Explore.

Vega reckons in the time zone of the machine that runs it. A day without a zone then falls into another month for
readers west of Greenwich, and one site has different bytes on two machines.
"""

from __future__ import annotations

import json
import re
from typing import Any

LOCAL = {
    **{name: f"utc{name}" for name in ("year", "quarter", "month", "date", "day", "dayofyear", "week")},
    **{name: f"utc{name}" for name in ("hours", "minutes", "seconds", "milliseconds")},
    "timeFormat": "utcFormat",
    "timeParse": "utcParse",
    "timeOffset": "utcOffset",
    "timeSequence": "utcSequence",
}
"""Functions of expressions that reckon in local time, and those that do the same in UTC."""
EXPRESSIONS = frozenset(("signal", "expr", "test", "update", "init"))
# strings first: what looks like a call within one is none
CALL = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|(?<![.\w$])(\w+)(\s*\()""")
TO_DATE = re.compile(r'toDate\((datum\["(?:\\.|[^"\\])*"\])\)')
ZONELESS = "^\\\\s*[0-9]{4}(-[0-9]{2}){0,2}\\\\s*$"
"""A day that means UTC already, in the signs of an expression."""
ZONED = "([0-9]Z|UTC?|GMT([+-][0-9]+)?|:[0-9]{2}.*[+-][0-9]{2}:?[0-9]{2}|[ECMP][SD]T|[)])\\\\s*$"
CLOCKED = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+$"


def in_utc(vega: dict[str, Any]) -> dict[str, Any]:
    """Return the chart with its scales, units, formats, expressions and days in UTC."""
    made = _part(vega)
    assert isinstance(made, dict)  # noqa: S101 - a mapping stays one
    return made


def _part(part: Any) -> Any:
    if isinstance(part, list):
        return [_part(value) for value in part]
    if not isinstance(part, dict):
        return part
    rows = "values" if "name" in part else ""  # axes and legends have values, too, and no names
    made = {key: value if key == rows else _said(key, value) for key, value in part.items()}
    if made.get("type") == "timeunit":
        made["timezone"] = "utc"
    if made.get("type") == "time" and "name" in made:
        made["type"] = "utc"
    if made.get("formatType") == "time":
        made["formatType"] = "utc"
    parse = made["format"].get("parse") if isinstance(made.get("format"), dict) else None
    return _parsed(made, parse) if isinstance(parse, dict) else made


def _said(key: str, value: Any) -> Any:
    return expression(value) if key in EXPRESSIONS and isinstance(value, str) else _part(value)


def _parsed(source: dict[str, Any], parse: dict[str, Any]) -> dict[str, Any]:
    """Return a source of data whose days are read in UTC, be they in a format of the author's or in none."""
    formats = {
        name: re.sub(r"^date:", "utc:", how) if isinstance(how, str) else how
        for name, how in parse.items()
        if how != "date"
    }
    days = [
        {"type": "formula", "expr": _read(f"datum[{json.dumps(name)}]"), "as": name}
        for name, how in parse.items()
        if how == "date"
    ]
    made = {**source, "format": {**source["format"], "parse": formats}}
    return {**made, "transform": [*days, *made.get("transform", ())]} if days else made


def expression(text: str) -> str:
    """Return an expression whose functions reckon in UTC; what stands in quotes is left as it is."""
    text = CALL.sub(lambda found: found[1] or LOCAL.get(found[2], found[2]) + found[3], text)
    text = _moments(text)
    return TO_DATE.sub(lambda found: _read(found[1]), text)


def _moments(text: str) -> str:
    """Return ``utc`` for ``datetime`` of year and month; of one value, what makes a time of it."""
    made, at = "", 0
    for found in CALL.finditer(text):
        if found[2] == "datetime":
            name = "utc" if _several(text, found.end()) else "toDate"
            made, at = made + text[at : found.start()] + name + found[3], found.end()
    return made + text[at:]


def _several(text: str, start: int) -> bool:
    """Return whether a call whose arguments begin at ``start`` has more than one of them."""
    depth = 0
    for sign in re.findall(r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|.""", text[start:], re.DOTALL):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            if not depth:
                return False
            depth -= 1
        elif sign == "," and not depth:
            return True
    return False


def _read(words: str) -> str:
    """Return an expression for the time that words say, with UTC where they name no zone and do not mean it anyway."""
    known = (
        f"!isString({words}) || test(regexp('{ZONELESS}'), {words}) || test(regexp('{ZONED}', 'i'), {words})"
    )
    clocked = f"test(regexp('{CLOCKED}'), {words}) ? replace({words}, ' ', 'T') + 'Z' : {words} + ' UTC'"
    return f"toDate({known} || {words} === '' ? {words} : {clocked})"
