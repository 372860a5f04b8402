"""Turn the paths that authors write into links of the site."""

from __future__ import annotations

from jmsite.model.addresses import title_from
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.journey import Stage
from jmsite.model.kinds import KINDS


def address_of(catalog: Catalog, file: str, anchor: str, own: str | None = None) -> str | None:
    """Return the URL of a content file's page, or of the file where it is an asset; None where this build shows
    neither.

    ``own`` is that of a page that shows the file itself.
    """
    target = own if own is not None else catalog.read("files", file)
    if target is None or anchor in (catalog.read("veiled", file) or ()):
        return None
    if not anchor:
        return str(target)
    moved = catalog.read("moved", file) or {}
    return f"{str(target).partition('#')[0]}#{moved.get(anchor, anchor)}"


def title_of(catalog: Catalog, file: str) -> str:
    """Return what a content file is called: the title of what it holds, or its name."""
    path = file.removeprefix("content/")
    stem, _, ending = path.rpartition(".")
    if ending not in ("md", "yaml"):
        return path.rpartition("/")[2]
    # a journey's own file is ``journeys/<id>/journey.md``
    id = stem.partition("/")[2].removesuffix("/journey")
    kind = next(
        (kind.name for kind in KINDS.values() if kind.folder and path.startswith(f"{kind.folder}/")), ""
    )
    found = (catalog.find(kind, id) if kind else None) or _stage_in(catalog, file, id.partition("/")[0])
    return found.title if found else title_from(id or stem)


def _stage_in(catalog: Catalog, file: str, journey: str) -> Entity[Stage] | None:
    """Return the stage that a file of a journey holds, or of which it holds a variant: its name begins with a number,
    so that it says no id.
    """
    for stage in catalog.stages_of(journey):
        if file in (stage.path, *(variant.path for variant in catalog.variants_of(stage.id))):
            return stage
    return None
