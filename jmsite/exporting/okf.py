"""A portal as a bundle for agents, in the Open Knowledge Format 0.2: a Markdown file for each thing that there is.

Each file says in its front matter of which ``type`` it is, in a sentence what it is, and where its page is; below
stands what its page says, with links to other files of the bundle. Each folder has an ``index.md`` of what is in it, so
that a reader can look before opening anything, and ``log.md`` tells what changed on which day, the latest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any
from urllib.parse import unquote

from jmsite.exporting.archive import zipped
from jmsite.exporting.lanes import unlinked
from jmsite.exporting.selection import Selection
from jmsite.exporting.words import open_texts
from jmsite.formats.yaml.writer import to_markdown
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.markdown import escaped, fill
from jmsite.model.page import Text
from jmsite.pages.markdown.entity import entity_markdown
from jmsite.pages.parts.changes.dated import last_changed
from jmsite.pages.parts.changes.reviews import due

OKF = "0.2"
RESERVED = ("index", "log")
"""Names of files that mean something in every folder of a bundle."""
BY = "process:jmsite"
_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(\0([^\0]*)\0\)")
_OUT = re.compile(r"(?:[a-z][a-z0-9+.-]*:|#)", re.IGNORECASE)
_SIGNS = {ord(sign): f"%{ord(sign):02X}" for sign in ' ()<>%#?\\[]"'}
"""The signs that mean something in an address, or would end one in Markdown."""
DRAFT, GONE = ("draft", "in-review"), ("retired", "dropped", "dismissed")
"""Words of status for what is not ready yet, and for what is kept for its history."""
Plain = dict[str, Any]


def as_okf(catalog: Catalog, selection: Selection) -> bytes:
    """Return the bundle of a selection, in a ZIP archive."""
    bundle = _Bundle(catalog, tuple(_with_stages(catalog, selection.entities)))
    files = {path: bundle.concept(one) for path, one in bundle.paths.items()}
    indexes = {f"{folder}index.md": bundle.index(folder) for folder in bundle.folders}
    return zipped({**indexes, "log.md": bundle.log(), **files})


def _with_stages(catalog: Catalog, entities: Iterable[Entity[Any]]) -> Iterator[Entity[Any]]:
    """Yield what there is a file for: journeys are followed by their stages."""
    for entity in entities:
        yield entity
        if entity.kind == "journey":
            yield from catalog.stages_of(entity.id)


class _Bundle:
    """The files of a bundle by their paths; links between them begin at its root."""

    def __init__(self, catalog: Catalog, entities: Iterable[Entity[Any]]) -> None:
        self.catalog = catalog
        self.paths: dict[str, Entity[Any]] = {}
        self.places: dict[str, str] = {}
        for entity in entities:
            path = _path(entity)
            self.paths[path] = entity
            self.places[entity.url] = path
        self.folders = list(dict.fromkeys(one for path in ("", *self.paths) for one in _folders(path)))

    def concept(self, entity: Entity[Any]) -> bytes:
        """Return the file of an entity."""
        notes = (f"-{number}" if number > 1 else "" for number in count(1))
        parts = (
            self._prose(part, next(notes)) if isinstance(part, Text) else self._linked(part)
            for part in entity_markdown(self.catalog, entity.kind, entity.id)
        )
        return to_markdown(self._front(entity), "\n\n".join(filter(None, parts))).encode()

    def _front(self, entity: Entity[Any]) -> Plain:
        fields, day = entity.fields, last_changed(self.catalog, entity)
        front: Plain = {
            "type": entity.kind.capitalize(),
            "title": entity.title,
            "description": self.described(entity),
            "resource": self._address(entity.url),
            "id": entity.id,
            "tags": list(getattr(fields, "tags", ())),
            "owner": getattr(fields, "owner", None),
            "status": _status(entity),
            "stale_after": self._stale(entity),
            "generated": {"by": BY, **({"at": f"{day.isoformat()}T00:00:00Z"} if day else {})},
            "sources": list(self._sources(entity)),
        }
        return {name: value for name, value in front.items() if value not in (None, "", [])}

    def described(self, entity: Entity[Any]) -> str:
        """Return an entity in a sentence, on one line and without links; "" where it says none."""
        texts = open_texts(self.catalog, entity)
        said = getattr(entity.fields, "summary", None) or getattr(entity.fields, "goal", None) or ""
        return " ".join(unlinked(texts.get(said, said)).split())

    def _stale(self, entity: Entity[Any]) -> str | None:
        day = due(self.catalog, entity) if entity.kind in ("journey", "persona") else None
        return day.isoformat() if day else None

    def _sources(self, entity: Entity[Any]) -> Iterator[Plain]:
        """Yield the research that an entity rests on; of research itself, where its data are."""
        for study in self.catalog.found("research", getattr(entity.fields, "research", ())):
            if study.url in self.places:
                place = f"/{self.places[study.url]}"
                yield {"id": study.id, "resource": place, "title": study.title}
        link = getattr(entity.fields, "link", None)
        if entity.kind == "research" and link:
            yield {"resource": link}

    # -- links
    def _address(self, url: str) -> str:
        """Return the address of a page of the site; "" where the site has none."""
        base = self.catalog.site.url
        return f"{base.rstrip('/')}/{url}" if base else ""

    def _target(self, url: str) -> str | None:
        """Return where a link leads: to a file of the bundle, else to the site; None where it leads nowhere."""
        if _OUT.match(url):
            return url
        page, _, anchor = url.partition("#")
        if "--" in anchor and page.startswith("journeys/"):  # a step is told with its stage
            page = f"{page}{anchor.partition('--')[0]}/"
        if page in self.places:
            return f"/{self.places[page]}".translate(_SIGNS)
        folder = unquote(page)
        if folder and folder in self.folders:
            return f"/{folder}index.md".translate(_SIGNS)
        return self._address(url) or None

    def _linked(self, part: str) -> str:
        def answer(found: re.Match[str]) -> str:
            target = self._target(found[2])
            return f"[{found[1]}]({target})" if target else found[1]

        return _LINK.sub(answer, part) if "\0" in part else part

    def _prose(self, part: Text, notes: str) -> str:
        hrefs = {
            (link.href, link.image): href for link, href in zip(part.prose.links, part.hrefs, strict=False)
        }

        def chart(number: int) -> str:
            drawing = part.drawings[number] if number < len(part.drawings) else None
            return escaped(drawing.caption) if drawing else ""

        def answer(written: str, image: bool) -> str | None:
            found = hrefs.get((written, image))
            return self._target(found) if found is not None else None

        return fill(part.prose.markdown, answer, chart, notes)

    # -- what there is, and what changed
    def index(self, folder: str) -> bytes:
        """Return the list of what is in a folder, by type, and of the folders in it."""
        groups: dict[str, list[str]] = {}
        for path, entity in self.paths.items():
            if _folder(path) == folder:
                told = self.described(entity)
                name = path.removeprefix(folder).translate(_SIGNS)
                entry = f"* [{escaped(entity.title)}]({name})" + (f" - {escaped(told)}" if told else "")
                groups.setdefault(self.catalog.words.phrase(f"kind.{entity.kind}"), []).append(entry)
        below = [one for one in self.folders if one and _folder(one.rstrip("/")) == folder]
        if below:
            groups["Folders"] = [self._below(one, folder) for one in below]
        text = "\n".join(f"# {head}\n\n" + "\n".join(rows) + "\n" for head, rows in groups.items())
        return (text if folder else f'---\nokf_version: "{OKF}"\n---\n\n{text}').encode()

    def _below(self, one: str, folder: str) -> str:
        inside = sum(path.startswith(one) for path in self.paths)
        name = one.removeprefix(folder)
        files = "file" if inside == 1 else "files"
        return f"* [{escaped(name.rstrip('/'))}]({name.translate(_SIGNS)}) - {inside} {files}"

    def log(self) -> bytes:
        """Return what happened, the latest day first: what was written, found out and shipped."""
        days: dict[date, list[str]] = {}
        for path, entity in self.paths.items():
            for word, day in _happened(self.catalog, entity):
                entry = f"* **{word}**: [{escaped(entity.title)}](/{path.translate(_SIGNS)})"
                days.setdefault(day, []).append(entry)
        told = (
            f"\n## {day.isoformat()}\n" + "\n".join(days[day]) + "\n" for day in sorted(days, reverse=True)
        )
        return f"# Log of changes\n{''.join(told)}".encode()


def _happened(catalog: Catalog, entity: Entity[Any]) -> Iterator[tuple[str, date]]:
    day = last_changed(catalog, entity)
    if day:
        yield "Update", day
    if entity.kind == "research" and (entity.fields.to or entity.fields.from_):
        yield "Research", entity.fields.to or entity.fields.from_
    if entity.kind == "solution" and entity.fields.status == "shipped" and entity.fields.shipped:
        yield "Shipped", entity.fields.shipped


def _status(entity: Entity[Any]) -> str | None:
    """Return the place of an entity in its life, in the words of the format; None for what is ready, as most is."""
    status = getattr(entity.fields, "status", None)
    if getattr(entity.fields, "draft", False) or status in DRAFT:
        return "draft"
    return "deprecated" if status in GONE else None


def _path(entity: Entity[Any]) -> str:
    """Return the file of an entity, called like its page; names that mean something in a bundle get a sign more."""
    path = unquote(entity.url.strip("/")) or "home"
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name}".lstrip("/") + ("_.md" if name in RESERVED else ".md")


def _folder(path: str) -> str:
    return f"{path.rpartition('/')[0]}/" if "/" in path else ""


def _folders(path: str) -> Iterator[str]:
    """Yield the folders that a file lies in, the outermost first; "" is the bundle."""
    yield ""
    parts = path.split("/")[:-1]
    yield from ("".join(f"{part}/" for part in parts[:end]) for end in range(1, len(parts) + 1))
