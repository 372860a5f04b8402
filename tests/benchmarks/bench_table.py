"""Measure everything that users wait for, beside peers, and print it as one table in Markdown.

Hugo, Zensical and MkDocs are taken from beside this Python or from the path; who is not there has a dash. All tools
take turns, so that each round is one state of the machine. Built and written is in memory, where there is room.

python tests/benchmarks/bench_table.py [PAGES] [ROUNDS]
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench_cold import seconds
from bench_live import asked, serving
from generate import docs_site, hugo_site, jmsite_site
from peers import HUGO, OURS, load, program, quiet_place

PAGES, ROUNDS = 1000, 5
STAGE = "content/journeys/journey-3/04-stage-3.md"
PERSONA = "content/personas/anna.md"
PATIENCE = 120.0
LOOK = 0.004
"""Seconds between two looks at a page: each takes time of the process that is to build, so they must not be many."""
Times = dict[str, list[float]]
Rows = dict[str, Times]


def jmsite(root: Path, *words: str) -> list[str]:
    """The command line of ours over a site."""
    return [sys.executable, "-m", "jmsite", *words, "--root", str(root)]


def once(command: list[str], folder: Path) -> float:
    """Wall seconds of a command that succeeds."""
    begun = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=OURS, cwd=folder
    )
    return time.perf_counter() - begun


def cold(rows: Rows, roots: dict[str, Path], rounds: int) -> None:
    """First builds with nothing kept: ours with charts and search, and all tools with the same pages."""
    peers = {
        "Hugo": (
            [HUGO, "--source", str(roots["hugo"]), "--quiet", "--ignoreCache", "--noBuildLock"],
            "public",
        ),
        "Zensical": ([program("zensical"), "build", "--clean"], "site"),
        "MkDocs": ([program("mkdocs"), "build", "--quiet"], "site"),
    }
    known = {tool: one for tool, one in peers.items() if shutil.which(one[0][0])}
    for _ in range(rounds + 1):
        note(
            rows,
            "cold, charts and search",
            "jmsite",
            seconds(jmsite(roots["full"], "build"), roots["full"], "build"),
        )
        bare = roots["bare"]
        note(rows, "cold, no charts, no search", "jmsite", seconds(jmsite(bare, "build"), bare, "build"))
        for tool, (command, made) in known.items():
            root = roots["hugo" if tool == "Hugo" else tool.lower()]
            shutil.rmtree(root / made, ignore_errors=True)
            shutil.rmtree(root / ".cache", ignore_errors=True)
            note(rows, "cold, no charts, no search", tool, once(command, root))


def again(rows: Rows, root: Path, rounds: int) -> None:
    """What is asked of a site that has been built: nothing new, a check without and with what is kept, a start."""
    for _ in range(rounds + 1):
        note(rows, "build again, nothing changed", "jmsite", once(jmsite(root, "build"), root))
    for _ in range(rounds + 1):
        kept = root / "build" / "cache"
        shutil.rmtree(kept, ignore_errors=True)
        note(rows, "`check`, cold", "jmsite", once(jmsite(root, "check"), root))
        note(rows, "`check`, warm", "jmsite", once(jmsite(root, "check"), root))
        note(rows, "`--version`", "jmsite", once([sys.executable, "-m", "jmsite", "--version"], root))


def live(rows: Rows, roots: dict[str, Path], rounds: int) -> None:
    """From a save until the preview serves another page, with charts and search on."""
    full, stage = roots["full"], "/journeys/journey-3/stage-3/"
    with serving("jmsite", full):
        time.sleep(2)
        for number in range(rounds + 1):
            words = f"\n\nEdit {number}.\n"
            note(
                rows,
                "a text edited, saved → served",
                "jmsite",
                saved(full / STAGE, stage, lambda text, words=words: text + words),
            )
            score = number % 5 - 2
            feel = edited_score(score)
            note(
                rows,
                "a score edited, saved → served",
                "jmsite",
                saved(full / STAGE, "/journeys/journey-3/", feel),
            )
            name = f"title: Anna {number}"
            rename = lambda text, name=name: re.sub(r"title: .*", name, text, count=1)  # noqa: E731
            note(
                rows,
                "a persona renamed, saved → served",
                "jmsite",
                saved(full / PERSONA, "/personas/anna/", rename),
            )
    if not shutil.which(HUGO):
        return
    page = roots["hugo"] / "content/journeys/journey-3/stage-3.md"
    with serving("hugo", roots["hugo"]):
        time.sleep(2)
        for number in range(rounds + 1):
            words = f"\n\nEdit {number}.\n"
            taken = saved(page, stage, lambda text, words=words: text + words, "hugo")
            note(rows, "a text edited, saved → served", "Hugo", taken)


def edited_score(score: int) -> Callable[[str], str]:
    """Return an edit that gives the first step of a stage another score."""
    return lambda text: re.sub(r"emotion: -?\d", f"emotion: {score}", text, count=1)


def saved(file: Path, url: str, edit: Callable[[str], str], tool: str = "jmsite") -> float:
    """Seconds from a save until the page at ``url`` is another one; 0 where the edit changes nothing."""
    text = file.read_text()
    if edit(text) == text:
        return 0.0
    before = asked(tool, url)
    part = file.with_name(f".{file.name}.part")
    part.write_text(edit(text))
    begun = time.perf_counter()
    part.replace(file)
    while asked(tool, url) == before:
        if time.perf_counter() - begun > PATIENCE:
            raise SystemExit(f"{tool}: the page never changed")
        time.sleep(LOOK)
    taken = time.perf_counter() - begun
    time.sleep(0.5)
    return taken


def note(rows: Rows, work: str, tool: str, taken: float) -> None:
    """Note a time; one of nothing is none."""
    if taken:
        rows.setdefault(work, {}).setdefault(tool, []).append(taken)


def said(times: list[float] | None) -> str:
    """Return the median and, in brackets, from where to where; the first one, which warms up, does not count."""
    if not times:
        return "–"
    counted = times[1:] or times
    if max(counted) < 1:
        parts = [f"{one * 1000:.0f}" for one in (statistics.median(counted), min(counted), max(counted))]
        return f"{parts[0]} ms ({parts[1]}–{parts[2]})"
    parts = [f"{one:.2f}" for one in (statistics.median(counted), min(counted), max(counted))]
    return f"{parts[0]} s ({parts[1]}–{parts[2]})"


def versions() -> str:
    """Return the versions of all that is measured."""
    asked_of = {
        "jmsite": [sys.executable, "-m", "jmsite", "--version"],
        "Hugo": [HUGO, "version"],
        "Zensical": [program("zensical"), "--version"],
        "MkDocs": [program("mkdocs"), "--version"],
    }
    found = []
    for tool, command in asked_of.items():
        if shutil.which(command[0]):
            text = subprocess.run(command, check=False, capture_output=True, text=True, env=OURS).stdout
            number = re.search(r"\d+\.\d+[\w.]*", text)
            found.append(f"{tool} {number[0] if number else ''}")
    return f"{', '.join(found)}, Python {platform.python_version()}"


def table(rows: Rows, pages: int, rounds: int) -> str:
    """Return the table, with what it was measured on below it."""
    tools = ("jmsite", "Hugo", "Zensical", "MkDocs")
    lines = [f"| work | {' | '.join(tools)} |", "|---|---|---|---|---|"]
    lines += [
        f"| {work} | {' | '.join(said(times.get(tool)) for tool in tools)} |" for work, times in rows.items()
    ]
    about = f"{pages:,} stage pages; medians of {rounds} rounds, least and most in brackets; load {load()}."
    return "\n".join([*lines, "", about, f"{versions()}; {os.cpu_count()} cores, {platform.system()}."])


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    rows: Rows = {}
    with tempfile.TemporaryDirectory(dir=quiet_place()) as folder:
        roots = {name: Path(folder) / name for name in ("full", "bare", "hugo", "zensical", "mkdocs")}
        jmsite_site(roots["full"], pages, charts=True, search=True)
        jmsite_site(roots["bare"], pages)
        hugo_site(roots["hugo"], pages)
        docs_site(roots["zensical"], pages, "zensical.toml", '[project]\nsite_name = "Generated"\n')
        docs_site(roots["mkdocs"], pages, "mkdocs.yml", "site_name: Generated\nplugins: []\n")
        cold(rows, roots, rounds)
        again(rows, roots["full"], rounds)
        live(rows, roots, rounds)
    print(table(rows, pages, rounds))


if __name__ == "__main__":
    main()
