"""Answers kept on disk between processes.

A file of SQLite, texts only: whatever wrote it, reading it cannot run code. One that cannot be read is set
aside as if it were empty: a cache may be lost at any time. Each answer stands beside its own digest, since one that is
damaged may still read like an answer.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from jmsite.model.value import Value

MOST = 500
"""Keys asked for at once; SQLite bounds the number of values in a statement."""
ROOM = 200_000
"""Answers kept; beyond that the oldest go."""


class DiskCache(Value):
    """The answers in one file."""

    file: Path

    def fetch(self, keys: Collection[str]) -> dict[str, str]:
        """Return those of the keys that are there."""
        found: dict[str, str] = {}
        wanted = list(keys)
        with suppress(sqlite3.Error, OSError), self._open() as cache:
            for start in range(0, len(wanted), MOST):
                some = wanted[start : start + MOST]
                marks = ",".join("?" * len(some))
                rows = cache.execute(f"SELECT key, answer, digest FROM sealed WHERE key IN ({marks})", some)  # noqa: S608
                found.update((key, answer) for key, answer, digest in rows if _is_sealed(key, answer, digest))
        return found

    def store(self, answers: dict[str, str]) -> None:
        """Keep answers; without room on the disk they are simply not kept."""
        with suppress(sqlite3.Error, OSError), self._open() as cache:
            rows = ((key, answer, _digest(key, answer)) for key, answer in answers.items())
            cache.executemany("INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)", rows)
            over = cache.execute("SELECT count(*) FROM sealed").fetchone()[0] - ROOM
            if over > 0:
                # what is kept again gets a new row number, so the lowest ones are the oldest
                cache.execute("DELETE FROM sealed WHERE rowid IN (SELECT rowid FROM sealed LIMIT ?)", (over,))
            cache.commit()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(self._ready()) as cache:
                yield cache
        except sqlite3.OperationalError:
            raise  # another build is at work on it: it is sound
        except sqlite3.DatabaseError:
            # the two files beside it belong to it: left behind, they would be laid over the new one
            for ending in ("", "-wal", "-shm"):
                self.file.with_name(self.file.name + ending).unlink(missing_ok=True)
            raise

    def _ready(self) -> sqlite3.Connection:
        # another build may be writing; after that this one does without
        cache = sqlite3.connect(self.file, timeout=5)
        with suppress(sqlite3.OperationalError):  # another process may be about the same
            cache.execute("PRAGMA journal_mode=WAL")
        # what a power cut damages is found by its digest and made again
        cache.execute("PRAGMA synchronous=OFF")
        cache.execute("CREATE TABLE IF NOT EXISTS sealed (key TEXT PRIMARY KEY, answer TEXT, digest TEXT)")
        return cache


def _is_sealed(key: str, answer: object, digest: object) -> bool:
    """Return whether an answer is a text that was put there under this key: SQLite keeps bytes in any column."""
    return isinstance(answer, str) and digest == _digest(key, answer)


def _digest(key: str, answer: object) -> str:
    """Return what an answer to a key is sealed with; whatever else stands in its place has no such digest."""
    # the NUL parts them: else the end of a key could pass for the beginning of an answer
    return hashlib.blake2b(f"{key}\0{answer}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
