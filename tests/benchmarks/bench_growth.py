"""How a build grows with each kind of input: a row a kind, built at n, 2n and 4n.

What is linear doubles with its input. A kind that grows faster, or past a few seconds, is a way to keep a builder busy.

python tests/benchmarks/bench_growth.py [WORD in the names of rows]
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options
from jmsite.pipeline import build
from jmsite.report import text

Files = dict[str, str | bytes]
Kind = Callable[[int], Files]
STEPS = "---\ntitle: Stage\nsteps:\n  - title: One\n    emotion: 1\n---\n"


def page(front: str, prose: str = "") -> Files:
    """A page of documentation."""
    return {"pages/a.md": f"---\ntitle: A\n{front}---\n{prose}"}


def journey(front: str) -> Files:
    """A journey of one stage."""
    return {"journeys/j/journey.md": f"---\ntitle: J\n{front}---\n", "journeys/j/01-s.md": STEPS}


def people(count: int) -> Files:
    """Personas who all take one journey."""
    files: Files = {f"personas/p{at}.md": f"---\ntitle: P{at}\n---\n" for at in range(count)}
    return {**files, **journey(f"personas: [{', '.join(f'p{at}' for at in range(count))}]\n")}


def read(rows: str) -> Files:
    """A metric that reads a table."""
    return {
        "metrics/m.yaml": "title: M\nreadings: {file: data/a.csv}\n",
        "data/a.csv": rows,
    }


def columns(count: int) -> Files:
    """A table of many columns."""
    names, values = (",".join(f"{word}{at}" for at in range(count)) for word in ("c", "1"))
    return read(f"date,value,{names}\n2026-01-01,1,{values}\n")


def keys(count: int) -> Files:
    """A list of readings whose objects have many keys."""
    row = ",".join(f'"k{at}":1' for at in range(count))
    return {
        "metrics/m.yaml": "title: M\nreadings: {file: data/a.json}\n",
        "data/a.json": f'[{{"date":"2026-01-01","value":1,{row}}}]',
    }


def nobodies(count: int) -> Files:
    """A table of readings of personas that are not there, among some who are."""
    rows = "".join(f"2026-01-01,{at % 5},nobody-{at}\n" for at in range(count))
    metric = "title: M\nreadings: {file: data/a.csv, persona: who}\n"
    return {**people(200), "metrics/m.yaml": metric, "data/a.csv": f"date,value,who\n{rows}"}


def drawn(data: str) -> str:
    """A page whose chart draws some rows."""
    spec = f"spec: {{{data} mark: bar, encoding: {{x: {{field: a}}, y: {{field: b}}}}}}"
    return f"# A\n\n```chart\nchart: vega-lite\ncaption: C\n{spec}\n```\n"


def inline(count: int) -> Files:
    """A chart with its rows in it."""
    rows = ", ".join(f"{{a: k{at}, b: {at % 7}}}" for at in range(count))
    return {"pages/a.md": drawn(f"data: {{values: [{rows}]}},")}


def parquet(count: int) -> Files:
    """A chart of a small file that says one long text again and again."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        made = f"SELECT repeat('x', 1000) AS a, range AS b FROM range({count})"
        duckdb.sql(f"COPY ({made}) TO '{folder}/a.parquet' (FORMAT parquet)")
        table = Path(folder, "a.parquet").read_bytes()
    page = drawn("").replace("spec:", "data: data/a.parquet\nspec:")
    return {"pages/a.md": page, "data/a.parquet": table}


def worded(count: int) -> Files:
    """Steps whose lanes hold Markdown."""
    step = "  - {title: Step %d, pains: ['*Slow* and [far](../../personas/p0.md), `so`'], quotes: ['**a** _b_']}\n"
    steps = "".join(step % at for at in range(count))
    return {**people(1), "journeys/j/01-s.md": f"---\ntitle: S\nsteps:\n{steps}---\n"}


def numbered(count: int) -> Files:
    """A page of signs that cannot be shown, by number and as themselves."""
    return page("", "a&#x202e;b \x01 " * count)


def fields(count: int) -> Files:
    """Inline readings."""
    rows = "".join(f"  - {{date: 2026-01-{1 + at % 28:02}, value: {at % 5}}}\n" for at in range(count))
    return {"metrics/m.yaml": f"title: M\nreadings:\n{rows}"}


def aliases(count: int) -> Files:
    """One long text, and as many aliases of it."""
    return {"personas/p.md": f"---\ntitle: P\nquote: &a {'x ' * count}\ngoals: [{'*a, ' * count}]\n---\n"}


def picture(inside: str) -> Files:
    """A page that shows an SVG."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    return {**page("", "![a](../assets/a.svg)\n"), "assets/a.svg": svg}


def parts(levels: int) -> str:
    """Parts of a picture that show ten of those below."""
    rows = (f'<g id="a{at + 1}">{f"""<use href="#a{at}"/>""" * 10}</g>' for at in range(levels))
    return f'<g id="a0"><rect/></g>{"".join(rows)}'


KINDS: dict[str, tuple[int, Kind]] = {
    "yaml: aliases of a text": (5_000, aliases),
    "yaml: fields nobody knows": (2_000, lambda n: page("".join(f"k{at}: 1\n" for at in range(n)))),
    "yaml: empty fields": (5_000, lambda n: page("".join(f"k{at}:\n" for at in range(n)))),
    "yaml: keys that are empty": (5_000, lambda n: page(": a\n" * n)),
    "yaml: comments for values": (5_000, lambda n: page("".join(f"k{at}: #a\n" for at in range(n)))),
    "yaml: duplicate keys": (5_000, lambda n: page("summary: a\n" * n)),
    "yaml: broken fields": (2_000, lambda n: page("summary: [a\nk: 'b\n" * n)),
    "yaml: separators": (5_000, lambda n: {"personas.yaml": "a: 1\n---\n" * n}),
    "prose: references to one address": (
        2_000,
        lambda n: page("", f"[a]: http://e.org/{'x' * n}\n\n" + "[a] " * n),
    ),
    "prose: definitions": (2_000, lambda n: page("", "".join(f"[k{at}]: x\n" for at in range(n)))),
    "prose: definitions without end": (2_000, lambda n: page("", "[a]: x '\n" + "words\n" * n)),
    "prose: missing references": (1_000, lambda n: page("", "[a][b] [^c] " * n)),
    "prose: links with blanks": (1_000, lambda n: page("", "[a](b c.md) " * n)),
    "prose: comments": (5_000, lambda n: page("", "<!-- a -->\n" * n)),
    "prose: comments without end": (5_000, lambda n: page("", "- <!-- a\n" * n + "-->\n")),
    "prose: nested lists": (500, lambda n: page("", "".join("  " * (at % 60) + "- a\n" for at in range(n)))),
    "prose: quotations": (2_000, lambda n: page("", ">" * n + " a\n")),
    "prose: brackets": (5_000, lambda n: page("", "[" * n)),
    "prose: stars": (5_000, lambda n: page("", "*a **b " * n)),
    "prose: tables": (500, lambda n: page("", "| a | b |\n|---|---|\n" + "| [x](y z.md) | b |\n" * n)),
    "prose: footnotes": (500, lambda n: page("", "".join(f"a[^{at}]\n\n[^{at}]: b\n\n" for at in range(n)))),
    "code: backslashes": (2_000, lambda n: page("", f'```scala\n"{chr(92) * n}\n```\n')),
    "code: blank lines of Python": (1_000, lambda n: page("", "```python\n" + "\n " * n + "```\n")),
    "code: many blocks": (250, lambda n: page("", "```python\nreturn 1\n```\n\n" * n)),
    "chart fences": (
        1_000,
        lambda n: {**page("", "```chart\nchart: emotion-curve\njourney: j\n```\n\n" * n), **journey("")},
    ),
    "svg: elements": (10_000, lambda n: picture("<rect/>" * n)),
    "svg: style": (10_000, lambda n: picture(f"<style>{'@namespace a; ' * n}</style>")),
    "svg: parts of parts": (4, lambda n: picture(parts(n))),
    "refs: unknown on one line": (
        500,
        lambda n: journey(f"personas: [{', '.join(f'nobody-{at}' for at in range(n))}]\n"),
    ),
    "refs: unknown among many": (
        250,
        lambda n: {**people(n), **journey(f"personas: [{', '.join(f'q{at}' for at in range(n))}]\n")},
    ),
    "personas of a journey": (100, people),
    "pages of documentation": (250, lambda n: {f"pages/p{at}.md": f"# P{at}\n" for at in range(n)}),
    "pages inside each other": (
        50,
        lambda n: {f"pages/{'/'.join('a' * (1 + at % 40))}/p{at}.md": f"# P{at}\n" for at in range(n)},
    ),
    "tags, each on its own": (
        250,
        lambda n: {f"pages/p{at}.md": f"---\ntitle: P{at}\ntags: [t{at}]\n---\n" for at in range(n)},
    ),
    "tags of one page": (1_000, lambda n: page(f"tags: [{', '.join(f't{at}' for at in range(n))}]\n")),
    "steps of a stage": (
        200,
        lambda n: {
            "journeys/j/journey.md": "---\ntitle: J\n---\n",
            "journeys/j/01-s.md": "---\ntitle: S\nsteps:\n"
            + "".join(f"  - {{title: Step {at}, emotion: 1}}\n" for at in range(n))
            + "---\n",
        },
    ),
    "data: columns": (10_000, columns),
    "data: keys of an object": (10_000, keys),
    "data: inline readings": (2_000, fields),
    "data: personas who are not there": (2_000, nobodies),
    "data: Parquet of a long text": (1_250, parquet),
    "charts: inline rows": (1_000, inline),
    "lanes: Markdown": (200, worded),
    "prose: control characters": (2_000, numbered),
    "data: rows": (20_000, lambda n: read("date,value\n" + "2026-01-01,1\n" * n)),
}


def seconds(files: Files) -> tuple[float, int, int]:
    """Seconds of a first build and report, how many faults there were, and the bytes of the site."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, content in {"site.yaml": "title: Growth\n", **files}.items():
            file = root / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        begun = time.perf_counter()
        made = build(discover(root, Options()), Memo(), 1)
        text(made.diagnostics)
        spent = time.perf_counter() - begun
    sizes = [output.content for output in made.outputs if isinstance(output.content, bytes)]
    return spent, len(made.diagnostics), sum(map(len, sizes))


def measured(kind: Kind, count: int) -> Iterator[str]:
    """What is told of a kind at each size, until one takes too long."""
    before = 0.0
    for size in (count, 2 * count, 4 * count):
        spent, faults, length = seconds(kind(size))
        grown = f"×{spent / before:.1f}" if before else ""
        yield f"{size:>8,}  {spent:7.2f} s {grown:>6} {faults:>7,} faults {length / 1e6:8.1f} MB"
        if spent > 30:
            return
        before = spent


def main() -> None:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    seconds({})  # what is loaded once
    for name, (count, kind) in KINDS.items():
        if word in name:
            print(name, flush=True)
            for line in measured(kind, count):
                print(line, flush=True)


if __name__ == "__main__":
    main()
