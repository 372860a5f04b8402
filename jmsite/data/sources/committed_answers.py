"""Answers of warehouses that are kept with the content, so that a build needs no connection."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jmsite.model.data_files import SNAPSHOTS
from jmsite.model.sources import Blob, Inputs, Query, Snapshot
from jmsite.model.value import replace

INDEX = f"{SNAPSHOTS}snapshots.json"
"""Says of each query in which file its answer is, when it was taken, and of which types its columns are."""


def key_of(query: Query) -> str:
    """Return what stands for a query wherever its answer is kept: where it asks, and what; no secret is in it."""
    asked = json.dumps([query.kind, query.address, query.sql])
    return hashlib.blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def committed_answers(inputs: Inputs) -> dict[str, Snapshot]:
    """Return the answers among the files of the content, by the keys of their queries.

    An entry that says nothing that can be used is passed over: the query is then asked.
    """
    index = inputs.blobs.get(INDEX)
    if index is None:
        return {}
    try:
        entries = json.loads(Path(index.file).read_text(encoding="utf-8"))
        found = {key: _entry(entry, inputs.blobs) for key, entry in entries.items()}
    except (OSError, ValueError, AttributeError):
        return {}
    return {key: snapshot for key, snapshot in found.items() if snapshot is not None}


def _entry(entry: Any, blobs: Mapping[str, Blob]) -> Snapshot | None:
    try:
        blob = blobs[f"{SNAPSHOTS}{entry['file']}"]
        columns = tuple((str(name), str(type)) for name, type in entry["columns"])
        taken = str(entry["taken"])
    except (KeyError, TypeError, ValueError):
        return None
    digest = hashlib.blake2b(f"{blob.digest}{columns}".encode(), digest_size=16).hexdigest()
    return Snapshot(blob=replace(blob, columns=columns, digest=digest), basis=digest, taken=taken)


def files_of(answers: Mapping[Query, Snapshot], askers: Mapping[Query, str], known: str) -> dict[str, bytes]:
    """Return the files that keep answers, by their paths from the site's root.

    ``askers`` are what asks each query, which its file is named after; ``known`` is the index as it is, "" without one:
    entries of other queries stay.
    """
    entries: dict[str, Any] = json.loads(known) if known else {}
    files: dict[str, bytes] = {}
    for query, answer in answers.items():
        if answer.blob is None or answer.blob.data is None:
            continue
        name = f"{_plain(query.source)}-{_plain(askers.get(query, '')) or key_of(query)}.csv"
        taken_by = {entry.get("file") for key, entry in entries.items() if key != key_of(query)}
        name = name if name not in taken_by else f"{name[:-4]}-{key_of(query)[:6]}.csv"
        files[f"{SNAPSHOTS}{name}"] = answer.blob.data
        entries[key_of(query)] = {"file": name, "taken": answer.taken, "columns": answer.blob.columns}
    files[INDEX] = _index(entries)
    return files


def stale_files(known: str, asked: Iterable[Query], there: Iterable[str]) -> tuple[str, ...]:
    """Return the files of snapshots that answer nothing that is asked any more, by their paths from the site's root.

    ``known`` is the index as it is, "" without one, and ``there`` are all files of the content.
    """
    entries: dict[str, Any] = json.loads(known) if known else {}
    keys = {key_of(query) for query in asked}
    needed = {INDEX, *(f"{SNAPSHOTS}{entry.get('file')}" for key, entry in entries.items() if key in keys)}
    return tuple(sorted(path for path in there if path.startswith(SNAPSHOTS) and path not in needed))


def index_without(known: str, gone: Iterable[str]) -> bytes:
    """Return the index without the entries of some files."""
    names = {path.removeprefix(SNAPSHOTS) for path in gone}
    entries: dict[str, Any] = json.loads(known) if known else {}
    return _index({key: entry for key, entry in entries.items() if entry.get("file") not in names})


def _index(entries: Mapping[str, Any]) -> bytes:
    ordered = dict(sorted(entries.items(), key=lambda one: one[1]["file"]))
    return f"{json.dumps(ordered, indent=2, ensure_ascii=False)}\n".encode()


def _plain(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:60]
