"""The index of the search: what it knows, that it is the same each time, and when it is made again."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from jmsite.cli.app import run
from jmsite.engine.memo import Memo
from jmsite.indexing import Indexed, index_of
from jmsite.model.page import Output
from jmsite.model.sources import Options
from jmsite.outputs.search import Findable, Library, index, indexer, library
from jmsite.outputs.search.compounds import LANGUAGES, compounds

STAGE = """---
title: Arrive
steps:
  - title: I find the door
    emotion: 1
    channel: street
    departments: [porters]
    doing: [Reads the sign]
---
"""


@pytest.fixture
def visit(project):
    """The minimal site with a channel and a department in a step."""
    site = project("minimal")
    site.edit("channels.yaml", "street:\n  title: On the street\n")
    site.edit("departments.yaml", "porters:\n  title: Porters\n")
    site.edit(
        "pages/rules.md", "---\ntitle: Rules\n---\n\nBefore.\n\n## Umbrellas\n\nLeave them at the door.\n"
    )
    return site.edit("journeys/visit/01-arrive.md", STAGE)


def entries(built) -> dict[str, Findable]:
    return {entry.url: entry for entry in library(built.build.outputs).entries}


def facets(entry: Findable) -> set[tuple[str, str]]:
    return set(re.findall(r'<li data-pagefind-filter="(\w+)">([^<]*)</li>', entry.html))


def test_what_is_found_are_the_pages_of_entities_and_the_steps_where_they_stand_on_the_map(visit):
    assert set(entries(visit.build())) == {
        "journeys/visit/",
        "journeys/visit/arrive/",
        "journeys/visit/#arrive--i-find-the-door",
        "personas/anna/",
        "",
        "channels/street/",
        "departments/porters/",
        "pages/rules/",
    }


def test_a_step_is_found_by_whom_and_where_and_not_once_more_in_its_stage(visit):
    found = entries(visit.build())
    step = found["journeys/visit/#arrive--i-find-the-door"]
    assert facets(step) == {
        ("type", "step"),
        ("persona", "anna"),
        ("journey", "A visit"),
        ("stage", "Arrive"),
        ("channel", "On the street"),
        ("department", "Porters"),
    }
    assert "Reads the sign" in step.html
    assert "Reads the sign" not in found["journeys/visit/arrive/"].html


def test_a_step_is_found_by_what_its_whole_stage_names(visit):
    visit.edit("departments.yaml", "porters:\n  title: Porters\nguards:\n  title: Guards\n")
    visit.edit("touchpoints.yaml", "gate: {title: Gate, channel: street}\n")
    visit.replace(
        "journeys/visit/01-arrive.md",
        "title: Arrive",
        "title: Arrive\ndepartments: [guards]\ntouchpoint: gate",
    )
    visit.replace("journeys/visit/01-arrive.md", "    channel: street\n", "")
    found = facets(entries(visit.build())["journeys/visit/#arrive--i-find-the-door"])
    assert {("department", "Guards"), ("department", "Porters"), ("channel", "On the street")} < found


def test_what_is_a_draft_is_not_found(visit):
    visit.replace("pages/rules.md", "title: Rules", "title: Rules\ndraft: true")
    assert "pages/rules/" not in entries(visit.build())


def test_a_section_is_found_under_the_anchor_of_its_heading():
    main = '<main><section id="a"><header><h2>A</h2></header></section></main>'
    page = f'<html lang="en">{main}<ul class="facets" hidden></ul>'
    found = library(
        [
            Output(path="a/index.html", content=page.encode()),
            Output(path="search/index.html", content=page.encode()),
        ]
    )
    assert '<section><header><h2 id="a">A</h2>' in found.entries[0].html


def test_long_words_are_listed_where_a_language_writes_words_together():
    entries = (
        Findable(
            url="a/", html='<h1 class="Rubrikenkopf">R&uuml;cksendeformular</h1><p>Lieferzeit, kurz</p>'
        ),
    )
    (listed,) = compounds(Library(language="de-AT", entries=entries))
    assert json.loads(listed.content) == ["lieferzeit", "rücksendeformular"]
    assert compounds(Library(language="en", entries=entries)) == ()


def test_the_script_of_the_search_knows_the_same_languages():
    script = (Path(__file__).parents[3] / "themes/default/scripts/parts/search.js").read_text()
    listed = re.search(r"const COMPOUNDS = (\[.*?\]);", script)
    assert tuple(json.loads(listed[1])) == LANGUAGES


def test_the_index_is_the_same_each_time(visit):
    known = library(visit.build().build.outputs)
    first, second = (index(known, indexer()) for _ in range(2))
    assert {output.path: output.content for output in first} == {
        output.path: output.content for output in second
    }
    assert len([output for output in first if output.path.startswith("search/fragment/")]) == len(
        known.entries
    )
    assert {"search/pagefind.js", "search/pagefind-worker.js"} < {output.path for output in first}
    assert not [output.path for output in first if "ui" in output.path]


def test_the_index_stands_while_only_the_look_changes(visit):
    before = visit.build()
    first = index_of(before.build.outputs, None)
    visit.replace("personas/anna.md", "title: Anna", "title: Anna\ncolour: series-4")
    after = visit.build()
    assert before.files["index.html"] != after.files["index.html"]
    second = index_of(after.build.outputs, None, first)
    assert (first.made, second.made) == (True, False)
    assert second.outputs is first.outputs
    visit.replace("pages/rules.md", "Before.", "Anew.")
    third = index_of(visit.build().build.outputs, None, second)
    assert third.made


def test_the_index_is_kept_between_processes(visit, cache):
    outputs = visit.build().build.outputs
    index_of(outputs, cache)
    again = index_of(outputs, cache)
    assert not again.made
    assert again == Indexed(digest=again.digest, outputs=index_of(outputs, None).outputs)


def test_a_site_that_wants_none_has_no_search(visit):
    visit.edit("site.yaml", "title: Minimal\nsearch: false\n")
    built = visit.build()
    assert "search/index.html" not in built.files
    assert b'data-part="search"' not in built.files["index.html"]
    assert index_of(built.build.outputs, None) == Indexed()


def test_without_its_program_a_site_has_no_search_and_says_so(visit, monkeypatch, capsys):
    monkeypatch.chdir(visit.root)
    monkeypatch.setattr("jmsite.outputs.search.indexer", lambda: None)
    monkeypatch.setattr("jmsite.indexing.indexer", lambda: None)
    assert run(["build", "--strict"]) == 0
    assert "no search (Pagefind does not support this machine)" in capsys.readouterr().out
    assert 'data-part="search"' not in (visit.root / "build/site/index.html").read_text()
    assert not (visit.root / "build/site/search/pagefind.js").exists()


def test_build_indexes_once(visit, monkeypatch, capsys):
    monkeypatch.chdir(visit.root)
    assert run(["build", "--timings"]) == 0
    said = capsys.readouterr().out
    assert "search indexed" in said
    assert re.search(r"^search +\d", said, re.MULTILINE)
    entry = json.loads((visit.root / "build/site/search/pagefind-entry.json").read_text())
    assert entry["languages"]["en"]["page_count"] == 8
    assert run(["build"]) == 0
    assert "search reused" in capsys.readouterr().out


def test_an_index_made_beside_the_build_is_the_one_made_of_its_files(visit):
    """In a process of its own: tests before this one may have left a thread, beside which nothing is copied."""
    run_in = {"cwd": visit.root, "check": True, "capture_output": True, "timeout": 60}
    subprocess.run([sys.executable, "-m", "jmsite", "build", "--jobs", "2"], **run_in)
    site = visit.root / "build/site"
    made = {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    pages = [Output(path=path, content=content) for path, content in made.items() if path.endswith(".html")]
    index = {one.path: one.content for one in index_of(sorted(pages, key=_as_built(visit)), None).outputs}
    assert {path: content for path, content in made.items() if path in index} == index


def _as_built(visit):
    """Return a key that puts files in the order in which they are built."""
    order = {one.path: at for at, one in enumerate(visit.build().build.outputs)}
    return lambda output: order[output.path]


FACETS = '<ul class="facets" hidden data-pagefind-ignore><li data-pagefind-filter="type">page</li></ul>'
PICTURED = '<div data-pagefind-ignore><p>Kept</p><img src="a.png" alt="A door"></div>'


@pytest.mark.parametrize(
    ("part", "is_left_out"),
    [
        ("<div data-pagefind-ignore><div>One</div><div>more <b>gone</b></div></div>", True),
        ('<section class="map" data-pagefind-ignore id="m"><h2 id="x">Gone</h2><p>gone</section>', True),
        ('<p>Some <span data-pagefind-ignore>gone</span> words</p><nav class="turn"><a>Gone</a></nav>', True),
        ("<ul data-pagefind-ignore><li data-pagefind-filter='state'>Kept</li></ul>", False),
        ("<nav><p data-pagefind-meta='place'>Kept</p></nav>", False),
        (PICTURED, False),
        ("<p>The mark data-pagefind-ignore in words, kept &gt; read</p>", False),
        ("<p data-pagefind-ignore>Kept", False),
        ("<div data-pagefind-ignore><!-- </div> -->Kept</div>", False),
    ],
)
def test_what_the_indexer_ignores_is_not_fed_to_it_and_the_index_is_the_same(part, is_left_out):
    told = f"<h1>A</h1><p>Before.</p>{part}<p>After it.</p>"
    page = f'<html lang="en"><body><main data-pagefind-body>{told}</main>{FACETS}</body></html>'
    known = library([Output(path="a/index.html", content=page.encode())])
    (entry,) = known.entries
    assert ("gone" if is_left_out else "kept") in told.lower()
    assert "gone" not in entry.html.lower()
    assert ("kept" in entry.html.lower()) != is_left_out
    program = indexer()
    assert program
    whole = Library(language="en", entries=[Findable(url="a/", html=told + FACETS)])
    assert index(known, program) == index(whole, program)


@pytest.mark.parametrize(
    "picture",
    [
        "<svg><title>Drawn</title></svg>",
        '<svg role="img"><g><text>Drawn</text></g></svg>',
        "<svg><svg><text>Drawn</text></svg><text>Drawn</text><svg></svg></svg>",
        "<svg><text>Drawn</text></svg> <svg><text>Drawn</text></svg>",
    ],
)
def test_what_is_written_in_a_picture_is_not_found(picture: str):
    page = f'<html lang="en"><main><h1>A</h1><p>Before.</p>{picture}<p>After.</p></main>{FACETS}</html>'
    (entry,) = library([Output(path="a/index.html", content=page.encode())]).entries
    assert "Drawn" not in entry.html
    assert "svg" not in entry.html
    assert {"Before.", "After."} <= set(re.findall(r"<p>(.*?)</p>", entry.html))


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("a/index.md", f"<main>A</main>{FACETS}"),
        ("a/index.html", f"<p>A</p>{FACETS}"),
        ("a/index.html", "<main>A</main>"),
        ("a/index.html", f"{FACETS}<main>A</main>"),
    ],
)
def test_a_file_without_content_or_facets_behind_it_is_not_found(path: str, page: str):
    told = f'<html lang="en">{page}</html>'.encode()
    assert library([Output(path=path, content=told)]).entries == ()


def test_a_program_that_fails_is_an_error_and_no_traceback(visit, monkeypatch, capsys):
    monkeypatch.chdir(visit.root)
    monkeypatch.setattr("jmsite.indexing.indexer", lambda: "/bin/true")
    assert run(["build"]) != 0
    assert "the search index could not be made" in capsys.readouterr().err


def test_the_preview_indexes_what_it_shows(visit, cache):
    from jmsite.live.indexer import Indexer
    from jmsite.live.preview import Preview

    preview = Preview(visit.root, Options(preview=True), Memo(cache=cache))
    preview.refresh()
    number, outputs = preview.published.number, preview.published.outputs
    assert not [path for path in outputs if path.startswith("search/pagefind")]
    indexer = Indexer(preview, pytest.fail)
    indexer.index()
    first = set(preview.search)
    assert "search/pagefind.js" in first
    visit.edit("pages/rules.md", "---\ntitle: Rules\n---\n\nZanzibar.\n")
    preview.refresh()
    indexer.index()
    assert preview.search.keys() > first
    assert preview.published.number == number + 1


def test_pages_are_looked_through_one_after_the_other_and_not_held(visit):
    from jmsite.live.indexer import Indexer

    class Watched(bytes):
        """The bytes of a page, which are counted as long as anybody holds them."""

        def __del__(self) -> None:
            held.pop()

    class UnpackedFiles(dict[str, Output]):
        """Files that are made anew whenever somebody looks at them, as those of a preview are unpacked."""

        def __getitem__(self, path: str) -> Output:
            content = Watched(super().__getitem__(path).content)
            held.append(path)
            most.append(len(held))
            return Output(path=path, content=content)

        get = __getitem__

        def values(self):  # type: ignore[override]
            return (self[path] for path in self)

    held: list[str] = []
    most: list[int] = []
    outputs = {one.path: one for one in visit.build().build.outputs if one.path.endswith(".html")}
    preview = SimpleNamespace(published=SimpleNamespace(outputs=UnpackedFiles(outputs)), cache=None)
    Indexer(preview, pytest.fail).index()
    assert "search/pagefind.js" in preview.search
    assert len(most) > len(outputs) > 10
    assert max(most) <= 3


def test_what_an_index_needed_is_given_back_where_the_system_can_take_it(visit, monkeypatch):
    from jmsite.live.indexer import Indexer

    def without(_: None) -> SimpleNamespace:
        return SimpleNamespace()

    def no_library(_: None) -> None:
        raise TypeError("this system names its libraries")

    asked: list[int] = []
    outputs = {one.path: one for one in visit.build().build.outputs}
    preview = SimpleNamespace(published=SimpleNamespace(outputs=outputs), cache=None)
    indexer = Indexer(preview, pytest.fail)
    for library_of in (without, no_library, lambda _: SimpleNamespace(malloc_trim=asked.append)):
        monkeypatch.setattr("ctypes.CDLL", library_of)
        indexer.index()
        assert "search/pagefind.js" in preview.search
    assert asked == [0]


def test_indexing_gives_way_to_a_change(visit):
    calls = []

    def pause() -> None:
        calls.append(len(calls))
        if len(calls) == 30:
            raise LookupError

    outputs = visit.build().build.outputs
    with pytest.raises(LookupError):
        index_of(outputs, None, Indexed(), pause)
    assert len(calls) == 30


def test_lines_end_as_sentences_and_facts_without_words_are_left_out():
    from jmsite.outputs.search.pagefind import _document

    told = _document(
        Findable(
            url="a/",
            html='<p class="pain"><span>It is late<span class="hidden"> (severity 3 of 3)</span></span></p>'
            '<p>It comes back <span class="muted">38 % of cases</span> <small>Recovery: a call</small></p>'
            '<dl><dt>Importance</dt><dd><span class="dots" aria-hidden="true"><i></i></span></dd>'
            "<dt>Owner</dt><dd>Ada</dd></dl>"
            '<a class="row"><b>Pay</b><time class="side">June</time><span class="under">Buy, Pay: It is dear</span></a>'
            "<blockquote>“No.”</blockquote><figcaption><a>Pay</a><span>Buy</span></figcaption>"
            '<ul><li data-pagefind-filter="type">step</li></ul>',
        ),
        "en",
    )
    assert "It is late.</span></p>" in re.sub(r"\s+(?=<)", "", told)
    assert "It comes back. " in told
    assert "38 %" not in told
    assert "Importance" not in told
    assert "<dt>Owner</dt>: <dd>Ada</dd>" in told
    assert ">step</li>" in told
    assert re.sub(r"<[^>]+>", "", told).endswith("Pay · June · Buy, Pay. It is dear “No.” Pay · Buy.step")


def test_what_is_still_told_when_a_break_ends_the_indexing_is_dropped_without_a_word():
    broken = threading.Event()
    before = set(threading.enumerate())

    def found():
        yield Findable(url="a/", html="<p>One</p>")
        broken.wait(60)
        yield Findable(url="b/", html="<p>Two</p>")
        yield Findable(url="c/", html="<p>Three</p>")

    def interrupt():
        raise KeyboardInterrupt

    program = indexer()
    assert program
    with pytest.raises(KeyboardInterrupt):
        index(Library(language="en", entries=found()), program, interrupt)
    (teller,) = set(threading.enumerate()) - before
    broken.set()
    teller.join(60)  # a traceback of a thread fails a test here
    assert not teller.is_alive()


def test_where_the_rest_never_comes_nobody_waits_for_it(monkeypatch):
    program = indexer()
    assert program
    monkeypatch.setattr(threading, "excepthook", lambda _: None)  # it is the thread that tells which breaks
    told: list[str] = []

    def found():
        yield Findable(url="a/", html="<p>One</p>")
        yield Findable(url="b/", html="<p>Two</p>")
        raise LookupError

    def indexing():
        with pytest.raises(OSError, match="did not answer") as broken:
            index(Library(language="en", entries=found()), program)
        told.append(str(broken.value))

    waiting = threading.Thread(target=indexing, daemon=True)
    waiting.start()
    waiting.join(30)
    assert len(told) == 1
