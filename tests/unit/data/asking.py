"""Ask a question of a small table that a test writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from jmsite.data import Question, answer
from jmsite.model.diagnostics import Checked, Place
from jmsite.model.entities.readings import Reading, Readings, Scale
from jmsite.model.findings import Examined
from jmsite.model.readings import Measured, Series
from jmsite.model.sources import Blob

PLACE = Place(path="content/metrics/m.yaml")


V = TypeVar("V")


def at_place(found: Examined[V]) -> Checked[V]:
    """What was found, as faults at the place that all of it is asked for at."""
    return Checked(value=found.value, diagnostics=tuple(one.at(PLACE) for one in found.findings))


def blob(file: Path) -> Blob:
    return Blob(path=f"content/data/{file.name}", digest="digest", size=file.stat().st_size, file=str(file))


def ask(
    file: Path,
    kind: Any,
    *,
    unit: str | None = None,
    scale: tuple[float, float] | None = None,
    quantile: float | None = None,
    top: int = 2,
    fiscal_year: int = 1,
    min_n: int = 0,
    **columns: Any,
) -> Checked[Series]:
    range_ = Scale(min=scale[0], max=scale[1]) if scale else None
    readings = Readings(file=f"data/{file.name}", **columns)
    question = Question(
        metric="m", kind=kind, readings=readings, blob=blob(file), unit=unit, scale=range_, quantile=quantile,
        top=top, fiscal_year=fiscal_year, min_n=min_n,
    )  # fmt: skip
    return at_place(answer(question))


def ask_text(
    folder: Path, text: str | bytes, kind: Any, *, name: str = "t.csv", **more: Any
) -> Checked[Series]:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return ask(file, kind, **more)


def by_hand(kind: Any, *readings: dict[str, Any], unit: str | None = None) -> Series:
    written = tuple(Reading(**reading) for reading in readings)
    return answer(Question(metric="m", kind=kind, readings=written, blob=None, unit=unit)).value


def only(series: Series) -> Measured:
    (one,) = series.total
    return one


def rules(checked: Checked[Series]) -> list[str]:
    return [fault.rule for fault in checked.diagnostics]
