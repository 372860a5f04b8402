"""Numbers as Vega writes them, JavaScript's way, and as the cleaner leaves them: to a tenth of a pixel."""

from __future__ import annotations

from math import floor
from typing import Any

from jmsite.charts.clean_svg import DECIMAL, to_a_tenth

LEAST, MOST = 1e-4, 1e15
"""Between them Python and JavaScript write numbers alike."""
EXACT = 16
"""Signs of a number that is surely read as it was written."""
LARGEST = 308
"""The largest power of ten."""
LEAST_WHOLE, MOST_WHOLE = -(2**31), 2**32 - 1
"""Between them whole numbers of JavaScript come back as such."""


def js_number(value: float) -> str:
    """Return a number as JavaScript writes it."""
    text = repr(float(value))
    if "e" not in text:
        return text.removesuffix(".0") if value else "0"
    digits, _, power = text.partition("e")
    exponent = int(power)
    # beyond these JavaScript writes a power, too (ECMAScript, Number::toString)
    if not -7 < exponent < 21:
        return f"{digits.removesuffix('.0')}e{exponent:+d}"
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, rest = digits.partition(".")
    # JavaScript writes out what Python gives with a power: 1e-05 is 0.00001 there
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{whole}{rest}"
    return f"{sign}{whole}{rest.ljust(exponent, '0')}"


def placed(value: float) -> str:
    """Return a number of a place in the picture, cleaned."""
    if LEAST <= value < MOST or -MOST < value <= -LEAST:
        return to_a_tenth(value)
    return DECIMAL.sub(lambda found: to_a_tenth(float(found[0])), js_number(value)) if value else "0"


def drawn(value: float) -> str:
    """Return a number of a path that is drawn to a thousandth of a pixel, cleaned."""
    if not -MOST < value < MOST:
        return placed(rounded(value))
    return to_a_tenth(rounded(value))


def rounded(value: float) -> float:
    """Return a number to a thousandth, halves up, as JavaScript rounds."""
    thousands = value * 1000
    # Python's ``round`` takes halves to the even neighbour
    down = floor(thousands)
    return (down + 1 if thousands - down >= 0.5 else down) / 1000


def read_by_vl_convert(value: float) -> float:
    """Return a number of a specification as vl-convert reads it from JSON: all digits as one whole number, and only
    then its point. What has more than 15 digits loses the last one now and then.
    """
    text = repr(float(value))
    if len(text) < EXACT:
        return float(value)
    digits, _, power = text.partition("e")
    whole, _, rest = digits.partition(".")
    number, exponent = float(int(whole + rest)), int(power or 0) - len(rest)
    # in two steps: so small a power is no number of its own
    while exponent < -LARGEST:
        number, exponent = number / float(f"1e{LARGEST}"), exponent + LARGEST
    scale = float(f"1e{abs(exponent)}")
    return number / scale if exponent < 0 else number * scale


def from_javascript(value: Any) -> Any:
    """Return a value of a specification as it comes back from JavaScript: small whole numbers without a point."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    whole = LEAST_WHOLE <= value <= MOST_WHOLE and value == int(value) and str(value) != "-0.0"
    return int(value) if whole else float(value)
