"""Write the readings of the sample shop: run it as a script, and it rewrites its files in `content/data/`.

Everything is drawn from seeded generators, one for each file, so that the files are the same bytes each time.
The shop and its customers are invented; what shipped in 2026 (guest checkout in March, parcel mails in June,
lockers in August) shows in the figures because it is written into them here.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import duckdb

DATA = Path(__file__).resolve().parent.parent / "content" / "data"
MONTHS = tuple(date(2025 + (month - 1) // 12, (month - 1) % 12 + 1, 1) for month in range(8, 23))
GUEST_CHECKOUT, PARCEL_MAIL, LOCKERS = date(2026, 3, 17), date(2026, 6, 9), date(2026, 8, 25)
SHOP = "buy-clothes-online"

Row = tuple[object, ...]


def main() -> None:
    """Write each file anew."""
    write_csv("shop-checkout.csv", ("month", "persona", "channel", "begun", "finished"), checkouts())
    write_csv("shop-returns.csv", ("month", "persona", "sold", "returned_for_size"), returns())
    write_csv("shop-where-is-it.csv", ("month", "orders", "contacts"), contacts())
    write_csv("shop-chat.csv", ("answered_on", "score", "journey", "stage"), chats())
    write_csv("shop-refunds.csv", ("paid_on", "days"), refunds())
    write_csv("shop-funnel.csv", ("month", "step", "people"), funnel())
    write_csv("shop-people.csv", ("month", "stage", "persona", "people"), people())
    write_csv("shop-baskets.csv", ("ordered_on", "pounds"), baskets())
    write_csv("shop-parcel-mails.csv", ("week", "mails"), parcel_mails())
    write_parquet("shop-nps.parquet", "answered_on DATE, score TINYINT, persona VARCHAR", recommendations())
    write_parquet(
        "shop-pulse.parquet", "answered_on DATE, score TINYINT, step VARCHAR, persona VARCHAR", pulses()
    )
    write_parquet(
        "shop-effort.parquet", "answered_on DATE, score TINYINT, step VARCHAR, persona VARCHAR", efforts()
    )
    write_parquet("shop-delivery.parquet", "delivered_on DATE, days TINYINT, persona VARCHAR", deliveries())


def checkouts() -> Iterator[Row]:
    """Checkouts begun and finished; guests finish more often once no account is asked for."""
    chance = random.Random(1)
    shares = {("anna", "web"): 0.53, ("anna", "app"): 0.63, ("ben", "web"): 0.66, ("ben", "app"): 0.77}
    crowd = {("anna", "web"): 2900, ("anna", "app"): 420, ("ben", "web"): 760, ("ben", "app"): 1050}
    for month in MONTHS:
        for (persona, channel), share in shares.items():
            begun = round(crowd[persona, channel] * season(month) * chance.uniform(0.95, 1.05))
            lift = 0.115 if persona == "anna" and channel == "web" else 0.02
            rate = share + lift * since(month, GUEST_CHECKOUT) + chance.uniform(-0.012, 0.012)
            yield month, persona, channel, begun, round(begun * rate)


def returns() -> Iterator[Row]:
    """Garments sold, and those that came back for their size; hardly anything has changed."""
    chance = random.Random(2)
    for index, month in enumerate(MONTHS):
        for persona, share, crowd in (("anna", 0.335, 3600), ("ben", 0.052, 2500)):
            sold = round(crowd * season(month) * chance.uniform(0.95, 1.05))
            rate = share - 0.0012 * index * (persona == "anna") + chance.uniform(-0.011, 0.011)
            yield month, persona, sold, round(sold * rate)


def contacts() -> Iterator[Row]:
    """Contacts that ask where the parcel is, beside the orders of the month."""
    chance = random.Random(3)
    for month in MONTHS:
        orders = round(4300 * season(month) * chance.uniform(0.96, 1.04))
        rate = 0.138 + 0.02 * (month.month == 12) - 0.046 * since(month, PARCEL_MAIL)
        rate += chance.uniform(-0.006, 0.006)
        yield month, orders, round(orders * rate)


def chats() -> Iterator[Row]:
    """Answers from 1 to 5 after a chat, about sizes and about exchanges."""
    chance = random.Random(4)
    places = (
        (SHOP, "compare", (22, 30, 23, 15, 10), 48),
        ("exchange-a-size", "ask", (10, 16, 22, 31, 21), 27),
    )
    for month in MONTHS:
        for journey, stage, weights, crowd in places:
            for day, score in answered(chance, month, crowd, range(1, 6), weights):
                yield day, score, journey, f"{journey}/{stage}"


def refunds() -> Iterator[Row]:
    """Days from the parcel's last scan to the money; the lockers are emptied twice a week only."""
    chance = random.Random(5)
    for month in MONTHS:
        middle = 6.4 + 3.1 * since(month, LOCKERS)
        for day in days_of(chance, month, 48):
            yield day, max(2, round(chance.gauss(middle, 1.9)))


def funnel() -> Iterator[Row]:
    """People who reach a step, in thousands of the month."""
    chance = random.Random(6)
    for month in MONTHS:
        people = 61000 * season(month) * chance.uniform(0.96, 1.04)
        after = since(month, GUEST_CHECKOUT)
        steps = (
            ("browse/search", 1.0), ("compare/look", 0.62), ("compare/size", 0.47),
            ("checkout/basket", 0.26), ("checkout/pay", 0.45 + 0.07 * after),
        )  # fmt: skip
        for step, share in steps:
            people *= share * chance.uniform(0.985, 1.015)
            yield month, f"{SHOP}/{step}", round(people)


def people() -> Iterator[Row]:
    """People in each stage of a month by persona, as the research team sorts visits and orders."""
    chance = random.Random(11)
    stages = (
        ("browse", 25600, 15900), ("compare", 17900, 10400), ("checkout", 3320, 1810), ("delivery", 2120, 1330),
        ("try-on", 2090, 1320), ("return-or-review", 910, 140),
    )  # fmt: skip
    for month in MONTHS:
        for stage, anna, ben in stages:
            for persona, crowd in (("anna", anna), ("ben", ben)):
                number = round(crowd * season(month) * chance.uniform(0.96, 1.04))
                yield month, f"{SHOP}/{stage}", persona, number


def baskets() -> Iterator[Row]:
    """What a few hundred orders of each month were worth."""
    chance = random.Random(12)
    for month in MONTHS:
        for day in days_of(chance, month, 210):
            yield day, f"{max(8.0, chance.gauss(63, 24)):.2f}"


def parcel_mails() -> Iterator[Row]:
    """Mails in a week that ask for a parcel, of more than two years: before Christmas there are half as many again."""
    chance = random.Random(13)
    for week in range(126):
        day = date(2024, 6, 3) + timedelta(days=7 * week)
        crowd = 96 * season(day) + 34 * (day.month == 12) + 0.06 * week
        yield day, round(crowd * (0.66 if day >= PARCEL_MAIL else 1.0) * chance.uniform(0.88, 1.12))


def recommendations() -> Iterator[Row]:
    """Answers from 0 to 10 to the question whether people would recommend the shop."""
    chance = random.Random(7)
    for index, month in enumerate(MONTHS):
        for persona, start, slope, crowd in (("anna", 7.4, 0.075, 410), ("ben", 8.6, -0.025, 270)):
            for day in days_of(chance, month, crowd):
                yield day, min(10, max(0, round(chance.gauss(start + slope * index, 1.9)))), persona


PULSES: dict[tuple[str, str], tuple[Sequence[int], Sequence[int], date]] = {
    ("compare/size", "anna"): ((39, 33, 16, 8, 4), (38, 33, 16, 9, 4), LOCKERS),
    ("checkout/pay", "anna"): ((10, 19, 27, 29, 15), (4, 9, 22, 38, 27), GUEST_CHECKOUT),
    ("checkout/pay", "ben"): ((2, 5, 15, 42, 36), (2, 4, 14, 43, 37), GUEST_CHECKOUT),
    ("delivery/waiting", "anna"): ((47, 30, 14, 6, 3), (30, 30, 19, 14, 7), PARCEL_MAIL),
    ("delivery/waiting", "ben"): ((14, 21, 34, 22, 9), (7, 13, 33, 32, 15), PARCEL_MAIL),
    ("delivery/arrival", "anna"): ((9, 16, 24, 30, 21), (8, 15, 24, 31, 22), LOCKERS),
    ("delivery/arrival", "ben"): ((4, 8, 19, 40, 29), (4, 8, 18, 41, 29), LOCKERS),
}
"""Step and persona: weights of the answers 1 to 5 before and after what shipped, and the day it did."""


def pulses() -> Iterator[Row]:
    """Answers from 1 to 5 to the one question after a step."""
    chance = random.Random(8)
    for month in MONTHS:
        for (step, persona), (before, after, shipped) in PULSES.items():
            for day in days_of(chance, month, 130 if persona == "anna" else 85):
                weights = after if day >= shipped else before
                yield day, chance.choices(range(1, 6), weights)[0], f"{SHOP}/{step}", persona


def efforts() -> Iterator[Row]:
    """Answers from 1 (hard) to 7 (easy) to how easy it was to send something back; Ben never gets that far."""
    chance = random.Random(9)
    steps = ((f"{SHOP}/return-or-review/return", 120), ("exchange-a-size/swap/send-first-back", 34))
    for month in MONTHS:
        for step, crowd in steps:
            for day in days_of(chance, month, crowd):
                middle = (5.8 if day >= LOCKERS else 3.9) - 0.2 * (crowd < 100)
                yield day, min(7, max(1, round(chance.gauss(middle, 1.4)))), step, "anna"


def deliveries() -> Iterator[Row]:
    """Days from the order to the doorstep."""
    chance = random.Random(10)
    for month in MONTHS:
        for persona, crowd in (("anna", 44), ("ben", 30)):
            middle = 3.9 + 1.3 * (month.month == 12) - 0.3 * since(month, PARCEL_MAIL)
            for day in days_of(chance, month, crowd):
                yield day, max(1, round(chance.gauss(middle, 1.1))), persona


def season(month: date) -> float:
    """How busy a month is: autumn and the weeks before Christmas sell, February does not."""
    return (0.86, 0.78, 0.94, 1.0, 1.02, 0.97, 0.88, 0.84, 1.06, 1.12, 1.24, 1.29)[month.month - 1]


def since(month: date, shipped: date) -> float:
    """How much of a change is felt in a month: nothing before, half in its month, all of it after."""
    if (month.year, month.month) == (shipped.year, shipped.month):
        return 0.45
    return 1.0 if month > shipped else 0.0


def answered(
    chance: random.Random, month: date, crowd: int, scores: Sequence[int], weights: Sequence[int]
) -> Iterator[tuple[date, int]]:
    """Days and scores of one month's answers."""
    for day in days_of(chance, month, crowd):
        yield day, chance.choices(scores, weights)[0]


def days_of(chance: random.Random, month: date, crowd: int) -> list[date]:
    """About ``crowd`` days of a month, in order."""
    count = max(8, round(crowd * season(month) * chance.uniform(0.9, 1.1)))
    return sorted(month + timedelta(days=chance.randrange(28)) for _ in range(count))


def write_csv(name: str, header: Sequence[str], rows: Iterable[Row]) -> None:
    """A table as text, lines ended by a line feed everywhere."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    (DATA / name).write_text(text.getvalue(), encoding="utf-8", newline="\n")


def write_parquet(name: str, columns: str, rows: Iterable[Row]) -> None:
    """A table of raw answers; one thread, so that rows keep their order."""
    with duckdb.connect(config={"threads": 1}) as base:
        base.execute(f"CREATE TABLE answers ({columns})")
        found = [list(column) for column in zip(*rows, strict=True)]
        base.execute(f"INSERT INTO answers SELECT {', '.join(['unnest(?)'] * len(found))}", found)
        path = str(DATA / name).replace("'", "''")
        base.execute(f"COPY answers TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


if __name__ == "__main__":
    main()
