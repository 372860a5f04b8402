"""Confine DuckDB to some files, some threads and some memory: what it is asked comes from files of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

THREADS = 4
"""As many on every machine. A million rows (25 MB) take 1.7 s with one, 0.9 s with four and no less with eight (two
processors, 30 November 2026). In which order they add up changes the last digits, which ``estimates`` rounds away.
"""
MEMORY = "2GB"
"""A bound for files that make more of themselves, the same on every machine; a million rows are held in 64 MB."""


def connection_settings() -> dict[str, str | bool | int | float | list[str]]:
    """Return what a connection is opened with: no extension is fetched or loaded, and nothing is written."""
    return {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "threads": THREADS,
        "memory_limit": MEMORY,
        "temp_directory": "",  # or DuckDB would write into the folder it runs in
    }


def confine(connection: duckdb.DuckDBPyConnection, *files: str) -> None:
    """Let a connection reach these files and nothing else from here on, whatever it is asked."""
    connection.execute("SET TimeZone = 'UTC'")  # no day may depend on the machine
    connection.execute("SET allowed_paths = ?", [[way for file in files for way in (file, pattern(file))]])
    connection.execute("SET python_enable_replacements = false")  # SQL must name no variable of Python
    connection.execute("SET enable_external_access = false")  # from here on allowed_paths cannot be changed
    connection.execute("SET lock_configuration = true")  # last: nothing can be set after it


def pattern(file: str) -> str:
    """Return the path so that no character of it is taken for a wildcard."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in file)
