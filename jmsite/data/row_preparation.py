"""Prepare the rows of a table as its readings declare: what is missing, which rows count and how often.

The rows that count become ``found``, with the value in a column of its own where it is made of others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jmsite.data import columns as read
from jmsite.data.computed_values import compute_value
from jmsite.data.conditions import compared, folded, holds, literal
from jmsite.data.missing_column import on_one_line
from jmsite.data.question import Question
from jmsite.data.table import Column, Table
from jmsite.data.working_rows import WorkingRows
from jmsite.formats.days import AmbiguousDaysError
from jmsite.model.entities.layout import Condition
from jmsite.model.entities.readings import Readings
from jmsite.model.findings import Finding
from jmsite.model.readings import LeftOut
from jmsite.model.value import Value


class PreparedRows(Value):
    """The rows of a file as prepared: how many there are, why some do not count, and columns made of others."""

    rows: int
    left_out: tuple[LeftOut, ...] = ()
    value: Column | None = None
    dimension: str = ""
    """The dimension that the names of columns tell, which the column ``ASKED`` holds; "" for none."""
    findings: tuple[Finding, ...] = ()


def needs_preparation(readings: Readings) -> bool:
    """Return whether readings say more of the rows of their file than which columns hold what."""
    told = (readings.missing, readings.where, readings.columns, readings.choice, readings.labels)
    return any(told) or readings.once is not None


def columns_beside(readings: Readings) -> tuple[str, ...]:
    """Return the columns that are read besides those with date, value and places."""
    once = (*readings.once.by, *readings.once.filled) if readings.once else ()
    return (*readings.where, *once, *readings.columns)


def prepare_rows(
    table: Table, question: Question, readings: Readings, read_for: Iterable[str]
) -> PreparedRows:
    """Arrange the rows of a table; ``read_for`` are the columns that the question needs."""
    table.find()
    ((rows,),) = table.asked("SELECT count(*) FROM found WHERE true")
    left_out = []
    skipped = table.layout.ragged.skipped
    if skipped:
        left_out.append(LeftOut(reason="skipped", count=skipped))
    if not needs_preparation(readings):
        return PreparedRows(rows=rows + skipped, left_out=tuple(left_out))
    kept = _Preparation(WorkingRows(table, question, readings))
    kept.prepare([*read_for, *columns_beside(readings)])
    made = compute_value(kept.rows)
    counted = kept.rows.count()
    return PreparedRows(
        rows=counted + skipped + sum(one.count for one in kept.left_out),
        left_out=(*left_out, *kept.left_out),
        value=made.value,
        dimension=made.dimension,
        findings=tuple(kept.rows.findings),
    )


@dataclass(slots=True)
class _Preparation:
    """Rows that are left out one after the other for a reason, and how many for each."""

    rows: WorkingRows
    left_out: list[LeftOut] = field(default_factory=list)

    def prepare(self, names: Sequence[str]) -> None:
        table, readings = self.rows.table, self.rows.readings
        known = list(dict.fromkeys(found[0] for name in names if len(found := table.named(name)) == 1))
        # without columns that tell, rows are the same where all of their cells are: then all are read
        whole = readings.once is not None and not readings.once.by
        # a name of ours where no column is there: SQL needs one, and the rows are counted all the same
        wanted = ", ".join(one.sql for one in (table.columns if whole else known)) or "NULL AS jmsite_none"
        # rows of a file that is read by lines come with theirs; of others there is only their order
        row = "jmsite_row" if table.layout.heading else "row_number() OVER () - 1 AS jmsite_row"
        self.rows.next(f"SELECT {wanted}, {row} FROM found")  # noqa: S608 - names are ours or quoted
        # in this order: a word for nothing may make a row blank, and of rows that are the same one that counts stays
        self._blank_missing(known)
        self._leave_out_blank(known)
        for name, condition in readings.where.items():
            self._keep(name, condition)
        if readings.once is not None:
            self._keep_once()

    def _blank_missing(self, known: Sequence[Column]) -> None:
        """Take words for nothing that somebody calls missing."""
        words = ", ".join(literal(folded(one)) for one in self.rows.readings.missing)
        if words and known:
            blank = (
                f"CASE WHEN {compared(read.text(one))} NOT IN ({words}) THEN {one.sql} END AS {one.sql}"
                for one in known
            )
            self.rows.next(f"SELECT * REPLACE ({', '.join(blank)}) FROM found")  # noqa: S608

    def _leave_out_blank(self, known: Sequence[Column]) -> None:
        """Leave out rows in which nothing stands that anybody asks for."""
        filled = " OR ".join(f"{read.text(one)} IS NOT NULL" for one in known)
        if filled:
            self._filter(f"({filled})", lambda count: [LeftOut(reason="blank", count=count)])

    def _filter(self, condition: str, told: Callable[[int], Iterable[LeftOut]]) -> None:
        """Keep the rows that fulfil a condition, which is never NULL; ``told`` says of a number why they do not."""
        count = self.rows.count(f"NOT {condition}")
        if count:
            self.left_out += told(count)
            self.rows.next(f"SELECT * FROM found WHERE {condition}")  # noqa: S608

    def _keep(self, name: str, condition: Condition) -> None:
        column = self.rows.column(("where", name), name)
        if column is None:
            return
        try:
            sql = holds(self.rows.table, column, condition, self.rows.readings)
        except AmbiguousDaysError as error:
            message = f"the dates in column '{name}' could be day/month or month/day"
            hint = f"add 'dates: dmy' or 'dates: mdy' under 'readings'; the file has '{error.example}'"
            self.rows.tell("data/ambiguous-days", ("where", name), message, hint=hint)
            return
        before = self.rows.count()
        self._filter(sql, lambda count: self._by_word(column, condition, sql, count))
        # of a file without rows something else is told
        if before and not self.rows.count():
            self._nothing_left(name)

    def _by_word(self, column: Column, condition: Condition, sql: str, count: int) -> Iterator[LeftOut]:
        """Yield how many rows a condition leaves out, by the words that its author wrote where they are what is not.

        Other words of the file may be about people, and are not told.
        """
        name = on_one_line(column.name)
        for word in condition.not_:
            same = f"{compared(read.text(column))} = {literal(folded(word))}"
            some = self.rows.count(f"NOT {sql} AND {same}")
            if some:
                count -= some
                yield LeftOut(reason="where", count=some, column=name, words=word)
        if count:
            yield LeftOut(reason="where", count=count, column=name)

    def _nothing_left(self, name: str) -> None:
        message = f"no row of '{self.rows.question.path}' is what 'where' asks of column '{name}'"
        hint = "correct the condition, or remove it"
        self.rows.tell("data/no-rows-left", ("where", name), message, hint=hint)

    def _keep_once(self) -> None:
        """Keep one of the rows that are the same; where nothing stands in the columns that tell, none is the same."""
        once = self.rows.readings.once
        assert once is not None  # noqa: S101 - only then is it asked
        by = [self.rows.column(("once",), name) for name in once.by]
        filled = [self.rows.column(("once", "filled"), name) for name in once.filled]
        if None in by or None in filled:
            return
        alike = [one for one in by if one] or list(self.rows.table.columns)
        told = " OR ".join(f"{read.text(one)} IS NOT NULL" for one in (filled or alike) if one)
        order = "jmsite_row" + (" DESC" if once.keep == "last" else "")
        same = ", ".join(read.text(one) for one in alike)
        self.rows.next(
            f"SELECT *, (row_number() OVER (PARTITION BY {same} ORDER BY {order}) = 1"  # noqa: S608
            f" OR NOT ({told})) AS jmsite_first FROM found"
        )
        self._filter("jmsite_first", lambda count: [LeftOut(reason="again", count=count)])
        self.rows.next("SELECT * EXCLUDE (jmsite_first) FROM found")
