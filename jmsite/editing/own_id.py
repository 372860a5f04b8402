"""Write the id of an entity where it is itself written, and keep the addresses it had."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.layout import YamlLayout, layout, new_field, new_item
from jmsite.editing.relocation import Relocation
from jmsite.editing.written_site import Target, WrittenSite
from jmsite.editing.yaml_scalar import edit_at, scalar_edit
from jmsite.formats.yaml.writer import scalar
from jmsite.model.addresses import address, former_path, output_path, step_id
from jmsite.model.diagnostics import Edit, Place
from jmsite.model.entity import Draft
from jmsite.model.sources import Loc

WITHOUT_PAGE = ("step", "variant", "chart", "site", "home")
"""Kinds without a page of their own: their addresses are places on another page, which nothing can lead on from."""


def id_edits(site: WrittenSite, target: Target, new: str) -> Iterator[Edit]:
    """Yield the id where the entity itself is written: the key in a registry, the ``id`` of a step."""
    kind, id = target
    if kind == "step":
        yield from _of_step(site, id, new)
        return
    for draft in site.drafts:
        if (draft.kind, draft.id) == target and draft.prefix:
            yield scalar_edit(site.lines(draft.path), draft.key(()), id, new, key=True)


def _of_step(site: WrittenSite, id: str, new: str) -> Iterator[Edit]:
    """Yield the id of a step in its stage, and in what is written of it for single personas."""
    found = list(written_steps(site, id))
    if not found:
        raise RefusedEditError(f"'{id}' is a stage without steps; rename the stage")
    short = id.rpartition("/")[2]
    for draft, at in found:
        if (*draft.prefix, *at, "id") in draft.places_of(at).keys:
            yield scalar_edit(site.lines(draft.path), draft.place((*at, "id")), short, new)
        else:
            yield from with_id(site, draft, at, new)


def written_steps(site: WrittenSite, id: str) -> Iterator[tuple[Draft, Loc]]:
    """Yield where a step is written: in its stage or journey, and in each variant of the stage that has it."""
    stage, _, short = id.rpartition("/")
    for draft in site.drafts:
        if draft.kind in ("stage", "variant", "journey") and draft.stage == stage:
            for at, step in draft.steps():
                # by its number only a step of the stage itself is known
                number = None if draft.kind == "variant" else int(at[1])
                if step_id(step.id, step.title, number) == short:
                    yield draft, at
                    break


def with_id(site: WrittenSite, draft: Draft, at: Loc, id: str) -> list[Edit]:
    """Return the edits that write an id into a step that has none of its own."""
    path = draft.places_of(at).path
    of = layout(path, site.text(path))
    step = of.node((*draft.prefix, *at)) or of.node((*draft.prefix, *at[:-1]))
    made = (
        _titled(of, step.start, step.end, id) if step and step.kind == "text" else new_field(of, at, "id", id)
    )
    if not made:
        raise RefusedEditError(f"{path}:{draft.place(at).line}: add 'id: {id}' to this step by hand")
    return made


def _titled(of: YamlLayout, start: tuple[int, int], end: tuple[int, int], id: str) -> list[Edit]:
    """Return the edit that makes a step with an id of one that is only a title."""
    old = of.lines[start[0]][start[1] : end[1]] if start[0] == end[0] else ""
    if not old or old[0] in "|>&*!":
        return []
    title = old if old[0] in "\"'" else scalar(old, flow=True)
    place_line = start[0] + 1
    return [edit_at(_place(of, place_line), start[1], old, f"{{id: {id}, title: {title}}}")]


def _place(of: YamlLayout, line: int) -> Place:
    return Place(path=of.path, line=line)


def alias_edits(site: WrittenSite, relocation: Relocation) -> Iterator[Edit]:
    """Yield the edits that keep the former address of each page that gets another one.

    An entity that gets back an address which it has had no longer calls that a former one.
    """
    for draft in site.drafts:
        if draft.kind in WITHOUT_PAGE:
            continue
        new = relocation.id((draft.kind, draft.id))
        if new != draft.id:
            yield from _kept_address(site, draft, address(draft.kind, draft.id), address(draft.kind, new))


def _kept_address(site: WrittenSite, draft: Draft, old: str, new: str) -> list[Edit]:
    path = draft.places_of(("aliases",)).path
    of, loc = layout(path, site.text(path)), (*draft.prefix, "aliases")
    aliases: tuple[str, ...] = getattr(draft.fields, "aliases", ())
    word = old.strip("/")
    now = next((alias for alias in aliases if former_path(alias) == output_path(new)), None)
    if now is not None:
        found = aliases.index(now)
        return [scalar_edit(of.lines, draft.place(("aliases", found)), now, word)]
    if any(former_path(alias) == output_path(old) for alias in aliases):
        return []
    known = of.node(draft.prefix)
    has = known is not None and known.field("aliases") is not None
    made = new_item(of, loc, word) if has else new_field(of, draft.prefix, "aliases", [word], after="title")
    if not made:
        raise RefusedEditError(f"{path}:{draft.line}: add 'aliases: [{word}]' here by hand first")
    return made
