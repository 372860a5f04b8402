"""How long a log of five million events takes to become the ways that people took. Run by hand; asserts nothing.

python tests/benchmarks/bench_events.py [events]
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from peers import load

from jmsite.data.dimensions import ident
from jmsite.data.events import EventQuestion, flow_of
from jmsite.data.events.plan import Plan
from jmsite.model.entities.events import Events
from jmsite.model.sources import Blob

STEPS = ("visit", "search", "look", "compare", "basket", "address", "pay", "receive")
EVENTS_OF_A_CASE = 5


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "events.csv"
        generate(file, count)
        print(f"{count:,} events, {file.stat().st_size / 1_000_000:.0f} MB of CSV   load {load()}")
        reading = processor()
        with duckdb.connect() as connection:
            sql = "CREATE TABLE read AS SELECT * FROM read_csv(?, all_varchar = true, header = true)"
            connection.execute(sql, [str(file)])
        reading = processor() - reading
        begun, before = time.perf_counter(), processor()
        flow = flow_of(question(file)).value
        seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{flow.cases:,} cases, {len(flow.transitions)} transitions, {flow.other_ways + len(flow.ways):,} ways:"
        f" {processor() - before:.1f} s of the processor, {reading:.1f} s to read alone, {seconds:.1f} s in all,"
        f" at most {memory:.0f} MB"
    )


def processor() -> float:
    """The seconds of processor time that this process has taken."""
    taken = resource.getrusage(resource.RUSAGE_SELF)
    return taken.ru_utime + taken.ru_stime


def question(file: Path) -> EventQuestion:
    """What a journey asks whose steps follow each other."""
    last = len(STEPS) - 1
    return EventQuestion(
        journey="buy",
        events=Events.model_validate({"min_n": 10, "case": "case", "time": "time", "event": "event"}),
        blob=Blob(path="content/data/events.csv", digest="", size=file.stat().st_size, file=str(file)),
        steps=STEPS,
        called=tuple((ident(name), at) for at, name in enumerate(STEPS)),
        plan=Plan(ways=tuple((at + 1,) if at < last else () for at in range(len(STEPS)))),
    )


def generate(file: Path, count: int) -> None:
    """Write events of cases that go on or come back, the same each time."""
    names = ", ".join(f"'{name}'" for name in STEPS)
    with duckdb.connect() as connection:
        rows = connection.sql(
            f"""SELECT 'case-' || (i // {EVENTS_OF_A_CASE}) AS "case",
                strftime(TIMESTAMP '2026-01-01' + to_seconds(i // {EVENTS_OF_A_CASE} * 12
                    + i % {EVENTS_OF_A_CASE} * 600 + CAST(hash(i) % 500 AS BIGINT)), '%Y-%m-%dT%H:%M:%SZ') AS "time",
                [{names}][1 + i % {EVENTS_OF_A_CASE} + CAST(hash(i * 3) % 4 AS BIGINT)] AS "event"
                FROM range({count:d}) t(i)"""
        )
        rows.write_csv(str(file))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
