"""Look at texts as they stand in files, and at rows of data that are shown."""

from __future__ import annotations

import json
import re

from jmsite.checks.source_lines import lines_of, without_code
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.entities.chart import ChartBlock
from jmsite.model.findings import Finding
from jmsite.model.rules import fault
from jmsite.model.sources import Source
from jmsite.practice.rule_types import EntityFinding, InUse, TextFinding, TextPractice

SETTINGS = "content/site.yaml"
_RUN = re.compile(rb"\d[\d ()./A-Z-]{6,}")
"""A run of digits long enough for a number of a person: looked for by its first sign, which is quick."""
# days look like numbers of people, and nearly every file has some
_DAY = re.compile(rb"\d{4}-\d\d-\d\d[ -]*")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
# values that lead somewhere: digits in them are addresses and not numbers of people
_ADDRESSED = re.compile(
    r"(?:^|(?<=[\s{,]))(?:contact|link|url|href|src|file|image|portrait|aliases|sql):[^,}]*"
)
_NOTE = re.compile(r"<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile(r"<!--.*?-->|https?://[^\s)>\]]+", re.DOTALL)


def may_have_findings(source: Source, online: bool = False) -> bool:
    """Return whether a file has anything in it that a rule could spot: most have not, and need not be taken apart."""
    if source.path == SETTINGS:
        return False
    if online and b"://" in source.data:
        return True
    if b"@" in source.data or b"![" in source.data:
        return True
    return any(not _DAY.fullmatch(run) for run in _RUN.findall(source.data))


def look_at_text(
    catalog: Catalog, rules: tuple[InUse[TextPractice], ...], source: Source
) -> tuple[Diagnostic, ...]:
    """Return what rules spot in the text of a file, as far as it is shown."""
    shown = _shown(source)
    written = linked_text(source) if any(rule.practice.online for rule in rules) else ""
    found: list[Diagnostic] = []
    for rule in rules:
        text = written if rule.practice.online else shown
        spots = rule.practice.spot(catalog, text, rule.options_for(catalog, source.path))
        found += [_fault(rule.practice.rule, source.path, text, spotted) for spotted in spots]
    return tuple(found)


def look_at_rows(
    catalog: Catalog, rules: tuple[InUse[TextPractice], ...], chart: Entity[ChartBlock]
) -> tuple[Finding, ...]:
    """Return what rules spot in the rows of data that a chart in prose shows, each once."""
    rows = json.loads(catalog.read("rows", chart.id) or "[]")
    # a cell a line: what stands in one cell is not read together with what stands in the next
    text = "\n".join([str(value) for row in rows for value in row.values() if isinstance(value, (str, int))])
    found = []
    for rule in rules if text else ():
        spotted = next(iter(rule.practice.spot(catalog, text, rule.options_for(catalog, chart.path))), None)
        if rule.practice.data and spotted is not None:
            message = f"in the data: {spotted.message}"
            noticed = EntityFinding(message=message, field=("data",), hint="leave the column out of the file")
            found.append(noticed.found(rule.practice.rule, ("chart", chart.id)))
    return tuple(found)


def linked_text(source: Source) -> str:
    """Return the text of a file with blanks for comments and code: addresses there are no links."""
    lines, body = lines_of(source)
    front = [_COMMENT.sub(_blank, line) for line in lines[:body]]
    return _NOTE.sub(_blank, "\n".join([*front, *without_code(lines[body:])]))


def _shown(source: Source) -> str:
    """Return the text of a file with blanks for what no reader sees, or what is there to be dialled or followed."""
    lines, body = lines_of(source)
    front = [_ADDRESSED.sub(_blank, _COMMENT.sub(_blank, line)) for line in lines[:body]]
    return _UNSEEN.sub(_blank, "\n".join([*front, *without_code(lines[body:])]))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _fault(rule: str, path: str, text: str, spotted: TextFinding) -> Diagnostic:
    before = text[: spotted.start]
    column = spotted.start - before.rfind("\n")
    place = Place(
        path=path,
        line=before.count("\n") + 1,
        column=column,
        end_column=column + spotted.end - spotted.start,
    )
    return fault(rule, spotted.message, place, spotted.hint)
