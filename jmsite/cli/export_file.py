"""The file of an export, and what is said of it."""

from __future__ import annotations

from jmsite.model.value import Value


class ExportedFile(Value):
    """A file, in words how much it holds, and what its readers should know beside."""

    content: bytes
    count: str
    notes: tuple[str, ...] = ()


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with what it counts: ``1 page``, ``3 entities``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
