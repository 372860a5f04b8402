"""Rules about readings and where they come from."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

DATA: tuple[Rule, ...] = (
    error(
        "data/unreadable",
        "A data file cannot be read.",
        "The metric would have no values.",
        "Check that the file really is what its extension says: CSV, Parquet, JSON, a workbook or SPSS.",
    ),
    error(
        "data/missing-column",
        "The data file has no such column.",
        "Readings are found by column name.",
        "Correct the name under `readings:`, or in the first row of the file.",
    ),
    error(
        "data/column-twice",
        "Two columns of a data file have the same name.",
        "Either could be meant.",
        "Write `Name (1)` or `Name (2)` for the first or second of them, or rename one in the file.",
    ),
    warning(
        "data/not-a-number",
        "A column contains values that are not numbers.",
        "Those rows are left out, so the result rests on fewer responses than the file contains.",
        "Give answers in words their numbers under `labels:`; correct other values, or leave the cells empty.",
    ),
    warning(
        "data/not-a-day",
        "The date column contains values that are not dates.",
        "Those rows belong to no period, so they are left out.",
        "Write dates as `2026-05-31`; months, quarters and weeks as `2026-05`, `2026-Q2`, `2026-W22`.",
    ),
    error(
        "data/ambiguous-days",
        "Dates could be read in two ways.",
        "`03/04/2026` can be 3 April or 4 March, and nothing in the column settles which.",
        "Add `dates: dmy` or `dates: mdy` under `readings:`, or write dates with the year first: `2026-04-03`.",
    ),
    error(
        "data/ambiguous-numbers",
        "Numbers could be read in two ways.",
        "`1.204` can be just over one or just over a thousand, and nothing in the file settles which.",
        'Add the decimal separator, `decimal: ","` or `decimal: "."`, under `readings:` or in the chart block.',
    ),
    warning(
        "data/two-currencies",
        "A column contains amounts in more than one currency.",
        "They are added up as if they were one currency, so the result is meaningless.",
        "Keep one currency in the column, or convert the others before you export the file.",
    ),
    warning(
        "data/some-percent",
        "Some numbers of a column have a percent sign, and others do not.",
        "`30%` and `0.3` may be the same number; read as 30 and 0.3, they make a wrong mean.",
        "Write all of them the same way, or say what a percent sign comes to with `percent:` under `readings:`.",
    ),
    info(
        "data/perhaps-shares",
        "All values of a workbook are very small percentages.",
        "A cell that shows 30 % holds 0.3, which would be read as 0.3 %.",
        "Multiply the numbers by 100 in the file. If they are right, you need not do anything.",
    ),
    warning(
        "data/fiscal-period",
        "A year or quarter in a data file may be one of the calendar or of the fiscal year.",
        "It is read as one of the calendar, so it may count for the wrong fiscal year.",
        "Write the first day of each period, `2026-04-01`, or remove `fiscal_year:` from site.yaml.",
    ),
    warning(
        "data/implausible",
        "A value lies outside its possible range.",
        "A rate below 0 or above 100 % usually means that two columns are swapped, or that numbers were misread.",
        "Check the readings of that date. If the value is right, make the metric a `value` instead of a rate.",
    ),
    info(
        "data/header-rows",
        "A data file has more than one header row.",
        "The names in these rows were combined, and none of the rows counts as a reading.",
        "You need not do anything. A column can be referred to by its name in any of these rows.",
    ),
    info(
        "data/odd-rows",
        "Some rows are not readings, or have fewer cells than the header.",
        "Totals and notes are left out; missing cells count as empty.",
        "If the rows are what the message says, you need not do anything.",
    ),
    warning(
        "data/long-rows",
        "Some rows have more cells than the header.",
        "It is unclear which cell belongs to which column, so these rows are left out.",
        "Put quotation marks around cells that contain the separator, such as a decimal comma.",
    ),
    info(
        "data/left-out",
        "Some rows of a data file do not count.",
        "A result can only be judged by those who know how many answers it leaves out, and why.",
        "If the numbers are what you expect, you need not do anything. The page of the metric shows them, too.",
    ),
    warning(
        "data/no-rows",
        "A data file, or the answer to a query, has no rows.",
        "The metric has no readings: what was exported may have been filtered, or nobody has answered yet.",
        "Export the file again, or correct the query. If there are no answers yet, you need not do anything.",
    ),
    info(
        "data/no-cases",
        "A value rests on no cases: the number of cases or the denominator is 0.",
        "Programs write 0 where nobody was asked. Such a value is not shown, nor averaged with others.",
        "If there were no cases, you need not do anything. If there were, correct the number of them.",
    ),
    info(
        "data/rounded",
        "A number of cases is not a whole number.",
        "Numbers of weighted answers are not whole. Results are worked out with them; pages show them rounded.",
        "If the numbers are weighted, you need not do anything; if not, name the column with the number of cases.",
    ),
    warning(
        "data/no-rows-left",
        "No row of a data file fulfils a condition.",
        "The metric would have no readings.",
        "Correct the words under `where:`; they are compared with whole cells, whatever their case.",
    ),
    warning(
        "data/no-such-answer",
        "Nobody gave the answer that is counted.",
        "The result is zero, which may only be a question of spelling.",
        "Write the words after `choice:` as they stand in the file.",
    ),
    info(
        "data/unused-label",
        "A label under `labels:` is not among the answers.",
        "It has no effect, so an answer that is written differently may be missing from the result.",
        "Write the words as they stand in the file. If nobody has given that answer yet, you need not do anything.",
    ),
    error(
        "data/unknown-time-zone",
        "There is no such time zone.",
        "Without it, nobody can tell which day a time belongs to.",
        "Use a name of the time zone database, such as `Europe/Berlin`, or `UTC`.",
    ),
    warning(
        "data/idle-field",
        "A field under `readings:` has no effect.",
        "Readings may not be read as their author intended.",
        "Add the field that it belongs to, as the message says, or remove it.",
    ),
    warning(
        "data/repeated-rows",
        "Rows with the same value for the same day and the same group are in a file more than once.",
        "They are averaged, each as often as it is there, which is hardly meant.",
        "Remove the rows, or add `once: true` under `readings:`.",
    ),
    warning(
        "data/negative",
        "A number of cases, a denominator or a weight is below 0.",
        "Nothing can be counted less than no times, so those rows are left out.",
        "Correct the values, or name another column under `readings:`.",
    ),
    warning(
        "data/out-of-scale",
        "Some answers are outside the metric's scale.",
        "They cannot be answers to the question, so their rows are left out.",
        "Correct them, or the metric's `scale:`. If the values are already averages, name the column with"
        " the counts: `n:`.",
    ),
    error(
        "data/other-scale",
        "The answers of a survey are not on the scale of its metric.",
        "Pooled with the others they would count as better or worse than they were.",
        "Give the survey its own `scale:`, or say under `labels:` what each answer comes to.",
    ),
    error(
        "data/cannot-pool",
        "Surveys are to be pooled that cannot be.",
        "Only single answers can be counted together; of values that are worked out already nobody knows the answers.",
        "Name the columns with the answers, or make it a metric of its own.",
    ),
    warning(
        "data/unknown-id",
        "Readings refer to something that does not exist in the content.",
        "They count in the total, but no page shows them separately.",
        "Use ids or titles from the content in the file, or map the file's names under `readings:`: `map:"
        " {persona: {Segment A: anna}}`. A name with no id after it stands for nobody: `Other:`.",
    ),
    error(
        "data/source-not-available",
        "A data source does not say where its data are.",
        "The metric would have no readings.",
        "Give the source a `file:`, `files:` or `url:` in site.yaml.",
    ),
    error(
        "data/no-tables",
        "A data source names a folder or pattern without tables.",
        "The metric would have no readings.",
        "Correct `files:` of the source in site.yaml; the path is relative to `content/`.",
    ),
    error(
        "data/query-refused",
        "A query does more than read, or reads something other than the site's sources.",
        "Content may come from anyone; a query must not change data, load code or read other files.",
        "Write one `SELECT` that names sources of site.yaml as its tables.",
    ),
    error(
        "data/query-failed",
        "A query got no answer.",
        "The metric would have no readings.",
        "Correct the query as the message says; `jmsite query SOURCE SQL` shows its answer.",
    ),
    warning(
        "data/old-answer",
        "A data source did not answer, so its last answer is shown.",
        "Readers see numbers that may have changed since; the page says from which day they are.",
        "Check the connection, and run `jmsite data refresh` when it is back.",
    ),
    error(
        "data/unknown-source",
        "A metric names a data source that does not exist.",
        "The metric would have no readings.",
        "Correct the name, or add the source under `sources:` in site.yaml.",
    ),
    error(
        "data/no-file",
        "The readings name no data file.",
        "Column names alone are not enough to find the values.",
        "Name the file with `file:`, or a source in site.yaml with `source:`.",
    ),
    warning(
        "data/control-character",
        "The data of a chart contain control characters.",
        "Control characters usually come from a damaged export; they cannot be shown on a page.",
        "Remove them from the file. Until then each is shown as \ufffd.",
    ),
    error(
        "metric/no-scale",
        "A step takes its emotion from a metric that has no scale.",
        "Without a scale, nobody can tell how good or bad a value is.",
        "Give the metric a `scale:`, or write a score for the step.",
    ),
    warning(
        "metric/no-reading",
        "A step takes its emotion from a metric that has no readings.",
        "The step is left out of the emotion curve.",
        "Add readings, or add a `score:` to use until there are some.",
    ),
)
