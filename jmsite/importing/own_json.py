"""Our own JSON: everything is as an author wrote it, so that it is written again as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.importing.draft import DraftEntity, DraftMap, NoJourneyError, Remark
from jmsite.importing.json_files import parsed
from jmsite.model.addresses import former_path, step_id
from jmsite.model.codec import encode
from jmsite.model.kinds import ENTITIES, KINDS

VERSION = 1
"""The version of the document that is read here."""
SOUGHT = "the JSON that `jmsite export json` writes"


def read_own_json(text: str) -> DraftMap:
    """Return every entity of an export. Raises ``NoJourneyError``."""
    return read_own(parsed(text))


def read_own(data: Mapping[str, Any]) -> DraftMap:
    """Return every entity of a document. Raises ``NoJourneyError``."""
    rows = data.get("entities")
    if data.get("format") != "jmsite" or not isinstance(rows, dict):
        raise NoJourneyError("its 'format' is not jmsite's", SOUGHT)
    if data.get("version") != VERSION:
        reason = f"it is of version {data.get('version')!r} of our JSON, and this jmsite reads {VERSION}"
        raise NoJourneyError(reason, SOUGHT, sure=True)
    reading = _Reading()
    for kind, some in rows.items():
        for row in some if isinstance(some, list) else ():
            reading.take(str(kind), row)
    if not reading.entities:
        raise NoJourneyError("there is nothing in it that could be read", SOUGHT, sure=True)
    site = data.get("site")
    scale = site.get("emotion_scale") if isinstance(site, dict) else None
    return DraftMap(
        format="jmsite",
        entities=tuple(reading.entities),
        remarks=tuple(reading.remarks),
        scale=scale if isinstance(scale, dict) else None,
    )


class _Reading:
    """Gathers entities, and what could not be taken."""

    def __init__(self) -> None:
        self.entities: list[DraftEntity] = []
        self.remarks: list[Remark] = []

    def take(self, kind: str, row: Any) -> None:
        """Take an entity, a journey with its stages and what differs in them."""
        if not isinstance(row, dict) or kind not in ENTITIES or kind in ("site", "step", "chart"):
            self._leave(f"a {kind}", "there is no such kind of content")
            return
        if not self._entity(kind, row, _fields(row)) or kind != "journey":
            return
        for number, stage in enumerate(_rows(row, "stages"), 1):
            steps = [_step(step, at) for at, step in enumerate(_rows(stage, "steps"))]
            fields = {**_fields(stage), **({"steps": steps} if steps else {})}
            if self._entity("stage", stage, fields, number):
                for variant in _rows(stage, "variants"):
                    self._entity("variant", variant, _fields(variant), number)

    def _entity(self, kind: str, row: Mapping[str, Any], fields: Mapping[str, Any], at: int = 0) -> bool:
        id = str(row.get("id") or "")
        # the id becomes a path: whoever wrote the file must not choose where on this disk something is written
        if not all(map(_may_be_named, id.split("/"))) or len(id.split("/")) != _depth(kind, id):
            self._leave(f"the {kind} '{id}'", "no file can be called like its id")
            return False
        try:
            whole = encode(ENTITIES[kind].model.model_validate(fields))
        except ValueError as error:
            first = str(error).splitlines()
            self._leave(f"the {kind} '{id}'", " ".join(line.strip() for line in first[1:3]))
            return False
        self.entities.append(
            DraftEntity(
                kind=kind,
                id=id,
                title=str(row.get("title") or ""),
                fields=whole,
                body=str(row.get("prose") or ""),
                file=_file(kind, id, str(row.get("file") or ""), at),
                prose_file=_prose_file(kind, id, str(row.get("prose_file") or "")),
                series=row.get("series") if isinstance(row.get("series"), dict) else None,
            )
        )
        return True

    def _leave(self, what: str, why: str) -> None:
        self.remarks.append(Remark(did="left out", text=f"{what}: {why}"))


def _rows(row: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    rows = row.get(name)
    yield from (one for one in rows if isinstance(one, dict)) if isinstance(rows, list) else ()


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    fields = row.get("fields")
    return dict(fields) if isinstance(fields, dict) else {}


def _step(row: Mapping[str, Any], at: int) -> dict[str, Any]:
    """Return the fields of a step; one whose title was changed keeps its id, by which others refer to it."""
    fields, id = _fields(row), str(row.get("id") or "").rpartition("/")[2]
    title = fields.get("title")
    if not id or fields.get("id") or step_id(None, title if isinstance(title, str) else None, at) == id:
        return fields
    return {"id": id, **fields}


def _may_be_named(part: str) -> bool:
    """Return whether a file or folder can be called like a part of an id, on every system."""
    return not part.startswith(".") and former_path(part) is not None


def _depth(kind: str, id: str) -> int:
    """Return of how many parts the ids of a kind are."""
    return id.count("/") + 1 if kind == "page" else {"stage": 2, "variant": 3}.get(kind, 1)


def _file(kind: str, id: str, told: str, number: int) -> str:
    """Return the file of an entity under ``content/``: the one told where its kind and id can be written there."""
    fits = re.fullmatch(_pattern(kind, id), told)
    return told if fits else _usual(kind, id, number)


def _pattern(kind: str, id: str) -> str:
    """Return what the paths of an entity look like."""
    folder, *parts = KINDS[kind].folder, *map(re.escape, id.split("/"))
    if kind == "home":
        return r"index\.(?:md|yaml)"
    if kind == "journey":
        return rf"journeys/{parts[0]}/journey\.(?:md|yaml)"
    if kind in ("stage", "variant"):
        return rf"journeys/{parts[0]}/(?:\d{{1,9}}(?:\.\d{{1,9}})?-)?{'[.]'.join(parts[1:])}\.(?:md|yaml)"
    listed = rf"|{folder}\.yaml" if KINDS[kind].listed else ""
    return rf"{folder}/{'/'.join(parts)}\.(?:md|yaml){listed}"


def _usual(kind: str, id: str, number: int) -> str:
    if kind == "home":
        return "index.md"
    if kind == "journey":
        return f"journeys/{id}/journey.md"
    if kind in ("stage", "variant"):
        journey, *rest = id.split("/")
        return f"journeys/{journey}/{number:02}-{'.'.join(rest)}.md"
    return f"{KINDS[kind].folder}/{id}.md"


def _prose_file(kind: str, id: str, told: str) -> str:
    return told if told.endswith(".md") and re.fullmatch(_pattern(kind, id), told) else ""
