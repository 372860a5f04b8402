"""Read a number as people and programs write it, and find out which of two ways a file writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from math import isfinite
from typing import Literal

from jmsite.model.fields import MOST
from jmsite.model.value import Value

Decimal = Literal[".", ","]
"""The sign before a fraction; the other one of the two may then stand between thousands."""
DECIMALS: tuple[Decimal, Decimal] = (".", ",")
Allowed = Callable[[float], bool]
"""Says of a number whether it can stand where it is read: a count is whole, an answer lies within its scale."""

_PLAIN = str.maketrans({**dict.fromkeys("\u00a0\u2007\u2009\u202f\u205f", " "), **dict.fromkeys("‐‑‒–−﹣", "-"),
                        **dict.fromkeys("’‘ʼ´", "'"), "٪": "%"})  # fmt: skip
_CODES = (
    "AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MAD MXN MYR NGN NOK"
    " NZD PEN PHP PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR Fr. kr kr. zł Kč Ft US$ A$ C$ R$ HK$ NZ$"
)
# the longest first: of "kr.12" the point belongs to the currency, and not to a fraction
_MONEY = "|".join(map(re.escape, sorted(_CODES.split(), key=len, reverse=True))) + "|[$¢-¥₠-⃀฿﷼]"
_AROUND = re.compile(
    rf"(?P<open>\(\ ?)?(?P<sign>[+-]?)\ ?(?P<money>{_MONEY})?\ ?(?P<inner>[+-]?)"
    # a bracket that was opened has to be closed: (12) is how accountants write -12
    rf"(?P<body>[\d.,'][\d.,'\ ]*(?:[eE][+-]?\d+)?)\ ?(?P<percent>%)?(?P<after>{_MONEY})?(?P<last>-?)(?(open)\ ?\))"
)
# answers as survey tools export them: ``5 - very satisfied``, ``very satisfied (5)``
_LABELLED = (
    re.compile(r"(?P<number>-?\d{1,3})(?: ?[-:=.(] ?|\) ?)(?=[^\W\d])\D*"),
    re.compile(r"(?=[^\W\d])\D*?(?: - ?| ?[:=(] ?)(?P<number>\d{1,3})\)?"),
)


def _body(decimal: str, group: str) -> re.Pattern[str]:
    # 12,34,567, as India counts
    indian = rf"[1-9]\d?(?:{group}\d\d)+{group}\d{{3}}"
    signs = "|".join(rf"(?:{sign}\d{{3}})+" for sign in (group, " ", "'"))
    # no group begins with a zero, so that 0,123 is a fraction and nothing else
    grouped = rf"[1-9]\d{{0,2}}(?:{signs})|{indian}"
    return re.compile(rf"(?:\d+|{grouped})(?:{decimal}\d*)?(?:[eE][+-]?\d+)?|{decimal}\d+(?:[eE][+-]?\d+)?")


_BODIES: dict[str, re.Pattern[str]] = {".": _body(r"\.", ","), ",": _body(",", r"\.")}


class AmbiguousNumbersError(Exception):
    """Numbers that can be read in two ways: ``example`` is one, and both of its readings."""

    def __init__(self, column: str, example: str) -> None:
        super().__init__(example)
        self.column, self.example = column, example


class ParsedNumber(Value):
    """A number as it was read: percent is as written (12 % is 12), ``money`` is its currency."""

    value: float
    percent: bool = False
    money: str = ""


def normalized(words: str) -> str:
    """Return words with plain blanks, hyphens, apostrophes and percent signs, and no blanks around them."""
    return words.translate(_PLAIN).strip()


def read(words: str, decimal: str, labelled: bool = False) -> ParsedNumber | None:
    """Return the number that words are where ``decimal`` stands before fractions; None where they are none.

    ``labelled``: answers may carry what they mean, ``10 - Extremely likely``.
    """
    words = normalized(words)
    found = _AROUND.fullmatch(words)
    if found is None:
        labels = (form.fullmatch(words) for form in _LABELLED) if labelled else ()
        return next((ParsedNumber(value=float(label["number"])) for label in labels if label), None)
    body = found["body"].strip()
    minus = [bool(found["open"]), *(found[name] == "-" for name in ("sign", "inner", "last"))].count(True)
    twice = minus > 1 or (found["money"] and found["after"])
    if twice or not _BODIES[decimal].fullmatch(body):
        return None
    whole, _, fraction = body.partition(decimal)
    value = float(re.sub("[,.' ]", "", whole) + "." * bool(fraction) + fraction)
    value = -value if minus else value
    bounded = isfinite(value) and abs(value) <= MOST
    return (
        # + 0.0 makes a 0 of -0.0
        ParsedNumber(
            value=value + 0.0, percent=bool(found["percent"]), money=found["money"] or found["after"] or ""
        )
        if bounded
        else None
    )


class Evidence(Value):
    """The evidence of how values are written.

    ``firm`` and ``likely`` count by point and by comma: the first what can be read in that way alone, the second
    what would make no sense in the other. ``open`` is one that does not tell, or "".
    """

    firm: tuple[int, int] = (0, 0)
    likely: tuple[int, int] = (0, 0)
    open: str = ""

    def and_(self, other: Evidence) -> Evidence:
        """Return what both say together."""
        firm = self.firm[0] + other.firm[0], self.firm[1] + other.firm[1]
        likely = self.likely[0] + other.likely[0], self.likely[1] + other.likely[1]
        return Evidence(firm=firm, likely=likely, open=self.open or other.open)

    @property
    def decimal(self) -> Decimal | None:
        """Return the sign before fractions, "." where it makes no difference; None where the values do not tell."""
        for point, comma in (self.firm, self.likely):
            if point and comma:
                return None if self.open or self.likely != (0, 0) else "." if point >= comma else ","
            if point or comma:
                return "." if point else ","
        return None if self.open else "."


def number_evidence(
    values: Iterable[str], allowed: Allowed = lambda _: True, labelled: bool = False
) -> Evidence:
    """Return what the values of a column say about how they are written."""
    firm, likely, open = [0, 0], [0, 0], ""
    for words in values:
        point, comma = read(words, ".", labelled), read(words, ",", labelled)
        if point is None or comma is None:
            firm[0] += point is not None
            firm[1] += comma is not None
        elif point != comma:
            fits = allowed(point.value), allowed(comma.value)
            likely[0] += fits == (True, False)
            likely[1] += fits == (False, True)
            # the least one, whatever the order of the values
            open = min(filter(None, (open, words))) if fits[0] == fits[1] else open
    return Evidence(firm=(firm[0], firm[1]), likely=(likely[0], likely[1]), open=open)
