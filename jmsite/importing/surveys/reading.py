"""Read a file as an export of a survey: the table in it, its family, and the metrics that it has."""

from __future__ import annotations

from jmsite.formats.workbook import is_workbook
from jmsite.importing.draft import DraftMap, NoJourneyError
from jmsite.importing.surveys.export import RawTable, SurveyWish
from jmsite.importing.surveys.families import FAMILIES, PLAIN, sure_family
from jmsite.importing.surveys.metric import metric_of
from jmsite.importing.surveys.raw import raw_of_text, raw_of_workbook
from jmsite.importing.surveys.scores import may_be_scores
from jmsite.model.value import replace

SOUGHT = "a column with dates, and one with scores, stars, times, yes and no, or words of a scale"


def likely_family(text: str) -> str:
    """Return the name of the tool that a CSV text is from; "" where no header tells."""
    try:
        family = sure_family(raw_of_text(text))
    except NoJourneyError:
        return ""
    return family.name if family else ""


def likely_family_of_workbook(content: bytes) -> str:
    """Return the name of the tool that a sheet of a workbook is from, as some save their exports; "" where none is."""
    try:
        tables, _ = raw_of_workbook(content)
    except NoJourneyError:
        return ""
    return next((family.name for one in tables if one.rows and (family := sure_family(one))), "")


def read_survey(name: str, content: bytes, text: str, asked: SurveyWish, stem: str) -> DraftMap:
    """Return the metrics in an export of a family. Raises ``QuestionError`` and ``NoJourneyError``."""
    family = FAMILIES[name]
    tables, remarks = raw_of_workbook(content) if is_workbook(content) else ([raw_of_text(text)], [])
    # who names a column says that the table has answers, whatever it looks like
    plain = family is PLAIN and bool(asked.columns)
    fitting = [one for one in tables if one.rows and (family.matches(one) or (plain and may_be_scores(one)))]
    if not fitting:
        reason = (
            "no column of scores stands beside one of dates"
            if family is PLAIN
            else f"no table is of the format '{name}'"
        )
        raise NoJourneyError(reason, SOUGHT)
    table = max(fitting, key=_size)
    found = metric_of(family.read(table), asked, stem)
    told = [replace(one, spot=one.spot or table.spot) for one in found.remarks]
    return replace(found, remarks=(*told, *remarks))


def _size(table: RawTable) -> int:
    return sum(bool(one) for row in table.rows for one in row)
