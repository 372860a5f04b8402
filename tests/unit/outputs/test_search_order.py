"""The index is put into one order whatever order Pagefind writes it in, and is read as it was written."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.outputs.search import Findable, Library
from jmsite.outputs.search.compounds import compounds, has_compounds
from jmsite.outputs.search.order import SIGNATURE, ordered


def cbor(value: Any) -> bytes:
    """A value as RFC 8949 says, for the few types that an index has."""
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(4, len(value)) + b"".join(map(cbor, value))


def head(major: int, size: int) -> bytes:
    if size < 24:
        return bytes([major * 32 + size])
    width = next(width for width in (1, 2, 4, 8) if size < 256**width)
    return bytes([major * 32 + 24 + (1, 2, 4, 8).index(width)]) + size.to_bytes(width, "big")


def packed(value: Any) -> bytes:
    return gzip.compress(SIGNATURE + cbor(value))


def written(facets: dict[str, list[list[Any]]], pages: int = 1) -> dict[str, bytes]:
    """The files of an index, as Pagefind writes them: facets by name, each with values and the pages of each."""
    contents = ["1.5", [["en_page", pages]], [["en_words", "a", "b"]], [], []]
    contents[3] = [[name, f"en_f{at}"] for at, name in enumerate(facets)]
    files = {
        f"filter/en_f{at}.pf_filter": packed([name, values])
        for at, (name, values) in enumerate(facets.items())
    }
    entry = {"version": "1.5", "languages": {"en": {"hash": "en_0", "page_count": pages}}}
    return {
        **files,
        "pagefind.en_0.pf_meta": packed(contents),
        "pagefind-entry.json": json.dumps(entry).encode(),
        "fragment/en_page.pf_fragment": b"page",
    }


TYPES = [["stage", [3, 4]], ["page", [1]], ["step", [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32]]]
STATUS = [["open", [7]], ["a" * 23, [1]], ["b" * 24, [2]], ["é" * 150, [3]]]


def test_the_order_in_which_facets_are_written_makes_no_difference():
    one = ordered(written({"type": TYPES, "status": STATUS}))
    other = ordered(written({"status": STATUS[::-1], "type": TYPES[::-1]}))
    assert one == other


def test_all_of_an_index_is_there_and_each_file_is_called_after_what_is_in_it():
    files = ordered(written({"type": TYPES, "status": STATUS}, 300))
    (meta,) = (path for path in files if path.endswith(".pf_meta"))
    entry = json.loads(files["pagefind-entry.json"])
    assert meta == f"pagefind.{entry['languages']['en']['hash']}.pf_meta"
    assert entry["languages"]["en"]["page_count"] == 300
    facets = sorted(path for path in files if path.endswith(".pf_filter"))
    named = {path.removeprefix("filter/").removesuffix(".pf_filter") for path in facets}
    assert len(facets) == len(files) - 3 == 2
    assert sorted(files[path] for path in facets) == sorted(
        SIGNATURE + cbor([name, sorted(values)]) for name, values in (("type", TYPES), ("status", STATUS))
    )
    (status, type) = (
        next(name for name in named if word in files[f"filter/{name}.pf_filter"])
        for word in (b"open", b"step")
    )
    contents = ["1.5", [["en_page", 300]], [["en_words", "a", "b"]], [["status", status], ["type", type]], []]
    assert files[meta] == SIGNATURE + cbor(contents)
    assert all(name.startswith("en_") and len(name) == 13 for name in named)
    changed = ordered(written({"type": TYPES[:2], "status": STATUS}, 300))
    assert len(set(changed) & set(files)) == 3  # what is the same keeps its name, what is not has another one


def test_an_index_that_is_written_in_another_way_is_refused():
    files = written({"type": TYPES})
    files["filter/en_f0.pf_filter"] = gzip.compress(SIGNATURE + bytes([0xA0]))
    with pytest.raises(OSError, match="unknown format"):
        ordered(files)


values = st.lists(st.tuples(st.text(max_size=300), st.lists(st.integers(0, 2**40))).map(list), max_size=5)


@given(st.dictionaries(st.text(max_size=40), values, max_size=3))
def test_what_is_written_in_order_is_what_was_read(facets: dict[str, list[list[Any]]]):
    files = ordered(written(facets))
    found = sorted(content for path, content in files.items() if path.endswith(".pf_filter"))
    assert found == sorted({SIGNATURE + cbor([name, sorted(rows)]) for name, rows in facets.items()})


@pytest.mark.parametrize(("letters", "listed"), [(8, False), (9, True), (60, True)])
def test_words_of_nine_letters_and_more_may_hide_others(letters: int, listed: bool):
    (made,) = compounds(
        Library(language="sv", entries=(Findable(url="a/", html=f"<p>{'W' * letters} {'x' * 8}9</p>"),))
    )
    assert json.loads(made.content) == (["w" * letters] if listed else [])


def test_of_a_word_without_end_the_beginning_is_listed():
    (made,) = compounds(Library(language="sv", entries=(Findable(url="a/", html=f"<p>{'x' * 68}</p>"),)))
    assert json.loads(made.content) == ["x" * 60]


def test_a_language_is_known_with_its_region():
    assert [has_compounds(one) for one in ("DE-ch", "nb", "en-GB", "den")] == [True, True, False, False]
