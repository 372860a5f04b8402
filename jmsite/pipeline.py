"""The sentence: what was found on disk becomes what should be there. READ FIRST.

Every step is a pure function of frozen values, and its arguments are its dependencies; the memo answers again when
they are the same. A full build and the next one after an edit are the same call, and so is a check, which stops
earlier: where nothing that comes later could find a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from jmsite.cached import charts_of
from jmsite.checks.charts import TrialDrawing, check_drawing, trial_drawing
from jmsite.checks.severities import by_file
from jmsite.checks.table import (
    PROSE_CHECKS,
    SITE_CHECKS,
    look_at_prose,
    look_at_site,
    look_at_unit,
)
from jmsite.content.authors_only import without_authors_fields
from jmsite.content.places import with_places
from jmsite.content.tables import with_past
from jmsite.data.fetch import fetch, is_closed
from jmsite.engine.lazy import LazyAnswers
from jmsite.engine.memo import Memo
from jmsite.formats.messages import BabelMessages
from jmsite.measuring import measured, queries
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Checked, Diagnostic, merged
from jmsite.model.downloads import FOLDER
from jmsite.model.findings import Examined, Finding
from jmsite.model.page import Build, Output, PageKey
from jmsite.model.sources import Inputs, Options
from jmsite.model.value import Value
from jmsite.pages.page_keys import SUBJECTS, derive, pages_about
from jmsite.practice.apply_rules import (
    apply_rules,
    merge_sorted,
    rules_in_use,
    with_severities,
    without_ignored,
)
from jmsite.reading import Content, check_tables, link_content, read, settings
from jmsite.report import with_excerpts
from jmsite.theme.chain import may_fail_pages, paths_in_site
from jmsite.theme.translations import load_messages

if TYPE_CHECKING:
    from jmsite.rendering import OnPages, PageFiles

Goal = Literal["catalog", "faults", "site", "preview"]
"""The end to which the sentence is followed: to the catalog, to every fault, to the site, or to all of it but pages."""


class Compiled(Value):
    """The result of the sentence: the inputs with what was fetched, what was read, the catalog, the site as far as
    it was made, with every fault; ``pages`` are those that are made when they are looked up, by address.
    """

    inputs: Inputs
    content: Content
    catalog: Catalog
    site: Build
    pages: LazyAnswers[PageFiles] | None = None


class MadeSite(Value):
    """The files of a site, how many different charts are in them, and the pages that are made later."""

    outputs: tuple[Output, ...] = ()
    charts: int = 0
    pages: LazyAnswers[PageFiles] | None = None


def build(inputs: Inputs, memo: Memo, jobs: int = 0, on_pages: OnPages | None = None) -> Build:
    """Turn what was found on disk into what should be there. Same inputs, same ``Build``.

    ``jobs`` is the number of processes for large work, 0 for one a core; ``on_pages`` gets pages without charts.
    """
    return _compiled(inputs, memo, jobs, "site", on_pages).site


def compiled(inputs: Inputs, memo: Memo, jobs: int = 0) -> Compiled:
    """Return the site with the catalog that it was made of, for who asks more of the same content later."""
    return _compiled(inputs, memo, jobs, "site")


def previewed(inputs: Inputs, memo: Memo, jobs: int = 0) -> Compiled:
    """Return what ``compiled`` returns, with pages that are made when somebody looks at them.

    Where a theme of the site's own may fail in pages, they are made at once: a fault is told before anybody looks.
    """
    found = _compiled(inputs, memo, jobs, "preview")
    memo.made.clear()  # a preview may wait long for the next build
    return found


def markdown_page_at(path: str, catalog: Catalog, options: Options) -> Output | None:
    """Return the Markdown at a path of a site that was made without any; None where the site has none there."""
    # by its ending first: whatever a browser asks the preview for comes by here, and only then are all pages listed
    if not catalog.site.twins or not path.endswith(("index.md", "llms.txt")):
        return None
    from jmsite.rendering import markdown_at  # late, as above

    return markdown_at(path, derive(catalog), catalog, options)


def download_at(path: str, catalog: Catalog, inputs: Inputs) -> Output | None:
    """Return the file at a path that a page of the preview offers; None where none offers it."""
    if not catalog.site.exports or not path.startswith(FOLDER):
        return None
    from jmsite.page_downloads import made_download  # late, as above

    return made_download(
        path, derive(catalog), without_authors_fields(catalog, inputs.options.audience), inputs
    )


def check(inputs: Inputs, memo: Memo, jobs: int = 0) -> tuple[Diagnostic, ...]:
    """Return every fault that ``build`` reports, without making the site.

    Pages are made only where a theme of the site's own may fail in them.
    """
    return _compiled(inputs, memo, jobs, "faults").site.diagnostics


def examined(inputs: Inputs, memo: Memo, jobs: int = 0) -> Compiled:
    """Return what ``check`` looks at, with its faults: for who asks where something is written."""
    return _compiled(inputs, memo, jobs, "faults")


def catalog_of(inputs: Inputs, memo: Memo) -> Checked[Catalog]:
    """Return the linked and measured content, with its faults; nothing of the theme but its words is looked at."""
    compiled = _compiled(inputs, memo, 1, "catalog")
    return Checked(value=compiled.catalog, diagnostics=compiled.site.diagnostics)


def _compiled(inputs: Inputs, memo: Memo, jobs: int, goal: Goal, on_pages: OnPages | None = None) -> Compiled:
    """Follow the sentence as far as the goal."""
    memo.begin()
    with memo.timed("read"):
        # first and alone, since its settings decide how everything else is read
        site = settings(inputs, memo)
        fields = site.value.fields
        # ahead for a site only: a check loads nothing that shows pages, as start-up is half of a warm one
        load_ahead = (lambda: _ahead(inputs, fields.theme)) if goal in ("site", "preview") else None
        content = read(inputs, site.value, memo, load_ahead)
    with memo.timed("link"):
        linked = link_content(content.value, site.value, inputs, memo)
        told_of = memo(with_past, linked.value, inputs.past, inputs.options.audience)
    with memo.timed("fetch"):
        # not before: only what is linked and may be shown asks anything, so a hidden metric costs no query
        inputs = fetch(inputs, queries(linked.value, memo), memo.cache)
    with memo.timed("measure"):
        words = memo(load_messages, inputs.themes, fields.theme, fields.language)
        catalog = measured(told_of, content.value, words.value, inputs, memo)
    with memo.timed("check"):
        # from the linked catalog, not the measured one: new readings never add a page
        made_of = memo.traced(pages_about, told_of, [(about, (pages,)) for about, pages in SUBJECTS])
        keys = memo.same("pages", tuple([key for some in made_of for key in some]))
        # tables of what is hidden or unfinished are for checks only, and are gone before pages are made
        looked_at = Catalog(
            tables={**catalog.value.tables, **check_tables(content.value, keys, fields.theme, inputs, memo)}
        )
        told = checked(looked_at, content.value, memo)
        charts = undrawable_charts(looked_at, memo, jobs)
        rules = rules_in_use(fields, inputs, memo)
        noticed = apply_rules(looked_at, rules, memo)
        drafts = (draft for unit in content.value.units for draft in unit.written)
        # only at the end: with places in them, a line added above would ask readings again
        found = with_places([*catalog.findings, *told.findings, *charts, *noticed.findings], drafts)
        steps: Sequence[Checked[Any]] = (site, content, linked, words, told.value, noticed.value)
        faults = without_ignored([*inputs.faults, *merged(steps).diagnostics, *found], rules, inputs, memo)
        # part of the catalog, since the page on trust shows them; what pages themselves add comes too late for it
        settled = with_severities(faults, fields, inputs.gone is not None)
        whole = Catalog(tables={**catalog.value.tables, "findings": memo(by_file, settled)})
    made = _shown(keys, whole, words.value, inputs, memo, jobs, goal, on_pages)
    judged = with_excerpts(merge_sorted(settled, with_severities(made.diagnostics, fields)), inputs.content)
    # the last thing: whatever raised above must leave the memo as it was
    memo.finish()
    outputs, drawn = made.value.outputs, made.value.charts
    built = Build(
        outputs=outputs, diagnostics=judged, pages=len(keys), charts=drawn, closed=is_closed(inputs)
    )
    return Compiled(inputs=inputs, content=content.value, catalog=whole, site=built, pages=made.value.pages)


def _shown(
    keys: tuple[PageKey, ...],
    catalog: Catalog,
    words: BabelMessages,
    inputs: Inputs,
    memo: Memo,
    jobs: int,
    goal: Goal,
    on_pages: OnPages | None = None,
) -> Checked[MadeSite]:
    """Return the files of the site; for the faults alone only what a theme of the site's own may bring."""
    name = catalog.site.theme
    own = paths_in_site(inputs.themes, name, inputs.site_themes)
    if goal == "catalog" or (goal == "faults" and not own):
        return Checked(value=MadeSite())
    # late: who only checks needs none of it
    from jmsite.page_downloads import with_downloads
    from jmsite.rendering import files, files_beside, lazy_pages, rendered_pages, site_theme

    catalog = memo(without_authors_fields, catalog, inputs.options.audience)
    with memo.timed("theme"):
        theme = site_theme(catalog, words, inputs, memo)
    # a theme that brings styles and scripts only cannot make a page fail, and all pages take long
    if theme.value is None or (goal == "faults" and not may_fail_pages(own)):
        return Checked(value=MadeSite(), diagnostics=theme.diagnostics)
    catalog, offered = with_downloads(keys, catalog, theme.value, inputs, memo, jobs, later=goal != "site")
    if goal == "preview" and not may_fail_pages(own):
        later = lazy_pages(keys, catalog, theme.value, inputs, memo, jobs)
        beside = files_beside(keys, catalog, theme.value, inputs, memo)
        return Checked(value=MadeSite(outputs=beside, pages=later), diagnostics=theme.diagnostics)
    pages = rendered_pages(keys, catalog, theme.value, inputs, memo, on_pages)
    faults = (*theme.diagnostics, *pages.diagnostics)
    if goal == "faults":
        return Checked(value=MadeSite(), diagnostics=faults)
    outputs, charts = files(pages.value, catalog, memo, jobs)
    beside = files_beside(keys, catalog, theme.value, inputs, memo)
    return Checked(value=MadeSite(outputs=(*outputs, *beside, *offered), charts=charts), diagnostics=faults)


def checked(catalog: Catalog, content: Content, memo: Memo) -> Examined[Checked[None]]:
    """Return what the checks of the table find, and the faults of prose among it, which have their places."""
    of_site = memo.traced(look_at_site, catalog, [(check.name, (check,)) for check in SITE_CHECKS])
    units = [(at, (entities,)) for at, entities in catalog.table("written_in").items()]
    of_units = memo.traced(look_at_unit, catalog, units)
    proses = [
        ((check.name, at), (check, prose)) for check in PROSE_CHECKS for at, prose in enumerate(content.prose)
    ]
    of_prose = memo.traced(look_at_prose, catalog, proses)
    found = tuple(one for some in (*of_site, *of_units) for one in some)
    return Examined(
        value=Checked(value=None, diagnostics=tuple(one for some in of_prose for one in some)), findings=found
    )


def undrawable_charts(catalog: Catalog, memo: Memo, jobs: int) -> tuple[Finding, ...]:
    """Return which charts by an author's own specification cannot be drawn."""
    made = memo.traced(trial_drawing, catalog, [(chart.id, (chart,)) for chart in catalog.written("chart")])
    # a drawing is asked for by figure and not by chart: two charts that look the same are drawn once
    trials = [one for one in made if one is not None]

    def run(todo: list[tuple[TrialDrawing]], _: Sequence[object]) -> list[tuple[Finding, ...]]:
        drawn = charts_of({one.figure for (one,) in todo}, memo, jobs)
        return [check_drawing(one, drawn[one.figure]) for (one,) in todo]

    found = memo.batch("trial-drawings", [(at, (one,)) for at, one in enumerate(trials)], run)
    return tuple(wrong for some in found for wrong in some)


def _ahead(inputs: Inputs, theme: str) -> None:
    from jmsite.rendering import load_ahead

    load_ahead(inputs, theme)
