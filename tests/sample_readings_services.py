"""The readings of the two service journeys in the sample, and of the care of its shop: invented, by a seeded generator.

Run as a script it rewrites its files in ``content/data/``, byte for byte the same each time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import NormalDist

SEED = 20261031
MONTHS = tuple(date(2025 + (7 + n) // 12, (7 + n) % 12 + 1, 1) for n in range(15))
"""August 2025 to October 2026."""
FOLDER = Path(__file__).parent.parent / "content" / "data"

Row = tuple[object, ...]


@dataclass(frozen=True)
class Month:
    """A month to invent readings for: its first day, its place from 0 to 1 in the whole time, and chance."""

    first: date
    at: float
    chance: random.Random

    def day(self) -> date:
        return self.first + timedelta(days=self.chance.randrange(28))

    def since(self, shipped: date, months: int) -> float:
        """How far something that was shipped has taken effect, 0 to 1."""
        return min(1.0, max(0.0, (self.first - shipped).days / 30.4 / months))

    def count(self, usual: int) -> int:
        return round(usual * self.chance.uniform(0.86, 1.14))

    def around(self, usual: int, mean: float, spread: float) -> Iterator[float]:
        """Values of a bell curve, spread evenly over it so that few of them show its shape; it sways a little."""
        bell = NormalDist(mean + self.chance.gauss(0, spread / 10), spread)
        number = self.count(usual)
        for place in range(number):
            yield bell.inv_cdf((place + self.chance.uniform(0.1, 0.9)) / number)

    def answers(self, usual: int, mean: float, spread: float, low: int, high: int) -> Iterator[int]:
        for value in self.around(usual, mean, spread):
            yield min(high, max(low, round(value)))


def crm_nps(month: Month) -> Iterator[Row]:
    for persona, usual, start, end in (("maren", 58, 7.5, 8.0), ("tomasz", 29, 7.6, 9.0)):
        for answer in month.answers(usual, start + (end - start) * month.at, 1.75, 0, 10):
            yield month.day(), answer, persona


def demo_csat(month: Month) -> Iterator[Row]:
    for answer in month.answers(24, 4.25 + 0.2 * month.at, 0.75, 1, 5):
        yield month.day(), answer, "maren", "adopt-a-crm/shortlist/demo"


def trial_to_paid(month: Month) -> Iterator[Row]:
    trials = month.count(310)
    yield month.first, _share(month, trials, 0.212 + 0.034 * month.at), trials


def import_days(month: Month) -> Iterator[Row]:
    usual = 16.0 - 8.8 * month.since(date(2026, 4, 20), 4)
    for spread in month.around(27, 1.0, 0.42):
        yield month.day(), max(1, round(usual * math.exp(spread - 1.0)))


def import_ease(month: Month) -> Iterator[Row]:
    usual = 1.2 + 0.75 * month.since(date(2026, 4, 20), 4)
    for answer in month.answers(19, usual, 1.1, 1, 7):
        yield month.day(), answer, "maren", "adopt-a-crm/onboarding/import"


EASE = ("very hard", "hard", "rather hard", "neither", "rather easy", "easy", "very easy")


def import_calls(month: Month) -> Iterator[Row]:
    usual = 1.8 + 0.75 * month.since(date(2026, 4, 20), 4)
    for answer in month.answers(8, usual, 2.2, 1, 7):
        yield month.day(), EASE[answer - 1], "maren", "adopt-a-crm/onboarding/import"


def user_circle(month: Month) -> Iterator[Row]:
    usual = 1.3 + 0.5 * month.since(date(2026, 4, 20), 4)
    for answer in month.answers(4, usual, 0.8, 1, 5):
        yield month.first, answer


def active_in_week_four(month: Month) -> Iterator[Row]:
    for persona, usual, start, end in (("maren", 88, 0.86, 0.89), ("tomasz", 142, 0.38, 0.47)):
        people = month.count(usual)
        yield month.first, persona, _share(month, people, start + (end - start) * month.at), people


def adoption_funnel(month: Month) -> Iterator[Row]:
    firms = month.count(1480)
    kept = {"shortlist": 0.46, "trial": 0.455, "decision": 0.236, "onboarding": 0.86, "daily-use": 0.81}
    yield month.first, "adopt-a-crm/need", firms
    for stage, share in kept.items():
        firms = _share(month, firms, share)
        yield month.first, f"adopt-a-crm/{stage}", firms


def wait(month: Month) -> Iterator[Row]:
    for weeks in month.around(52, 18.2 - 4.0 * month.at, 4.2):
        yield month.day(), max(2, round(weeks))


def wait_mood(month: Month) -> Iterator[Row]:
    for answer in month.answers(18, 1.55 + 0.2 * month.at, 0.8, 1, 5):
        yield month.day(), answer, "leah", "learn-to-drive/driving-test/book-driving"


def first_time_pass(month: Month) -> Iterator[Row]:
    tests = month.count(840)
    yield month.first, _share(month, tests, 0.468 + 0.012 * month.at), tests


def booking_csat(month: Month) -> Iterator[Row]:
    told = 0.3 * month.since(date(2026, 6, 1), 3)
    for step, usual in (("theory-test/book-theory", 4.05 + told), ("driving-test/book-driving", 2.6)):
        for persona, number, off in (("leah", 13, 0.1), ("dawn", 9, -0.2)):
            for answer in month.answers(number, usual + off, 0.95, 1, 5):
                yield month.day(), answer, persona, f"learn-to-drive/{step}"


REGIONS = (("England", 30), ("Scotland", 9), ("Wales", 6), ("Northern Ireland", 3))


def tickets(month: Month) -> Iterator[Row]:
    easier = 0.35 * month.since(date(2026, 4, 1), 4)
    for region, usual in REGIONS:
        for _ in range(month.count(usual)):
            channel, team = month.chance.choice((("chat", "care"), ("email", "care"), ("phone", "warehouse")))
            minutes = round(month.chance.lognormvariate(3.1 - easier + 0.4 * (channel == "email"), 0.8))
            mood = max(-1.0, min(1.0, month.chance.gauss(easier - 0.3, 0.45)))
            refund = round(max(0.0, month.chance.gauss(6, 9)), 2)
            person = f"p{month.chance.randrange(160):03}"
            yield month.day(), person, channel, team, region, max(1, minutes), f"{mood:.2f}", f"{refund:.2f}"


def staff(month: Month) -> Iterator[Row]:
    if month.first.month % 3 == 2:
        for team, people in (("care", 46), ("warehouse", 118), ("digital", 31)):
            low, high = round(people * (0.34 - 0.1 * month.at)), round(people * (0.3 + 0.08 * month.at))
            yield month.first, team, low, people - low - high, high


def panel(month: Month) -> Iterator[Row]:
    for weight, usual, mean in ((0.6, 34, 4.2), (1.7, 13, 3.6)):
        for answer in month.answers(usual, mean + 0.2 * month.at, 0.9, 1, 5):
            yield month.day(), answer, weight


FILES: dict[str, tuple[str, Callable[[Month], Iterator[Row]]]] = {
    "crm-nps": ("date,value,persona", crm_nps),
    "crm-demo-csat": ("date,value,persona,step", demo_csat),
    "crm-trials": ("month,paid,trials", trial_to_paid),
    "crm-import-days": ("date,value", import_days),
    "crm-import-ease": ("date,value,persona,step", import_ease),
    "crm-import-calls": ("called_on,answer,persona,step", import_calls),
    "crm-user-circle": ("met_on,ease", user_circle),
    "crm-active-users": ("month,persona,active,people", active_in_week_four),
    "crm-funnel": ("month,stage,firms", adoption_funnel),
    "drive-test-wait": ("date,weeks", wait),
    "drive-wait-mood": ("date,value,persona,step", wait_mood),
    "drive-first-attempts": ("month,passed,tests", first_time_pass),
    "shop-tickets": ("opened_on,person,channel,team,region,minutes,mood,refund", tickets),
    "shop-staff": ("asked_on,team,detractors,passives,promoters", staff),
    "shop-panel": ("date,score,weight", panel),
    "drive-booking-csat": ("date,value,persona,step", booking_csat),
}
"""File → its columns, and what invents a month of it."""


def invent(name: str) -> str:
    """The text of a file; equal on each call."""
    columns, rows_of = FILES[name]
    chance = random.Random(f"{SEED} {name}")
    lines = [columns]
    for index, first in enumerate(MONTHS):
        rows = rows_of(Month(first, index / (len(MONTHS) - 1), chance))
        lines += [",".join(map(str, row)) for row in sorted(rows, key=lambda row: str(row[0]))]
    return "\n".join(lines) + "\n"


def rewrite(folder: Path = FOLDER) -> None:
    """Write all files into ``folder``."""
    for name in FILES:
        (folder / f"{name}.csv").write_text(invent(name), encoding="utf-8", newline="\n")


def _share(month: Month, whole: int, share: float) -> int:
    return round(whole * min(1.0, max(0.0, month.chance.gauss(share, 0.02 * share + 0.004))))


if __name__ == "__main__":
    rewrite()
