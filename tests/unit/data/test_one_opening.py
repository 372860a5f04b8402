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
from jmsite.data import Question, answer, answer_all
from jmsite.data import table as tables
from jmsite.data.shape import RowShape
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

    monkeypatch.setattr(sys.modules["jmsite.data.answer"], "opened", noted)
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
