"""What was meant by a word that is not there, and when that is certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.model.diagnostics import Edit, Fix, Place
from jmsite.model.suggestions import Lexicon, ProbablyMeant, correction, probably_meant

STEPS = ("buy/find/look", "buy/pay/card", "buy/pay/look-again", "visit/pay/card", "visit/find/ask")


@pytest.mark.parametrize(
    ("word", "words", "found", "certain"),
    [
        ("ana", ("anna", "ben"), "anna", True),
        ("ann", ("anna", "anne"), "anna", False),
        ("ANNA", ("anna", "hanna"), "anna", True),
        ("Anna Berg", ("anna-berg", "anna"), "anna-berg", True),
        ("anna_berg", ("anna-berg", "anna"), "anna-berg", True),
        ("Pequeña", ("pequena", "grande"), "pequena", True),
        ("moment-of-truth", ("moment_of_truth", "title"), "moment_of_truth", True),
        ("checkout", ("journeys/buy/checkout", "journeys/buy/find"), "journeys/buy/checkout", True),
        ("journeys/buy/checkout", ("buy/checkout", "buy/find"), "buy/checkout", True),
        ("/buy/checkout/", ("buy/checkout", "buy/find"), "buy/checkout", True),
        ("personas/anna.md", ("anna", "ben"), "anna", True),
        ("card", STEPS, "buy/pay/card", False),
        ("buy/find/card", STEPS, "buy/pay/card", True),
        ("visit/pay/ask", STEPS, "visit/find/ask", True),
        ("other/pay/look", STEPS, "buy/find/look", False),
        ("nothing-like-it", ("anna", "ben"), "", False),
        ("anything", (), "", False),
    ],
)
def test_what_was_meant(word, words, found, certain):
    assert probably_meant(word, words) == ProbablyMeant(word=word, found=found, certain=certain)


def test_a_title_is_a_name():
    lexicon = Lexicon(
        ("anna-berg", "ben"),
        [("Our Anna", "anna-berg"), ("Benjamin", "ben"), ("Same", "ben"), ("same", "anna-berg")],
    )
    assert lexicon.meant("our anna") == ProbablyMeant(word="our anna", found="anna-berg", certain=True)
    assert lexicon.meant("Benjamin").found == "ben"
    assert not lexicon.meant("Same").certain


def test_of_many_words_the_most_alike_is_found():
    words = [f"step-{number:04}" for number in range(3000)] + ["checkout"]
    assert probably_meant("chekout", words) == ProbablyMeant(word="chekout", found="checkout", certain=True)
    assert not probably_meant("step-12345", words).certain


@given(
    st.lists(st.from_regex(r"[a-z]{1,6}(-[a-z]{1,4})?", fullmatch=True), unique=True, max_size=12),
    st.text(max_size=8),
)
def test_only_words_that_there_are_are_offered(words, word):
    near = probably_meant(word, words)
    assert near.found in {"", *words}
    assert not (near.certain and not near.found)
    assert near.hint == (f"did you mean '{near.found}'?" if near.found else "")


def test_a_correction_is_made_of_what_is_certain_and_can_be_written_anywhere():
    place = Place(path="a.yaml", line=1, column=4, end_column=7)
    assert correction(place, ProbablyMeant(word="ana", found="anna", certain=True)) == Fix(
        title="write 'anna'", edits=(Edit(place=place, old="ana", new="anna"),)
    )
    for near in (
        ProbablyMeant(word="ana", found="anna"),
        ProbablyMeant(word="ana", found="", certain=True),
        ProbablyMeant(word="", found="anna", certain=True),
        ProbablyMeant(word="ana", found="a: b", certain=True),
        ProbablyMeant(word="ana", found="x #y", certain=True),
        ProbablyMeant(word="ana", found="true", certain=True),
        ProbablyMeant(word="ana", found="it's", certain=True),
        ProbablyMeant(word="ana", found="a\nb", certain=True),
    ):
        assert correction(place, near) is None
