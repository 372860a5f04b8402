"""The first half of the sentence: what was found on disk becomes entities and their words, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from jmsite.cached import Body, lane_texts_of, proses_of
from jmsite.checks.icons import icons_of
from jmsite.checks.settings import check_paths, check_settings
from jmsite.content.assemble import UnitEntities, UnitProse, assemble_unit
from jmsite.content.chart_blocks import charts
from jmsite.content.default_owners import with_owners
from jmsite.content.lane_links import written_texts
from jmsite.content.link import link
from jmsite.content.parse import body, parse
from jmsite.content.places import with_places
from jmsite.content.prose_remarks import remarks
from jmsite.content.tables import all_written, by_kind, draft_stages, pages_by_key, written_in
from jmsite.content.ties import UnitTies, ties_of
from jmsite.content.units import check_units, group_units
from jmsite.content.validate import group, validate
from jmsite.engine.memo import Ahead, Memo
from jmsite.engine.tracing import with_same_tables
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.codeowners import known_owners
from jmsite.model.diagnostics import Checked, Diagnostic, Place, merged
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.page import PageKey
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, Inputs, Options, Prose, Source
from jmsite.model.value import Value, replace
from jmsite.theme.translations import check_language

Paths = tuple[str, ...]
Sources = tuple[Source, ...]
Made = tuple[Sources, str]
"""The files that the drafts of a name are made of, and the way in which raw HTML in them is read."""
Linking = tuple[tuple[UnitEntities, ...], Entity[Site], Mapping[str, Blob], Options, tuple[UnitTies, ...]]
Drafted = tuple[Made, Checked[tuple[Draft, ...]]]
SITE = "content/site.yaml"


class Content(Value):
    """The content of a site, unit by unit: its entities, and their prose."""

    units: tuple[UnitEntities, ...]
    prose: tuple[UnitProse, ...]


class ReadUnit(Value):
    """A unit as read: its faults, and the drafts of its files by name, with what they were made of."""

    entities: UnitEntities
    prose: UnitProse
    faults: tuple[Diagnostic, ...]
    drafts: Mapping[str, Drafted]


def settings(inputs: Inputs, memo: Memo) -> Checked[Entity[Site]]:
    """Return what site.yaml says; a title of our own where it says nothing that can be read."""
    source = inputs.content.get(SITE)
    # without prose, since site.yaml has none
    written = memo(_drafts, (source,), {}) if source else Checked(value=())
    draft = next((one for one in written.value if isinstance(one.fields, Site)), None)
    fields = draft.fields if draft else None
    if draft is None or not isinstance(fields, Site):
        hint = "it needs at least a title: 'title: Our journeys'"
        wrong = [fault("site/missing", "there is no readable site.yaml", Place(path=SITE), hint)]
        fields = Site(title="Journeys")
    elif fields.theme not in inputs.themes:
        hint = f"there are: {', '.join(sorted(inputs.themes))}"
        place = draft.place(("theme",))
        wrong = [fault("theme/missing", f"there is no theme '{fields.theme}'", place, hint)]
    else:
        wrong = [
            *check_language(inputs.themes, fields, draft.place(("language",))),
            *with_places(
                [*check_settings(fields, inputs.themes), *check_paths(fields, inputs.content)], [draft]
            ),
        ]
    return Checked(value=memo(_site, fields), diagnostics=(*written.diagnostics, *wrong))


def read(inputs: Inputs, site: Entity[Site], memo: Memo, ahead: Ahead | None = None) -> Checked[Content]:
    """Read every source but site.yaml as entities and their prose, unit by unit: parsed, validated, assembled.

    ``ahead`` is something to do while other processes read.
    """
    units = memo(group_units, tuple([path for path in inputs.content if path != SITE]))
    content, fields, one_shot = inputs.content, site.fields, memo.one_shot

    def run(todo: list[tuple[Sources, Site]], last: list[ReadUnit | None]) -> list[ReadUnit]:
        return read_units([sources for sources, _ in todo], last, fields, memo)

    def share(some: Sequence[tuple[str, Paths]]) -> list[ReadUnit]:
        calls = [(unit, (tuple([content[path] for path in paths]), fields)) for unit, paths in some]
        made = memo.batch("unit", calls, run)
        # a build that happens once reads nothing again, and drafts would be sent between processes for nobody
        return [replace(one, drafts={}) for one in made] if one_shot else made

    made = memo.parallel(share, list(units.items()), ahead)
    entities = tuple([one.entities for one in made])
    if fields.owners == "codeowners" and inputs.code_owners:
        entities = memo(with_owners, entities, inputs.code_owners)
    found = Content(units=entities, prose=tuple([one.prose for one in made]))
    return Checked(value=found, diagnostics=tuple([wrong for one in made for wrong in one.faults]))


def link_content(content: Content, site: Entity[Site], inputs: Inputs, memo: Memo) -> Checked[Catalog]:
    """Link everything that was read: one catalog of it."""
    ties = memo.each(ties_of, [(at, (unit,)) for at, unit in enumerate(content.units)])
    # all units at once: a reference may lead anywhere, and what is hidden depends on all of them
    call = (content.units, site, inputs.blobs, inputs.options, tuple(ties))

    def run(todo: list[Linking], last: list[Checked[Catalog] | None]) -> list[Checked[Catalog]]:
        (before,), (made,) = last, [link(*asked) for asked in todo]
        return [replace(made, value=with_same_tables(before.value if before else None, made.value))]

    return memo.batch("link", [(None, call)], run)[0]


def read_units(
    units: Sequence[Sources], last: Sequence[ReadUnit | None], site: Site, memo: Memo
) -> list[ReadUnit]:
    """Return what each unit says; of what it said last, the drafts of files that have not changed are taken again."""
    html = site.markdown.html
    files = [_by_name(sources, html) for sources in units]
    known = [one.drafts if one else {} for one in last]
    named = [
        (name, made, drafts) for of, drafts in zip(files, known, strict=True) for name, made in of.items()
    ]
    new = [source for name, made, drafts in named if not _stands(drafts, name, made) for source in made[0]]
    bodies = {source: Body(markdown=body(source), html=html) for source in new}
    # of all units at once: the cache is asked once
    proses = proses_of(bodies.values(), memo)

    def draft(sources: Sources) -> Checked[tuple[Draft, ...]]:
        return _drafts(sources, {source.path: proses[bodies[source]] for source in sources})

    return [_unit(of, was, site, draft, memo) for of, was in zip(files, last, strict=True)]


def bare_entities(sources: Iterable[Source], site: Site) -> tuple[Entity[Any], ...]:
    """Return the entities of the files of one unit, without their words: for what follows from fields alone."""
    drafts = [_drafts(files, {}) for files, _ in _by_name(sources, site.markdown.html).values()]
    parts = tuple([part for checked in drafts for part in checked.value])
    return assemble_unit(parts, site, {}).value[0].entities


def check_tables(
    content: Content, keys: tuple[PageKey, ...], theme: str, inputs: Inputs, memo: Memo
) -> dict[str, Mapping[Any, Any]]:
    """Return the tables that are there only while the catalog is checked."""
    units = memo.each(written_in, [(at, (unit,)) for at, unit in enumerate(content.units)])
    written = memo(all_written, tuple(units))
    return {
        # hidden things are in this table, too: a circle through one is a circle, whoever may read the site
        "written": written,
        "written_of": memo(by_kind, written),
        "written_in": dict(enumerate(units)),
        "draft_stages": memo(draft_stages, written),
        "pages": memo(pages_by_key, keys),
        "icons": memo(icons_of, inputs.themes, theme),
        "content": inputs.content,
        "blobs": inputs.blobs,
        "code_owners": {"site": inputs.code_owners, "names": memo(known_owners, inputs.code_owners)},
        "gone": inputs.gone or {},
        "repository_files": {name: known.files for name, known in inputs.repositories.items()},
    }


def _by_name(sources: Iterable[Source], html: str) -> dict[str, Made]:
    """Return what the drafts of a unit are made of, by the name of their files without its ending."""
    names: dict[str, tuple[Source, ...]] = {}
    for source in sources:
        name = source.path[: source.path.rfind(".")]
        names[name] = (*names.get(name, ()), source)
    return {name: (files, html) for name, files in names.items()}


def _stands(drafts: Mapping[str, Drafted], name: str, made: Made) -> bool:
    return name in drafts and drafts[name][0] == made


def _unit(
    files: Mapping[str, Made],
    last: ReadUnit | None,
    site: Site,
    draft: Callable[[Sources], Checked[tuple[Draft, ...]]],
    memo: Memo,
) -> ReadUnit:
    """Return one unit from its files to its entities and words."""
    before = last.drafts if last else {}
    drafts = {
        name: before[name] if _stands(before, name, made) else (made, draft(made[0]))
        for name, made in files.items()
    }
    found = merged([checked for _, checked in drafts.values()])
    parts = tuple([part for some in found.value for part in some])
    texts = {text for part in parts for _, text in written_texts(part, site)}
    made = assemble_unit(parts, site, lane_texts_of(texts, memo) if texts else {})
    entities, prose = made.value
    # equal is made the same, so that the memo stops here
    if last:
        entities = last.entities if last.entities == entities else entities
        prose = last.prose if last.prose == prose else prose
    return ReadUnit(
        entities=entities,
        prose=prose,
        faults=(*found.diagnostics, *check_units(parts), *made.diagnostics),
        drafts=drafts,
    )


def _drafts(sources: Iterable[Source], proses: Mapping[str, Prose]) -> Checked[tuple[Draft, ...]]:
    documents = merged([parse(source, proses.get(source.path, Prose())) for source in sources])
    blocks = merged([charts(document) for document in documents.value])
    groups = (*group(documents.value), *((block,) for some in blocks.value for block in some))
    drafts = merged([validate(parts) for parts in groups])
    told = [remark for document in documents.value for remark in remarks(document)]
    faults = (*documents.diagnostics, *told, *blocks.diagnostics, *drafts.diagnostics)
    return Checked(value=tuple([draft for some in drafts.value for draft in some]), diagnostics=faults)


def _site(fields: Site) -> Entity[Site]:
    return Entity(kind="site", id="site", url="", path=SITE, title=fields.title, fields=fields)
