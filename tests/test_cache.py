"""A cache of a site may come from anywhere: reading it runs nothing, whatever is in it."""

from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from jmsite.engine.cache import DiskCache, _digest
from jmsite.formats.template import compiled

WATCHED = """
import os, sys

def watch(event, arguments):
    if event in ("pickle.find_class", "marshal.load", "sqlite3.load_extension", "sqlite3.enable_load_extension"):
        print(event, arguments, file=sys.stderr)
        os._exit(9)

sys.addaudithook(watch)
from jmsite.cli import main
main()
"""


class Poison:
    """What makes a file where it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.marker),)


def build(root: Path) -> subprocess.CompletedProcess[str]:
    """Build with an eye on what is revived.

    Templates are compiled anew: where earlier builds have left them beside our modules, they would be unmarshalled from
    there, as they may be (see the test below of where that is), and it could not be told from a cache of the site.
    """
    around = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    nothing_kept = ["-B", "-X", f"pycache_prefix={root / 'no-modules-are-kept-here'}"]
    words = [sys.executable, *nothing_kept, "-c", WATCHED, "build", "--jobs", "1", "--root", str(root)]
    return subprocess.run(words, capture_output=True, text=True, env=around, check=False)


def test_a_poisoned_cache_is_worked_out_again(project, tmp_path: Path):
    root, marker = project("minimal").root, tmp_path / "harm"
    assert build(root).returncode == 0
    cache, page = root / "build" / "cache", root / "build" / "site" / "index.html"
    before, poison = page.read_bytes(), pickle.dumps(Poison(marker))
    kinds = {file.suffix for file in cache.iterdir() if not file.name.endswith(("-wal", "-shm", "-lock"))}
    assert kinds == {".db", ".json"}
    with sqlite3.connect(cache / "answers.db") as answers:
        keys = [key for (key,) in answers.execute("SELECT key FROM sealed")]
        assert keys
        for key in keys:
            row = (poison, _digest(key, poison), key)
            answers.execute("UPDATE sealed SET answer = ?, digest = ? WHERE key = ?", row)
    answers.close()
    for note in cache.glob("*.json"):
        note.write_bytes(poison)
    page.unlink()
    again = build(root)
    assert (again.returncode, marker.exists()) == (0, False), again.stderr
    assert page.read_bytes() == before


def test_only_texts_come_from_a_shelf(tmp_path: Path):
    cache = DiskCache(file=tmp_path / "answers.db")
    cache.store({"a": "text"})
    with sqlite3.connect(cache.file) as opened:
        opened.execute("INSERT INTO sealed VALUES (?, ?, ?)", ("b", b"bytes", _digest("b", b"bytes")))
    opened.close()
    assert cache.fetch(["a", "b"]) == {"a": "text"}


def test_templates_are_kept_compiled_where_python_keeps_our_modules():
    assert Path(compiled._beside().directory) == Path(cache_from_source(compiled.__file__)).parent


def test_the_oldest_answers_go_when_there_is_no_more_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("jmsite.engine.cache.ROOM", 3)
    cache = DiskCache(file=tmp_path / "cache.sqlite")
    for number in range(5):
        cache.store({f"key {number}": f"answer {number}"})
    assert cache.fetch([f"key {number}" for number in range(5)]) == {
        f"key {number}": f"answer {number}" for number in (2, 3, 4)
    }
