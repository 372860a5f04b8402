"""Say of everything that names an entity how it does so after a relocation: in fields, readings, links and settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from jmsite.content.add_fields import addition
from jmsite.content.link_targets import LinkTarget
from jmsite.content.resolve_references import goal_of
from jmsite.data.locate_readings import ends_of
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.names_in_readings import names_in_files, names_in_readings
from jmsite.editing.relocation import PARTS, Relocation
from jmsite.editing.written_site import Naming, WrittenSite, step_of
from jmsite.editing.yaml_scalar import edit_at, refusal, scalar_edit
from jmsite.formats.yaml import reader
from jmsite.model.addresses import SCHEME, quoted_path, step_id
from jmsite.model.diagnostics import Edit, Place
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.entities.journey import ANYTIME
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.readings import surveys
from jmsite.model.sources import Loc

SETTINGS = "content/site.yaml"
_DEFINITION = re.compile(r"[ ]{0,3}\[[^\]]+\]:[ \t]*<?")
"""The line that says where the links by a name lead."""


def naming_edits(site: WrittenSite, relocation: Relocation) -> Iterator[Edit]:
    """Yield the edits by which everything that names an entity goes on naming it.

    Raises ``RefusedEditError`` where something cannot be changed where it stands.
    """
    yield from _fields(site, relocation)
    yield from _readings(site, relocation)
    yield from _links(site, relocation)
    yield from _settings(site, relocation)


def _fields(site: WrittenSite, relocation: Relocation) -> Iterator[Edit]:
    ways = _Ways(site, relocation)
    for naming in site.namings:
        referred = naming.referred
        word = ways.word(naming) if referred.kind == "next" else _word(naming, relocation)
        if word != referred.id:
            yield scalar_edit(site.lines(naming.place.path), naming.place, referred.id, word, naming.key)


def _word(naming: Naming, relocation: Relocation) -> str:
    """Return the word by which a reference names its entity; a title that leads to a part of what moves stays."""
    word, target = naming.referred.id, naming.target
    new = relocation.id(target)
    stays = new == target[1] or (word != target[1] and target not in relocation.ids)
    return word if stays else new


class _Ways:
    """The names of ways on from steps after an edit: they name a step or stage near them by the end of its id."""

    def __init__(self, site: WrittenSite, relocation: Relocation) -> None:
        self._relocation = relocation
        ids = [*relocation.ids.items()]
        parts = [(old, new) for (kind, old), new in ids if kind in PARTS]
        self._touched = {id.partition("/")[0] for pair in parts for id in pair}
        kinds = ("step", "stage") if parts else ()
        self._known = {kind: dict.fromkeys(relocation.ids_of(site, kind).values()) for kind in kinds}

    def word(self, naming: Naming) -> str:
        """Return the shortest word, no shorter than the present one, that leads where it does now."""
        word, goal = naming.referred.id, self._relocation.id(naming.target)
        origin = self._origin(naming)
        if not {origin.partition("/")[0], naming.target[1].partition("/")[0]} & self._touched:
            return word
        tail = goal.split("/")[1:]
        same_journey = goal.partition("/")[0] == origin.partition("/")[0]
        for length in range(word.count("/") + 1, len(tail) + 1) if same_journey else ():
            found = "/".join(tail[-length:])
            if goal_of(found, f"{origin}/", self._known) == goal:
                return found
        raise RefusedEditError(
            f"{naming.place.path}:{naming.place.line}: the way to '{word}' would lead nowhere; remove it first"
        )

    def _origin(self, naming: Naming) -> str:
        """Return the stage that a way leads on from, afterwards."""
        draft, number = naming.draft, step_of(naming.referred)
        if number is not None:
            step = dict(draft.steps())[naming.referred.loc[0], number]
            index = None if draft.kind == "variant" else number
            whole = f"{draft.stage}/{step_id(step.id, step.title, index)}"
            return self._relocation.id(("step", whole)).rpartition("/")[0]
        journey, _, stage = draft.stage.partition("/")
        return f"{self._relocation.id(('journey', journey))}/{stage or ANYTIME}"


def _readings(site: WrittenSite, relocation: Relocation) -> Iterator[Edit]:
    """Yield what readings say of an entity, and how to say what their files call it: these stay as they are."""
    ends: dict[str, Mapping[str, str]] = {
        kind: ends_of(relocation.ids_of(site, kind).values()) for kind in DIMENSIONS
    }
    for said in names_in_readings(site):
        new = relocation.id(said.target)
        if new != said.target[1]:
            word = _tail(said.word, new, ends[said.target[0]])
            if word != said.word:
                yield scalar_edit(site.lines(said.place.path), said.place, said.word, word)
    for draft in site.drafts:
        for way, one in surveys(draft.fields.readings) if isinstance(draft.fields, Metric) else ():
            missing: dict[Loc, str] = {}
            for called in names_in_files(site, one):
                new = relocation.id(called.target)
                word = _tail(called.id, new, ends[called.target[0]])
                if new != called.target[1] and word != called.id:
                    loc = (*draft.prefix, "readings", *way, "map", called.target[0], called.word)
                    missing[loc] = word
            fix = addition(draft.places_of(("readings",)), missing) if missing else None
            yield from fix.edits if fix else ()


def _tail(word: str, new: str, ends: Mapping[str, str]) -> str:
    """Return the end of an id by which readings name it: as many parts as now, or more where that is not enough."""
    parts = new.split("/")
    tails = ("/".join(parts[-length:]) for length in range(word.count("/") + 1, len(parts) + 1))
    return next((tail for tail in tails if ends.get(tail) == new), new)


def _links(site: WrittenSite, relocation: Relocation) -> Iterator[Edit]:
    """Yield the links that lead to what is called otherwise then; those within a folder that moves as a whole stay."""
    definitions: dict[str, list[tuple[int, int, str]]] = {}
    for link, place in site.links():
        href = _href(site, link, relocation)
        if href == link.href:
            continue
        line = site.lines(place.path)[place.line - 1 : place.line]
        if line and line[0].startswith(link.href, place.column - 1):
            yield edit_at(place, place.column - 1, link.href, href)
            continue
        found = definitions.setdefault(place.path, list(_definitions(site.lines(place.path))))
        named = [(number, column) for number, column, goal in found if goal == link.href]
        if not named:
            raise refusal(place, link.href)
        for number, column in named:
            yield edit_at(Place(path=place.path), column, link.href, href, number)


def _definitions(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the addresses of links by a name: the line from 1, the column from 0, and the address."""
    for number, line in enumerate(lines, 1):
        if found := _DEFINITION.match(line):
            yield number, found.end(), re.split(r"[\s>]", line[found.end() :], maxsplit=1)[0]


def _href(site: WrittenSite, link: LinkTarget, relocation: Relocation) -> str:
    """Return the address of a link afterwards."""
    address, mark, anchor = link.href.partition("#")
    path, new_anchor = _led(site, link, unquote(anchor), relocation)
    start = "content" if link.field else posixpath.dirname(relocation.path(link.place.path))
    if new_anchor != unquote(anchor):
        anchor = quoted_path(new_anchor)
    if not address:
        # into the file itself, unless what it leads to goes to another one
        same = path == relocation.path(link.path)
        return f"{mark}{anchor}" if same else f"{_relative(path, start)}{mark}{anchor}"
    way, query, rest = address.partition("?")
    if way.startswith("/"):
        address = way if path == link.path else "/" + quoted_path(path.removeprefix("content/"))
    elif posixpath.normpath(posixpath.join(start, unquote(way))) != path:
        address = _relative(path, start) if not SCHEME.match(way) else way
    else:
        address = way
    return f"{address}{query}{rest}{mark}{anchor}"


def _relative(path: str, start: str) -> str:
    return quoted_path(posixpath.relpath(path, start))


def _led(site: WrittenSite, link: LinkTarget, anchor: str, relocation: Relocation) -> tuple[str, str]:
    """Return the file and the anchor that a link leads to afterwards: of an entry of a registry its id, of a step
    those of stage and step.
    """
    path = relocation.path(link.path)
    role = site.role(link.path)
    if role.startswith("registry:"):
        return path, relocation.id((role.removeprefix("registry:"), anchor))
    stage, dashes, rest = anchor.partition("--")
    journey = link.path.removeprefix("content/journeys/").partition("/")[0]
    if not dashes or not link.path.startswith("content/journeys/"):
        return path, anchor
    step, cell, lane = rest.partition("--")
    old = f"{journey}/{stage}/{step}"
    new = relocation.id(("step", old))
    if old not in site.entities("step") or new == old:
        return path, anchor
    there, new_stage, new_step = new.split("/")
    other = site.find(("journey", there)) if there != relocation.id(("journey", journey)) else None
    return other.path if other else path, f"{new_stage}--{new_step}{cell}{lane}"


def _settings(site: WrittenSite, relocation: Relocation) -> Iterator[Edit]:
    """Yield the paths and journeys that site.yaml names as keys: of visibility, and of rules for parts."""
    lines = site.lines(SETTINGS)
    places = reader.load(site.text(SETTINGS).replace("\r\n", "\n").replace("\r", "\n"), SETTINGS).value.places
    for loc in places.keys:
        word = str(loc[-1])
        new = _setting(loc, word, relocation)
        if new != word:
            yield scalar_edit(lines, places.key(loc), word, new, key=True)


def _setting(loc: Loc, word: str, relocation: Relocation) -> str:
    if len(loc) == 4 and loc[0] == "rules" and loc[2] == "journeys":
        return relocation.id(("journey", word))
    if (len(loc) == 2 and loc[0] == "visibility") or (
        len(loc) == 4 and loc[0] == "rules" and loc[2] == "paths"
    ):
        return _entry(word, relocation)
    return word


def _entry(entry: str, relocation: Relocation) -> str:
    """Return a path as site.yaml names it: from content/ with it or without, with the ending of a file or without."""
    begun = "content/" if entry.startswith("content/") else ""
    inside = entry.removeprefix("content/")
    for ending in ("", ".md", ".yaml"):
        path = f"content/{inside.rstrip('/')}{ending}"
        if (moved := relocation.path(path)) != path:
            slash = "/" if inside.endswith("/") else ""
            return begun + moved.removeprefix("content/").removesuffix(ending) + slash
    return entry
