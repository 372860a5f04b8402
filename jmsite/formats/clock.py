"""Read the time of day behind a day, and how far its zone is from UTC."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from jmsite.formats import days
from jmsite.model.value import Value

_BEHIND = re.compile(
    # from the first sign of a row of blanks and all of it (++): of a long one each blank could begin otherwise
    r"(?<![T ,])[T ,]++(?:at |um |à )?(?P<hour>\d{1,2})[:h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[apصم])(?:[.]?m[.]?)?(?![a-z]))?(?: ?uhr)?"
    r"(?: ?(?P<utc>z|utc|gmt)?(?: ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?)?(?: ?[(][^)]*[)])?$",
    re.IGNORECASE,
)
# seconds or milliseconds since 1970, by the number of digits: as logs and exports write instants
_EPOCH = re.compile(r"([01]\d{9})(\d{3})?")
_AFTERNOON = ("p", "م")


class Moment(Value):
    """A moment: in UTC where its zone is known, else as it was on the clock of whoever wrote it."""

    at: datetime
    known: bool


def moment(words: str, day: date | None) -> Moment | None:
    """Return the moment that words are, whose day is known already; None where they tell no time that there is."""
    if found := _EPOCH.fullmatch(words.strip()):
        return Moment(at=datetime(1970, 1, 1) + timedelta(seconds=int(found[1])), known=True)
    clock = _BEHIND.search(days.normalized(words))
    if clock is None or day is None:
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        # 12 a.m. is midnight, 12 p.m. is noon
        hour = hour % 12 + (12 if clock["half"].lower() in _AFTERNOON else 0)
    gone = timedelta(hours=hour, minutes=int(clock["minute"]), seconds=int(clock["second"] or 0))
    ahead = timedelta(hours=int(clock["hours"] or 0), minutes=int(clock["minutes"] or 0))
    try:
        at = datetime.combine(day, time()) + gone
        if not (clock["utc"] or clock["sign"]):
            return Moment(at=at, known=False)
        return Moment(at=at + ahead if clock["sign"] == "-" else at - ahead, known=True)
    except OverflowError:
        # programs write the first or the last day that they know for "never": in another zone there is none
        return None
