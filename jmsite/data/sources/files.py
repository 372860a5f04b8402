"""The door to files under ``content/``: a table is its own answer, and SQL is asked of tables in one opening."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jmsite.data.sources.answer_store import AnswerStore
from jmsite.data.sources.folder import one_table
from jmsite.data.sources.packed_answers import unpack_answer
from jmsite.data.sources.sql_over_files import files_as_tables, run_query
from jmsite.data.unreadable import UnreadableError
from jmsite.model.data_files import files_meant
from jmsite.model.sources import Blob, Inputs, Query, Snapshot
from jmsite.model.value import replace

ROWS = "data"
"""The name in SQL of a table that is named by its file and not by a source."""
Tables = dict[str, Blob]


def ask_files(
    queries: Sequence[Query], inputs: Inputs, cache: AnswerStore | None
) -> Mapping[Query, Snapshot]:
    """Return the answer to each query; those of the last time and those that are kept are not asked again.

    A query whose file is missing has no answer: that is told where the file is named.
    """
    found: dict[Query, Snapshot] = {}
    todo: dict[Query, Tables] = {}
    for query in queries:
        tables = tables_of(query, inputs.blobs)
        own = next(iter(tables.values()), None) if tables else None
        if own is None:
            found.update({query: _nothing(query)} if query.kind == "files" else {})
        elif not query.sql:
            found[query] = Snapshot(blob=own, basis=own.digest)
        elif (last := inputs.snapshots.get(query)) and last.basis == _basis(query, tables):
            found[query] = last
        else:
            todo[query] = tables
    found.update(_kept_or_asked(todo, cache))
    return found


def tables_of(query: Query, blobs: Mapping[str, Blob]) -> Tables:
    """Return the tables that SQL may name, the one that it is asked of first; nothing where that is not there."""
    own = _blob(query, blobs)
    if own is None:
        return {}
    others = {one.source: blob for one in query.tables if (blob := _blob(one, blobs))}
    return {query.source or ROWS: own, **others}


def _blob(query: Query, blobs: Mapping[str, Blob]) -> Blob | None:
    if query.kind == "files":
        parts = [blobs[path] for path in files_meant(query.address, blobs)]
        return one_table(query.address, parts, query.sheet) if parts else None
    found = blobs.get(posixpath.join("content", query.address))
    if found is None or not query.sheet:
        return found
    digest = hashlib.blake2b(f"{found.digest}\0{query.sheet}".encode(), digest_size=16).hexdigest()
    return replace(found, sheet=query.sheet, digest=digest)


def _nothing(query: Query) -> Snapshot:
    why = f"there is no table in 'content/{query.address}'"
    return Snapshot(failed=why, rule="data/no-tables", hint="correct 'files:' of the source in site.yaml")


def _basis(query: Query, tables: Tables) -> str:
    """Return what stands for all that an answer depends on but the engine."""
    known = [query.sql, *(f"{name}\0{blob.digest}" for name, blob in tables.items())]
    return hashlib.blake2b("\0".join(known).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _kept_or_asked(todo: Mapping[Query, Tables], cache: AnswerStore | None) -> Mapping[Query, Snapshot]:
    from jmsite.data import data_version

    keys = {query: f"rows {data_version()} {_basis(query, tables)}" for query, tables in todo.items()}
    texts = cache.fetch(list(keys.values())) if cache and keys else {}
    found = {query: _read(query, texts[key], todo[query]) for query, key in keys.items() if key in texts}
    new = _asked({query: tables for query, tables in todo.items() if query not in found})
    if cache and new:
        cache.store({keys[query]: _text(one.blob) for query, one in new.items() if one.blob is not None})
    return {**found, **new}


def _asked(todo: Mapping[Query, Tables]) -> dict[Query, Snapshot]:
    """Return the answers to queries, each table of theirs laid out once for all that ask it."""
    found: dict[Query, Snapshot] = {}
    for some in _together(todo):
        tables = {name: blob for query in some for name, blob in todo[query].items()}
        try:
            with files_as_tables(tables) as connection:
                for query in some:
                    answer = run_query(connection, _called(query), query.sql)
                    found[query] = replace(
                        answer, failed=_hidden(answer.failed, tables), basis=_basis(query, todo[query])
                    )
        except UnreadableError as error:
            for query in some:
                found[query] = Snapshot(
                    failed=str(error),
                    rule="data/unreadable",
                    hint=error.hint,
                    basis=_basis(query, todo[query]),
                )
    return found


def _together(todo: Mapping[Query, Tables]) -> Iterator[list[Query]]:
    """Yield queries that share a table together; a table without a name of its own is shared by its file."""
    groups: list[tuple[set[tuple[str, str]], list[Query]]] = []
    for query, tables in todo.items():
        needed = {(name, blob.digest) for name, blob in tables.items()}
        touching = [group for group in groups if group[0] & needed]
        groups = [group for group in groups if group not in touching]
        names = needed.union(*(group[0] for group in touching))
        groups.append((names, [*(one for group in touching for one in group[1]), query]))
    yield from (some for _, some in groups)


def _called(query: Query) -> str:
    return f"the answer of '{query.source}'" if query.source else f"the answer of 'content/{query.address}'"


def _hidden(words: str, tables: Tables) -> str:
    """Return a message without the folders of this machine."""
    for blob in _parts(tables.values()):
        words = words.replace(blob.file, blob.path) if blob.file else words
    return words


def _parts(blobs: Iterable[Blob]) -> Iterator[Blob]:
    for blob in blobs:
        yield from blob.parts or (blob,)


def _text(blob: Blob) -> str:
    return json.dumps([blob.columns, (blob.data or b"").decode()], ensure_ascii=False)


def _read(query: Query, text: str, tables: Tables) -> Snapshot:
    columns, data = json.loads(text)
    blob = unpack_answer(_called(query), tuple((name, type) for name, type in columns), data.encode())
    return Snapshot(blob=blob, basis=_basis(query, tables))
