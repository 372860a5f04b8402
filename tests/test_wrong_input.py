"""Whatever lies in the content folder: each fault at its place, nothing lost without a word, and never an exception."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import Project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.page import Build
from jmsite.pipeline import build

CASES: dict[str, tuple[str, bytes, str, int]] = {
    "unknown field": ("personas/a.md", b"---\ntitle: A\n\nrloe: x\n---\n", "field/unknown", 4),
    "wrong type": ("personas/a.md", b"---\ntitle: A\nshare: many\n---\n", "field/wrong-type", 3),
    "missing reference": (
        "personas/a.md",
        b"---\ntitle: A\n\nresearch: [x]\n---\n",
        "ref/unknown-research",
        4,
    ),
    "duplicate key": ("personas/a.md", b"---\ntitle: A\nrole: b\nrole: c\n---\n", "yaml/duplicate-key", 4),
    "bad YAML after blank lines": ("personas/a.md", b"---\n\n\n\ntitle: [A\n---\n", "yaml/syntax", 5),
    "byte order mark": ("personas/a.md", b"\xef\xbb\xbf---\ntitle: A\nrloe: x\n---\n", "field/unknown", 3),
    "CRLF": ("personas/a.md", b"---\r\ntitle: A\r\nrloe: x\r\n---\r\n", "field/unknown", 3),
    "CR alone": ("personas/a.md", b"---\rtitle: A\rrloe: x\r---\r", "field/unknown", 3),
    "NUL": ("personas/a.md", b"---\ntitle: A\nrole: a\0b\n---\n", "file/nul", 3),
    "not UTF-8": ("personas/a.md", b"---\ntitle: A\nrole: \xe4\n---\n", "file/not-utf8", 3),
    "UTF-16": ("personas/a.md", "---\ntitle: A\n---\n".encode("utf-16"), "file/not-utf8", 1),
    "empty file": ("personas/a.md", b"", "file/empty", 1),
    "front matter without end": ("personas/a.md", b"---\ntitle: A\n", "file/unclosed-front-matter", 1),
    "ids that differ in case": ("personas/Anna.md", b"---\ntitle: A\n---\n", "id/malformed", 1),
    "a path out of content": (
        "personas/a.md",
        b"---\ntitle: A\n---\n\n[x](../../x.md)\n",
        "link/outside-content",
        5,
    ),
    "an encoded path out of content": (
        "pages/a.md",
        b"\n[x](%2e%2e/%2e%2e/x.md)\n",
        "link/outside-content",
        2,
    ),
    "a picture out of content": (
        "personas/a.md",
        b"---\nportrait: ../../x.png\n---\n",
        "ref/missing-asset",
        2,
    ),
    "data out of content": ("metrics/a.yaml", b"readings: {file: /etc/passwd}\n", "ref/missing-data", 1),
    "settings in a list": ("site.yaml", b"- title\n", "yaml/not-a-mapping", 1),
}


def surprise(project: Callable[[str], Project], path: str, content: bytes) -> Project:
    return project("minimal").edit(path, content)


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_at_its_line(project: Callable[[str], Project], case: str):
    path, content, rule, line = CASES[case]
    found = surprise(project, path, content).build()
    told = [(fault.rule, fault.place.path, fault.place.line) for fault in found.diagnostics]
    assert (rule, f"content/{path}", line) in told
    assert "index.html" in found.files


@pytest.mark.parametrize("command", ["check", "build"])
def test_the_commands_tell_it_and_end_with_one(
    project: Callable[[str], Project], capsys: pytest.CaptureFixture[str], command: str
):
    made = project("minimal")
    for number, case in enumerate(("unknown field", "NUL", "not UTF-8", "duplicate key", "CRLF")):
        made.edit(f"personas/p{number}.md", CASES[case][1])
    assert run([command, "--root", str(made.root), "--jobs", "1"]) == 1
    shown = capsys.readouterr()
    for number, rule in enumerate(("field/unknown", "file/nul", "file/not-utf8", "yaml/duplicate-key")):
        assert f"content/personas/p{number}.md:" in shown.out + shown.err
        assert rule in shown.out + shown.err
    assert not (made.root / "build" / "site").exists()


def test_of_two_of_one_id_the_one_that_is_called_the_first_is_shown(project: Callable[[str], Project]):
    site = project("minimal").edit("channels.yaml", "web: {title: First}\n")
    built = site.edit("channels/web.md", "---\ntitle: Second\n---\n\nWords of the second.\n").build()
    (twice,) = built.diagnostics
    assert (twice.rule, twice.related[0].place.path) == ("id/duplicate", "content/channels.yaml")
    shown = built.page("/channels/").text
    assert "First" in shown
    assert "Second" not in shown
    assert "Words" not in shown


@pytest.mark.parametrize("target", ["/etc/passwd", "../../outside.md", "nowhere", ".", "/"])
def test_a_symbolic_link_is_followed_only_inside(project: Callable[[str], Project], target: str):
    made = project("minimal")
    (made.root / "outside.md").write_text("---\ntitle: Outside\n---\n")
    (made.root / "content" / "pages").mkdir()
    (made.root / "content" / "pages" / "way.md").symlink_to(target)
    found = made.build()
    assert b"Outside" not in b"".join(found.files.values())
    assert found.rules == [] if target == "." else ["file/outside-content"]


# -- anything at all

PLACES = (
    "site.yaml", "index.md", "index.yaml", "channels.yaml", "touchpoints.yaml", "personas/anna.md", "personas/b.yaml",
    "metrics/m.yaml", "research/r.md", "insights/i.md", "opportunities/o.md", "journeys/visit/journey.md",
    "journeys/visit/01-come.md", "journeys/visit/01-come.anna.md", "journeys/other/02-x.yaml", "pages/a.md",
    "pages/deep/b.md", "pages/con.md", "data/x.csv", "assets/x.png", "odd/place.md", "metrics.yaml",
)  # fmt: skip
KEYS = st.sampled_from(
    ["title", "steps", "personas", "emotion", "readings", "aliases", "tags", "fields", "next", "visibility", "lanes",
     "pains", "quotes", "language", "theme", "emotion_scale", "rules", "sources", "kind", "draft", "image", "channel",
     "touchpoint", "parent", "research", "<<", "", "-", "x: y"]
)  # fmt: skip
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), KEYS,
    st.sampled_from(["anna", "visit", "visit/come", "2026-13-45", "P9999999999D", "1e999", "data/x.csv", "*a", "&a"]),
)  # fmt: skip
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=14,
)
MARKS = st.lists(
    st.sampled_from(
        ["# ", "- ", "> ", "```chart\n", "```\n", "chart: trend", "|a|b|\n|-|-|\n", "[a](", "](", ")", "![", "<b>",
         "\n", "\n\n", "  ", "\t", "[^1]", "[^1]: ", "**", "`", "~~~", "\0", "\x00a0\x00", "{{ x }}", "{% x %}", "é",
         "\u202e", "&#0;", "- [ ] ", "> [!NOTE]\n", "term\n: ", "a", " b", "https://x.y", "\\", "---\n", "javascript:"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return draw(st.binary(max_size=200))
    tree = json.dumps(
        draw(st.dictionaries(KEYS, TREES, min_size=1, max_size=6)), ensure_ascii=draw(st.booleans())
    )
    if kind == 1:
        text = tree
    elif kind == 2:
        text = f"---\n{tree}\n---\n{draw(MARKS)}"
    elif kind == 3:
        lines = draw(st.dictionaries(KEYS, st.text(max_size=20), max_size=5)).items()
        text = "---\n" + "".join(f"{key}: {value}\n" for key, value in lines) + f"---\n{draw(MARKS)}"
    else:
        text = draw(MARKS)
    return text.encode("utf-8", "surrogatepass")


MEMO = Memo()
"""One for all tries: they share the theme, and must not share anything else."""


@settings(max_examples=40, deadline=20_000, suppress_health_check=list(HealthCheck))
@given(files=st.dictionaries(st.sampled_from(PLACES), contents(), min_size=1, max_size=5))
def test_any_files_are_built_or_told_about(files: dict[str, bytes]):
    with TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(Path(__file__).parent / "sites" / "minimal" / "content", root / "content")
        for path, content in files.items():
            (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "content" / path).write_bytes(content)
        inputs = discover(root)
        made = build(inputs, MEMO)
        blank = {path for path, source in inputs.content.items() if says_nothing(source.data)}
        assert sorted(set(lost(made, [*inputs.content, *inputs.blobs])) - blank) == []


def says_nothing(content: bytes) -> bool:
    """Whether there is only space, comments, or an empty mapping."""
    lines = (line.strip() for line in content.splitlines())
    return all(not line or line.startswith((b"#", b"---")) or line == b"{}" for line in lines)


def lost(made: Build, paths: list[str]) -> Iterator[str]:
    """Files that neither a page nor a fault tells of."""
    outputs = {output.path for output in made.outputs}
    told = {fault.place.path for fault in made.diagnostics}
    told |= {related.place.path for fault in made.diagnostics for related in fault.related}
    for path in paths:
        inner = path.removeprefix("content/")
        stem = inner.rpartition(".")[0]
        if stem.startswith("journeys/"):
            journey, _, stage = stem.removeprefix("journeys/").partition("/")
            name = stage.partition(".")[0].lstrip("0123456789").lstrip("-")
            stem = f"journeys/{journey}" if stage == "journey" else f"journeys/{journey}/{name}"
            if f"journeys/{journey}/index.html" not in outputs and any(
                place.startswith(f"content/journeys/{journey}/journey.") for place in told
            ):  # held back with its journey, of which a fault tells
                continue
        shown = {inner, f"{stem}/index.html", f"{stem.removesuffix('/index')}/index.html"}
        if inner not in ("site.yaml", "index.md", "index.yaml") and not shown & outputs and path not in told:
            yield path


HUGE = {
    "a long line": b"a" * 2_000_000,
    "many brackets": b"[" * 50_000,
    "many quotes": b"> " * 5_000 + b"x",
    "many lists": b"".join(b" " * level + b"- a\n" for level in range(400)),
    "deep YAML": b"---\na: " + b"[" * 20_000 + b"\n---\n",
    "deep mappings": b"---\n" + b"".join(b" " * level + b"a:\n" for level in range(2_000)) + b"---\n",
    "many aliases": b"---\na: &a [x, x, x]\n"
    + b"".join(b"b%d: [*a, *a, *a]\n" % n for n in range(5_000))
    + b"---\n",
    "growing aliases": b"---\na0: &a0 [x]\n"
    + b"".join(b"a%d: &a%d [*a%d, *a%d, *a%d]\n" % (n, n, n - 1, n - 1, n - 1) for n in range(1, 40))
    + b"---\n",
    "many stars": b"*a " * 20_000,
    "a wide table": b"|" + b"a|" * 3_000 + b"\n|" + b"-|" * 3_000 + b"\n" + b"|b\n" * 300,
    "noise": random.Random(7).randbytes(200_000),
}


@pytest.mark.parametrize("case", HUGE)
def test_huge_and_deep_files_come_to_an_end(project: Callable[[str], Project], case: str):
    found = project("minimal").edit("pages/huge.md", HUGE[case]).build()
    assert "pages/huge/index.html" in found.files or found.diagnostics
