"""A file is opened once, whatever is asked of it, and answers what it would answer to each question alone."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from asking import blob
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.cached import answers_of
from jmsite.data import Question, answer, answer_all, computed_columns, tables_kept_open
from jmsite.data import table as tables
from jmsite.data.row_shape import RowShape
from jmsite.data.tables_kept_open import OpenTables
from jmsite.engine.memo import Memo
from jmsite.model.entities.readings import Readings
from jmsite.model.sources import Blob

PLAIN = "day,score,stage,chat\n2026-01-05,9,need,4\n2026-01-06,3,pay,5\n2026-02-07,10,need,x\n"
RAGGED = "day,score,stage,chat\n2026-01-05,9,need,4\n2026-01-06,3\n2026-02-07,10,need,1,2,3\n"
TWO_HEADERS = "survey,2026,,\nday,score,stage,chat\n2026-01-05,9,need,4\n2026-01-06,3,pay,5\n"
DOUBTFUL = "day,score,stage,chat\n01/02/2026,1.234,need,4\n03/04/2026,2.345,pay,5\n"
KINDS = ("nps", "mean", "csat", "value", "share")


def asked(file: Path, name: str, kind: Any, **columns: Any) -> Question:
    return Question(
        metric=name,
        kind=kind,
        readings=Readings(file=f"data/{file.name}", date="day", **columns),
        blob=blob(file),
    )


@pytest.fixture
def openings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were opened since, each as often as it was."""
    found: list[str] = []
    opened = tables.opened

    def noted(
        one: Blob, wanted: Iterable[str], shape: RowShape, held: bool = False
    ) -> AbstractContextManager[tables.Table]:
        found.append(Path(one.path).name)
        return opened(one, wanted, shape, held)

    for module in ("jmsite.data.answer", "jmsite.data.tables_kept_open"):
        monkeypatch.setattr(sys.modules[module], "opened", noted)
    return found


def test_many_metrics_of_few_files_open_each_of_them_once(tmp_path: Path, openings: list[str]):
    files = [tmp_path / f"{name}.csv" for name in ("a", "b", "c")]
    for file in files:
        file.write_text(PLAIN)
    questions = [
        asked(file, f"{file.stem}-{kind}-{column}", kind, value=column)
        for kind in KINDS
        for file in files
        for column in ("score", "chat")
    ]
    found = answers_of(questions, Memo())
    assert sorted(openings) == ["a.csv", "b.csv", "c.csv"]
    openings.clear()
    assert found == {question: answer(question) for question in questions}
    assert len(openings) == len(questions)


@given(
    st.sampled_from([PLAIN, RAGGED, TWO_HEADERS, DOUBTFUL, "", "a;b\n1;2\n"]),
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.sampled_from(["score", "chat", "scor", "day", "2026"]),
            st.sampled_from([None, "stage"]),
        ),
        min_size=1,
        max_size=5,
    ),
)
@settings(deadline=None, max_examples=60)
def test_together_they_are_answered_as_each_alone(text: str, wanted: list[tuple[str, str, str | None]]):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_text(text)
        questions = [
            asked(file, str(at), kind, value=value, stage=stage)
            for at, (kind, value, stage) in enumerate(wanted)
        ]
        assert answer_all(questions) == [answer(question) for question in questions]


WHERE = [{}, {"stage": {"not": ["need"]}}, {"day": {"min": "2026-01-06"}}, {"chat": "4"}, {"stage": "nobody"}]


@given(
    st.sampled_from([PLAIN, RAGGED, TWO_HEADERS, DOUBTFUL, "", "a;b\n1;2\n"]),
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            st.sampled_from(["score", "chat", "scor"]),
            st.sampled_from(WHERE),
            st.sampled_from(["month", "year"]),
        ),
        min_size=1,
        max_size=6,
    ),
)
@settings(deadline=None, max_examples=60)
def test_a_table_that_stays_open_answers_as_one_that_is_opened(text: str, wanted: list[tuple[Any, ...]]):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        file.write_text(text)
        stay = OpenTables()
        for at, (kind, value, where, every) in enumerate(wanted):
            question = asked(file, str(at), kind, value=value, where=where, every=every)
            assert answer(question, stay) == answer(question)


def filtered(file: Path, day: int) -> Question:
    return asked(file, "score", "nps", value="score", where={"day": {"min": f"2026-01-{day:02}"}})


def test_the_readings_of_a_metric_are_edited_without_its_file_being_opened_again(
    tmp_path: Path, openings: list[str]
):
    file, memo = tmp_path / "a.csv", Memo()
    file.write_text(PLAIN)
    for day in range(1, 6):
        answers_of([filtered(file, day)], memo)
    assert openings == ["a.csv"]
    answers_of([asked(file, "score", "nps", value="chat")], memo)
    assert openings == ["a.csv"] * 2  # another column of it


def test_a_process_that_builds_once_leaves_no_table_open(tmp_path: Path, openings: list[str]):
    file, memo = tmp_path / "a.csv", Memo(one_shot=True)
    file.write_text(PLAIN)
    for day in range(1, 3):
        answers_of([filtered(file, day)], memo)
    assert openings == ["a.csv"] * 2


def test_few_tables_stay_open_and_none_for_ever(tmp_path: Path, openings: list[str]):
    files, memo = [tmp_path / f"{at}.csv" for at in range(tables_kept_open.MOST + 1)], Memo()
    for file in files:
        file.write_text(PLAIN)
        answers_of([filtered(file, 1)], memo)
    openings.clear()
    for file in (files[-1], files[1], files[0], files[2]):
        answers_of([filtered(file, 2)], memo)
    assert openings == ["0.csv", "2.csv"]  # the one that was asked longest ago has made room each time
    openings.clear()
    for _ in range(tables_kept_open.TIMES):
        answer(filtered(files[2], 3), OpenTables())
    assert len(openings) == tables_kept_open.TIMES
    openings.clear()
    stay = OpenTables()
    for _ in range(2 * tables_kept_open.TIMES):
        answer(filtered(files[2], 3), stay)
    assert len(openings) == 2


def test_large_tables_and_those_that_cannot_be_read_are_opened_each_time(
    tmp_path: Path, openings: list[str], monkeypatch: pytest.MonkeyPatch
):
    file, empty, stay = tmp_path / "a.csv", tmp_path / "b.csv", OpenTables()
    file.write_text(PLAIN)
    empty.write_text("")
    monkeypatch.setattr(tables_kept_open, "LARGEST", file.stat().st_size - 1)
    for _ in range(2):
        assert answer(filtered(file, 1), stay).value.total
        assert [one.rule for one in answer(filtered(empty, 1), stay).findings] == ["data/unreadable"]
    assert openings == ["a.csv", "b.csv"] * 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", [PLAIN, RAGGED, DOUBTFUL])
def test_many_rows_are_answered_as_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, kind: str):
    file = tmp_path / "a.csv"
    file.write_text(text)
    question = asked(file, "score", kind, value="score", stage="stage", where={"chat": {"min": 4}})
    few = answer(question)
    monkeypatch.setattr(computed_columns, "MOST", 0)
    assert answer(question) == few


def test_metrics_of_one_file_ask_for_its_words_and_days_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file, asked_of = tmp_path / "a.csv", list[str]()
    file.write_text(PLAIN)
    rows = tables.Table.rows

    def noted(table: tables.Table, sql: str) -> list[tuple[Any, ...]]:
        asked_of.append(sql)
        return rows(table, sql)

    monkeypatch.setattr(tables.Table, "rows", noted)
    answer_all([asked(file, one, "mean", value=one, stage="stage") for one in ("score", "chat")])
    # the words of the third column, and whether all days have one form; queries that follow need no form any more
    assert sum("SELECT DISTINCT c2 " in sql for sql in asked_of) == 1
    assert sum("TRY_CAST" in sql for sql in asked_of) == 1
