"""Measure how the time of every lexer of Pygments grows with short and with long runs, and print the table of the slow.

    python tests/benchmarks/measure_lexers.py > table.txt

The rows belong into ``jmsite/formats/prose/lexers.py``. Each lexer is shown ``OPENINGS`` × ``RUNS``: something that may
open a construct, and then one or two signs again and again. Its row says how many signs of code it may be given:

- 0, where ``SHORT`` signs of a run take longer than ``LIMIT``: time doubles with every few signs, and no length of code
  is short enough;
- as many as take ``BUDGET`` seconds, where ``LONG`` signs take more than ``GROWTH`` times as long as a quarter of them:
  the square of the length, or worse.

``MOST``, where the time was in proportion to the length for all of them. One that hangs is interrupted: the engine of
expressions looks for signals while it goes back and forth. A language that is not in the table stays plain.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from math import log
from types import FrameType

from pygments.lexers import get_all_lexers, get_lexer_by_name

from jmsite.formats.prose.lexers import MEASURED, MOST

SHORT = 60
LONG = 1_000
LIMIT = 0.25
GROWTH = 9.0
BUDGET = 1.0
NOISE = 0.006
AGAIN = 8
SIGNS = r"""\"'`/*#-+=<>()[]{}.,:;!?|&^%$@~_a0 """ + "\n\t"
OPENINGS = ("", '"', "'", "`", "/*", "(", "{", "<a ", "/", "a", "0", '"""', "#", "\n ")
FEW = ("", '"')
"""The openings that long runs are tried with."""
PAIRS = (
    "\\\\", '\\"', "\\'", "\\n", '""', "''", "a.", "a,", "a ", "a\n", "\n ", "-a", "<a", "a=", "a:", "::", "a'", 'a"',
    "()", "[]", "{}", "((", "0.", "0e", "_a", "/a", "a/", "*a", "* ", "/*", "--", "<!", "<?", "&a", "a(", "a{", "a[",
    "#{", "${", "\t ", " \n", "a\t", ".0", "+a", "a-", "a b ", "a=a ", "a::", "a<", "'' ", "%a", "@a", "\n\n", "a;",
    "aA", "a0",
)  # fmt: skip
RUNS = (*SIGNS, *PAIRS)
WARMING = ("a", ">> 1\n", "julia> 1\n", ">>> 1\n", "$ a\n", "<?php 1 ?><a b='c'>{{ d }}</a>\n")


class _LateError(Exception):
    """Raised by the clock."""


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise _LateError


def seconds(name: str, code: str) -> float:
    """How long a lexer takes for ``code``; never much more than twice ``LIMIT``."""
    lexer = get_lexer_by_name(name, stripnl=False)
    begun = time.perf_counter()
    with suppress(_LateError):  # the clock may also ring while it is being stopped
        signal.setitimer(signal.ITIMER_REAL, LIMIT * 2)
        with suppress(_LateError):
            for _ in lexer.get_tokens(code):
                pass
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.perf_counter() - begun


def written(opening: str, run: str, length: int) -> str:
    """``length`` signs of a run behind what opens something."""
    return opening + (run * length)[:length]


def warm(name: str) -> None:
    """Compile a lexer and those that it calls for a session or a template: that is not its time for code."""
    for code in WARMING:
        for _ in get_lexer_by_name(name).get_tokens(code):
            pass


def longest(name: str) -> tuple[int, str]:
    """How many signs a lexer may be given, and the input that says so; -1 where time grows with the length."""
    warm(name)
    for opening, run in product(OPENINGS, RUNS):
        code = written(opening, run, SHORT)
        if seconds(name, code) > LIMIT and seconds(name, code) > LIMIT:
            return 0, f"{opening!r} {run!r}"
    found = [
        (most, f"{opening!r} {run!r}")
        for opening, run in product(FEW, RUNS)
        if (most := affordable(name, opening, run)) >= 0
    ]
    return min(found, default=(-1, ""))


def affordable(name: str, opening: str, run: str) -> int:
    """How many signs of a run a lexer may be given, -1 where it takes no more than its share of time for them.

    What looks slow is measured again and again: on a busy machine the shortest time is the true one.
    """
    long, short = written(opening, run, LONG), written(opening, run, LONG // 4)
    whole, quarter = seconds(name, long), LIMIT * 2
    for _ in range(AGAIN):
        quarter = min(quarter, seconds(name, short))
        if whole < NOISE or (whole < GROWTH * quarter and whole < LIMIT):
            return -1
        whole = min(whole, seconds(name, long))
    if quarter > LIMIT:
        return 0
    return int(LONG * (BUDGET / whole) ** (1 / log(max(whole / quarter, GROWTH), 4)))


def rounded(most: int) -> int:
    """Two digits of how much may be given: more is not known."""
    if most < 0 or most >= MOST:
        return MOST
    unit = 10 ** max(len(str(most)) - 2, 0)
    return most // unit * unit


def names() -> Iterator[str]:
    """The first name of each lexer that Pygments has."""
    for _, aliases, _, _ in get_all_lexers(plugins=False):
        if aliases:
            yield aliases[0]


def main() -> None:
    """Print a row for each lexer of the table, for those that are named, or with ``--all`` for all that there are."""
    signal.signal(signal.SIGALRM, _late)
    asked = sys.argv[1:]
    for name in sorted(names() if asked == ["--all"] else asked or MEASURED):
        most, what = longest(name)
        print(f'    "{name}": {rounded(most)},  # {what}'.removesuffix("  # "), flush=True)


if __name__ == "__main__":
    main()
