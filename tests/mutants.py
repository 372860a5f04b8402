"""Measure how many small mistakes the tests notice: a sample of mutants, room by room. Run by hand; see mutation.md.

    python tests/mutants.py cover                      # which test runs which line; once for a state of the code
    python tests/mutants.py run --room data --count 80 # change a place, run the tests that pass there, and so on
    python tests/mutants.py again --room data          # only those that survived, with the tests as they are now
    python tests/mutants.py report                     # the table, and what survived

It needs ``pip install cosmic-ray coverage`` beside what the tests need, and keeps what it finds in ``build/mutants/``.
No file is changed. The tests are collected once; for each mutant a copy of that process (a fork) puts the changed code
into the function that it is in, and runs tests until one fails. What runs while a module is imported cannot be
exchanged so, and is left out: tables and constants.
"""

from __future__ import annotations

import argparse
import ast
import functools
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
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain, zip_longest
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "mutants"
FUNCTIONS = KEPT / "functions.json"
NOTICED = KEPT / "noticed"
"""The test that noticed the present mutant."""
ROOMS = ("model", "content", "data", "pages", "formats", "checks", "outputs")
TESTS = (
    *(f"tests/unit/{room}" for room in ROOMS), "tests/test_sites.py", "tests/test_faults.py", "tests/test_ids.py",
    "tests/test_feed.py", "tests/test_health.py", "tests/test_related.py", "tests/test_redirects.py",
    "tests/test_reach.py", "tests/test_numbers.py", "tests/test_visibility_defaults.py", "tests/test_twins.py",
    "tests/test_attachments.py", "tests/test_formatted_lanes.py", "tests/test_links_to_folders.py",
)  # fmt: skip
"""The tests of the rooms, and the quick ones of the whole. The others would find more, so a score is a lower bound."""
SECONDS = 20.0
"""Of the processor, for one mutant, as the tests took without it."""
NEW = 0.2
"""The seconds that a test is taken to need that ``cover`` has not seen: four times what half of all need."""
PATIENCE = 120
"""Seconds of the processor after which a mutant is taken to go round in a circle, which is a way to be found."""
WAITING = 3600
"""Seconds after which one is given up that waits for what does not come: a busy machine alone must not find it."""
MEMORY = 6 << 30
NOT_DONE = 3
"""The code with which a copy ends that could not make the change."""

Mutant = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("cover", "run", "again", "report"))
    parser.add_argument("--room", choices=ROOMS, action="append")
    parser.add_argument("--count", type=int, default=80)
    parser.add_argument("--seed", type=int, default=8)
    asked = parser.parse_args()
    rooms = asked.room or ROOMS
    KEPT.mkdir(parents=True, exist_ok=True)
    if asked.what == "report":
        return report(rooms)
    if asked.what == "cover":
        return cover()
    if asked.what == "run":
        mutants = {room: untried(sample(room, asked.count, asked.seed)) for room in rooms}
    else:
        mutants = {room: [one["mutant"] for one in results(room) if not one["killed"]] for room in rooms}
    return int(
        pytest.main(["-q", "-p", "no:cacheprovider", "-m", "not browser", *TESTS], plugins=[Runs(mutants)])
    )


# Which test runs which line


def cover() -> int:
    """Run the tests once, and keep the lines that each runs and the time it takes."""
    import coverage

    measured = coverage.Coverage(data_file=str(KEPT / "coverage"), source=[str(ROOT / "jmsite")])
    measured.start()
    ended = pytest.main(
        ["-q", "-p", "no:cacheprovider", "-m", "not browser", *TESTS], plugins=[Covers(measured)]
    )
    measured.stop()
    measured.save()
    FUNCTIONS.write_text(json.dumps(by_function(measured.get_data(), ROOT)))
    return int(ended)


def by_function(data: Any, root: Path) -> dict[str, Any]:
    """Return the tests, and those that run a line of each function by their numbers: ``path:Class.function``, or
    ``path:`` for what stands in none.

    By function and not by line, so that what is known holds while the code above and below it changes.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted((root / "jmsite").rglob("*.py")):
        tree, short = ast.parse(path.read_text("utf-8")), path.relative_to(root)
        for line, tests in data.contexts_by_lineno(str(path)).items():
            found[f"{short}:{'.'.join(function_around(tree, line))}"].update(test for test in tests if test)
    numbers = {test: number for number, test in enumerate(sorted(set().union(*found.values())))}
    places = {place: sorted(numbers[test] for test in tests) for place, tests in found.items()}
    return {"tests": [*numbers], "places": places}


class Covers:
    """Notes what a test runs under its name, and how long it takes."""

    def __init__(self, measured: Any) -> None:
        self.measured = measured
        self.took: dict[str, float] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
        began = time.process_time()
        self.measured.switch_context(item.nodeid)
        yield
        self.measured.switch_context("")
        self.took[item.nodeid] = time.process_time() - began
        if nextitem is None or nextitem.path != item.path:  # what is known so far can be used meanwhile
            self.measured.save()
            (KEPT / "took.json").write_text(json.dumps(self.took))


def chosen(mutant: Mutant, there: Iterable[str]) -> list[str]:
    """Return the tests for a place, likely ones first, as many as take ``SECONDS``.

    First come those of files that name the module (new ones among them, which ``cover`` has not seen), then the others
    that run its function: those of the room, and some of each other file, the quick before the slow.
    """
    tests, by, took = measurements()
    module = mutant["path"].removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    names = function_around(ast.parse(source(mutant)), mutant["line"])
    of_module = {place: run for place, run in by.items() if place.startswith(f"{mutant['path']}:")}
    # a function that is newer than what is known: whatever runs its module
    here = of_module.get(f"{mutant['path']}:{'.'.join(names)}", chain.from_iterable(of_module.values()))
    run_it = {tests[number] for number in here}
    room, near, own, files = f"tests/unit/{mutant['room']}/", [], [], defaultdict(list)
    for test in sorted(there, key=lambda test: took.get(test, NEW)):
        file = test.partition("::")[0]
        if file in naming(module) and (test in run_it or test not in took):
            near.append(test)
        elif test in run_it:
            (own if test.startswith(room) else files[file]).append(test)
    some, seconds = [], 0.0
    for test in [*near, *own, *(test for turn in zip_longest(*files.values()) for test in turn if test)]:
        seconds += took.get(test, NEW)
        if some and seconds > SECONDS:
            break
        some.append(test)
    return some


@functools.cache
def naming(module: str) -> frozenset[str]:
    """Return the files of tests in which a module is named: they import it."""
    parent, _, last = module.rpartition(".")
    name = re.compile(rf"\b{re.escape(module)}\b|from {re.escape(parent)} import [^\n]*\b{last}\b")
    files = (ROOT / "tests").rglob("test_*.py")
    return frozenset(str(file.relative_to(ROOT)) for file in files if name.search(file.read_text("utf-8")))


@functools.cache
def measurements() -> tuple[list[str], dict[str, list[int]], dict[str, float]]:
    """Return what ``cover`` found: the tests, the numbers of those that run each function, and the seconds of each."""
    known = json.loads(FUNCTIONS.read_text())
    return known["tests"], known["places"], json.loads((KEPT / "took.json").read_text())


# A sample of mutants


def sample(room: str, count: int, seed: int) -> list[Mutant]:
    """Draw places by lot, and at each one of the ways to change it, so that no operator counts twelve times."""
    from cosmic_ray.commands.init import _all_work_items

    ways = defaultdict(list)
    for path in sorted((ROOT / "jmsite" / room).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        typed = annotations(tree)
        for item in _all_work_items([path], {}):
            (mutation,) = item.mutations
            is_type = any(start <= mutation.start_pos < end for start, end in typed)
            if not is_type and function_around(tree, mutation.start_pos[0]):
                place = (
                    str(path.relative_to(ROOT)),
                    *mutation.start_pos,
                    mutation.operator_name.partition("_")[0],
                )
                ways[place].append((mutation.operator_name, mutation.occurrence))
    lot = random.Random(f"{room} {seed}")
    drawn = sorted(ways)
    lot.shuffle(drawn)  # so that a larger sample begins with the smaller one
    drawn = drawn[:count]
    print(f"{room}: {len(drawn)} of {len(ways)} places", flush=True)
    return [
        {"room": room, "path": place[0], "line": place[1], "operator": operator, "occurrence": occurrence}
        for place in drawn
        for operator, occurrence in [lot.choice(sorted(ways[place]))]
    ]


def annotations(tree: ast.Module) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where types are written, from and up to line and column: to change one changes nothing that runs."""
    typed = [getattr(node, name, None) for node in ast.walk(tree) for name in ("annotation", "returns")]
    return [
        ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
        for node in typed
        if node is not None
    ]


def changed(mutant: Mutant) -> str:
    """Return the text of the module with the change."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    code = mutate_code(source(mutant), get_operator(mutant["operator"])(), mutant["occurrence"])
    assert code is not None, name(mutant)
    return code


def source(mutant: Mutant) -> str:
    return (ROOT / mutant["path"]).read_text("utf-8")


# Change a place, and run the tests that pass there


class Runs:
    """Tries mutants in place of running the collected tests."""

    def __init__(self, mutants: dict[str, list[Mutant]]) -> None:
        self.mutants = mutants
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        # room by room in turn, so that it can be ended at any time
        turns = zip_longest(*self.mutants.values())
        for mutant in (one for turn in turns for one in turn if one):
            found = self.tried(mutant, items)
            keep(found)
            result = "killed  " if found["killed"] else "SURVIVED"
            seconds = f"{found['seconds']:.0f} s, {found['tests']} tests"
            print(f"{result} {name(mutant)} ({seconds})", file=sys.__stderr__, flush=True)
        self.control(items)
        return True

    def control(self, items: dict[str, pytest.Item]) -> None:
        """Run the tests that noticed anything without a change: none of them may fail by itself."""
        found = {one["by"] for room in self.mutants for one in results(room) if one.get("by")}
        pid = os.fork()
        if not pid:
            self._in_a_copy(None, [items[test] for test in sorted(found & items.keys())])
        verdict = "one of them fails without a change" if _ended(pid) else "all of them pass without a change"
        print(f"{len(found)} tests noticed something; {verdict}", file=sys.__stderr__, flush=True)

    def tried(self, mutant: Mutant, items: dict[str, pytest.Item]) -> dict[str, Any]:
        tests = [items[test] for test in chosen(mutant, items)]
        began = time.perf_counter()
        NOTICED.unlink(missing_ok=True)
        pid = os.fork()
        if not pid:
            self._in_a_copy(mutant, tests)
        killed = _ended(pid) if tests else False
        return {
            "mutant": mutant,
            "killed": killed,
            "by": NOTICED.read_text() if NOTICED.exists() else "",
            "tests": len(tests),
            "seconds": time.perf_counter() - began,
            "changed": difference(source(mutant), changed(mutant)),
        }

    def _in_a_copy(self, mutant: Mutant | None, tests: list[pytest.Item]) -> None:
        """Run the tests with the change, and leave with 1 at the first that fails."""
        code = NOT_DONE
        try:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            if mutant is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
            if mutant is not None:
                exchange(mutant)
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


def _ended(pid: int) -> bool:
    """Wait for a copy, and say whether it found the change."""
    until = time.monotonic() + WAITING
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            assert os.waitstatus_to_exitcode(status) != NOT_DONE, "the change could not be made"
            return status != 0
        time.sleep(0.05)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def exchange(mutant: Mutant) -> None:
    """Put the changed code into the function that it is in."""
    names = function_around(ast.parse(source(mutant)), mutant["line"])
    new = compile(changed(mutant), str(ROOT / mutant["path"]), "exec", dont_inherit=True)
    for part in names:
        new = next(one for one in new.co_consts if isinstance(one, CodeType) and one.co_name == part)
    function = live(mutant["path"].removesuffix(".py").removesuffix("/__init__").replace("/", "."), names)
    function.__code__ = new


def function_around(tree: ast.Module, line: int) -> list[str]:
    """Return the outermost function in whose body a line is, after the classes that it is in; nothing for none."""
    names, body = [], tree.body
    while True:
        inside = [
            node
            for node in body
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body[0].lineno <= line <= (node.end_lineno or 0)
        ]
        if not inside:
            return []
        names.append(inside[0].name)
        if not isinstance(inside[0], ast.ClassDef):
            return names
        body = inside[0].body


def live(module: str, names: list[str]) -> FunctionType:
    """Return the function of that name which is in use, without what is wrapped around it."""
    found: Any = import_module(module)
    for part in names:
        found = vars(found)[part]
    for wrapped in ("fget", "func", "__func__"):
        found = getattr(found, wrapped, found)
    found = inspect.unwrap(found)
    assert isinstance(found, FunctionType), (module, names)
    return found


# What came of it


def report(rooms: Iterable[str]) -> int:
    """Print the table of the rooms, and the mutants that survived."""
    print("| room | mutants | found | score | 95 % interval |\n|---|---|---|---|---|")
    for room in rooms:
        found = results(room)
        killed = sum(one["killed"] for one in found)
        low, high = interval(killed, len(found))
        score = f"{killed / len(found):.0%}" if found else ""
        print(f"| `{room}/` | {len(found)} | {killed} | {score} | {low:.0%} to {high:.0%} |")
    for one in (one for room in rooms for one in results(room) if not one["killed"]):
        print(f"\n{name(one['mutant'])} ({one['tests']} tests)", *one["changed"], sep="\n    ")
    return 0


def interval(part: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share, by Wilson's score."""
    if not n:
        return 0.0, 1.0
    share, spread = part / n, z * z / n
    middle, half = share + spread / 2, z * math.sqrt(share * (1 - share) / n + spread / 4 / n)
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def difference(before: str, after: str) -> list[str]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(([f"- {old.strip()}", f"+ {new.strip()}"] for old, new in pairs if old != new), [])


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
    return f"{mutant['path']}:{mutant['line']} {mutant['operator']} {mutant['occurrence']}"


if __name__ == "__main__":
    sys.exit(main())
