"""How long ten million survey answers take to become an NPS by stage and month. Run by hand; asserts nothing.

python tests/benchmarks/bench_data.py [answers]
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from peers import load

from jmsite.data import Question, answer
from jmsite.model.entities.readings import Readings
from jmsite.model.sources import Blob

ROUNDS = 3


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.parquet"
        generate(file, count)
        question = Question(
            metric="recommend",
            kind="nps",
            readings=Readings(
                file="data/answers.parquet", date="answered", value="score", journey="journey", stage="stage"
            ),
            blob=Blob(
                path="content/data/answers.parquet", digest="", size=file.stat().st_size, file=str(file)
            ),
        )
        seconds, works = [], []
        for _ in range(ROUNDS):
            begun, before = time.perf_counter(), time.process_time()
            series = answer(question).value
            seconds.append(time.perf_counter() - begun)
            works.append(time.process_time() - before)
    stages = {part.stage for part in series.parts}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} answers, {len(series.total)} months, {len(stages - {None})} stages:"
        f" median {statistics.median(seconds):.2f} s of {ROUNDS}, {statistics.median(works):.2f} s of the processor,"
        f" at most {memory:.0f} MB   load {load()}"
    )


def generate(file: Path, count: int) -> None:
    """Answers over two years from twelve stages of two journeys, the same each time."""
    with duckdb.connect() as connection:
        rows = connection.sql(
            f"""SELECT DATE '2024-01-01' + CAST(i % 730 AS INTEGER) AS answered,
                CAST(CASE WHEN hash(i) % 100 < 4 THEN NULL ELSE hash(i * 7) % 11 END AS INTEGER) AS score,
                CASE WHEN hash(i * 3) % 2 = 0 THEN 'buy-clothes' ELSE 'adopt-a-crm' END AS journey,
                'stage-' || (hash(i * 5) % 6) AS stage FROM range({count:d}) t(i)"""
        )
        rows.write_parquet(str(file))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
