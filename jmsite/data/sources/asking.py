"""Ask a warehouse through Ibis: one connection for all queries of an address, each bounded in time and rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jmsite.data.sources.packed_answers import MOST_ROWS, LargeAnswerError, pack_answer
from jmsite.data.sources.reading_only import check_reading
from jmsite.data.sources.secrets import NoPasswordError, has_password, password_of, without_secrets
from jmsite.data.sources.statement import NotReadingError
from jmsite.data.sources.warehouses import NAMES, SECONDS, WAREHOUSES, WarehouseKind
from jmsite.model.sources import Query, Snapshot
from jmsite.model.value import replace

COMMAND = 'pip install "jmsite[warehouse]"'
V = TypeVar("V")


class NotConnectedError(Exception):
    """There is no connection; the message says why, the hint how to put it right."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def ask_warehouse(queries: Sequence[Query]) -> dict[Query, Snapshot]:
    """Return what a warehouse answers to queries of one address, or why it does not; whatever it throws is told."""
    found: dict[Query, Snapshot] = {}
    try:
        with _connected(queries[0]) as (connection, warehouse):
            for query in queries:
                found[query] = _asked(connection, warehouse, query)
    except (
        NotConnectedError,
        NoPasswordError,
        Exception,
    ) as error:  # what drivers raise has no name in common
        hint = getattr(error, "hint", "") or ""
        why = _no_answer(error)
        found.update({query: _failed(why, hint) for query in queries if query not in found})
    return {query: _told(query, answer) for query, answer in found.items()}


def _told(query: Query, answer: Snapshot) -> Snapshot:
    """Return an answer without secrets in what is said of it."""
    return replace(answer, failed=without_secrets(answer.failed, query)) if answer.failed else answer


def _no_answer(error: Exception) -> str:
    words = " ".join(line.strip() for line in str(error).splitlines()[:3] if line.strip())
    return (
        words
        if isinstance(error, (NotConnectedError, NoPasswordError))
        else f"no connection: {words or type(error).__name__}"
    )


@contextmanager
def _connected(query: Query) -> Iterator[tuple[Any, WarehouseKind]]:
    """Yield a connection that is closed at the end. Raises ``NotConnectedError``, and what drivers raise."""
    warehouse = WAREHOUSES.get(urlsplit(query.address).scheme.lower())
    if warehouse is None:
        raise NotConnectedError("its 'url' is of no kind that is known", f"begin it with {NAMES}, and '://'")
    if has_password(query.address):
        raise NotConnectedError(
            "its 'url' holds a password, which would be in the repository",
            "take it out, and name the variable of the environment that has it: 'password_env: CX_PASSWORD'",
        )
    secret = password_of(query)
    try:
        import ibis
    except ModuleNotFoundError:
        raise NotConnectedError("connections need more packages", COMMAND) from None
    given = {warehouse.secret: secret} if secret and warehouse.secret else {}
    address = f"{warehouse.scheme}:{query.address.partition(':')[2]}"
    try:
        if warehouse.scheme == "pyspark":
            connection = ibis.pyspark.connect(_spark(query))
        else:
            connection = _in_time(lambda: ibis.connect(address, **warehouse.arguments, **given))
    except ImportError:
        name = urlsplit(query.address).scheme.lower()
        message = f"the driver that asks '{name}://' is not installed"
        raise NotConnectedError(message, f'pip install "ibis-framework[{warehouse.scheme}]"') from None
    if warehouse.scheme == "pyspark":
        yield connection, warehouse
        return
    try:
        for statement in warehouse.first:
            connection.raw_sql(statement)
        yield connection, warehouse
    finally:
        with suppress(Exception):  # it is over either way
            connection.disconnect()


def _spark(query: Query) -> Any:
    """Return a session of Spark: the one that is there, or one at the master of the address; `spark://local` is here.

    It is left open: another could not be had in this process as long as somebody else has it.
    """
    from pyspark.sql import SparkSession

    url = urlsplit(query.address)
    master = "local[*]" if url.hostname in (None, "local") else f"spark://{url.netloc}"
    return SparkSession.getActiveSession() or SparkSession.builder.master(master).getOrCreate()


def _asked(connection: Any, warehouse: WarehouseKind, query: Query) -> Snapshot:
    try:
        ordered = check_reading(query.sql, warehouse)
        bounded = _cancelled_in_time if warehouse.scheme == "pyspark" else _in_time
        names, rows = bounded(lambda: _rows(connection.raw_sql(query.sql)))
        return Snapshot(blob=pack_answer(f"the answer of '{query.source}'", names, rows, ordered))
    except NotReadingError as error:
        return Snapshot(failed=str(error), rule="data/query-refused")
    except LargeAnswerError as error:
        return _failed(
            str(error), "sum up in the query: readings need a row a day or month, not a row an event"
        )
    except TimeoutError as error:
        return _failed(str(error), "ask for less, or sum up before")
    except Exception as error:  # what drivers raise has no name in common
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return _failed(" ".join(lines[:2]) or type(error).__name__)


def _failed(why: str, hint: str = "") -> Snapshot:
    return Snapshot(failed=why, rule="data/query-failed", hint=hint)


def _rows(answer: Any) -> tuple[list[str], list[Sequence[Any]]]:
    """Return the names and rows of an answer, in whichever form a driver gives it; one row more than may be."""
    if hasattr(answer, "fetchmany"):  # a cursor as most drivers have one
        names = [str(one[0]) for one in answer.description or ()]
        rows = list(answer.fetchmany(MOST_ROWS + 1))
        answer.close()
        return names, rows
    if hasattr(answer, "collect"):  # a frame of Spark
        return list(answer.columns), [tuple(row) for row in answer.limit(MOST_ROWS + 1).collect()]
    if hasattr(answer, "result_rows"):  # ClickHouse
        return list(answer.column_names), list(answer.result_rows)[: MOST_ROWS + 1]
    names = [one.name for one in answer.schema]  # BigQuery
    return names, [tuple(row.values()) for row, _ in zip(answer, range(MOST_ROWS + 1), strict=False)]


def _in_time(work: Callable[[], V]) -> V:
    """Return what work returns, or raise what it raises; ``TimeoutError`` once its time is over.

    Servers are told to stop by themselves; this is for those that do not, and for networks.
    """
    done: list[V] = []
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        # raised again in the thread that waits: in this one it would end on the terminal and say nothing to anybody
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(SECONDS + 5)
    if thread.is_alive():
        raise TimeoutError(f"the query took longer than {SECONDS} seconds and was given up")
    if wrong:
        raise wrong[0]
    return done[0]


def _cancelled_in_time(work: Callable[[], V]) -> V:
    """Return what work returns; Spark is told to stop once its time is over. A thread would leave it a socket."""
    from pyspark import SparkContext

    timer = threading.Timer(SECONDS, lambda: SparkContext.getOrCreate().cancelAllJobs())
    timer.daemon = True
    timer.start()
    try:
        return work()
    finally:
        timer.cancel()
