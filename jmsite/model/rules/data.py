"""Rules about readings and where they come from."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, warning

DATA: tuple[Rule, ...] = (
    error(
        "data/unreadable",
        "A file with readings cannot be read.",
        "The metric would have no values, and nobody would know why.",
        "Check that the file is what its ending says: CSV, Parquet, JSON.",
    ),
    error(
        "data/missing-column",
        "A column is not in the file.",
        "Readings are found by the names of their columns.",
        "Correct the name under `readings:`, or in the first row of the file.",
    ),
    warning(
        "data/not-a-number",
        "Values of a reading are not numbers.",
        "Their rows are left out, so the result rests on fewer cases than the file has.",
        "Correct the values, or leave them empty where there is none.",
    ),
    warning(
        "data/source-not-available",
        "A kind of data source is not available in this version.",
        "The metric is shown without readings.",
        "Export the readings to a file under `data/` and name it with `file:`.",
    ),
)
