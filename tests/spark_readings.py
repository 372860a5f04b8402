"""Build a site whose metrics ask a Spark in this process, and write their readings; run by test_warehouses.py."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.value import plain
from jmsite.pipeline import compiled

SETTINGS = {
    "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.sql.shuffle.partitions": "1",
    "spark.driver.memory": "512m", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC", "spark.log.level": "OFF",
}  # fmt: skip


def main(rows: str, root: str, found: str) -> None:
    types, table = json.loads(Path(rows).read_text())
    builder = SparkSession.builder.master("local[1]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    frame = session.createDataFrame([tuple(row) for row in table], types)
    frame.withColumn("day", frame["day"].cast("date")).createOrReplaceTempView("answers")
    made = compiled(discover(Path(root)), Memo(), jobs=1)
    faults = [one.message for one in made.site.diagnostics if one.rule.startswith("data/")]
    found_here = {**made.catalog.table("series"), "the log": made.catalog.table("flows")["buy"]}
    series = {name: plain(one) for name, one in found_here.items()}
    Path(found).write_text(json.dumps([faults, series]))


if __name__ == "__main__":
    main(*sys.argv[1:])
