"""Files that were damaged: no traceback, no hang, and nothing that vanishes without a word."""

from __future__ import annotations

import random
import re
import shutil
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from jmsite.content.discover import discover, is_text
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.kinds import ENTITIES
from jmsite.model.page import Output
from jmsite.model.sources import Options
from jmsite.pipeline import build, catalog_of
from jmsite.report import text

SAMPLE = Path(__file__).parent.parent / "content"
CORPORA = Path(__file__).parent / "corpora"
PATIENCE = 60
"""Seconds after which a build hangs; a good one takes a hundredth of it."""
NOTHING = re.compile(rb"(?m)^\s*(?:#.*|---\s*)$")
"""Lines in which nothing is said: comments, and what encloses fields."""
Dice = random.Random
SHOWN = Options(drafts=True)
"""With drafts, so that everything that is read stands in the catalog."""
SIGNS = (
    "\0", "\ufeff", "\u2028", "\u200f", "\x85", "\x1b[31m", "\x7f", "é", "e\u0301", "ﷺ", "😀", "\ud7ff", "\uffff",
)  # fmt: skip
META = (
    ": ", "- ", "#", " #", "*a", "&a ", "!x ", "|\n", ">\n", "{", "}", "[", "]", "'", '"', "---\n", "...\n", "%",
    "```\n", "<", "](", "![", "[^1]", "\\", "<!--", "~~~", "\t", "?", "<<: ", "0x", ".inf", "1e999", "2026-02-30",
)  # fmt: skip


def lines(change: Callable[[list[bytes], int, Dice], None]) -> Callable[[bytes, Dice], bytes]:
    """A mutation of lines, at one of them."""

    def mutate(content: bytes, dice: Dice) -> bytes:
        rows = content.splitlines(keepends=True) or [b"\n"]
        change(rows, dice.randrange(len(rows)), dice)
        return b"".join(rows)

    return mutate


def at_some_place(made: Callable[[Dice], bytes]) -> Callable[[bytes, Dice], bytes]:
    """A mutation that puts something in."""

    def mutate(content: bytes, dice: Dice) -> bytes:
        place = dice.randint(0, len(content))
        return content[:place] + made(dice) + content[place:]

    return mutate


def flipped(content: bytes, dice: Dice) -> bytes:
    changed = bytearray(content or b"\n")
    for _ in range(dice.choice((1, 1, 1, 8))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def span_cut(content: bytes, dice: Dice) -> bytes:
    start = dice.randint(0, len(content))
    return content[:start] + content[start + dice.choice((1, 3, 20, 200)) :]


def span_repeated(content: bytes, dice: Dice) -> bytes:
    start = dice.randint(0, len(content))
    part = content[start : start + dice.choice((1, 5, 60))]
    return content[:start] + part * dice.choice((2, 10, 300)) + content[start:]


def line_cut(rows: list[bytes], at: int, _: Dice) -> None:
    del rows[at]


def line_doubled(rows: list[bytes], at: int, dice: Dice) -> None:
    rows[at:at] = [rows[at]] * dice.choice((1, 1, 40))


def line_moved(rows: list[bytes], at: int, dice: Dice) -> None:
    rows.insert(dice.randrange(len(rows)), rows.pop(at))


def line_shifted(rows: list[bytes], at: int, dice: Dice) -> None:
    kept = rows[at].lstrip(b" ")
    rows[at] = dice.choice((b"", b" ", b"  ", b"   ", b"      ", b"\t", b" " * 300)) + kept


MUTATIONS: dict[str, Callable[[bytes, Dice], bytes]] = {
    "bytes flipped": flipped,
    "a span cut": span_cut,
    "a span repeated": span_repeated,
    "a line cut": lines(line_cut),
    "a line doubled": lines(line_doubled),
    "a line moved": lines(line_moved),
    "a line shifted": lines(line_shifted),
    "a strange sign": at_some_place(lambda dice: dice.choice(SIGNS).encode("utf-8", "surrogatepass")),
    "a sign with a meaning": at_some_place(lambda dice: dice.choice(META).encode()),
    "torn": lambda content, dice: content[: dice.randint(0, len(content))],
    "line ends": lambda content, dice: content.replace(b"\n", dice.choice((b"\r\n", b"\r", b"\n\n"))),
    "another encoding": lambda content, _: content.decode("utf-8", "replace").encode("utf-16"),
}


@contextmanager
def patience(what: str) -> Iterator[None]:
    """Fail what does not end."""

    def ring(*_: object) -> None:
        raise AssertionError(f"it hangs: {what}")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def planted(root: Path) -> list[Path]:
    """The sample with documents of the corpora among its pages; the files to damage."""
    shutil.copytree(SAMPLE, root / "content")
    settings = root / "content/site.yaml"
    settings.write_text(re.sub(r"(?m)^(charts|search):.*\n", "", settings.read_text()) + "\ncharts: false\n")
    for number, file in enumerate(sorted(CORPORA.rglob("*.md"))[:40]):
        target = root / f"content/pages/corpora/document-{number}.md"
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    files = (path for path in sorted((root / "content").rglob("*")) if path.is_file())
    return [path for path in files if path.suffix in (".md", ".yaml", ".csv", ".json", ".svg")]


def spoken_of(path: str, catalog: Catalog, told: Iterable[Diagnostic]) -> bool:
    """Whether something of a file is in the site, or hidden in it, or a finding says why not."""
    if any(path in (one.place.path, *(other.place.path for other in one.related)) for one in told):
        return True
    entities: Iterator[Entity] = (one for kind in ENTITIES for one in catalog.table(kind).values())
    return path in catalog.table("entries") or any(path in (one.path, one.body) for one in entities)


@pytest.mark.parametrize("times", [60, pytest.param(20_000, marks=pytest.mark.long)])
def test_a_damaged_file_is_read_or_told(tmp_path: Path, times: int):
    files, dice = planted(tmp_path), Dice(times)
    looking, building = Memo(), Memo()
    inputs = discover(tmp_path, SHOWN)
    whole = build(inputs, building, 1)
    assert whole.outputs
    mended = str(files[0])
    for turn in range(times):
        file, name = dice.choice(files), dice.choice(sorted(MUTATIONS))
        before = file.read_bytes()
        damaged = MUTATIONS[name](before, dice)
        file.write_bytes(damaged)
        path = file.relative_to(tmp_path).as_posix()
        what = f"{name} in {path} (turn {turn} of {times})"
        with patience(what):
            inputs = discover(tmp_path, SHOWN, inputs, touched=[str(file), mended])
            read = catalog_of(inputs, looking)
            text(read.diagnostics)
            if is_text(path) and NOTHING.sub(b"", damaged).strip():
                assert spoken_of(path, read.value, read.diagnostics), what
            if turn % 10 == 0:
                made = build(inputs, building, 1)
                assert [one.path for one in made.outputs if _is_torn(one)] == [], what
        file.write_bytes(before)
        mended = str(file)
    assert build(discover(tmp_path, SHOWN), building, 1).outputs == whole.outputs


def _is_torn(output: Output) -> bool:
    """Whether a page has what can be in no text."""
    text = isinstance(output.content, bytes) and output.path.endswith((".html", ".md", ".xml"))
    return text and b"\0" in output.content
