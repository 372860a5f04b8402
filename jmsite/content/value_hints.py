"""Say how a value is to be written that is clear to a reader, and written otherwise than fields are."""

from __future__ import annotations

import re
from datetime import date

from jmsite.formats import numbers

# no zero in front: 0.500 is a fraction to everybody
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,' ]\d{3})+")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
# the second sign need not be the first: what it is only decides which question is asked
_YEAR_LAST = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})[./-] ?(\d{4})")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_SPAN = re.compile(r"(\d+)\s*([A-Za-z]+)")
# by how the word begins: "m" alone may be minutes or months, and gets no hint
_UNITS = (
    ("sec", "PT{}S"),
    ("min", "PT{}M"),
    ("h", "PT{}H"),
    ("d", "P{}D"),
    ("w", "P{}W"),
    ("mo", "P{}M"),
    ("y", "P{}Y"),
)


def number(words: str) -> str:
    """Return a hint for words that a reader takes for a number; of two that it may be, neither is offered as
    the right one.
    """
    point, comma = numbers.read(words, "."), numbers.read(words, ",")
    if point and comma and point != comma:
        most = max(point.value, comma.value, key=abs)
        return f"write it without a thousands separator, {most:.15g}, or a fraction with a point"
    one = point or comma
    return _alone(words, one) if one else ""


def whole(words: str) -> str:
    """Return a hint for words that a reader takes for a whole number: what stands inside it groups its digits,
    or is a fraction of nothing.
    """
    readings = (numbers.read(words, sign) for sign in numbers.DECIMALS)
    possible = [one for one in readings if one and one.value.is_integer()]
    one = max(possible, key=lambda one: abs(one.value), default=None)
    return _alone(words, one) if one else ""


def _alone(words: str, one: numbers.ParsedNumber) -> str:
    """Return how the number is written that was meant, and what has to go for it."""
    plain = numbers.normalized(words)
    if one.percent or one.money:
        how = "write the number alone"
    elif not one.value.is_integer() and not numbers.read(words, "."):
        how = "write it with a point"
    elif _THOUSANDS.match(plain):
        how = "write it without a thousands separator"
    else:
        how = "write it with a plain hyphen" if plain != words.strip() else "write it as"
    return f"{how}: {one.value:.15g}"


def day(words: str) -> str:
    """Return a hint for words that a reader takes for a day; where two are possible, how to write the one that
    is meant.
    """
    words = words.strip()
    first, last = _YEAR_FIRST.fullmatch(words), _YEAR_LAST.fullmatch(words)
    if first:
        return _written(int(first[1]), int(first[2]), int(first[3]))
    if last:
        one, other, year = int(last[1]), int(last[3]), int(last[4])
        # 1/2/2026 is a day in January or in February; with full stops nobody writes the month first
        if last[2] != "." and one <= 12 and other <= 12 and one != other:
            return "write year, month and day in that order"
        return _written(year, one, other) if other > 12 else _written(year, other, one)
    return f"add the day: {words}-01" if _MONTH.fullmatch(words) else ""


def _written(year: int, month: int, of_month: int) -> str:
    try:
        return f"write it as {date(year, month, of_month).isoformat()}"
    except ValueError:
        return "there is no such date"


def duration(words: str) -> str:
    """Return a hint for words like ``20 min`` or ``180 days``."""
    found = _SPAN.fullmatch(words.strip())
    unit = found[2].lower() if found else ""
    form = next((form for start, form in _UNITS if unit.startswith(start)), "")
    return f"write it as {form.format(found[1])}" if found and form else ""
