"""Rules about readings and where they come from."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

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
        "Say `dates: dmy` or `dates: mdy` under `readings:`, or write the days with the year first: `2026-04-03`.",
    ),
    error(
        "data/ambiguous-numbers",
        "Numbers can be read in two ways.",
        "`1.204` is a little more than one to some and more than a thousand to others, and nothing in the file decides"
        " it.",
        'Say `decimal: ","` or `decimal: "."` under `readings:`, or in the chart block: what stands before fractions.',
    ),
    warning(
        "data/two-currencies",
        "Amounts of one column are in several currencies.",
        "They are counted together as if they were one, which no figure can mean.",
        "Keep one currency in the column, or convert the others before they are exported.",
    ),
    warning(
        "data/implausible",
        "A figure is outside what it can be.",
        "A share of more than 100 % or of less than 0 is mostly a slip: two columns changed for each other, or numbers"
        " that were read otherwise than they were meant.",
        "Look at the readings of that day. Where the figure is right, it is a `value` rather than a rate in percent.",
    ),
    info(
        "data/header-rows",
        "The header of a file has several rows.",
        "Their names were put together, and nothing in them counts as a reading.",
        "Nothing has to be done. A column can be called by its name in any of the rows.",
    ),
    info(
        "data/odd-rows",
        "Rows of a file are no readings, or are shorter than its header.",
        "Totals and remarks are left out; cells that a row does not have count as empty.",
        "Nothing has to be done if that is what these lines are.",
    ),
    warning(
        "data/long-rows",
        "Rows of a file have more cells than its header.",
        "Nobody can tell which cell belongs to which column, so the rows are left out.",
        "Put quotation marks around cells that hold what stands between columns, such as a decimal comma.",
    ),
    warning(
        "data/out-of-scale",
        "Answers are outside the scale.",
        "They cannot be answers to the question, so their rows are left out.",
        "Correct them or the metric's `scale:`; name the column `n:` when the values are worked out already.",
    ),
    warning(
        "data/unknown-id",
        "Readings are of something that is not in the content.",
        "They count in the total, but no page shows them by themselves.",
        "Use ids or titles of the content in the file, or say what they mean under `readings:`:"
        " `map: {persona: {Segment A: anna}}`. Nothing behind a name says that it is nobody.",
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
    warning(
        "data/control-character",
        "A table that a chart draws holds signs that no page can hold.",
        "Signs that steer a terminal or the direction of letters come from damaged exports; readers see nothing.",
        "Remove them from the file; until then each is shown as \ufffd.",
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
