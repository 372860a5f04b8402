"""Tables that are made beside an open file while it is asked: each is called by what it is made of, and made once.

Metrics of one file often ask the same of it: which id each of its words means, which of its rows count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from jmsite.data.table import Table


def temporary_table(table: Table, kind: str, sql: str, values: Sequence[Any] = (), of: str = "") -> str:
    """Return the name of a table with what a query answers. ``of`` is the name of the rows that it calls ``found``."""
    made_of = "\0".join((of, sql, repr(values))).encode("utf-8", "surrogatepass")
    name = f"jmsite_{kind}_{hashlib.blake2b(made_of, digest_size=12).hexdigest()}"
    table.connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} AS {sql}", values)
    return name
