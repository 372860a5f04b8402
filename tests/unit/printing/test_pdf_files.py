"""``jmsite export pdf``: posters on one sheet and books: text, title, language, links, numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from jmsite.cli import export_pages
from jmsite.cli.app import run
from jmsite.printing import book, chromium

MILLIMETRE = 72 / 25.4
pytestmark = pytest.mark.browser


def exported(made: Any, target: Path, *words: str) -> PdfReader:
    assert run(["export", "pdf", *words, "-o", str(target), "--root", str(made.root)]) == 0
    return PdfReader(target)


def sizes(reader: PdfReader) -> list[tuple[int, int]]:
    return [
        (round(page.mediabox.width / MILLIMETRE), round(page.mediabox.height / MILLIMETRE))
        for page in reader.pages
    ]


@pytest.fixture
def visit(project, browser) -> Any:
    """A site with a journey; where no browser is installed, there is nothing to print with."""
    return project("minimal").edit("site.yaml", 'title: Maps of {us} "and" <them>\nlanguage: de\n')


@pytest.mark.parametrize(("sheet", "size"), [("A3", (420, 297)), ("a1", (841, 594))])
def test_a_poster_is_one_sheet_as_large_as_asked(visit, tmp_path, capsys, sheet, size):
    reader = exported(visit, tmp_path / "poster.pdf", "visit", "--poster", sheet)
    assert sizes(reader) == [size]
    text = " ".join(reader.pages[0].extract_text().split())
    assert "A visit" in text
    assert "Nobody says how long" in text
    assert f"1 map on {sheet.upper()}, " in capsys.readouterr().out


def test_many_steps_fit_on_a_poster(visit, tmp_path):
    steps = "".join(f"  - title: Step {at}\n    doing: [{'A long thing to do ' * 12}]\n" for at in range(30))
    visit.edit("journeys/visit/02-more.md", f"---\ntitle: More\nsteps:\n{steps}---\n")
    reader = exported(visit, tmp_path / "poster.pdf", "visit", "--poster", "A3")
    assert sizes(reader) == [(420, 297)]
    assert "Step 29" in " ".join(reader.pages[0].extract_text().split())


def test_several_maps_are_a_sheet_each(visit, tmp_path):
    visit.edit("journeys/call/journey.md", "---\ntitle: A call\npersonas: [anna]\n---\n")
    visit.edit("journeys/call/01-ring.md", "---\ntitle: Ring\nsteps:\n  - title: I ring\n---\n")
    reader = exported(visit, tmp_path / "posters.pdf", "anna", "--poster", "A2")
    assert sizes(reader) == [(594, 420)] * 2


def test_a_book_knows_its_title_language_and_day(visit, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    reader = exported(visit, tmp_path / "book.pdf", "visit")
    assert reader.metadata.title == "A visit"
    assert reader.metadata["/CreationDate"] == "D:20260101000000+00'00'"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "de"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_the_contents_say_on_which_sheet_a_page_begins(visit, tmp_path):
    reader = exported(visit, tmp_path / "book.pdf", "visit")
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    for title in ("Arrive", "Anna"):
        number = int(re.search(rf"{title} (\d+)", texts[1])[1])
        assert title in texts[number - 1]
        assert texts[number - 1].startswith(f"{number}A visit")  # the foot of the sheet
    assert 'Maps of {us} "and" <them>' in texts[0]


def test_links_in_a_book_lead_to_its_own_sheets(visit, tmp_path):
    reader = exported(visit, tmp_path / "book.pdf", "visit")
    places = reader.named_destinations
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    goals = [link["/Dest"] for link in links if "/Dest" in link]
    assert {goal in places for goal in goals} == {True}
    assert not any("/A" in link and "file:" in str(link["/A"]) for link in links)


@pytest.fixture
def chapters(visit, monkeypatch) -> Any:
    """A site of which each page of a book is a chapter of its own."""
    monkeypatch.setattr(export_pages, "CHAPTER", 1)
    return visit.edit(
        "journeys/visit/02-leave.md", "---\ntitle: Leave\n---\n\nAs she came: [Arrive](01-arrive.md).\n"
    )


def test_a_book_of_chapters_is_one_document(chapters, tmp_path):
    reader = exported(chapters, tmp_path / "book.pdf", "visit")
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert all(text.startswith(f"{at}A visit") for at, text in enumerate(texts[1:], 2))
    for title in ("Arrive", "Leave", "Anna"):
        begins = int(re.search(rf"{title} (\d+)", texts[1])[1])
        assert title in texts[begins - 1]
        marks = [mark for mark in _flat(reader.outline) if mark.title == title]
        assert begins - 1 in [reader.get_destination_page_number(mark) for mark in marks]
    assert reader.metadata.title == "A visit"
    assert reader.trailer["/Root"]["/Lang"] == "de"


def test_links_lead_from_chapter_to_chapter(chapters, tmp_path):
    reader = exported(chapters, tmp_path / "book.pdf", "visit")
    places = reader.named_destinations
    texts = [page.extract_text() for page in reader.pages]
    led = [
        (at, reader.get_destination_page_number(places[link["/Dest"]]))
        for at, page in enumerate(reader.pages)
        for note in page.get("/Annots", [])
        if "/Dest" in (link := note.get_object())
    ]
    leave = next(at for at, text in enumerate(texts) if "As she came" in text)
    assert any(begin == leave and end != leave and "Arrive" in texts[end] for begin, end in led)
    assert {end for begin, end in led if begin == 1} >= {leave}
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert not any("book:" in str(note.get("/A")) for note in notes)


def test_tags_of_all_chapters_say_what_sheets_and_links_are(chapters, tmp_path):
    reader = exported(chapters, tmp_path / "book.pdf", "visit")
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert list(owners) == sorted(owners)
    tagged = [page for page in reader.pages if "/StructParents" in page]
    assert len(tagged) > 3
    for page in tagged:
        of_sheet = next(filter(None, (one.get_object() for one in owners[page["/StructParents"]])))
        assert of_sheet["/Pg"].get_object() == page
        for note in page.get("/Annots", []):
            tag = owners[note.get_object()["/StructParent"]].get_object()
            assert tag["/S"] == "/Link"
    ids = tree["/IDTree"]["/Names"][::2]
    assert list(ids) == sorted(set(ids))


def test_contents_that_grow_by_their_numbers_move_what_comes_after(monkeypatch):
    """The first front has one sheet, and the front with numbers two."""
    begun: list[int] = []

    def chapter(before: int) -> str:
        begun.append(before)
        return "<p>chapter"

    parts = book.BookParts(title="", front=lambda places: "x" * (1 + bool(places)), chapters=(chapter,))
    monkeypatch.setattr(book, "with_page", lambda work: work(None))
    monkeypatch.setattr(book, "_printed", lambda _page, document, _day: document.encode())
    monkeypatch.setattr(book, "sheets_in", lambda pdf: len(pdf) if pdf.startswith(b"x") else 1)
    monkeypatch.setattr(book, "places_in", lambda _: {"leaf-2": 1})
    monkeypatch.setattr("jmsite.printing.pdf.joining.join_documents", lambda made, _: b"|".join(made))
    assert book.book(parts, None) == b"xx|<p>chapter"
    assert begun == [1, 2]


def _flat(outline: list[Any]) -> list[Any]:
    return [one for entry in outline for one in (_flat(entry) if isinstance(entry, list) else [entry])]


@pytest.mark.parametrize(("paper", "size"), [("A5", (148, 210)), ("Letter", (216, 279))])
def test_a_book_has_the_sheets_that_are_asked_for_and_maps_their_own(visit, tmp_path, paper, size):
    found = sizes(exported(visit, tmp_path / "book.pdf", "visit", "--paper", paper))
    assert set(found) == {size, (420, 297)}
    assert found.count((420, 297)) == 1


def test_the_same_content_prints_the_same_file(visit, tmp_path):
    for name in ("one", "two"):
        exported(visit, tmp_path / name, "anna")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_nothing_that_an_audience_may_not_see_is_printed(visit, tmp_path):
    visit.edit("personas/anna.md", "---\ntitle: Anna\nvisibility: public\n---\n")
    reader = exported(visit, tmp_path / "book.pdf", "--audience", "public")
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Anna" in text
    assert "A visit" not in text


def test_without_a_browser_the_message_names_the_package(visit, tmp_path, monkeypatch, capsys):
    words = ["export", "pdf", "visit", "-o", str(tmp_path / "x.pdf"), "--root", str(visit.root)]
    monkeypatch.setattr(chromium, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(chromium, "ELSEWHERE", ())
    assert run(words) == 1
    assert "'apt install chromium'" in capsys.readouterr().err
    monkeypatch.setattr(chromium, "find_spec", lambda _: None)
    assert run(words) == 1
    assert 'pip install "jmsite[pdf]"' in capsys.readouterr().err
    assert not (tmp_path / "x.pdf").exists()


def test_what_is_asked_wrongly_is_told(visit, capsys):
    for words, told in (
        (["pdf", "--poster", "A9"], "unknown sheet 'A9'; there are: A0, A1, A2, A3"),
        (["pdf", "--poster", "A1", "--paper", "A4"], "exclude each other"),
        (["json", "--poster", "A1"], "--poster is for pdf, not for json"),
        (["pdf", "vist"], "did you mean 'visit'?"),
    ):
        assert run(["export", *words, "-o", "-", "--root", str(visit.root)]) == 2
        assert told in capsys.readouterr().err
