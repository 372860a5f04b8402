"""The options of ``jmsite import`` as values; words that mean nothing are refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jmsite.cli.errors import misuse, refusing_disk_errors, unknown

if TYPE_CHECKING:
    from jmsite.importing.surveys.export import SurveyWish


def survey_wish(columns: list[str] | None, dates: str) -> SurveyWish:
    """Return what the options say of a survey. Raises ``RefusedError`` where the dates are none of their words."""
    from jmsite.importing.surveys.export import SurveyWish

    named = tuple(columns or ())
    if dates in ("", "day-first", "month-first"):
        orders: dict[str, Literal["dmy", "mdy"]] = {"day-first": "dmy", "month-first": "mdy"}
        return SurveyWish(columns=named, order=orders.get(dates))
    try:
        return SurveyWish(columns=named, day=date.fromisoformat(dates).isoformat())
    except ValueError:
        raise misuse(
            f"--dates is day-first, month-first or a date such as 2026-03-31, not '{dates}'"
        ) from None


def scale_option(words: str) -> tuple[float, float] | None:
    """Return the scale that an option names. Raises ``RefusedError`` where it is none."""
    from jmsite.importing.scales import scale_of

    if not words:
        return None
    found = scale_of(words)
    if found is None:
        raise misuse(f"--scale is the lowest and the highest score, such as 1..5 or -2..2, not '{words}'")
    return found


def mapping_of(file: Path | None) -> Mapping[str, Any] | None:
    """Return what a mapping says. Raises ``RefusedError`` where it is none, with the line."""
    from jmsite.formats.yaml.reader import load

    if file is None:
        return None
    if not file.is_file():
        raise misuse(f"{file} is not a file")
    try:
        with refusing_disk_errors("read", file):
            read = load(file.read_text(encoding="utf-8"), str(file))
    except UnicodeDecodeError as error:
        raise misuse(f"{file} is not valid UTF-8") from error
    if read.diagnostics:
        first = read.diagnostics[0]
        raise misuse(f"{file}:{first.place.line}: {first.message}")
    value = read.value.value
    lanes = value.get("lanes") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(lanes, dict) or set(value) - {"lanes"}:
        raise misuse(
            f"{file} has the form 'lanes: {{pains: [Woes, What hurts]}}': lanes with the words that name them"
        )
    _known_lanes(file, lanes)
    return value


def _known_lanes(file: Path, lanes: Mapping[str, Any]) -> None:
    from jmsite.importing.labels import load_words

    known = sorted(set(load_words().names.values()))
    for lane in lanes:
        if lane not in known:
            raise unknown(f"lane in {file}:", lane, known)
