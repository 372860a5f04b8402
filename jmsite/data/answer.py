"""Answer a question: from a metric and its file to a series, with everything found on the way."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from jmsite.data.doubts import implausible, without_cases
from jmsite.data.inquiry import Inquiry
from jmsite.data.pooling import SurveyAnswer, is_poolable, pooled
from jmsite.data.precomputed import listed
from jmsite.data.question import Question
from jmsite.data.shape import shape_of
from jmsite.data.small_groups import protected
from jmsite.data.table import is_read_alike, opened
from jmsite.data.unreadable import UnreadableError
from jmsite.model.entities.readings import Pool, Readings
from jmsite.model.findings import Examined
from jmsite.model.readings import Series
from jmsite.model.sources import Loc


def answer(question: Question) -> Examined[Series]:
    """Return the series of a metric. Reads the question's file, and no other; what cannot be read is a fault."""
    return _doubted(question, _answer(question))


def answer_all(questions: Sequence[Question]) -> list[Examined[Series]]:
    """Return the series of metrics that are asked of one file, in order, as ``answer`` does for each.

    The file is opened once for all. Where it cannot be read for all of them as each would read it alone, each reads it
    alone.
    """
    together = _together(questions) if len(questions) > 1 else None
    return together or [answer(question) for question in questions]


def _together(questions: Sequence[Question]) -> list[Examined[Series]] | None:
    """Return the answers from one opening of the file that all are asked of; None where each must open it."""
    inquiries = [Inquiry(one, one.readings) for one in questions if isinstance(one.readings, Readings)]
    blob = questions[0].blob
    wanted = tuple(dict.fromkeys(column for one in inquiries for column in one.wanted))
    if blob is None or len(inquiries) < len(questions) or any(one.blob != blob for one in questions):
        return None
    shape = shape_of(inquiries[0].columns)
    # each tells so when it asks alone
    with suppress(UnreadableError), opened(blob, wanted, shape, held=True) as table:
        if is_read_alike(table, blob, [one.wanted for one in inquiries], shape):
            return [_doubted(one.question, one.answer(table)) for one in inquiries]
    return None


def _doubted(question: Question, found: Examined[Series]) -> Examined[Series]:
    """Return an answer without small groups, and with what is doubtful about its figures."""
    series = protected(found.value, question.min_n, question.small_groups)
    doubts = (*without_cases(question, found.value), *implausible(question, series))
    return Examined(value=series, findings=(*found.findings, *doubts))


def _answer(question: Question) -> Examined[Series]:
    if isinstance(question.readings, tuple):
        return Examined(value=listed(question, question.readings))
    if isinstance(question.readings, Pool):
        each = zip(question.pool, question.ways, strict=True)
        return pooled(question, [_survey(one, way) for one, way in each if is_poolable(one)])
    return _read(Inquiry(question, question.readings))


def _survey(question: Question, way: Loc) -> SurveyAnswer:
    """Return the answer of one of several surveys. What is wrong with it is told, and the others are read."""
    inquiry = Inquiry(question, question.readings)  # type: ignore[arg-type]
    found = _read(inquiry)
    return SurveyAnswer(question=question, way=way, tally=inquiry.tally, found=found)


def _read(inquiry: Inquiry) -> Examined[Series]:
    question = inquiry.question
    if question.blob is None:
        return Examined(value=Series(metric=question.metric))
    try:
        with opened(question.blob, inquiry.wanted, shape_of(inquiry.columns)) as table:
            return inquiry.answer(table)
    except UnreadableError as error:
        inquiry.refuse(error)
        return Examined(value=Series(metric=question.metric), findings=tuple(inquiry.faults))
