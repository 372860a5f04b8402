"""A change as it would be written: texts with their edits, and files under their new names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from jmsite.editing.apply import edited_files
from jmsite.editing.relocation import Relocation
from jmsite.model.diagnostics import Edit
from jmsite.model.sources import Inputs, Source
from jmsite.model.value import Value, replace


class FilePatch(Value):
    """All that an edit takes: what has another id or file, edits of texts, and whole texts where lines move.

    ``edits`` name places in the texts as they are; ``texts`` are made of those with their edits.
    """

    relocation: Relocation
    edits: tuple[Edit, ...]
    texts: Mapping[str, bytes] = {}


def changed_files(inputs: Inputs, change: FilePatch) -> dict[str, bytes]:
    """Return the files whose bytes change, by the path that they have now."""
    files = {path: source.data for path, source in inputs.content.items()}
    return {**edited_files(files, by_file(change.edits)), **change.texts}


def by_file(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    """Return edits by the file they are for."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.place.path, []).append(edit)
    return found


def patched_inputs(inputs: Inputs, change: FilePatch) -> Inputs:
    """Return what a site is made of once a change is written."""
    texts = changed_files(inputs, change)
    sources = [
        _source(change.relocation.path(path), texts.get(path), one) for path, one in inputs.content.items()
    ]
    blobs = [replace(blob, path=change.relocation.path(path)) for path, blob in inputs.blobs.items()]
    return replace(
        inputs,
        content={one.path: one for one in sorted(sources, key=lambda one: one.path)},
        blobs={one.path: one for one in sorted(blobs, key=lambda one: one.path)},
    )


def _source(path: str, data: bytes | None, before: Source) -> Source:
    if data is None:
        return before if path == before.path else replace(before, path=path)
    return Source(path=path, digest=hashlib.blake2b(data, digest_size=16).hexdigest(), data=data)
