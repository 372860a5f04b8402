"""The columns that an author's chart draws: found though their names have points, told where no row has one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jmsite.charts.forbidden_specs import Flaw, Path, holds_rows
from jmsite.model.suggestions import probably_meant

Row = Mapping[str, Any]

NAMES = frozenset(
    (
        *(
            "field",
            "groupby",
            "fold",
            "flatten",
            "key",
            "pivot",
            "quantile",
            "density",
            "regression",
            "loess",
        ),
        *("on", "impute", "fields", "lookup", "stack", "value", "extent", "sort"),
    )
)
"""Keys whose words may be names of columns."""
MEANT = re.compile(r"[.\[\]'\"\\]")  # signs that lead into a value where Vega reads a name
MEASURED = frozenset(("quantitative", "temporal"))


def with_plain_columns(spec: dict[str, Any]) -> dict[str, Any]:
    """Return the specification with names of columns that Vega takes as they are written, and blank measures as
    nothing.

    Vega reads ``a.x`` as what is called x within a, and "" as the number 0.
    """
    rows = list(_rows_of(spec))
    odd = {name for name in _columns(rows) if MEANT.search(name)}
    # a name that leads to something in a row is meant as the way there
    odd -= {name for name in odd if any(_leads_in(row, name) for row in rows)}
    blank = {
        column for column in _measured(spec) if any(_blank(row.get(column)) for row in rows)
    }  # by their names as written
    made = _named(spec, (), odd, blank) if odd or blank else spec
    assert isinstance(made, dict)  # noqa: S101 - a mapping stays one
    return made


def missing_columns(spec: Any) -> tuple[Flaw, ...]:
    """Return the columns that a chart draws and no row has, where nothing makes columns; that there are no rows
    at all.
    """
    return tuple(_missing(spec, (), None, {})) if isinstance(spec, dict) else ()


def _missing(
    part: Mapping[str, Any], path: Path, rows: list[Row] | None, named: Mapping[str, Any]
) -> Iterator[Flaw]:
    """Yield the flaws of a part; ``rows`` are those of what holds it, None where unknown or made by a transform."""
    named = part["datasets"] if isinstance(part.get("datasets"), dict) else named
    if isinstance(data := part.get("data"), dict):
        rows = _given(data, named)
        if rows == []:
            yield Flaw(
                path=(*path, "data"),
                words="there are no rows to draw",
                hint="add rows under 'data: {values: …}'",
            )
            rows = None
    if part.get("transform"):
        rows = None
    if rows and isinstance(encoding := part.get("encoding"), dict):
        yield from _missed(encoding, (*path, "encoding"), rows)
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for at, inner in enumerate(part[key] if isinstance(part.get(key), list) else ()):
            if isinstance(inner, dict):
                yield from _missing(inner, (*path, key, at), rows, named)
    if isinstance(inner := part.get("spec"), dict):
        yield from _missing(inner, (*path, "spec"), rows, named)


def _given(data: Mapping[str, Any], named: Mapping[str, Any]) -> list[Row] | None:
    found = data.get("values", named.get(str(data.get("name"))))
    return found if isinstance(found, list) and all(isinstance(row, dict) for row in found) else None


def _missed(encoding: Mapping[str, Any], path: Path, rows: list[Row]) -> Iterator[Flaw]:
    columns = _columns(rows)
    for channel, drawn in encoding.items():
        name = drawn.get("field") if isinstance(drawn, dict) else None
        if not isinstance(name, str) or name in ("", "*") or name in columns:
            continue
        if not any(_leads_in(row, name) for row in rows):
            near = probably_meant(name, columns)
            there = "the columns are: " + ", ".join(f"'{column}'" for column in list(columns)[:12])
            words, hint = f"there is no column '{name}'", f"{near.hint} {there}".strip()
            yield Flaw(path=(*path, channel, "field"), words=words, hint=hint, near=near)


def _rows_of(tree: Any, path: Path = ()) -> Iterator[Row]:
    """Yield all rows that are written in a specification."""
    if isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from _rows_of(value, (*path, at))
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if not holds_rows((*path, key)):
            yield from _rows_of(value, (*path, key))
            continue
        for rows in value.values() if isinstance(value, dict) else (value,):
            yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _columns(rows: Iterable[Row]) -> dict[str, None]:
    """Return the names of columns in the order in which they come first."""
    return {name: None for row in rows for name in row}


def _leads_in(row: Row, name: str) -> bool:
    """Return whether a row has something where Vega would look for it: ``a.x``, ``a[0]``, ``a\\.x``."""
    here: Any = row
    for quoted, step in re.findall(r"\[['\"]?([^\]'\"]*)['\"]?\]|((?:\\.|[^.\[\]\\])+)", name):
        at = re.sub(r"\\(.)", r"\1", step) if step else quoted
        if isinstance(here, dict) and at in here:
            here = here[at]
        elif isinstance(here, list) and at.isdigit() and int(at) < len(here):
            here = here[int(at)]
        else:
            return False
    return True


def _measured(tree: Any) -> Iterator[str]:
    """Yield the columns that are drawn as amounts or times."""
    if isinstance(tree, list):
        for value in tree:
            yield from _measured(value)
    elif isinstance(tree, dict):
        if tree.get("type") in MEASURED and isinstance(tree.get("field"), str):
            yield re.sub(r"\\(.)", r"\1", tree["field"])
        for key, value in tree.items():
            if key not in ("values", "datasets"):
                yield from _measured(value)


def _named(tree: Any, path: Path, odd: set[str], blank: set[str]) -> Any:
    if isinstance(tree, str):
        key = next((part for part in reversed(path) if isinstance(part, str)), "")
        return MEANT.sub(r"\\\g<0>", tree) if tree in odd and key in NAMES else tree
    if isinstance(tree, list):
        return [_named(value, (*path, at), odd, blank) for at, value in enumerate(tree)]
    if not isinstance(tree, dict):
        return tree
    made = {
        key: _filled(value, blank) if holds_rows((*path, key)) else _named(value, (*path, key), odd, blank)
        for key, value in tree.items()
    }
    drawn = path[-2:-1] == ("encoding",) and tree.get("field") in odd and not tree.get("aggregate")
    # without a title of its own, an axis shows the signs that quote the name
    return {"title": tree["field"], **made} if drawn else made


def _filled(rows: Any, blank: set[str]) -> Any:
    """Return rows, or named lists of rows, in which blank words of some columns are nothing."""
    if isinstance(rows, dict):
        return {name: _filled(some, blank) for name, some in rows.items()}
    if not isinstance(rows, list) or not blank:
        return rows
    return [
        {key: None if key in blank and _blank(value) else value for key, value in row.items()}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _blank(value: Any) -> bool:
    return isinstance(value, str) and not value.strip()
