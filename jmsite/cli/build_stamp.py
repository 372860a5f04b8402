"""Answer a whole build or check again, where nothing it was made of and nothing it made has changed since.

The answer is one file beside the cache, JSON behind its own digest. Its key holds everything a build depends on: the
files, the options, the code of jmsite, Python and every library installed. Nothing heavy is loaded to look it up.
The day of the build is not in it: no step reads that, and a new day would cost a whole build to say the same. What
sources answer is not in it either: where they are more than files, no answer is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from jmsite.model.diagnostics import Diagnostic
from jmsite.model.page import Output
from jmsite.model.sources import Blob, Inputs, Source
from jmsite.model.value import Value, from_plain, plain

PACKAGE = Path(__file__).resolve().parent.parent
V = TypeVar("V", bound=Value)

Left = tuple[str, int, int]
"""The state in which a file was left: the digest of its content, its size, and when it was written, in nanoseconds."""


class BuildStamp(Value):
    """The result of the last build: how much there is, its faults, and how it left each file."""

    pages: int
    charts: int
    search: bool
    diagnostics: tuple[Diagnostic, ...]
    files: dict[str, Left]


def key_of(inputs: Inputs) -> str:
    """Return a key of everything that a build of ``inputs`` depends on."""
    digest = hashlib.sha256()
    for line in _lines(inputs):
        # names of files need not be UTF-8, and come as lone surrogates then
        digest.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def valid_stamp(file: Path, key: str, target: Path) -> BuildStamp | None:
    """Return the answer kept in ``file``, if it is of this key and the folder still holds exactly what was put
    there.
    """
    again = stamp_in(file, key, BuildStamp)
    try:
        intact = again and all(_intact(f"{target}/{path}", *left) for path, left in again.files.items())
    except OSError:
        return None
    return again if intact else None


def stamp_in(file: Path, key: str, kind: type[V]) -> V | None:
    """Return the answer kept in ``file``, if it is of this key and undamaged."""
    try:
        digest, _, text = file.read_text(encoding="utf-8").partition("\n")
        if digest != _digest(text.encode()):
            return None  # damaged
        found = json.loads(text)
        return from_plain(found["answer"], kind) if found["key"] == key else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_stamp(file: Path, key: str, again: Value) -> None:
    """Keep an answer for the next time; one that cannot be kept is only not there then."""
    part = file.with_suffix(".part")
    text = json.dumps({"key": key, "answer": plain(again)})
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(f"{_digest(text.encode())}\n{text}", encoding="utf-8")
        # in one step: a reader beside us finds the whole answer or none
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def files_of(outputs: Iterable[Output], target: Path) -> dict[str, Left]:
    """Return how each file of a site stands in ``target`` now."""
    return {output.path: _left(output.content, f"{target}/{output.path}") for output in outputs}


def _left(content: bytes | Blob, file: str) -> Left:
    known = os.lstat(file)
    digest = content.digest if isinstance(content, Blob) else _digest(content)
    return digest, known.st_size, known.st_mtime_ns


def _intact(file: str, digest: str, size: int, written: int) -> bool:
    """Return whether a file is as it was left. One that was copied or restored since has another time, and is read."""
    known = os.lstat(file)
    if not stat.S_ISREG(known.st_mode) or known.st_size != size:
        return False
    return known.st_mtime_ns == written or _digest(Path(file).read_bytes()) == digest


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _lines(inputs: Inputs) -> Iterator[str]:
    yield sys.version
    yield from _code(PACKAGE)
    yield from _libraries()
    yield repr(inputs.options)
    yield inputs.revision
    yield repr(inputs.code_owners)
    yield repr(inputs.repositories)
    yield from map(repr, inputs.faults)
    found: tuple[Mapping[str, Source | Blob], ...] = (inputs.content, inputs.blobs)
    # by digests and not by times: a checkout sets the times of all files anew
    yield from (f"{path}\0{file.digest}" for files in found for path, file in files.items())
    for theme, files in inputs.themes.items():
        yield from (f"{theme}\0{path}\0{file.digest}" for path, file in files.items())


def _code(folder: Path) -> Iterator[str]:
    """Yield our own code, by what the system knows of its files: whoever changes it without a new version sees it."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            # Python writes there by itself, and nothing of ours stands in it
            if entry.name != "__pycache__":
                yield from _code(Path(entry.path))
        else:
            known = entry.stat()
            yield f"{entry.path}\0{known.st_size}\0{known.st_mtime_ns}"


def _libraries() -> Iterator[str]:
    """Yield every library that is installed, with its version: the folders that describe them are named so."""
    for folder in sys.path:
        if Path(folder).name in ("site-packages", "dist-packages") and Path(folder).is_dir():
            names = (entry.name for entry in os.scandir(folder))
            yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))
