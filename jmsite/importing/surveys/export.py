"""An export as it was read: columns with a cell per row, and why a row does not count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from jmsite.importing.draft import NoJourneyError, Remark, ScaleEnds
from jmsite.model.value import Value

ColumnUse = Literal["", "answer", "day", "tool", "personal", "counted"]
"""The use of a column as far as the reader of a family knows it: "" is for what its cells have to tell, "counted" for
what makes up another one.
"""
DayOrder = Literal["dmy", "mdy"]


class SurveyWish(Value):
    """Choices made beforehand: the columns to take, the order or the day of dates, the stages of the site.

    ``stages`` are ids as ``journey/stage``.
    """

    columns: tuple[str, ...] = ()
    order: DayOrder | None = None
    day: str = ""
    stages: tuple[str, ...] = ()


class QuestionError(NoJourneyError):
    """Something that the file does not tell: ``question`` says what, ``choices`` are the answers there are."""

    def __init__(self, question: str, choices: Sequence[str] = ()) -> None:
        super().__init__(question, sure=True)
        self.question, self.choices = question, tuple(choices)


class Measure(Value):
    """Answers as numbers, one per row of the export, None where there is none.

    ``rank`` 1 is what people were asked about how it was, 2 times and answers of yes and no, 3 any other number, 4 one
    option of several. ``odd`` are the
    cells that are no answer, with their rows.
    """

    kind: str
    numbers: tuple[float | None, ...]
    scale: ScaleEnds | None = None
    unit: str = ""
    direction: Literal["higher", "lower"] = "higher"
    rank: int = 2
    odd: tuple[tuple[int, str], ...] = ()
    off_scale: tuple[int, ...] = ()
    labels: Mapping[str, float] = {}
    sizes: tuple[float | None, ...] = ()
    """The number of cases behind each number, where the numbers are worked out already."""


class SurveyColumn(Value):
    """A column: its name as ``--column`` takes it, other names of it, and a cell per row."""

    name: str
    cells: tuple[str, ...]
    part: str = ""
    key: str = ""
    use: ColumnUse = ""
    measure: Measure | None = None


class Export(Value):
    """The table of a survey tool, as the reader of its family understood it.

    ``lines`` are the rows' lines in the file; ``reasons`` say why a row does not count, "" where it does. ``beside``
    are the reasons of rows with real answers, whose figure is told beside the other. ``days`` are names of columns
    with the day of an answer, the best first.
    """

    format: str
    columns: tuple[SurveyColumn, ...]
    lines: tuple[int, ...]
    reasons: tuple[str, ...]
    beside: frozenset[str] = frozenset()
    days: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    blank_counts: bool = True
    """True where a row counts in which nothing was answered: a record does, a row below a table of scores does not."""

    @property
    def counting(self) -> tuple[int, ...]:
        """Return the numbers of the rows that count."""
        return tuple(at for at, reason in enumerate(self.reasons) if not reason)

    def column(self, name: str) -> SurveyColumn | None:
        """Return the first column of a name or key; None where there is none."""
        wanted = same(name)
        return next((one for one in self.columns if wanted in (same(one.name), same(one.key))), None)


class RawTable(Value):
    """Rows of cells with the lines they begin on, blank rows as well; ``spot`` is the sheet they are on."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    spot: str = ""

    def row(self, at: int) -> tuple[str, ...]:
        """Return a row; an empty one where there is none."""
        return self.rows[at] if at < len(self.rows) else ()

    def below(self, at: int) -> RawTable:
        """Return the rows from one on."""
        return RawTable(rows=self.rows[at:], lines=self.lines[at:], spot=self.spot)


class Family(Value):
    """The exports of a tool: a name, whether a table is one of them, and its reader."""

    name: str
    matches: Callable[[RawTable], bool]
    read: Callable[[RawTable], Export]


def same(name: str) -> str:
    """Return a name as it is compared: without regard to case, blanks and line breaks."""
    return " ".join(name.split()).casefold()


def cell(row: Sequence[str], at: int) -> str:
    """Return a cell without blanks around it; "" where the row ends before."""
    return row[at].strip() if 0 <= at < len(row) else ""


def plain_columns(
    header: Sequence[str], body: RawTable, uses: Mapping[str, ColumnUse] | None = None
) -> list[SurveyColumn]:
    """Return the columns below one header row; a name that comes again gets a number, what has no name is left out.

    ``uses`` are what is known of columns, by their names as ``same`` gives them.
    """
    taken: dict[str, int] = {}
    found = []
    for at, raw in enumerate(header):
        name = " ".join(raw.split())
        cells = tuple(cell(row, at) for row in body.rows)
        if not name:
            continue
        taken[same(name)] = count = taken.get(same(name), 0) + 1
        use = (uses or {}).get(same(name), "")
        found.append(SurveyColumn(name=name if count == 1 else f"{name} ({count})", cells=cells, use=use))
    return found


def repeated(keys: Sequence[object]) -> list[bool]:
    """Return for each key whether an equal one stands before it; None never repeats."""
    seen: set[object] = set()
    found = []
    for key in keys:
        found.append(key is not None and key in seen)
        seen.add(key)
    return found
