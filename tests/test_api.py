"""What Python programs and notebooks call."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import jmsite
from jmsite import charts
from jmsite.version import VERSION


def test_the_version_is_said():
    assert jmsite.__version__ == VERSION


def test_a_catalog_is_loaded_by_folder(project):
    catalog = jmsite.load(str(project("minimal").root))
    assert catalog.site.title == "Minimal"
    assert list(catalog.table("persona")) == ["anna"]


def test_a_catalog_with_errors_is_refused_with_all_of_them(project):
    broken = project("minimal").edit("personas/anna.md", "---\ntitle: Anna\ngaols: [x]\nshare: 200\n---\n")
    with pytest.raises(ValueError, match=r"(?s)anna\.md:3:1 error field/unknown.*anna\.md:4"):
        jmsite.load(broken.root)


def test_drafts_and_audiences_are_left_out_unless_asked_for(project):
    hidden = project("minimal").edit(
        "personas/ben.md", "---\ntitle: Ben\ndraft: true\nvisibility: public\n---\n"
    )
    assert "ben" not in jmsite.load(hidden.root).table("persona")
    assert "ben" in jmsite.load(hidden.root, drafts=True).table("persona")
    assert list(jmsite.load(hidden.root, drafts=True, audience="public").table("persona")) == ["ben"]


def test_a_build_writes_nothing(project):
    root = project("minimal").root
    before = sorted(root.rglob("*"))
    assert "index.html" in {output.path for output in jmsite.build(root).outputs}
    assert sorted(root.rglob("*")) == before


def test_a_notebook_has_the_charts_of_the_site():
    from jmsite.resources import example_folder

    catalog = jmsite.load(example_folder().parent)
    for _ in range(2):
        curve = charts.emotion_curve(catalog, "buy-clothes-online").to_dict(validate=True)
        assert len(curve["layer"]) > 3
        assert "var(--" not in str(curve)
    trend = charts.metric_trend(catalog, "where-is-it").to_dict()
    assert "#" in str(trend)
    with pytest.raises(
        LookupError, match=r"there is no journey 'buy-cloths'; there are: .*buy-clothes-online"
    ):
        charts.heat_map(catalog, "buy-cloths")


SCRIPT = """
import sys, threading
import jmsite

print("begun", flush=True)
catalog = jmsite.load(sys.argv[1])
print(catalog.site.title, jmsite.build(sys.argv[1]).pages, jmsite.build(sys.argv[1], jobs=2).pages, flush=True)
aside = []
worker = threading.Thread(target=lambda: aside.append(jmsite.build(sys.argv[1], jobs=2).pages))
worker.start()
worker.join()
print(*aside, flush=True)
"""
DRAWING = """
from jmsite.cached import charts_of
from jmsite.engine.memo import Memo
from jmsite.model.figures import Sparkline

print("begun", flush=True)
figures = [Sparkline((number / 100, 1.0, -1.0)) for number in range(60)]
alone, shared = charts_of(figures[:1], Memo(), 1), charts_of(figures, Memo(), 2)
print(len(shared), shared[figures[0]] == alone[figures[0]], flush=True)
"""
SHARED_FIRST = DRAWING.replace(
    "alone, shared = charts_of(figures[:1], Memo(), 1), charts_of(figures, Memo(), 2)",
    "shared = charts_of(figures, Memo(), 2); alone = charts_of(figures[:1], Memo(), 1)",
)


def said_by(folder: Path, script: str, *arguments: str) -> list[str]:
    """What a script says that keeps its work behind no ``if __name__ == "__main__"``."""
    file = folder / "script.py"
    file.write_text(script, "utf-8")
    around = {**os.environ, "PYTHONPATH": str(Path(jmsite.__file__).parents[1])}
    ran = subprocess.run(
        [sys.executable, str(file), *arguments], capture_output=True, text=True, timeout=120, env=around
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_a_script_a_thread_and_several_processes_build_a_site(project, tmp_path: Path):
    root = project("minimal").root
    pages = jmsite.build(root).pages
    assert said_by(tmp_path, SCRIPT, str(root)) == ["begun", f"Minimal {pages} {pages}", str(pages)]


@pytest.mark.parametrize("script", [DRAWING, SHARED_FIRST], ids=["here first", "shared first"])
def test_a_script_that_draws_is_not_started_again(tmp_path: Path, script: str):
    assert said_by(tmp_path, script) == ["begun", "60 True"]
