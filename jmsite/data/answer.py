"""Answer questions: from metrics and their tables to series, with everything found on the way.

A question asks one table, or several that are pooled. Tables are asked first, each once whatever is asked of it, and
questions are put together of what they answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress

from jmsite.data.grouping import Tally
from jmsite.data.plausibility import implausible_figures, perhaps_shares, without_cases
from jmsite.data.pooling import SurveyAnswer, is_poolable, pool_surveys
from jmsite.data.precomputed import series_by_hand
from jmsite.data.question import Question, by_table
from jmsite.data.row_shape import RowShape, shape_of
from jmsite.data.small_groups import protect_small_groups
from jmsite.data.table import Table, is_read_alike, opened
from jmsite.data.table_query import TableQuery
from jmsite.data.tables_kept_open import OpenTables
from jmsite.data.unreadable import UnreadableError
from jmsite.model.entities.readings import Pool, Readings
from jmsite.model.findings import Examined
from jmsite.model.readings import Series
from jmsite.model.sources import Blob, Loc
from jmsite.model.value import Value, field

Opening = Callable[[Blob, Sequence[str], RowShape], AbstractContextManager[Table]]


class TableAnswer(Value):
    """The answer of one table: the series of it alone, and of a survey what is added up for the pool."""

    found: Examined[Series]
    tally: Tally = field(default_factory=dict)


def answer(question: Question, tables: OpenTables | None = None) -> Examined[Series]:
    """Return the series of a metric. Reads the question's files, and no others; what cannot be read is a fault.

    Of ``tables`` are taken those that are open, and there stay those that are opened.
    """
    return answer_all([question], tables)[0]


def answer_all(questions: Sequence[Question], tables: OpenTables | None = None) -> list[Examined[Series]]:
    """Return the series of metrics, in order, as ``answer`` does for each; a table is opened once for all."""
    groups = by_table(questions)
    answers = {
        part: one for some in groups for part, one in zip(some, answer_table(some, tables), strict=True)
    }
    return [combine_answers(one, answers) for one in questions]


def answer_table(questions: Sequence[Question], tables: OpenTables | None = None) -> list[TableAnswer]:
    """Return what one table answers to the questions that are asked of it, in order; it is opened once for all.

    Where it cannot be read for all of them as each would read it alone, each reads it alone.
    """
    together = _together(questions) if len(questions) > 1 else None
    return together or [_read(one, tables.opened if tables else opened) for one in questions]


def combine_answers(question: Question, answers: Mapping[Question, TableAnswer]) -> Examined[Series]:
    """Return the series of a metric, of what its tables answered: without small groups, and with what is doubtful."""
    found = _whole(question, answers)
    series = protect_small_groups(found.value, question.min_n, question.small_groups)
    doubts = (
        *without_cases(question, found.value),
        *implausible_figures(question, series),
        *perhaps_shares(question, series),
    )
    return Examined(value=series, findings=(*found.findings, *doubts))


def _whole(question: Question, answers: Mapping[Question, TableAnswer]) -> Examined[Series]:
    if isinstance(question.readings, tuple):
        return Examined(value=series_by_hand(question, question.readings))
    if isinstance(question.readings, Pool):
        each = zip(question.pool, question.ways, strict=True)
        surveys = [(one, way, answers[one]) for one, way in each if is_poolable(one)]
        return pool_surveys(question, [_survey(*one) for one in surveys])
    return answers[question].found


def _survey(question: Question, way: Loc, answer: TableAnswer) -> SurveyAnswer:
    return SurveyAnswer(question=question, way=way, tally=answer.tally, found=answer.found)


def _together(questions: Sequence[Question]) -> list[TableAnswer] | None:
    """Return the answers from one opening of the table that all are asked of; None where each must open it."""
    inquiries = [TableQuery(one, one.readings) for one in questions if isinstance(one.readings, Readings)]
    blob = questions[0].blob
    wanted = tuple(dict.fromkeys(column for one in inquiries for column in one.wanted))
    if blob is None or len(inquiries) < len(questions) or any(one.blob != blob for one in questions):
        return None
    shape = shape_of(inquiries[0].columns)
    # each tells so when it asks alone
    with suppress(UnreadableError), opened(blob, wanted, shape, held=True) as table:
        if is_read_alike(table, blob, [one.wanted for one in inquiries], shape):
            return [_told(one, one.answer(table)) for one in inquiries]
    return None


def _read(question: Question, opened: Opening) -> TableAnswer:
    """Return what a table answers to one question. What is wrong with it is told, and others are read."""
    nothing = Series(metric=question.metric)
    if question.blob is None or not isinstance(question.readings, Readings):
        return TableAnswer(found=Examined(value=nothing))
    query = TableQuery(question, question.readings)
    try:
        with opened(question.blob, query.wanted, shape_of(query.columns)) as table:
            return _told(query, query.answer(table))
    except UnreadableError as error:
        query.refuse(error)
        return TableAnswer(found=Examined(value=nothing, findings=tuple(query.faults)))


def _told(query: TableQuery, found: Examined[Series]) -> TableAnswer:
    return TableAnswer(found=found, tally=query.tally)
