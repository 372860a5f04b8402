"""The rows of a table while they are prepared: each step makes a table of the one before."""

from __future__ import annotations

from dataclasses import dataclass, field

from jmsite.data.missing_column import column_of
from jmsite.data.question import Question
from jmsite.data.reading_findings import finding_at_word
from jmsite.data.table import Column, Table
from jmsite.data.temporary_tables import temporary_table
from jmsite.model.entities.readings import Readings
from jmsite.model.findings import Finding
from jmsite.model.sources import Loc
from jmsite.model.suggestions import ProbablyMeant


@dataclass(slots=True)
class WorkingRows:
    """Rows of a table that are prepared for a question, and what was found on the way."""

    table: Table
    question: Question
    readings: Readings
    findings: list[Finding] = field(default_factory=list)
    name: str = ""
    """The name of the table with the rows that are found, "" for all as they were read."""

    def next(self, query: str) -> None:
        """Make the rows of a query those that are found."""
        self.name = temporary_table(self.table, "rows", query, of=self.name)
        self.table.find(self.name)

    def count(self, condition: str = "true") -> int:
        """Return how many rows fulfil a condition."""
        ((count,),) = self.table.asked(f"SELECT count(*) FROM found WHERE {condition}")  # noqa: S608
        return int(count)

    def distinct(self, words: str) -> list[str]:
        """Return the different words that SQL gives, in order."""
        query = f"SELECT DISTINCT {words} FROM found WHERE {words} IS NOT NULL ORDER BY 1"  # noqa: S608
        return [row[0] for row in self.table.asked(query)]

    def column(self, field: Loc, name: str) -> Column | None:
        """Return the column that a field names; None and a finding where there is none, or several."""
        found = column_of(self.table, self.question, field, name)
        if isinstance(found, Column):
            return found
        self.findings.append(found)
        return None

    def tell(
        self,
        rule: str,
        field: Loc,
        message: str,
        near: ProbablyMeant = ProbablyMeant(),  # noqa: B008 - a value
        hint: str = "",
        named: bool = False,
    ) -> None:
        """Add a finding about a field of the readings, or about its name."""
        hint = hint or near.hint
        self.findings.append(finding_at_word(self.question.metric, rule, field, message, hint, near, named))
