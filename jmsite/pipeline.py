"""The sentence: what was found on disk becomes what should be there. READ FIRST.

Every step is a pure function of frozen values, and its arguments are its dependencies; the memo answers again when
they are the same. A full build and the next one after an edit are the same call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from jmsite.data import answer, rows
from jmsite.formats.words import Words
from jmsite.kept import answers_of, charts_of
from jmsite.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Checked, Diagnostic
from jmsite.model.page import Build, PageKey
from jmsite.model.readings import Series
from jmsite.model.sources import Inputs, Prose
from jmsite.reading import Faults, known, read, settings
from jmsite.report import with_excerpts
from jmsite.steps.check import astray, check
from jmsite.steps.derive import derive
from jmsite.steps.judge import by_file, judge
from jmsite.steps.link import link
from jmsite.steps.measure import answered, feelings, measure, questions, sheets
from jmsite.steps.sense import unmarked
from jmsite.steps.settle import Settled, Told
from jmsite.steps.speak import speak
from jmsite.steps.undrawn import undrawable, undrawn

V = TypeVar("V")


def build(inputs: Inputs, memo: Memo, jobs: int = 0) -> Build:
    """Turn what was found on disk into what should be there. Same inputs, same ``Build``.

    ``jobs`` is the number of processes for large work, 0 for one a core; it changes nothing but the time.
    """
    memo.begin()
    faults: Faults = list(inputs.faults)
    with memo.timed("read"):
        site = settings(inputs, memo, faults)
        units, told = read(inputs, site, memo, faults, lambda: _ahead(inputs, site.fields.theme))
    with memo.timed("link"):
        linked = known(memo(link, units, site, inputs.blobs, inputs.options), faults)
    with memo.timed("measure"):
        words = known(memo(speak, inputs.themes, site.fields.theme, site.fields.language), faults)
        catalog = measured(linked, told, words, inputs, memo, faults)
    with memo.timed("check"):
        keys = memo(derive, linked)
        checked(linked, units, told, keys, inputs, memo, faults)
        sketched(catalog, units, memo, jobs, faults)
        findings = memo(by_file, judge(faults, site.fields.rules))
        catalog = Catalog({**catalog.tables, "findings": findings})
    from jmsite.showing import dressed, shown  # late: who only checks needs none of it

    with memo.timed("theme"):
        theme = known(dressed(catalog, inputs, memo), faults)
    outputs, count = shown(keys, catalog, theme, inputs, memo, jobs, faults) if theme else ((), 0)
    judged = with_excerpts(judge(faults, site.fields.rules), inputs.content)
    memo.settle()
    return Build(outputs, judged, len(keys), count)


def catalog_of(inputs: Inputs, memo: Memo) -> Checked[Catalog]:
    """The linked and measured content, without making pages of it."""
    memo.begin()
    faults: Faults = list(inputs.faults)
    site = settings(inputs, memo, faults)
    units, told = read(inputs, site, memo, faults)
    linked = known(memo(link, units, site, inputs.blobs, inputs.options), faults)
    words = speak(inputs.themes, site.fields.theme, site.fields.language).value
    catalog = measured(linked, told, words, inputs, memo, faults)
    checked(linked, units, told, derive(linked), inputs, memo, faults)
    sketched(catalog, units, memo, 1, faults)
    memo.settle()
    return Checked(catalog, with_excerpts(judge(faults, site.fields.rules), inputs.content))


def checked(
    linked: Catalog,
    units: tuple[Settled, ...],
    told: tuple[Told, ...],
    keys: tuple[PageKey, ...],
    inputs: Inputs,
    memo: Memo,
    faults: Faults,
) -> None:
    """Look for what only the whole site can show."""
    faults += memo(check, units, keys)
    faults += memo(unmarked, units, linked.site, inputs.themes)
    files = Catalog({"content": inputs.content, "blobs": inputs.blobs, "anchors": linked.table("anchors")})
    for wrong in memo.readings(astray, files, enumerate([(words,) for words in told])):
        faults.extend(wrong)


def sketched(catalog: Catalog, units: tuple[Settled, ...], memo: Memo, jobs: int, faults: Faults) -> None:
    """Look at the charts in prose: whether there is anything to draw, and whether an author's own can be drawn."""
    drafts = [draft for unit in units for draft in unit.written if draft.kind == "chart"]
    made = memo.readings(undrawn, catalog, [(draft.id, (draft,)) for draft in drafts])
    sketches = [sketch for one in made if (sketch := known(one, faults)) is not None]

    def run(todo: list[tuple[Any, ...]], _: Any) -> list[tuple[Diagnostic, ...]]:
        drawn = charts_of({figure for ((_, figure),) in todo}, memo, jobs)
        return [undrawable(sketch, drawn[sketch[1]]) for (sketch,) in todo]

    for wrong in memo.together(undrawable, [(at, (sketch,)) for at, sketch in enumerate(sketches)], run):
        faults.extend(wrong)


def measured(
    linked: Catalog, told: tuple[Told, ...], words: Words, inputs: Inputs, memo: Memo, faults: Faults
) -> Catalog:
    """The catalog with its prose, the readings of its metrics, the feelings of its steps and the site's words."""
    asked = questions(linked, inputs.blobs)

    def run(todo: list[tuple[Any, ...]], _: Any) -> list[Checked[Series]]:
        found = answers_of({question for (question,) in todo}, memo)
        return [found[question] for (question,) in todo]

    answers = memo.together(answer, [(id, (question,)) for id, question in asked.items()], run)
    series = known(answered(dict(zip(asked, answers, strict=True))), faults)
    catalog = known(memo(measure, linked, series), faults)
    felt = memo.readings(feelings, catalog, [(id, (id,)) for id in catalog.table("journey")])
    points = memo(_union, tuple([known(found, faults) for found in felt]))
    wanted = sheets(linked, inputs.blobs)
    found: list[Checked[str]] = memo.each(rows, ((id, (sheet,)) for id, sheet in wanted.items()))
    tables = {id: known(taken, faults) for id, taken in zip(wanted, found, strict=True)}
    prose = memo(_proses, linked, told)
    beside = {"points": points, "rows": memo(_same, tables), "prose": prose, "days": inputs.days}
    return Catalog({**catalog.tables, **beside, "words": {"site": words}})


def _ahead(inputs: Inputs, theme: str) -> None:
    from jmsite.showing import ahead

    ahead(inputs, theme)


def _same(value: V) -> V:
    """A value that equals that of the last build, as the same object."""
    return value


def _union(tables: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    union: dict[str, Any] = {}
    for table in tables:
        union.update(table)
    return union


def _proses(linked: Catalog, told: tuple[Told, ...]) -> dict[Any, Prose]:
    """The prose of what this build shows; of two entities of one id that of the first."""
    words: dict[Any, Prose] = {}
    for one in reversed(told):
        words.update(one.proses)
    if not linked.table("hidden"):
        return words
    return {key: prose for key, prose in words.items() if key[1] in linked.table(key[0])}
