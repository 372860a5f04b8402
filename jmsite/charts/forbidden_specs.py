"""Refuse what an author's Vega-Lite specification must not hold: what loads, leads away, rolls dice, or is vast.

A second fence. The first is the process in which such charts are drawn (``sandbox``): nobody can list all that would
take for ever. What is here can be told at once, and at its own line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from jmsite.model.suggestions import ProbablyMeant
from jmsite.model.value import Value

Path = tuple[str | int, ...]

LONGEST = 400_000
"""Characters of a specification, which travels with the page that shows it."""
WIDEST = 4_000
"""Pixels, columns, and whatever else a specification can ask for as many of as it likes: more than any screen has."""
MOST_ROWS = 20_000
"""Rows that a generator makes: four times as many as a chart may take in."""
COUNTS = frozenset(("width", "height", "tickCount", "maxbins", "steps", "minsteps", "maxsteps", "columns"))
EXPRESSIONS = frozenset(("calculate", "filter", "expr", "test", "update", "labelExpr", "signal", "init"))
GENERATING = re.compile(r"\b(?:sequence|repeat|pad)\s*\(")
UNSTEADY = re.compile(r"\b(now|random|sampleNormal|sampleLogNormal|sampleUniform|timezoneoffset)\s*\(")
PADDED = re.compile(r"[^%]*\d{4}")
REFUSED = {
    "url": (
        "data must be written in the block: a chart cannot load anything",
        "list the rows under 'data: {values: …}'",
    ),
    "href": ("a chart cannot contain links", "put the link in the text next to the chart"),
    "usermeta": ("a chart cannot change settings of its page", "remove 'usermeta'"),
}
BOUND = frozenset(
    ("input", "min", "max", "step", "options", "labels", "name", "placeholder", "debounce", "autocomplete")
)
"""The properties that a control beside a chart may have; whatever else there is becomes an attribute in the page."""
INPUTS = frozenset(("range", "checkbox", "radio", "select", "number", "text", "search", "color", "date"))
WORDS = frozenset(
    (
        *("$schema", "text", "title", "subtitle", "description", "name", "tooltip", "field", "as", "labels"),
        *("options", "placeholder", "format", "domain", "sort", "values", "datum", "row", "column", "equal"),
        *("oneOf", "groupby", "fold", "flatten", "key", "fields", "header", "labelExpr", "parse"),
    )
)
"""Keys whose strings are shown or name something, and so may hold an address that nothing follows."""
BELOW = frozenset(
    ("value", "datum", "condition", "expr", "signal")
)  # what says no more than the key above it
FETCHING = re.compile(r"\burl\s*\(", re.IGNORECASE)
LEADING = re.compile(
    r"\s*(?:(?:https?|wss?|ftps?|file|data|blob|filesystem|javascript|vbscript|mailto|about):|//|\\\\)\S",
    re.IGNORECASE,
)


class Flaw(Value):
    """Something that a specification must not hold: where in it, what is wrong, what to do instead, what was meant."""

    path: Path
    words: str
    hint: str = ""
    near: ProbablyMeant = ProbablyMeant()


def faults(spec: str) -> tuple[Flaw, ...]:
    """Return what forbids a specification; none if it may be drawn. Looks at its form only, and is cheap."""
    if len(spec) > LONGEST:
        words = f"the specification is longer than {LONGEST:,} characters"
        return (
            Flaw(path=(), words=words, hint="aggregate the data first: all rows become part of the page"),
        )
    try:
        tree = json.loads(spec)
        found: dict[Path, Flaw] = {}
        for flaw in _flaws(tree, ()):
            found.setdefault(flaw.path, flaw)
    # JSON that nests too deep ends Python's stack: no chart is written so
    except (ValueError, RecursionError):
        return (Flaw(path=(), words="the specification is not valid JSON"),)
    if not isinstance(tree, dict):
        return (Flaw(path=(), words="the specification must be a mapping"),)
    return tuple(found.values())


def _flaws(tree: Any, path: Path) -> Iterator[Flaw]:
    """Yield the flaws of a part of a specification. Rows of data are values, and may be called what they like."""
    if isinstance(tree, str):
        yield from _addresses(tree, path)
    elif isinstance(tree, list):
        for at, value in enumerate(tree):
            yield from _flaws(value, (*path, at))
    elif isinstance(tree, dict):
        for key, value in tree.items():
            here = (*path, key)
            yield from _wrong(key, value, here)
            if not holds_rows(here):
                yield from _flaws(value, here)


def holds_rows(path: Path) -> bool:
    """Return whether what stands at a place of a specification are rows of data."""
    return path[-2:] == ("data", "values") or path == ("datasets",)


def _wrong(key: str, value: Any, path: Path) -> Iterator[Flaw]:
    if key in REFUSED:
        words, hint = REFUSED[key]
        yield Flaw(path=path, words=f"“{key}”: {words}", hint=hint)
    elif key in ("mark", "type") and value == "image":
        yield Flaw(
            path=path,
            words="a chart cannot show images, because it cannot load anything",
            hint="add the image to the page instead",
        )
    elif key == "bind":
        yield from _bound(value, path)
    elif key == "sample" and "transform" in path:
        yield Flaw(
            path=path, words="“sample” picks different rows in each build", hint="use a filter to choose rows"
        )
    elif key in EXPRESSIONS and isinstance(value, str):
        yield from _calling(key, value, path)
    else:
        yield from _vast(key, value, path)


def _bound(bind: Any, path: Path) -> Iterator[Flaw]:
    """Yield what of a control reaches beyond the chart: its element, or attributes that load and act."""
    if not isinstance(bind, dict):
        return
    if bind and all(isinstance(value, dict) for value in bind.values()):
        for key, value in bind.items():
            yield from _bound(value, (*path, key))
        return
    hint = "a control can have: " + ", ".join(sorted(BOUND))
    for key in sorted(bind.keys() - BOUND):
        yield Flaw(
            path=(*path, key), words=f"“bind” cannot use '{key}', which reaches outside the chart", hint=hint
        )
    if bind.get("input", "text") not in INPUTS:
        inputs = "it can be: " + ", ".join(sorted(INPUTS))
        yield Flaw(path=(*path, "input"), words=f"“bind” has no input type '{bind['input']}'", hint=inputs)


def _calling(key: str, expression: str, path: Path) -> Iterator[Flaw]:
    if GENERATING.search(expression):
        words = f"“{key}”: expressions cannot use sequence, repeat or pad"
        yield Flaw(path=path, words=words, hint="list the rows under 'data: {values: …}'")
    if found := UNSTEADY.search(expression):
        words = f"“{key}”: the result of '{found[1]}' differs between builds or machines"
        yield Flaw(path=path, words=words, hint="write the date or the number itself")


def _vast(key: str, value: Any, path: Path) -> Iterator[Flaw]:
    """Yield what would take all memory to draw: sizes, numbers of marks, and rows made from nothing."""
    size = value.get("step", 0) if key in ("width", "height") and isinstance(value, dict) else value
    # not "larger than": Python's JSON knows NaN, which is neither larger nor smaller
    if key in COUNTS and isinstance(size, (int, float)) and not abs(size) <= WIDEST:
        yield Flaw(path=path, words=f"“{key}” must be at most {WIDEST:,}")
    elif key in ("sequence", "keyvals") and isinstance(value, dict) and _rows(value) > MOST_ROWS:
        yield Flaw(path=path, words=f"“{key}” can produce at most {MOST_ROWS:,} rows")
    elif key.endswith("Dash") and isinstance(value, list) and any(_is_dust(part) for part in value):
        yield Flaw(path=path, words=f"“{key}”: dashes must be at least a tenth of a pixel long")
    elif key == "format" and isinstance(value, str) and PADDED.match(value):
        yield Flaw(path=path, words="“format” can pad a number to at most 999 characters")


def _is_dust(part: Any) -> bool:
    """Return whether a length is so small that a browser would draw for ever."""
    return isinstance(part, (int, float)) and 0 < part < 0.1


def _rows(sequence: dict[str, Any]) -> float:
    start, stop, step = (
        sequence.get(name, default) for name, default in (("start", 0), ("stop", 0), ("step", 1))
    )
    if not all(isinstance(part, (int, float)) for part in (start, stop, step)):
        return 0
    return abs(stop - start) / abs(step) if step else float("inf")


def _addresses(text: str, path: Path) -> Iterator[Flaw]:
    """Yield an address where it could load or lead somewhere; in words that are shown it is but words."""
    key = next((part for part in reversed(path) if isinstance(part, str) and part not in BELOW), "")
    if key in WORDS:
        return
    if FETCHING.search(text) or (LEADING.match(text) and key not in EXPRESSIONS):
        hint = "remove it, or put it in the text next to the chart"
        yield Flaw(path=path, words=f"“{key}”: a chart cannot contain addresses", hint=hint)
