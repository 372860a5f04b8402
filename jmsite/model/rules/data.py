"""Rules about readings and where they come from."""

from __future__ import annotations

from jmsite.model.diagnostics import Severity
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
    error(
        "data/column-twice",
        "Two columns of a file have the same name.",
        "Either could be meant, and the readings of one of them would be lost.",
        "Keep one of the columns, or give the other another name in the first row of the file.",
    ),
    warning(
        "data/not-a-number",
        "Values of a reading are not numbers.",
        "Their rows are left out, so the result rests on fewer cases than the file has.",
        "Correct the values, or leave them empty where there is none.",
    ),
    warning(
        "data/not-a-day",
        "Values of the column with the day are not days.",
        "Their rows belong to no period and are left out.",
        "Write days as `2026-05-31`; months, quarters and weeks as `2026-05`, `2026-Q2`, `2026-W22`.",
    ),
    error(
        "data/ambiguous-days",
        "Days can be read in two ways.",
        "`03/04/2026` is in March to some and in April to others, and nothing in the column decides it.",
        "Write the days of the file with the year first: `2026-04-03`.",
    ),
    warning(
        "data/out-of-scale",
        "Answers are outside the scale.",
        "They cannot be answers to the question, so their rows are left out.",
        "Correct them or the metric's `scale:`; name the column `n:` when the values are worked out already.",
    ),
    Rule(
        "data/unknown-id",
        Severity.INFO,
        "Readings are of something that is not in the content.",
        "They count in the total, but no page shows them by themselves.",
        "Use the ids of the content in the file, or write what they name.",
    ),
    error(
        "data/source-not-available",
        "A kind of data source is not available in this version.",
        "The metric would be shown without readings.",
        "Export the readings to a file under `data/` and name it with `file:`.",
    ),
    error(
        "data/unknown-source",
        "A metric names a source that is not there.",
        "The metric would be shown without readings.",
        "Correct the name, or add the source under `sources:` in site.yaml.",
    ),
    error(
        "data/no-file",
        "Readings do not say which file they are in.",
        "Columns alone do not lead to any values.",
        "Name the file with `file:`, or a source of site.yaml with `source:`.",
    ),
    error(
        "metric/no-scale",
        "A step's emotion is taken from a metric without a scale.",
        "A number without a range cannot be placed between bad and good.",
        "Give the metric a `scale:`, or write a score for the step.",
    ),
    warning(
        "metric/no-reading",
        "A step's emotion is taken from a metric that has no reading.",
        "The step is left out of the curve.",
        "Add a reading, or write a `score:` beside the metric until there is one.",
    ),
)
