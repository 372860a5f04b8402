"""How long a sheet of 5,000 rows takes to become a journey, and a map to become a workbook. Run by hand.

python tests/benchmarks/bench_import.py [rows]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from workbooks import xlsx  # noqa: E402

import jmsite  # noqa: E402
from jmsite.exporting.selection import select  # noqa: E402
from jmsite.exporting.table import EXPORTS  # noqa: E402
from jmsite.importing.recognise import read_map  # noqa: E402
from jmsite.importing.write import Wish, write  # noqa: E402

ROUNDS = 5
HEADER = ["Stage", "Step", "Action", "Touchpoint", "Emotion (1-5)", "Pain"]


def main(count: int) -> None:
    told(f"{count:,} rows of CSV", lambda: imported("map.csv", as_csv(rows(count, 50))))
    told(f"{count:,} rows of XLSX", lambda: imported("map.xlsx", xlsx({"Map": rows(count, 50)})))
    told(f"{count:,} rows in one stage", lambda: imported("map.csv", as_csv(rows(count, count))))
    catalog = jmsite.load(ROOT)
    journey = select(catalog, ["journey:buy-clothes-online"])
    for name in ("xlsx", "csv", "json"):
        told(f"a journey of the sample as {name}", lambda row=EXPORTS[name]: row.make(catalog, journey))


def rows(count: int, each: int) -> list[list[str | float]]:
    """A map with ``each`` steps a stage."""
    made: list[list[str | float]] = [list(HEADER)]
    for at in range(count):
        made.append([f"Stage {at // each}", f"Step {at}", f"Does {at}", "Shop", at % 5 + 1, f"Slow {at}"])
    return made


def as_csv(rows: list[list[str | float]]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in rows).encode()


def imported(name: str, content: bytes) -> None:
    write(read_map(name, content), Wish(), "map")


def told(what: str, run: Callable[[], object]) -> None:
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        run()
        seconds.append(time.process_time() - begun)
    print(f"{what}: median {statistics.median(seconds):.2f} s of the processor, of {ROUNDS}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
