"""The words of the interface: forms by number, joining, quoting, numbers and days in each language."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.formats.messages import BabelMessages, direction, forms
from jmsite.theme.translations import load_messages

DAY = date(2026, 10, 5)


MINIMAL = Path(__file__).parents[2] / "sites" / "minimal"


@pytest.fixture(scope="module")
def english() -> BabelMessages:
    return load_messages(discover(MINIMAL).themes, "default", "en").value


def test_a_phrase_has_the_form_that_its_number_needs(english):
    assert english.plural(1, "count.steps") == "1 step"
    assert english.plural(1200, "count.steps") == "1,200 steps"


def test_a_form_that_a_language_lacks_is_the_other_one():
    assert (
        BabelMessages(language="fr", phrases={"k.one": "{count} pas", "k.other": "{count} de pas"})
        .plural(10**6, "k")
        .endswith("de pas")
    )


def test_nought_and_two_can_have_words_of_their_own_in_any_language():
    words = BabelMessages(
        language="en", phrases={"k.zero": "nobody", "k.two": "both", "k.other": "all {count}"}
    )
    assert [words.plural(count, "k") for count in (0, 2, 3)] == ["nobody", "both", "all 3"]


def test_running_text_counts_in_words_up_to_twelve(english):
    assert english.counted(1, "count.studies") == "one study"
    assert english.counted(13, "count.steps") == "13 steps"
    assert BabelMessages(language="de", phrases={}).few(2) == "2"


def test_parts_are_joined_and_sentences_ended(english):
    assert english.listed(("a", "", "b", "c")) == "a, b and c"
    assert english.listed(()) == ""
    assert english.sentences("one is done", "", "and now?") == "One is done. And now?"


def test_quotation_marks_inside_a_quotation_are_those_of_the_second_kind(english):
    assert english.inner('I said “no” and "yes"') == "I said ‘no’ and ‘yes’"
    german = BabelMessages(language="de", phrases={"quote": "„{text}“", "quote.inner": "‚{text}‘"})
    assert german.inner("Sie sagte „nein“") == "Sie sagte ‚nein‘"


def test_english_writes_as_babel_would(english):
    babel = BabelMessages(language="en-GB", phrases=english.phrases)
    for value in (0.0, 3.14159, -2.5, 1234.5, 1000000.0):
        assert english.number(value, 2) == babel.number(value, 2)
    for day in (DAY, date(2025, 9, 30)):
        assert [english.day(day, style) for style in ("long", "medium")] == [
            babel.day(day),
            babel.day(day, "medium"),
        ]
        assert english.month(day) == babel.month(day)
    assert english.months == babel.months
    for seconds in (
        0,
        1,
        59,
        89,
        90,
        91,
        1200,
        5400,
        90_000,
        129_600,
        250_000,
        950_000,
        4_000_000,
        50_000_000,
    ):
        assert english.span(timedelta(seconds=seconds)) == babel.span(timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("language", "number", "month"),
    [
        ("de", "1.234,5", "Oktober 2026"),
        ("fr", "1\u202f234,5", "octobre 2026"),
        ("ja", "1,234.5", "2026年10月"),
    ],
)
def test_numbers_and_days_are_written_in_the_language_of_the_site(language, number, month):
    words = BabelMessages(language=language, phrases={})
    assert words.number(1234.5) == number
    assert words.month(DAY) == month


def test_a_region_writes_its_own_way():
    assert BabelMessages(language="de-CH", phrases={}).number(1234.5) == "1’234.5"


def test_a_duration_is_told_in_its_largest_unit():
    assert BabelMessages(language="de", phrases={}).span(timedelta(days=3)) == "3 Tage"


def test_a_sign_stays_before_its_number_among_words_from_right_to_left():
    assert BabelMessages(language="ar", phrases={}).signed(-1.2) == "\u200e−1.2"
    assert BabelMessages(language="de", phrases={}).signed(-1.2) == "−1,2"


def test_arabic_has_six_forms_and_japanese_one():
    assert set(forms("ar")) == {"zero", "one", "two", "few", "many", "other"}
    assert forms("ja") == ("other",)
    assert set(forms("en")) == {"one", "other"}


def test_direction():
    assert [direction(language) for language in ("ar", "he-IL", "ja", "de-AT")] == [
        "rtl",
        "rtl",
        "ltr",
        "ltr",
    ]


def test_an_english_site_is_built_without_babel():
    script = f"import sys, jmsite; jmsite.build({str(MINIMAL)!r}); print('babel' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
