"""Words of entities as Markdown for others: as they were written, without ways to what may not be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jmsite.model.addresses import prose_target
from jmsite.model.authored import authored
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.lane_texts import lane_texts, own_texts
from jmsite.model.markdown import Answer, fill

_CHART = re.compile("^([^\0\n]*)\0chart(\\d+)\0", re.MULTILINE)
_FENCES = re.compile(r"^\s*(`{3,})", re.MULTILINE)


def prose_of(catalog: Catalog, entity: Entity[Any]) -> str:
    """Return the prose of an entity; links lead where they were written to, and charts are blocks again."""
    written = fill(
        catalog.prose(entity).markdown, _shown(catalog, entity), lambda number: f"\0chart{number}\0"
    )
    return _CHART.sub(lambda found: _block(catalog, entity, found[1], int(found[2])), written).strip("\n")


def is_shown(catalog: Catalog, file: str, anchor: str) -> bool:
    """Return whether this build shows what a link to a content file leads to."""
    return catalog.read("files", file) is not None and anchor not in (catalog.read("veiled", file) or ())


def open_texts(catalog: Catalog, entity: Entity[Any]) -> dict[str, str]:
    """Return how texts of lanes are written for others, by what was written: those with links into what is hidden."""
    answer = _shown(catalog, entity)
    found: dict[str, str] = {}
    for text in _texts(catalog, entity):
        lane = catalog.lane_text(text)
        if lane and any(answer(link.href, link.image) is None for link in lane.prose.links):
            found[text] = fill(lane.markdown, answer)
    return found


def _texts(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    yield from (text for _, text in lane_texts(entity.fields))
    if hasattr(entity.fields, "fields"):
        yield from (text for _, text in own_texts(entity.fields, catalog.site.lanes))


def _shown(catalog: Catalog, entity: Entity[Any]) -> Answer:
    def answer(href: str, _: bool) -> str | None:
        target = prose_target(entity.prose_path, href)
        if target is None or (target[0] == entity.prose_path and entity.path != "content/site.yaml"):
            veiled = target is not None and target[1] in (catalog.read("veiled", target[0]) or ())
            return None if veiled else href
        return href if is_shown(catalog, *target) else None

    return answer


def _block(catalog: Catalog, entity: Entity[Any], before: str, number: int) -> str:
    """Return a chart as a block that stands as deep as its slot; nothing where it may not be shown."""
    chart = catalog.find("chart", f"{entity.prose_path}#{number}")
    if chart is None:
        return before
    from jmsite.formats.yaml.writer import to_yaml

    told = to_yaml(authored(chart.fields))
    fence = "`" * max([3, *(len(found) + 1 for found in _FENCES.findall(told))])
    inside = re.sub(r"[^\s>]", " ", before)
    lines = f"{fence}chart\n{told}{fence}".split("\n")
    return "\n".join(f"{inside if at else before}{line}" for at, line in enumerate(lines))
