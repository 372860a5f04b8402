"""Read how long something takes as people write it, in several languages, as ISO 8601."""

from __future__ import annotations

import re

from jmsite.model.value import Value

# the longer forms of a unit stand before its letter, or "min" would be read as "m"
_UNITS: tuple[tuple[str, str], ...] = (
    ("s", r"sec(?:ond)?s?\.?|sek(?:unden?)?\.?|secondes?|segundos?|сек(?:унд\w*)?\.?|秒|s"),
    ("m", r"min(?:ute)?[sn]?\.?|minutos?|мин(?:ут\w*)?\.?|分钟|分鐘|分|m|'"),
    ("h", r"hours?|hrs?\.?|stunden?|std\.?|heures?|horas?|час(?:а|ов)?|ч\.?|小时|小時|時間|h"),
    ("D", r"days?|tage?n?|jours?|d[ií]as?|день|дня|дней|天|日間?|d"),
    ("W", r"weeks?|wks?\.?|wochen?|semaines?|semanas?|недел\w*|нед\.?|周|星期|週間?|w"),
    ("M", r"months?|monate?n?|mois|mes(?:es)?|m[eê]s(?:es)?|месяц\w*|мес\.?|个月|月|か月|ヶ月"),
    ("Y", r"years?|jahre?n?|ans?|années?|años?|anos?|год\w*|лет|年"),
)
_NUMBER = r"\d+(?:[.,]\d+)?"
_ONE = re.compile(
    rf"(?:(?P<low>{_NUMBER})\s*(?:-|–|—|−|to|bis|à|a|до|至|~|〜|～)\s*)?(?P<high>{_NUMBER})\s*(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS)
    + r")(?![^\W\d_])",
    re.IGNORECASE,
)
# Chinese and Japanese put no blank between a duration and what follows
_CJK = re.compile(r"(?<=[\d分钟小时时間天日周月年])")
_WAITING = re.compile(
    r"(?:of which|davon|dont|de los cuales|dos quais|из них|其中|うち)?\s*,?\s*", re.IGNORECASE
)
_WAIT_WORD = re.compile(r"wait|wart|attente|espera|ожидан|等待|待ち", re.IGNORECASE)
_ISO = re.compile(r"P(?=\d|T\d)(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")
_ALONE = re.compile(rf"\s*({_NUMBER})\s*")


class TimeTaken(Value):
    """A duration and how much of it is waiting, as ISO 8601; not ``exact`` where it is the longer end of a range."""

    duration: str = ""
    wait: str = ""
    exact: bool = True


def time_taken(text: str, unit: str = "") -> TimeTaken | None:
    """Return how long something takes; None where the text does not say it. ``unit`` is that of a bare number."""
    whole = text.strip()
    if _ISO.fullmatch(whole):
        return TimeTaken(duration=whole)
    alone = _ALONE.fullmatch(whole)
    if alone and unit:
        return TimeTaken(duration=_iso(_float(alone[1]), unit))
    parts = _pieces(whole)
    found = [(part, one) for part in parts for one in (_read(part),) if one]
    if not found:
        return None
    waits = [one for part, one in found if _WAIT_WORD.search(part)]
    rest = [one for part, one in found if not _WAIT_WORD.search(part)]
    # a text that tells waiting alone tells all the time there is
    first = (rest or waits)[0]
    wait = waits[0].duration if waits else ""
    return TimeTaken(duration=first.duration, wait=wait, exact=first.exact)


def unit_in(header: str) -> str:
    """Return the unit that a header names in brackets, ``m`` for `Duration (min.)`, or ""."""
    found = re.search(r"[(（\[,]\s*(?:in\s+)?([^\d()（）\[\]]+?)\s*[)）\]]?\s*$", header)
    return _unit(found[1]) if found else ""


def _unit(words: str) -> str:
    return next((unit for unit, forms in _UNITS if re.fullmatch(forms, words.strip(), re.IGNORECASE)), "")


def _pieces(text: str) -> list[str]:
    return [part for part in re.split(r",(?!\d)|[;，；(（)）]|\bof which\b|\bdavon\b", text) if part.strip()]


def _read(part: str) -> TimeTaken | None:
    """Return the sum of what stands together: `1 h 20 min`."""
    found = list(_ONE.finditer(part))
    # a duration stands at the beginning, or behind a word or two: a sentence about minutes is a sentence
    if not found or len(part[: found[0].start()].split()) > 2 or len(part[found[-1].end() :].split()) > 2:
        return None
    seconds, exact, units = 0.0, True, []
    for one in found:
        unit = next(unit for unit, _ in _UNITS if one[unit])
        units.append((unit, _float(one["high"])))
        exact = exact and one["low"] is None
        seconds += 0
    if len(units) == 1:
        return TimeTaken(duration=_iso(units[0][1], units[0][0]), exact=exact)
    return TimeTaken(duration=_joined(units), exact=exact)


def _joined(units: list[tuple[str, float]]) -> str:
    date = "".join(f"{amount:g}{unit}" for unit, amount in units if unit in "YMWD")
    time = "".join(f"{amount:g}{unit.upper()}" for unit, amount in units if unit in "hms")
    return f"P{date}" + (f"T{time}" if time else "")


def _float(words: str) -> float:
    return float(words.replace(",", "."))


def _iso(amount: float, unit: str) -> str:
    """Return an amount of a unit as ISO 8601, without fractions where a smaller unit says it."""
    if unit in ("Y", "M"):
        # months and years have no length of their own: for what people say of journeys these will do
        return f"P{round(amount * 365)}D" if unit == "Y" else f"P{round(amount * 30)}D"
    seconds = round(amount * {"s": 1, "m": 60, "h": 3600, "D": 86400, "W": 604800}[unit])
    if unit == "W" and float(amount).is_integer():
        return f"P{int(amount)}W"
    days, left = divmod(seconds, 86400)
    hours, left = divmod(left, 3600) if days or unit in ("h", "D", "W") else (0, left)
    minutes, left = divmod(left, 60)
    time = "".join(
        f"{number}{sign}" for number, sign in ((hours, "H"), (minutes, "M"), (left, "S")) if number
    )
    return f"P{f'{days}D' if days else ''}{f'T{time}' if time else ''}" if days or time else "PT0S"
