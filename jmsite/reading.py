"""The first half of the sentence: what was found on disk becomes entities and their words, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from jmsite.kept import Body, proses_of
from jmsite.memo import Ahead, Memo
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.entities.site import Site
from jmsite.model.entity import Draft
from jmsite.model.rules import fault
from jmsite.model.sources import Inputs, Prose, Source
from jmsite.model.value import Value, replace
from jmsite.steps.charts import charts
from jmsite.steps.gather import gather, whole
from jmsite.steps.parse import body, parse
from jmsite.steps.sense import senseless
from jmsite.steps.settle import Settled, Told, settle
from jmsite.steps.speak import unspoken
from jmsite.steps.validate import group, validate

V = TypeVar("V")
Faults = list[Diagnostic]
Paths = tuple[str, ...]
Made = tuple[tuple[Source, ...], str]
"""What the drafts of a name are made of: its files, and how raw HTML in them is read."""
Drafted = tuple[Made, Checked[tuple[Draft, ...]]]
SITE = "content/site.yaml"


def known(checked: Checked[V], faults: Faults) -> V:
    """The value of what a step returned; its faults are added to those known."""
    faults.extend(checked.diagnostics)
    return checked.value


def settings(inputs: Inputs, memo: Memo, faults: Faults) -> Entity[Site]:
    """What site.yaml says; a title of our own where it says nothing that can be read."""
    source = inputs.content.get(SITE)
    drafts = known(memo(_drafts, (source,), {}), faults) if source else ()
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
        faults += senseless(drafts[0], fields, inputs.themes)
    return memo(_site, fields)


class Understood(Value):
    """What a unit says, with its faults; and the drafts of its files by name, with what they were made of."""

    settled: Settled
    told: Told
    faults: tuple[Diagnostic, ...]
    drafts: Mapping[str, Drafted]


def read(
    inputs: Inputs, site: Entity[Site], memo: Memo, faults: Faults, ahead: Ahead | None = None
) -> tuple[tuple[Settled, ...], tuple[Told, ...]]:
    """Every source but site.yaml as entities and their words, unit by unit: parsed, validated, settled.

    ``ahead`` is something to do while other processes read.
    """
    units = memo(gather, tuple([path for path in inputs.content if path != SITE]))
    content, fields, once = inputs.content, site.fields, memo.once

    def run(todo: list[tuple[Any, ...]], last: list[Understood | None]) -> list[Understood]:
        return understood([sources for sources, _ in todo], last, fields, memo)

    def share(some: Sequence[tuple[str, Paths]]) -> list[Understood]:
        calls = [(unit, (tuple([content[path] for path in paths]), fields)) for unit, paths in some]
        made = memo.together(Understood, calls, run)
        return [replace(one, drafts={}) for one in made] if once else made

    made = memo.shares(share, list(units.items()), ahead)
    for one in made:
        faults.extend(one.faults)
    return tuple([one.settled for one in made]), tuple([one.told for one in made])


def understood(
    units: Sequence[tuple[Source, ...]], last: Sequence[Understood | None], site: Site, memo: Memo
) -> list[Understood]:
    """What each unit says; of what it said last, the drafts of files that have not changed are taken again."""
    html = site.markdown.html
    files = [_by_name(sources, html) for sources in units]
    known = [one.drafts if one else {} for one in last]
    named = [
        (name, made, drafts) for of, drafts in zip(files, known, strict=True) for name, made in of.items()
    ]
    new = [source for name, made, drafts in named if not _stands(drafts, name, made) for source in made[0]]
    bodies = {source: Body(body(source), html) for source in new}
    proses = proses_of(bodies.values(), memo)

    def draft(sources: tuple[Source, ...]) -> Checked[tuple[Draft, ...]]:
        return _drafts(sources, {source.path: proses[bodies[source]] for source in sources})

    return [_unit(of, was, site, draft) for of, was in zip(files, last, strict=True)]


def _by_name(sources: Iterable[Source], html: str) -> dict[str, Made]:
    """What the drafts of a unit are made of, by the name of their files without its ending."""
    names: dict[str, tuple[Source, ...]] = {}
    for source in sources:
        name = source.path[: source.path.rfind(".")]
        names[name] = (*names.get(name, ()), source)
    return {name: (files, html) for name, files in names.items()}


def _stands(drafts: Mapping[str, Drafted], name: str, made: Made) -> bool:
    return name in drafts and drafts[name][0] == made


def _unit(
    files: Mapping[str, Made],
    last: Understood | None,
    site: Site,
    draft: Callable[[tuple[Source, ...]], Checked[tuple[Draft, ...]]],
) -> Understood:
    """One unit from its files to its entities and words."""
    faults: Faults = []
    before = last.drafts if last else {}
    drafts = {
        name: before[name] if _stands(before, name, made) else (made, draft(made[0]))
        for name, made in files.items()
    }
    parts = tuple(part for _, found in drafts.values() for part in known(found, faults))
    faults += whole(parts)
    settled, told = known(settle(parts, site), faults)
    if last:
        settled = last.settled if last.settled == settled else settled
        told = last.told if last.told == told else told
    return Understood(settled, told, tuple(faults), drafts)


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
