"""Say what is wrong with files that are no pages: which must not be published, and which nothing uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from jmsite.content.assemble import RAW, UnitEntities
from jmsite.content.classify import wrong_ending
from jmsite.content.ties import UnitTies
from jmsite.model.attachments import ATTACHED, is_attachable
from jmsite.model.data_files import SNAPSHOTS, files_meant
from jmsite.model.diagnostics import Diagnostic, Place, Related
from jmsite.model.entities.site import Site
from jmsite.model.rules import fault
from jmsite.model.sources import Blob

_ATTACHABLE = f"types that are published: {', '.join(ATTACHED)}"


def is_safe(blob: Blob) -> bool:
    """Return whether a file may be published as it is."""
    return not blob.path.startswith(RAW) and is_attachable(blob.path) and blob.harm is None


def faults_of_files(
    units: Sequence[UnitEntities],
    ties: Sequence[UnitTies],
    site: Site,
    blobs: Mapping[str, Blob],
    published: set[str],
) -> Iterator[Diagnostic]:
    """Yield what is to be said of files that are no pages: those that must not be shown, and those that nothing
    uses.
    """
    shown: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        files = (
            {(entity.kind, entity.id): entity.prose_path or entity.path for entity in unit.entities}
            if unit.assets
            else {}
        )
        for target, path in unit.assets:
            shown[path].append(files[target])
    asked = {path for tie in ties for path in tie.references.paths}
    for source in site.sources.values():
        own = source.file or (source.url or "").removeprefix("duckdb://").lstrip("/")
        asked |= {f"content/{own}"} if own else set()
        asked |= set(files_meant(source.files, blobs)) if source.files else set()
    for path, blob in blobs.items():
        if path in shown and path not in published:
            yield _harmful(blob, shown[path])
        elif path not in shown and path not in asked and not path.startswith(SNAPSHOTS):
            yield wrong_ending(path) or _unused(path, path.startswith(RAW) or path in published)


def _unused(path: str, kept: bool) -> Diagnostic:
    hint = "link to it, show it, or delete it" if kept else f"delete it; {_ATTACHABLE}"
    return fault("file/unused", "this file is not used, so it is not published", Place(path=path), hint)


def _harmful(blob: Blob, files: Sequence[str]) -> Diagnostic:
    """Return the fault of a file that must not be published, with the files that show it."""
    related = tuple(Related(place=Place(path=path), message="it is used here") for path in sorted(set(files)))
    if not is_attachable(blob.path) or blob.harm is None:
        message = f"'{blob.path.rpartition('/')[2]}' is of a type that is not published"
        return fault("file/not-attachable", message, Place(path=blob.path), _ATTACHABLE, related)
    place = Place(path=blob.path, line=blob.harm.line, column=blob.harm.column)
    hint = "save it again as a plain SVG, or as PNG"
    return fault("file/active-picture", f"this SVG {blob.harm.what}", place, hint, related)
