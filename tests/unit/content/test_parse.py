"""Files become documents: what they speak of, their fields and their prose."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jmsite.content.classify import classify
from jmsite.content.parse import body, parse
from jmsite.model.diagnostics import Checked
from jmsite.model.sources import Document, Prose, Source


def parsed(content: bytes, path: str = "content/personas/anna.md") -> Checked[Document]:
    source = Source(path=path, digest="", data=content)
    return parse(source, Prose(html=body(source)))


def told(checked: Checked[Document]) -> list[tuple[str, int, int]]:
    return [(fault.rule, fault.place.line, fault.place.column) for fault in checked.diagnostics]


@pytest.mark.parametrize(
    ("path", "kind", "id", "order"),
    [
        ("site.yaml", "site", "site", None),
        ("index.md", "home", "home", None),
        ("personas/anna.md", "persona", "anna", None),
        ("personas/anna.yaml", "persona", "anna", None),
        ("personas.yaml", "registry:persona", "personas", None),
        ("research.yaml", "registry:research", "research", None),
        ("opportunities/chat.md", "opportunity", "chat", None),
        ("journeys/buy/journey.md", "journey", "buy", None),
        ("journeys/buy/journey.yaml", "journey", "buy", None),
        ("journeys/buy/02-consider-it.md", "stage", "buy/consider-it", 2.0),
        ("journeys/buy/02.5-try.yaml", "stage", "buy/try", 2.5),
        ("journeys/buy/02-consider.anna.md", "variant", "buy/consider/anna", 2.0),
        ("pages/guide/start.md", "page", "guide/start", None),
        ("pages/guide/start.yaml", "page", "guide/start", None),
        ("pages/guide/index.md", "page", "guide", None),
        ("pages/index.md", "page", "", None),
        ("pages/U\u0308bersicht ♪.md", "page", "Übersicht ♪", None),
    ],
)
def test_the_place_of_a_file_says_what_it_speaks_of(
    path: str, kind: str, id: str, order: float | None
) -> None:
    role = classify(f"content/{path}")
    assert (role.kind, role.id, role.order, role.diagnostics) == (kind, id, order, ())


@pytest.mark.parametrize(
    ("path", "rule", "hint"),
    [
        ("persona/anna.md", "file/unknown-place", "did you mean 'personas'?"),
        ("personas/x/anna.md", "file/unknown-place", "content/personas/"),
        ("person.yaml", "file/unknown-place", "did you mean 'personas'?"),
        ("personas.md", "file/unknown-place", "personas.yaml"),
        ("personas/anna.yml", "file/unknown-place", "anna.yaml"),
        ("README.md", "file/unknown-place", ""),
        ("journeys/buy.md", "file/unknown-place", "content/journeys/buy/journey.md"),
        ("journeys/buy/a/b.md", "file/unknown-place", "content/journeys/buy/"),
        ("journeys/buy/01-a.b.c.md", "file/unknown-place", "02-consideration.md"),
        ("journeys/buy/a.md", "stage/without-number", "01-a.md"),
        ("personas/Anna Smith.md", "id/malformed", "lower-case letters"),
        ("journeys/Buy/journey.md", "id/malformed", "lower-case letters"),
        ("journeys/buy/01-Look.md", "id/malformed", "lower-case letters"),
        ("journeys/buy/01-look.Anna.md", "id/malformed", "lower-case letters"),
    ],
)
def test_a_file_in_the_wrong_place_is_a_fault_with_a_hint(path: str, rule: str, hint: str) -> None:
    (fault,) = classify(f"content/{path}").diagnostics
    assert fault.rule == rule
    assert hint in fault.hint


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_front_matter_and_body(bom: bytes, newline: bytes) -> None:
    lines = [b"---", b"name: Anna", b"goals:", b"  - x", b"--- ", b"", b"# Hello", b"---", b""]
    checked = parsed(bom + newline.join(lines))
    document = checked.value
    assert checked.diagnostics == ()
    assert document.front == {"name": "Anna", "goals": ["x"]}
    assert document.places.value(("goals", 0)).line == 4
    assert document.prose.html == "\n# Hello\n---\n"
    assert document.body_line == 6


def test_a_file_without_front_matter_is_prose_and_a_yaml_file_is_fields() -> None:
    assert parsed(b"Hello\n---\nWorld").value.prose.html == "Hello\n---\nWorld"
    document = parsed(b"\nname: Anna\n", "content/personas/anna.yaml").value
    assert (document.front, document.places.key(("name",)).line, document.prose) == (
        {"name": "Anna"},
        2,
        Prose(),
    )


def test_front_matter_without_end_is_prose_and_a_fault() -> None:
    checked = parsed(b"---\nname: Anna\n\nHello")
    assert told(checked) == [("file/unclosed-front-matter", 1, 1)]
    assert (checked.value.prose.html, checked.value.body_line) == ("name: Anna\n\nHello", 2)
    assert told(parsed(b"---")) == [("file/unclosed-front-matter", 1, 1)]


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        (b"", [("file/empty", 1, 1)]),
        (b" \n\n", [("file/empty", 1, 1)]),
        (b"---\n---\n", []),
        (b"---\n- a\n---\n", [("yaml/not-a-mapping", 2, 1)]),
        (b"---\nword\n---\n", [("yaml/not-a-mapping", 2, 1)]),
        (b"---\na: 1\n\n\nb: c: d\n---\n", [("yaml/syntax", 5, 5)]),
        (b"a\r\nb \xc3\xa9\xff", [("file/not-utf8", 2, 4)]),
        (b"a\nb\0", [("file/nul", 2, 2)]),
        ("Grüße".encode("utf-16"), [("file/not-utf8", 1, 1), ("file/nul", 1, 4)]),
    ],
)
def test_what_cannot_be_read_is_a_fault_at_its_place(
    content: bytes, faults: list[tuple[str, int, int]]
) -> None:
    assert told(parsed(content)) == faults


def test_text_survives_what_is_not_text() -> None:
    assert parsed(b"---\nname: A\xffna\n---\nb\0c\xfe").value.front == {"name": "A\ufffdna"}
    assert parsed(b"b\0c\xfe").value.prose.html == "b\ufffdc\ufffd"
    assert "UTF-16" in parsed(b"\xff\xfea").diagnostics[0].hint


def test_the_body_alone_is_the_same_as_in_the_document() -> None:
    source = Source(path="content/pages/a.md", digest="", data=b"---\ntitle: x\n---\nBody\r\nof it")
    assert body(source) == "Body\nof it"
    assert body(Source(path="content/site.yaml", digest="", data=b"title: x")) == ""


PATHS = [
    "site.yaml",
    "index.md",
    "personas/a.md",
    "channels.yaml",
    "journeys/a/journey.md",
    "journeys/a/01-b.c.md",
]


@settings(deadline=None)
@given(
    st.sampled_from(PATHS),
    st.binary(max_size=80) | st.text(max_size=80).map(lambda t: t.encode("utf-8", "replace")),
)
def test_no_bytes_raise(path: str, content: bytes) -> None:
    for whole in (content, b"---\n" + content + b"\n---\n"):
        checked = parsed(whole, f"content/{path}")
        assert "\0" not in checked.value.prose.html
        assert all(fault.place.line >= 1 and fault.place.column >= 1 for fault in checked.diagnostics)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30))
def test_no_path_raises(path: str) -> None:
    for ending in ("", ".md", ".yaml"):
        role = classify(f"content/{path}{ending}")
        assert role.kind or role.diagnostics
