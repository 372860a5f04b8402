"""The error by which a command says that it cannot go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jmsite.model.suggestions import did_you_mean, nearest

LISTED = 20
"""Names that a reader can take in."""


class RefusedError(Exception):
    """The end of a command with a line for the reader; ``code`` is 1 (not so) or 2 (wrong usage)."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def misuse(message: str) -> RefusedError:
    """Return the end of a command that was called wrongly."""
    return RefusedError(message, code=2)


def unknown(what: str, name: str, known: Iterable[str]) -> RefusedError:
    """Return the end of a command that was given a name there is not, with what was perhaps meant."""
    names = sorted(known)
    near = nearest(name, names, 0.5)
    if near:
        return misuse(f"unknown {what} '{name}'; {did_you_mean(near)}")
    more = ", …" if len(names) > LISTED else ""
    return misuse(f"unknown {what} '{name}'; there are: {', '.join(names[:LISTED])}{more}")


@contextmanager
def refusing_disk_errors(what: str, path: Path) -> Iterator[None]:
    """Turn a refusal of the disk into one line that names the path: ``cannot write /site: No space left``."""
    try:
        yield
    except OSError as error:
        raise RefusedError(f"cannot {what} {error.filename or path}: {error.strerror or error}") from error
