"""The rules of the house, read off the syntax trees: see jmsite/README.md."""

from __future__ import annotations

import re
import statistics
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from house import (
    EXCUSED,
    KEPT_AS,
    LAYERS,
    MAY_REVIVE,
    MODULES,
    PACKAGE,
    PURE,
    REVIVED,
    Module,
    circle,
    class_homes,
    functions,
    imports,
    logging,
    long_calls,
    mutable_state,
    own_imports,
    records,
    revived,
    reviving,
    taken_apart,
    told_otherwise,
    too_large,
    unnamed,
    upward,
    without_a_row,
    world_touched,
    written,
    written_parameters,
    wrong_doors,
)


def hold(rule: Callable[[Module], list[str]], modules: Iterable[Module] = MODULES) -> None:
    """Fail with all places where a rule is broken, by path and line."""
    broken = [f"{module.path}:{place}" for module in modules for place in rule(module)]
    assert not broken, "\n" + "\n".join(broken)


TOP = (
    ".ci .github .gitignore .pre-commit-config.yaml CHANGELOG.md LICENSE README.md build content jmsite pyproject.toml "
    "requirements.lock.txt tests themes"
)


def test_the_top_of_the_repository_holds_nothing_else():
    if not (PACKAGE.parent / ".git").exists():
        pytest.skip("not a clone")
    told = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PACKAGE.parent, check=True, capture_output=True, text=True
    )
    assert sorted({path.split("/")[0] for path in told.stdout.split("\0") if path}) == TOP.split()


def test_no_two_files_of_tests_have_one_name():
    names = [path.name for path in sorted((PACKAGE.parent / "tests").rglob("test_*.py"))]
    assert sorted(names) == sorted(set(names))


def test_every_room_has_a_row():
    hold(without_a_row)


def test_imports_point_downwards():
    hold(upward)


def test_the_page_of_the_house_is_one_page_and_names_its_rooms_from_the_ground_up():
    page = (PACKAGE / "README.md").read_text("utf-8")
    assert len(page.splitlines()) <= 110
    rows = [
        re.findall(r"`(\w+)(?:/|\.py)`", row.split("|")[1])
        for row in page.splitlines()
        if row.startswith("| `")
    ]
    place = {room: at for at, row in enumerate(rows) for room in row}
    assert set(place) == set(LAYERS) - {"__init__", "__main__"}
    above = {(room, used) for room, uses in LAYERS.items() if room in place for used in uses & set(place)}
    assert not [(room, used) for room, used in above if place[used] > place[room]]


def test_the_files_that_the_page_of_the_house_names_are_there():
    page = (PACKAGE / "README.md").read_text("utf-8")
    named = {name for name in re.findall(r"`([\w/]+\.(?:py|yaml|html|md))`", page) if "/" in name}
    tops = (PACKAGE, PACKAGE.parent)
    assert len(named) > 30
    assert not [name for name in named if not any((top / name).is_file() for top in tops)]


def test_no_module_imports_itself_over_others():
    assert circle({module.dotted: own_imports(module) - {module.dotted} for module in MODULES}) == []


def test_a_library_comes_in_by_its_door():
    hold(wrong_doors)


def test_only_the_ends_touch_the_world():
    hold(world_touched)


def test_nothing_logs():
    hold(logging)


def test_nothing_makes_code_of_what_it_reads():
    hold(revived)


@pytest.mark.parametrize("name", KEPT_AS)
def test_what_is_kept_is_read_as_text(name: str):
    module = next(one for one in MODULES if one.name == name)
    reading = {"json", "sqlite3", "csv", "tomllib", "xml", "plistlib", "struct", "yaml", "msgspec"}
    assert {found.split(".")[0] for found in imports(module)} & reading == KEPT_AS[name]


def test_every_account_of_code_made_of_bytes_is_still_needed():
    assert set(MAY_REVIVE) <= {(module.name, name) for module in MODULES for name in imports(module)}
    assert set(REVIVED) <= {(module.name, call) for module in MODULES for _, call in reviving(module)}


def test_no_mutable_module_state():
    hold(mutable_state)


def test_what_a_step_is_handed_stays_as_it_is():
    hold(written_parameters, (module for module in MODULES if module.room in PURE))


def test_many_values_are_given_by_name():
    hold(long_calls)


def test_values_of_records_are_given_by_name():
    known = records(MODULES)
    assert {"Place", "Catalog", "TracedCatalog", "Checked"} <= known
    here = Path(__file__).parent
    paths = ((file, file.relative_to(here.parent).as_posix()) for file in sorted(here.rglob("*.py")))
    tests = (written(path, file.read_text("utf-8"), path) for file, path in paths)
    hold(lambda module: unnamed(module, known), (*MODULES, *tests))
    assert unnamed(written("a", "Checked[int](1)\nmodel.Place('b', line=2)\nPlace(path='b')"), known) == [
        "1: Checked[int](1)",
        "2: model.Place('b', line=2)",
    ]


def test_no_name_means_two_things():
    assert class_homes(MODULES) == {}
    note = written("a", "class Note: ...")
    for other in ("class Note: ...", "Note = tuple[str, int]", "Note = int | str"):
        assert class_homes((note, written("b/c", other))) == {"Note": ["a", "b/c"]}
    assert not class_homes((note, written("cli/c", "Note = Annotated[str, 1]"), written("b", "Notes = int")))


def test_types_are_taken_apart_in_one_place():
    hold(taken_apart)


def test_sizes():
    hold(too_large)


def test_docstrings_are_orders_to_functions_and_names_of_things():
    hold(told_otherwise)


def test_sizes_in_the_middle():
    assert statistics.median(module.lines for module in MODULES) <= 120
    assert statistics.median(lines for module in MODULES for _, lines in functions(module)) <= 10


def test_every_excuse_is_still_needed():
    used = {(module.name, name) for module in MODULES for name in imports(module)}
    assert set(EXCUSED) <= used


@pytest.mark.parametrize(
    ("check", "name", "text"),
    [
        (upward, "model/page", "from jmsite.content.parse import parse"),
        (upward, "pages/home", "if TYPE_CHECKING:\n    from jmsite.charts import curve"),
        (upward, "report", "def f():\n    import jmsite.pipeline"),
        (wrong_doors, "content/parse", "import yaml"),
        (wrong_doors, "cli/build", "from jinja2 import Environment"),
        (wrong_doors, "charts/curve", "import numpy"),
        (world_touched, "pages/home", "from pathlib import Path"),
        (world_touched, "outputs/html", "import urllib.request"),
        (world_touched, "outputs/html", "from urllib import request"),
        (world_touched, "pipeline", "import os.path"),
        (world_touched, "model/page", "text = open('x').read()"),
        (world_touched, "model/page", "day = date.today()"),
        (mutable_state, "pages/home", "seen = []"),
        (mutable_state, "pages/home", "seen: dict[str, int] = defaultdict(int)"),
        (mutable_state, "pages/home", "KINDS = {}\ndef f():\n    KINDS['a'] = 1"),
        (mutable_state, "pages/home", "KINDS = []\ndef f():\n    KINDS.append(1)"),
        (mutable_state, "pages/home", "def f():\n    global seen"),
        (revived, "cached", "import pickle"),
        (revived, "cached", "from multiprocessing.reduction import ForkingPickler"),
        (revived, "charts/draw", "from concurrent.futures import ProcessPoolExecutor"),
        (revived, "formats/template/renderer", "from jinja2 import FileSystemBytecodeCache"),
        (revived, "formats/yaml/reader", "import yaml\nyaml.unsafe_load('a')"),
        (revived, "pages/home", "eval('1')"),
        (written_parameters, "content/parse", "def f(faults: list[str]) -> None:\n    faults.append('a')"),
        (written_parameters, "content/parse", "def f(faults: list[str]) -> None:\n    faults += ['a']"),
        (written_parameters, "content/link", "def f(tables):\n    tables['a'] = 1"),
        (long_calls, "model/page", "page(1, 2, 3, 4, 5, 6, 7, 8, 9)"),
        (told_otherwise, "pages/home", 'def f():\n    """The number of journeys."""'),
        (told_otherwise, "pages/home", 'class A:\n    async def f(self):\n        """Whether it is."""'),
        (told_otherwise, "pages/home", 'def f():\n    """Returns the journeys."""'),
        (told_otherwise, "pages/home", '"""What the front page shows."""'),
        (told_otherwise, "pages/home", 'class A:\n    """Which pages there are."""'),
        (told_otherwise, "pages/home", 'def f():\n    """Returning the journeys."""'),
        (told_otherwise, "pages/home", 'def f():\n    """``rows`` are those of a table."""'),
        (mutable_state, "live/loop", "import threading\nhere = threading.local()"),
        (mutable_state, "pages/home", "seen = collections.defaultdict[str, int](int)"),
        (without_a_row, "attic/trunk", ""),
        (logging, "cli/build", "def f():\n    from logging import getLogger"),
        (taken_apart, "model/page", "from typing import get_args\nget_args(int)"),
        (taken_apart, "model/page", "import typing\ntyping.get_type_hints(int)"),
        (too_large, "model/page", "a = 1\n" * 301),
        (too_large, "model/page", "@once\nasync def f():\n" + "    a = 1\n" * 49),
    ],
)
def test_a_broken_rule_is_seen(check, name: str, text: str):
    assert check(written(name, text))


def test_a_circle_is_seen():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": set()}) == ["a", "b", "c", "a"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


@pytest.mark.parametrize(
    ("check", "name", "text"),
    [
        (upward, "outputs/html", "from jmsite.formats.template import Theme"),
        (taken_apart, "model/type_hints", "from typing import get_args\nget_args(int)"),
        (too_large, "model/page", "def f():\n" + "    a = 1\n" * 49 + "a = 1\n" * 250),
        (world_touched, "pages/home", "from urllib.parse import quote\nfrom pathlib import PurePosixPath"),
        (world_touched, "outputs/write", "import os"),
        (written_parameters, "content/parse", "def f(text: str):\n    found = []\n    found.append(text)"),
        (
            told_otherwise,
            "pages/home",
            'class A:\n    """A page."""\n    def f(self):\n        """Return, by id, it."""',
        ),
        (
            told_otherwise,
            "pages/home",
            'def f():\n    """Bring the pages."""\ndef g():\n    """Pass it on."""',
        ),
        (mutable_state, "pages/home", "KINDS: dict[str, int] = {}\nLoc = tuple[str, ...]"),
    ],
)
def test_a_kept_rule_is_left_alone(check, name: str, text: str):
    assert not check(written(name, text))
