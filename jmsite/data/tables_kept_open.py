"""Keep the tables open that were asked last: who sets up the readings of a metric asks its file again and again.

To open a file of 2,000 answers and to read it takes a third of what a question to it takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from jmsite.data.row_shape import RowShape
from jmsite.data.sources.readable_files import is_converted
from jmsite.data.table import Table, opened
from jmsite.model.sources import Blob

MOST = 4
"""Tables that are open: a metric may be pooled of some."""
LARGEST = 16_000_000
"""Bytes of the largest file that stays open: what is read of it stays in memory."""
TIMES = 20
"""Questions after which a table is opened anew, as what was made beside it for each of them stays with it."""
Key = tuple[Blob, tuple[str, ...], RowShape]


@dataclass(slots=True)
class OpenTables:
    """Tables that are open, by their file and how it is read, the one that was asked last at the end."""

    _open: dict[Key, tuple[ExitStack, Table, int]] = field(default_factory=dict)

    @contextmanager
    def opened(self, blob: Blob, wanted: Iterable[str], shape: RowShape) -> Iterator[Table]:
        """Yield the table in a file as ``table.opened`` does, opened before or now.

        It stays open afterwards where nothing went wrong, and nothing more is read of its file.
        """
        key = (blob, tuple(dict.fromkeys(wanted)), shape)
        if key in self._open:
            stack, table, times = self._open.pop(key)
        else:
            stack, times = ExitStack(), 0
            table = stack.enter_context(opened(*key))
        with stack:
            yield table
            if _may_stay(blob, table) and times + 1 < TIMES:
                self._open[key] = stack.pop_all(), table, times + 1
        if len(self._open) > MOST:
            oldest, *_ = self._open.pop(next(iter(self._open)))
            oldest.close()


def _may_stay(blob: Blob, table: Table) -> bool:
    return table.is_held and blob.size <= LARGEST and not is_converted(blob)
