"""The first half of the sentence: what was found on disk becomes entities and their words, unit by unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from jmsite.kept import Body, proses_of
from jmsite.memo import Memo
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.rules import fault
from jmsite.model.sources import Inputs, Prose, Source
from jmsite.steps.charts import charts
from jmsite.steps.gather import gather, whole
from jmsite.steps.parse import body, parse
from jmsite.steps.settle import Settled, Told, settle
from jmsite.steps.speak import unspoken
from jmsite.steps.validate import group, validate

V = TypeVar("V")
Faults = list[Diagnostic]
Paths = tuple[str, ...]
Unit = tuple[str, Paths]
SITE = "content/site.yaml"


def known(checked: Checked[V], faults: Faults) -> V:
    """The value of what a step returned; its faults are added to those known."""
    faults.extend(checked.diagnostics)
    return checked.value


def settings(inputs: Inputs, memo: Memo, faults: Faults) -> Entity[Site]:
    """What site.yaml says; a title of our own where it says nothing that can be read."""
    source = inputs.content.get(SITE)
    drafts = known(memo(_drafts, (source,), {}, slot=SITE), faults) if source else ()
    fields = drafts[0].fields if drafts else None
    if not isinstance(fields, Site):
        hint = "it needs one line at least, the title: 'title: Our journeys'"
        faults.append(fault("site/missing", "there is no site.yaml that can be read", Place(SITE), hint))
        fields = Site(title="Journeys")
    elif fields.theme not in inputs.themes:
        hint = f"there are: {', '.join(sorted(inputs.themes))}"
        place = drafts[0].place(("theme",))
        faults.append(fault("theme/missing", f"there is no theme '{fields.theme}'", place, hint))
    else:
        faults += unspoken(inputs.themes, fields, drafts[0].place(("language",)))
    return memo(_site, fields)


def read(
    inputs: Inputs, site: Entity[Site], memo: Memo, faults: Faults
) -> tuple[tuple[Settled, ...], tuple[Told, ...]]:
    """Every source but site.yaml as entities and their words, unit by unit: parsed, validated, settled."""
    names, units = memo(gather, tuple([path for path in inputs.content if path != SITE]))

    def run(some: Sequence[Unit]) -> list[Checked[tuple[Settled, Told]]]:
        return understood(some, names, inputs, site.fields, memo)

    made = memo.shares(run, list(units.items()))
    found = [(unit, known(one, faults)) for unit, one in zip(units, made, strict=True)]
    settled: list[Settled] = memo.each(_settled, found)
    told: list[Told] = memo.each(_told, found)
    return tuple(settled), tuple(told)


def understood(
    units: Sequence[Unit], names: Mapping[str, Paths], inputs: Inputs, site: Site, memo: Memo
) -> list[Checked[tuple[Settled, Told]]]:
    """What each unit says, file by file: only of what has changed is anything worked out."""
    html, content = site.markdown.html, inputs.content
    wanted = [name for _, inside in units for name in inside]
    calls = [(name, (tuple([content[path] for path in names[name]]), html)) for name in wanted]
    new = [source for _, (sources, _) in memo.missing(_drafts, calls) for source in sources]
    bodies = {source: Body(body(source), html) for source in new}
    proses = proses_of(bodies.values(), memo)

    def run(sources: tuple[Source, ...], _: str) -> Checked[tuple[Draft, ...]]:
        return _drafts(sources, {source.path: proses[bodies[source]] for source in sources})

    drafts = dict(zip(wanted, memo.each(_drafts, calls, run), strict=True))
    parts = [(unit, (tuple([drafts[name] for name in inside]), site)) for unit, inside in units]
    return memo.each(_unit, parts)


def _unit(parts: tuple[Checked[tuple[Draft, ...]], ...], site: Site) -> Checked[tuple[Settled, Told]]:
    """One unit from its drafts to its entities and words."""
    faults: Faults = []
    drafts = tuple(draft for part in parts for draft in known(part, faults))
    faults += whole(drafts)
    return Checked(known(settle(drafts, site), faults), tuple(faults))


def _settled(settled: Settled, _: Told) -> Settled:
    return settled


def _told(_: Settled, told: Told) -> Told:
    return told


def _drafts(sources: Iterable[Source], proses: Mapping[str, Prose]) -> Checked[tuple[Draft, ...]]:
    faults: Faults = []
    documents = [known(parse(source, proses.get(source.path, Prose())), faults) for source in sources]
    blocks = [block for document in documents for block in known(charts(document), faults)]
    groups = (*group(documents), *((block,) for block in blocks))
    return Checked(
        tuple(draft for parts in groups for draft in known(validate(parts), faults)), tuple(faults)
    )


def _site(fields: Site) -> Entity[Site]:
    return Entity("site", "site", "", SITE, fields.title, fields)
