"""Moments that know their zone, as DuckDB can hand them to Python without a package for zones."""

from __future__ import annotations

_ZONED = "WITH TIME ZONE"


def has_zone(type: str) -> bool:
    """Return whether values of a type of DuckDB are such moments, or hold some."""
    return _ZONED in type


def in_utc(sql: str, type: str) -> str:
    """Return SQL for a value with its moment as that of UTC; as text where moments are inside of it."""
    if type == f"TIMESTAMP {_ZONED}":
        return f"timezone('UTC', {sql})"
    return f"CAST({sql} AS VARCHAR)" if has_zone(type) else sql
