"""Measure how many small mistakes the tests notice: a sample of mutants, room by room. Run by hand; see mutation.md.

    python tests/mutants.py run --room data --count 80 # change a place, run the tests that pass there, and so on
    python tests/mutants.py again --room data          # only those that survived, with the tests as they are now
    python tests/mutants.py report                     # the table, and what survived

It keeps what it finds in ``build/mutants/``. No file is changed. The tests are collected once, and run once to see
which of them pass the places that were drawn; only these places say so, so that it takes no longer than the tests do.
Then, for each mutant, a copy of that process (a fork) puts the changed code into the function that it is in, and runs
tests until one fails. What runs while a module is imported cannot be exchanged so, and is left out: tables, constants.
"""

from __future__ import annotations

import argparse
import ast
import builtins
import functools
import gc
import inspect
import json
import math
import os
import random
import re
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import mistakes
import pytest

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "mutants"
COVERED = KEPT / "covered.json"
"""The mutants drawn, the seconds that each test takes, and the numbers of the mutants whose place it passes."""
NOTICED = KEPT / "noticed"
"""The test that noticed the present mutant."""
ROOMS = ("model", "content", "data", "pages", "formats", "checks", "outputs")
OTHERS = ("editing", "importing", "exporting", "history", "practice", "charts", "engine", "changes")
"""Rooms of which fewer are drawn."""
TESTS = (
    *(f"tests/test_{name}.py" for name in (
        "faults", "sites", "ids", "feed", "health", "related", "redirects", "reach", "numbers", "visibility_defaults",
        "markdown_pages", "attachments", "formatted_lanes", "links_to_folders", "kept_back", "hidden_groups",
        "authors_only", "check_paths", "wrong_input", "bad_readings", "outside_files", "today", "owners", "import",
        "import_surveys", "import_hostile", "export", "observed_exports", "edit_addresses", "edit_command", "rename",
        "hostile_edits", "drift", "diff", "impact", "next", "markers", "history_edges", "freshness", "known_answers",
        "funnels_of_logs", "own_charts", "own_lanes", "close_ups", "words_for_ids", "visibility", "fix",
    )),
    "tests/unit",
)  # fmt: skip
"""The tests of the rooms, and the quick ones of the whole. The others would find more, so a score is a lower bound."""
SECONDS = 8.0
"""Of the processor, for one mutant, as the tests took without it."""
NEW = 0.05
"""The seconds that a test is taken to need of which nothing is known: what half of all need."""
PATIENCE = 30
"""Seconds of the processor after which a mutant is taken to go round in a circle, which is a way to be found."""
WAITING = 3600
"""Seconds after which one is given up that waits for what does not come: a busy machine alone must not find it."""
MEMORY = 6 << 30
"""What a copy may take beside what the process had before. Of its address space an engine of scripts reserves more
than there is of memory: where that was bounded, the process that draws charts never started in a copy.
"""
NOT_DONE = 3
"""The code with which a copy ends that could not make the change."""

Mutant = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("run", "again", "report"))
    parser.add_argument("--room", choices=(*ROOMS, *OTHERS), action="append")
    add = parser.add_argument
    add("--count", type=int, default=60, help="of each room; of the others a third")
    add("--seed", type=int, default=8)
    add("--seconds", type=float, default=SECONDS, help="of the processor, for one mutant")
    add("--tests", nargs="*", default=TESTS, help="other tests than those of the rooms")
    add("--without", default="", help="tests to leave out, by a part of their name or their fixtures")
    add("--first", type=float, default=math.inf, help="seconds for seeing which test passes where")
    asked = parser.parse_args()
    rooms = asked.room or (*ROOMS, *OTHERS)
    KEPT.mkdir(parents=True, exist_ok=True)
    if asked.what == "report":
        return report(rooms)
    drawn = [one for room in rooms for one in sample(room, share(room, asked.count), asked.seed)]
    survived = {name(one["mutant"]) for room in rooms for one in results(room) if not one["killed"]}
    again = [one for one in drawn if name(one) in survived]
    runs = Runs(drawn, again if asked.what == "again" else untried(drawn), asked)
    options = ["-q", "-p", "no:cacheprovider", "-m", "not browser"]
    return int(pytest.main([*options, *asked.tests], plugins=[runs]))


def share(room: str, count: int) -> int:
    return count if room in ROOMS else math.ceil(count / 3)


# A sample of mutants


def sample(room: str, count: int, seed: int) -> list[Mutant]:
    """Draw places by lot, and at each one of the ways to change it, so that no operator counts twelve times."""
    every = [
        (path.relative_to(ROOT).as_posix(), function, number, ways)
        for path in sorted((ROOT / "jmsite" / room).rglob("*.py"))
        for function, node in mistakes.outermost(tree(path).body)
        for number, place in mistakes.places(node)
        for ways in [[said for said, _ in mistakes.ways(place)]]
    ]
    lot = random.Random(f"{room} {seed}")
    lot.shuffle(every)  # so that a larger sample begins with the smaller one
    drawn: list[Mutant] = []
    for path, function, number, ways in every:
        mutant = {"room": room, "path": path, "function": function, "number": number, "way": lot.choice(ways)}
        if len(drawn) < count and in_use(mutant):
            drawn.append(mutant)
    print(f"{room}: {len(drawn)} of {len(every)} places", flush=True)
    return drawn


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def module_of(mutant: Mutant) -> str:
    return mutant["path"].removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def in_use(mutant: Mutant) -> bool:
    """Return whether the function can be exchanged: a module may need what is not installed, and run once only."""
    try:
        live(mutant)
    except (AssertionError, ImportError, KeyError, TypeError):
        return False
    return True


def live(mutant: Mutant) -> FunctionType:
    """Return the function of that name which is in use, without what is wrapped around it."""
    found: Any = import_module(module_of(mutant))
    for part in mutant["function"].split("."):
        found = vars(found)[part]
    for wrapped in ("fget", "func", "wrapped", "__func__"):
        found = getattr(found, wrapped, found)
    found = inspect.unwrap(found)
    assert isinstance(found, FunctionType), name(mutant)
    assert found.__code__.co_name == mutant["function"].rpartition(".")[2], name(mutant)
    return found


# Which test passes which place


class Covers:
    """Notes which of the places that were drawn a test passes, and how long it takes."""

    def __init__(self, drawn: list[Mutant]) -> None:
        self.drawn = drawn
        self.took: dict[str, float] = {}
        self.passed: dict[str, list[int]] = {}
        self.now: set[int] = set()

    def run(self, items: list[pytest.Item], seconds: float) -> None:
        """Run tests one after the other, as many as there is time for, and keep what they pass."""
        setattr(builtins, mistakes.PROBE, self.now.add)
        before = self.probe()
        until = time.process_time() + seconds
        for item, following in zip_longest(items, items[1:]):
            began = time.process_time()
            self.now.clear()
            more = following if began < until else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=more)
            self.passed[item.nodeid] = sorted(self.now)
            self.took[item.nodeid] = round(time.process_time() - began, 3)
            if more is None or more.path != item.path:  # what is known so far is of use if this is ended
                self.keep()
            if more is None:
                break
        for function, code in before.items():
            function.__code__ = code

    def probe(self) -> dict[FunctionType, CodeType]:
        """Let the functions say which places are passed, and return them with the code that they had."""
        places: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        for sign, mutant in enumerate(self.drawn):
            places[mutant["path"], mutant["function"]][mutant["number"]] = sign
        before = {}
        for (path, of), numbers in places.items():
            function = live({"path": path, "function": of})
            before[function] = function.__code__
            function.__code__ = mistakes.with_probes(tree(ROOT / path), of, numbers, file=str(ROOT / path))
        return before

    def keep(self) -> None:
        known = covered()
        numbers = {mutant: at for at, mutant in enumerate(known["mutants"])}
        for mutant in self.drawn:
            numbers.setdefault(name(mutant), len(numbers))
        own = [numbers[name(mutant)] for mutant in self.drawn]
        passed = {
            test: sorted({*known["passed"].get(test, ()), *(own[sign] for sign in signs)})
            for test, signs in self.passed.items()
        }
        found = {
            "mutants": [*numbers],
            "took": {**known["took"], **self.took},
            "passed": {**known["passed"], **passed},
        }
        COVERED.write_text(json.dumps(found))
        covered.cache_clear()


@functools.cache
def covered() -> dict[str, Any]:
    """Return what is known of tests: how long they take, and the numbers of the mutants whose place they pass."""
    nothing: dict[str, Any] = {"mutants": [], "took": {}, "passed": {}}
    return json.loads(COVERED.read_text()) if COVERED.exists() else nothing


def chosen(mutant: Mutant, there: Iterable[str], most: float) -> list[str]:
    """Return the tests for a place, likely ones first, as many as take so many seconds.

    First come those of files that name the module (also some of which nothing is known yet), then the others
    that pass the place: those of the room, and some of each other file, the quick before the slow.
    """
    known = covered()
    took, sign = known["took"], known["mutants"].index(name(mutant))
    room, near, own, files = f"tests/unit/{mutant['room']}/", [], [], defaultdict(list)
    naming_it = naming(module_of(mutant))
    for test in sorted(there, key=lambda test: took.get(test, NEW)):
        file = test.partition("::")[0]
        passes = sign in known["passed"].get(test, ())
        if file in naming_it and (passes or test not in took):
            near.append(test)
        elif passes:
            (own if test.startswith(room) else files[file]).append(test)
    some, seconds = [], 0.0
    for test in [*near, *own, *(test for turn in zip_longest(*files.values()) for test in turn if test)]:
        seconds += took.get(test, NEW)
        if some and seconds > most:
            break
        some.append(test)
    return some


@functools.cache
def naming(module: str) -> frozenset[str]:
    """Return the files of tests in which a module is named: they import it."""
    parent, _, last = module.rpartition(".")
    pattern = re.compile(
        rf"\b{re.escape(module)}\b|from {re.escape(parent)} import [^\n]*\b{re.escape(last)}\b"
    )
    return frozenset(file for file, text in texts_of_tests().items() if pattern.search(text))


@functools.cache
def texts_of_tests() -> dict[str, str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}


# Change a place, and run the tests that pass there


class Runs:
    """Tries mutants in place of running the collected tests; before that it sees which tests pass the places."""

    def __init__(self, drawn: list[Mutant], mutants: list[Mutant], asked: argparse.Namespace) -> None:
        self.drawn = drawn
        self.mutants = mutants
        self.asked = asked
        self.failed: list[str] = []
        self.caches: list[Any] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the tests of rooms before those of the whole, and leave out what is to be left out."""
        if out := self.asked.without:
            items[:] = [
                item for item in items if out not in f"{item.name} {getattr(item, 'fixturenames', '')}"
            ]
        items.sort(key=lambda item: not item.nodeid.startswith("tests/unit/"))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        known = covered()
        alike = {name(mutant) for mutant in self.drawn} <= set(known["mutants"])
        if new := [item for item in session.items if not alike or item.nodeid not in known["took"]]:
            Covers(self.drawn).run(new, self.asked.first)
            print(f"\nwithout a change these fail: {self.failed}", file=sys.__stderr__, flush=True)
            self.failed.clear()
        self.caches = caches()
        gc.collect()
        gc.freeze()  # so that no copy looks through what was there before, and so copies it for good
        by_room: dict[str, list[Mutant]] = defaultdict(list)
        for mutant in self.mutants:
            by_room[mutant["room"]].append(mutant)
        # room by room in turn, so that it can be ended at any time
        for mutant in (one for turn in zip_longest(*by_room.values()) for one in turn if one):
            if not chosen(mutant, items, self.asked.seconds):
                print(
                    f"untried  {name(mutant)} (no test is known to pass there)",
                    file=sys.__stderr__,
                    flush=True,
                )
                continue
            found = self.tried(mutant, items)
            keep(found)
            result = "killed  " if found["killed"] else "SURVIVED"
            seconds = f"{found['seconds']:.0f} s, {found['tests']} tests"
            print(f"{result} {name(mutant)} ({seconds})", file=sys.__stderr__, flush=True)
        self.control(items)
        gc.unfreeze()
        return True

    def control(self, items: dict[str, pytest.Item]) -> None:
        """Run the tests that noticed anything without a change: none of them may fail by itself."""
        rooms = {mutant["room"] for mutant in self.mutants}
        found = {one["by"] for room in rooms for one in results(room) if one.get("by")}
        NOTICED.unlink(missing_ok=True)
        pid = os.fork()
        if not pid:
            self._in_a_copy(None, [items[test] for test in sorted(found & items.keys())])
        failed = _ended(pid)
        fails = NOTICED.read_text() if NOTICED.exists() else "one of them"
        verdict = f"{fails} fails without a change" if failed else "all of them pass without a change"
        print(f"{len(found)} tests noticed something; {verdict}", file=sys.__stderr__, flush=True)

    def tried(self, mutant: Mutant, items: dict[str, pytest.Item]) -> dict[str, Any]:
        tests = [items[test] for test in chosen(mutant, items, self.asked.seconds)]
        began = time.perf_counter()
        NOTICED.unlink(missing_ok=True)
        pid = os.fork()
        if not pid:
            self._in_a_copy(mutant, tests)
        killed = _ended(pid)
        return {
            "mutant": mutant,
            "killed": killed,
            "by": NOTICED.read_text() if NOTICED.exists() else "",
            "tests": len(tests),
            "seconds": time.perf_counter() - began,
            "changed": changed(mutant)[1],
            "line": line_of(mutant),
        }

    def _in_a_copy(self, mutant: Mutant | None, tests: list[pytest.Item]) -> None:
        """Run the tests with the change, and leave with 1 at the first that fails."""
        code = NOT_DONE
        try:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            most = taken() + MEMORY
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))
            if mutant is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
                live(mutant).__code__ = changed(mutant)[0]
                for cache in self.caches:
                    cache.cache_clear()
            code = 1
            code = self._inside(tests)
        finally:
            os._exit(code)

    def _inside(self, tests: list[pytest.Item]) -> int:
        for item, following in zip_longest(tests, tests[1:]):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                NOTICED.write_text(self.failed[0])
                return 1
        return 0


def taken() -> int:
    """Return how much the process has already: less than that would make tests fail that no change has to do with."""
    return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()


def _ended(pid: int) -> bool:
    """Wait for a copy, and say whether it found the change."""
    until = time.monotonic() + WAITING
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) != NOT_DONE, "the change could not be made"
            return status != 0
        time.sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def caches() -> list[Any]:
    """Return the functions of the package that remember answers: those of before a change say nothing of it."""
    every = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
    return [one for one in every if getattr(one, "__module__", "").startswith("jmsite")]


def changed(mutant: Mutant) -> tuple[Any, list[str]]:
    """Return the code of the function with the change, and the line without and with it."""
    file = ROOT / mutant["path"]
    return mistakes.with_mistake(
        tree(file), mutant["function"], mutant["number"], mutant["way"], file=str(file)
    )


def line_of(mutant: Mutant) -> int:
    function = dict(mistakes.outermost(tree(ROOT / mutant["path"]).body))[mutant["function"]]
    node = mistakes.around(function, mutant["number"])
    return getattr(node, "lineno", 0) or getattr(getattr(node, "iter", None), "lineno", function.lineno)


# What came of it


def report(rooms: Iterable[str]) -> int:
    """Print the table of the rooms, and the mutants that survived."""
    print("| room | tried | noticed | score | 95 % interval |\n|---|---|---|---|---|")
    tallies = {f"`{room}/`": results(room) for room in rooms}
    every = [one for found in tallies.values() for one in found]
    for room, found in {**tallies, "together": every}.items():
        killed = sum(one["killed"] for one in found)
        low, high = interval(killed, len(found))
        score = f"{killed / len(found):.0%}" if found else ""
        print(f"| {room} | {len(found)} | {killed} | {score} | {low:.0%} to {high:.0%} |")
    for one in (one for one in every if not one["killed"]):
        print(
            f"\n{name(one['mutant'])}, line {one['line']} ({one['tests']} tests)",
            *one["changed"],
            sep="\n    ",
        )
    return 0


def interval(part: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share, by Wilson's score."""
    if not n:
        return 0.0, 1.0
    share, spread = part / n, z * z / n
    middle, half = share + spread / 2, z * math.sqrt(share * (1 - share) / n + spread / 4 / n)
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def untried(mutants: list[Mutant]) -> list[Mutant]:
    known = {name(one["mutant"]) for mutant in mutants for one in results(mutant["room"])}
    return [mutant for mutant in mutants if name(mutant) not in known]


def results(room: str) -> list[dict[str, Any]]:
    file = KEPT / f"{room}.json"
    return json.loads(file.read_text()) if file.exists() else []


def keep(found: dict[str, Any]) -> None:
    room = found["mutant"]["room"]
    known = {name(one["mutant"]): one for one in results(room)}
    known[name(found["mutant"])] = found
    (KEPT / f"{room}.json").write_text(json.dumps(list(known.values()), indent=1))


def name(mutant: Mutant) -> str:
    return "{path}:{function} {number} {way}".format_map(defaultdict(str, mutant))


if __name__ == "__main__":
    sys.exit(main())
