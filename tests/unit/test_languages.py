"""Every language has every word of the interface, in every form that its numbers need."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

import pytest

from jmsite.charts.labels import width
from jmsite.charts.matrix_names import MEDIUM, PHONE, WIDE
from jmsite.content.discover import discover
from jmsite.formats.messages import EXACT, BabelMessages, forms
from jmsite.model.readings import Reason
from jmsite.resources import themes_folder
from jmsite.theme.translations import load_messages

LANGUAGES = ("ar", "de", "es", "fr", "ja")
FORMS = ("zero", "one", "two", "few", "many", "other")
SITE = Path(__file__).parents[1] / "sites" / "minimal"
BLANK = re.compile(r"\{(\w+)\}")


def alone(language: str) -> dict[str, str]:
    """The phrases that a language has itself, without English below it."""
    themes = discover(SITE).themes
    own = {
        path: file for path, file in themes["default"].items() if path != "i18n/en.yaml" or language == "en"
    }
    return dict(load_messages({**themes, "default": own}, "default", language).value.phrases)


ENGLISH = alone("en")
COUNTED = {key.removesuffix(".other") for key in ENGLISH if key.endswith(".other")}


def stem(key: str) -> str:
    """The key of a phrase without the name of its form."""
    head, _, tail = key.rpartition(".")
    return head if tail in FORMS and head in COUNTED else key


def by_stem(phrases: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, phrase in phrases.items():
        found.setdefault(stem(key), {})[key] = phrase
    return found


def test_there_are_words_in_six_languages():
    there = {path.stem for path in (themes_folder() / "default" / "i18n").glob("*.yaml")}
    assert there == {"en", *LANGUAGES}


def test_there_are_words_for_every_reason_why_a_row_does_not_count():
    reasons = {*get_args(Reason), "where-is"}
    assert {key.removeprefix("metric.left-out.") for key in ENGLISH if ".left-out." in key} == reasons


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_phrases_of_english_and_no_others(language: str):
    assert by_stem(alone(language)).keys() == by_stem(ENGLISH).keys()


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_a_counted_phrase_has_the_forms_of_its_language(language: str):
    needed, own = set(forms(language)), by_stem(alone(language))
    for key in COUNTED:
        there = {each.rpartition(".")[2] for each in own[key]}
        assert needed <= there <= needed | {*EXACT.values()}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_the_blanks_of_english(language: str):
    own = by_stem(alone(language))
    for key, phrases in by_stem(ENGLISH).items():
        wanted = set(BLANK.findall(phrases.get(f"{key}.other") or phrases[key]))
        assert set(BLANK.findall(own[key].get(f"{key}.other") or own[key][key])) == wanted, key
        for form, phrase in own[key].items():
            assert set(BLANK.findall(phrase)) <= wanted, form


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_form_can_be_said(language: str):
    words = BabelMessages(language=language, phrases=alone(language))
    for key in COUNTED:
        blanks = {name: "x" for phrase in by_stem(ENGLISH)[key].values() for name in BLANK.findall(phrase)}
        blanks.pop("count", None)
        for count in (*range(13), 100, 1000):
            assert "{" not in words.counted(count, key, **blanks)


def test_the_phrases_that_views_name_are_there():
    code = "".join(
        path.read_text("utf-8") for path in (themes_folder().parent / "jmsite" / "pages").rglob("*.py")
    )
    named = re.findall(r'(?:phrase|plural|counted)\(\s*(?:[\w.()]+, )?"([a-z.-]+)"', code)
    assert len(named) > 50
    assert [key for key in named if key not in by_stem(ENGLISH)] == []


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("fr", r"[^\u202f\u00a0][;:!?»](?:\s|$)|«(?!\u202f)"),
        ("de", r"”|\""),
        ("es", r"^[^¿]*\?|^[^¡]*!"),
        ("ja", r"[^\x00-\x7f][,:;!?]"),
        ("ar", r"[,;?]"),
    ],
)
def test_a_language_has_its_own_punctuation(language: str, wrong: str):
    assert [key for key, phrase in alone(language).items() if re.search(wrong, phrase)] == []


def test_another_language_makes_every_page_again(project):
    site = project("german")
    before = site.build().files
    after = site.replace("site.yaml", "de-AT", "ja").build().files
    assert after == site.build(clean=True).files
    pages = [path for path in before if path.endswith(".html")]
    assert [path for path in pages if before[path] == after.get(path)] == []


def test_another_word_makes_the_pages_again_that_say_it(project):
    site = project("german").edit("site.yaml", "title: Praxis\nlanguage: de\ntheme: own\n")
    own = site.root / "themes" / "own"
    (own / "i18n").mkdir(parents=True)
    (own / "theme.yaml").write_text("title: Own\nextends: default\n", "utf-8")
    (own / "i18n" / "de.yaml").write_text("insights.title: Gelernt\n", "utf-8")
    first = site.build()
    assert "Gelernt" in first.page("/insights/").text
    (own / "i18n" / "de.yaml").write_text("insights.title: Verstanden\n", "utf-8")
    second = site.build()
    assert "Verstanden" in second.page("/insights/").text
    assert second.files == site.build(clean=True).files


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_names_of_quadrants_fit_into_their_half_on_a_phone(language: str):
    names = [phrase for key, phrase in alone(language).items() if key.startswith("matrix.corner.")]
    assert len(names) == 6
    room = WIDE / 2 - 3 * 12  # from its own margin to the name beside it
    assert [name for name in names if width(name, PHONE) * MEDIUM > room] == []
