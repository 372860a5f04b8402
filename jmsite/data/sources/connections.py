"""The door to warehouses: what was answered holds for a while, and is used when there is no answer."""

from __future__ import annotations

import json
import posixpath
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from jmsite.data.sources.answer_store import AnswerStore
from jmsite.data.sources.asking import ask_warehouse
from jmsite.data.sources.committed_answers import committed_answers, key_of
from jmsite.data.sources.duckdb_file import SCHEME, ask_duckdb
from jmsite.data.sources.packed_answers import unpack_answer
from jmsite.model.sources import Inputs, Query, Snapshot
from jmsite.model.value import replace

HOLDS = timedelta(hours=1)
"""The time that an answer holds where its source says nothing: an author who builds all morning asks a few times."""
TRIED = timedelta(minutes=1)
"""The time until a connection that gave no answer is asked again: a preview builds at every keystroke."""


def ask_connections(
    queries: Sequence[Query], inputs: Inputs, store: AnswerStore | None
) -> Mapping[Query, Snapshot]:
    """Return the answer to each query: from the content, from the last time as long as it holds, or from its source.

    Where a source gives none, the last answer is returned with the reason.
    """
    now, found = _now(), {}
    kept = committed_answers(inputs)
    rest = [query for query in queries if key_of(query) not in kept]
    found = {query: kept[key_of(query)] for query in queries if key_of(query) in kept}
    last = {**_stored(rest, store), **_newer(rest, inputs)}
    found.update({query: last[query] for query in rest if query in last and _holds(query, last[query], now)})
    todo = [query for query in rest if query not in found]
    return {**found, **ask_again(todo, inputs, store, last)}


def ask_again(
    queries: Sequence[Query],
    inputs: Inputs,
    store: AnswerStore | None,
    last: Mapping[Query, Snapshot] | None = None,
) -> dict[Query, Snapshot]:
    """Return the answer to each query from its source; what it answers is kept."""
    known = last if last is not None else _stored(queries, store)
    now, found = _now(), {}
    for some in _by_connection(queries):
        answers = _ask(some, inputs)
        for query in some:
            found[query] = _or_last(answers[query], known.get(query), now)
    good = {
        _kept_as(query): _text(one) for query, one in found.items() if one.blob is not None and not one.failed
    }
    if store and good:
        store.store(good)
    return found


def _ask(queries: Sequence[Query], inputs: Inputs) -> Mapping[Query, Snapshot]:
    unsaid = [query for query in queries if not query.sql]
    if unsaid:
        why = "it says neither which rows to take nor from which table"
        hint = "write 'sql:' where it is asked, or give the source a 'table:' in site.yaml"
        answers = {query: Snapshot(failed=why, rule="data/query-failed", hint=hint) for query in unsaid}
        asked = [query for query in queries if query.sql]
        return {**answers, **(_ask(asked, inputs) if asked else {})}
    address = queries[0].address
    if address.startswith(SCHEME):
        path = posixpath.join("content", address.removeprefix(SCHEME).lstrip("/"))
        return ask_duckdb(queries, path, inputs.blobs.get(path))
    return ask_warehouse(queries)


def _by_connection(queries: Sequence[Query]) -> list[list[Query]]:
    groups: dict[tuple[str, str], list[Query]] = defaultdict(list)
    for query in queries:
        groups[query.address, query.secret].append(query)
    return list(groups.values())


def _or_last(answer: Snapshot, last: Snapshot | None, now: datetime) -> Snapshot:
    """Return an answer as it was taken now; where there is none, the last one with the reason and its age."""
    moment = now.isoformat(timespec="seconds")
    if not answer.failed:
        return replace(answer, taken=moment)
    if last is None or last.blob is None:
        return replace(answer, tried=moment)
    old = f"{answer.failed}; the answer of {last.taken[:10]} is shown, which is {_age(now - _moment(last.taken))}"
    return replace(last, failed=old, rule="data/old-answer", hint=answer.hint, tried=moment)


def _age(age: timedelta) -> str:
    if age < timedelta(hours=2):
        return "less than two hours old"
    if age < timedelta(days=2):
        return f"{age // timedelta(hours=1)} hours old"
    return f"{age.days} days old"


def _holds(query: Query, last: Snapshot, now: datetime) -> bool:
    if last.failed:
        return now - _moment(last.tried) < TRIED
    # an answer from the future does not hold: a clock was put back
    return timedelta(0) <= now - _moment(last.taken) < (query.refresh if query.refresh is not None else HOLDS)


def _newer(queries: Sequence[Query], inputs: Inputs) -> dict[Query, Snapshot]:
    return {query: inputs.snapshots[query] for query in queries if query in inputs.snapshots}


def _moment(taken: str) -> datetime:
    try:
        moment = datetime.fromisoformat(taken)
    except ValueError:
        # older than anything, so that it is asked again
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)


def _kept_as(query: Query) -> str:
    return f"asked {key_of(query)}"


def _stored(queries: Sequence[Query], store: AnswerStore | None) -> dict[Query, Snapshot]:
    """Return the answers of former builds, whatever their age."""
    keys = {query: _kept_as(query) for query in queries}
    texts = store.fetch(list(keys.values())) if store and keys else {}
    return {query: _read(query, texts[key]) for query, key in keys.items() if key in texts}


def _text(answer: Snapshot) -> str:
    assert answer.blob is not None  # noqa: S101 - only answers are kept
    return json.dumps(
        [answer.taken, answer.blob.columns, (answer.blob.data or b"").decode()], ensure_ascii=False
    )


def _read(query: Query, text: str) -> Snapshot:
    taken, columns, data = json.loads(text)
    named = tuple((name, type) for name, type in columns)
    return Snapshot(blob=unpack_answer(f"the answer of '{query.source}'", named, data.encode()), taken=taken)
