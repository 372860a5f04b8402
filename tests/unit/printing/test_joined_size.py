"""Documents that are joined share what is the same in them."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from jmsite.printing.pdf.joining import join_documents

WORDS = b"".join(b"BT (%d) Tj ET\n" % (number * number) for number in range(5_000))


def part() -> bytes:
    """Return a document of one sheet, with much in it."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(WORDS)
    page[NameObject("/Contents")] = writer._add_object(stream)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_what_several_documents_hold_is_in_the_joined_one_once():
    one = part()
    made = join_documents([one, one, one], "Three")
    assert len(made) < 1.2 * len(one)
    sheets = PdfReader(BytesIO(made)).pages
    assert [sheet.get_contents().get_data().strip() for sheet in sheets] == [WORDS.strip()] * 3
