"""How easily texts can be read is told in four languages, and for lanes rather than for prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Diagnostic
from jmsite.pipeline import check
from jmsite.practice.reading_ease import FORMULAS, formula_for, reading_ease, words_of

RULE = "inclusion/hard-to-read"
STAGE = "---\ntitle: Need\nsteps:\n  - title: I buy\n    {lane}: [{text}]\n---\n\nText.\n"
EASY = {
    "en": "The cat sat on the mat. It was warm.",
    "de": "Die Katze saß auf der Matte. Es war warm.",
    "fr": "Le chat est sur le lit. Il fait chaud.",
    "es": "El gato está en la cama. Hace calor.",
}
HARD = {
    "en": "The implementation of organisational responsibilities necessitates comprehensive documentation.",
    "de": "Die Inanspruchnahme von Leistungsansprüchen erfordert die Berücksichtigung sämtlicher Voraussetzungen.",
    "fr": "La mise en application des responsabilités organisationnelles nécessite une documentation approfondie.",
    "es": "La implementación de responsabilidades organizativas requiere una documentación exhaustiva.",
}


@pytest.mark.parametrize("language", FORMULAS)
def test_short_words_are_easy_and_long_ones_hard_in_each_language(language: str):
    formula = FORMULAS[language]
    assert (reading_ease([EASY[language]], formula) or 0) > 90
    assert (reading_ease([HARD[language]], formula) or 0) < 10


def test_the_measure_of_english_is_flesch_s():
    # 8 words in 2 sentences, 9 syllables: 206.835 - 1.015 * 4 - 84.6 * 9 / 8
    formula = FORMULAS["en"]
    assert reading_ease(["The cat sat on the mat. It is sunny."], formula) == pytest.approx(
        206.835 - 1.015 * 9 / 2 - 84.6 * 10 / 9
    )


@pytest.mark.parametrize(
    ("language", "known"), [("en-GB", "en"), ("de_AT", "de"), ("FR", "fr"), ("ja", ""), ("eng", "")]
)
def test_a_language_is_known_whatever_its_country(language: str, known: str):
    assert formula_for(language) == (FORMULAS[known] if known else None)


def test_words_are_those_that_are_read():
    assert words_of("See [the map](../journeys/buy.md) at https://shop.example, 3 times; it's well-known.") == [
        "See", "the", "map", "at", "times", "it's", "well-known",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=40), max_size=5), st.sampled_from(sorted(FORMULAS)))
def test_any_text_can_be_measured(texts: list[str], language: str):
    ease = reading_ease(texts, FORMULAS[language])
    assert (ease is None) == (not any(words_of(text) for text in texts))


@given(st.lists(st.sampled_from(["the", "cat", "sat", "on"]), min_size=2, max_size=30))
def test_two_sentences_are_easier_than_one_of_the_same_words(words: list[str]):
    formula = FORMULAS["en"]
    whole, halves = [" ".join(words)], [" ".join(words[:1]), " ".join(words[1:])]
    assert (reading_ease(halves, formula) or 0) >= (reading_ease(whole, formula) or 0)


@pytest.fixture
def found(tmp_path: Path):
    def look(
        text: str, language: str = "en", options: str = "words: 5", lane: str = "thinking"
    ) -> list[Diagnostic]:
        texts = {
            "site.yaml": f"title: Karte\nlanguage: {language}\nrules: {{{RULE}: {{severity: info, {options}}}}}\n",
            "journeys/buy/journey.md": "---\ntitle: Buying\n---\n\nHow it goes.\n",
            "journeys/buy/01-need.md": STAGE.format(lane=lane, text=text),
        }
        for path, written in texts.items():
            file = tmp_path / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(written, "utf-8")
        return [one for one in check(discover(tmp_path), Memo()) if one.rule == RULE]

    return look


@pytest.mark.parametrize("language", FORMULAS)
def test_a_journey_is_judged_in_its_language(found, language: str):
    (one,) = found(HARD[language], language)
    assert one.place.path.endswith("journeys/buy/journey.md")
    assert (one.related[0].place.path, one.related[0].place.line) == ("content/journeys/buy/01-need.md", 5)
    assert found(EASY[language], language) == []


def test_what_nobody_can_measure_is_not_judged(found):
    assert found(HARD["en"], "ja") == []
    assert found(HARD["en"], "ar") == []


def test_only_the_lanes_of_the_customer_count_and_only_with_enough_words(found):
    assert found(HARD["en"], lane="backstage") == []
    assert found(HARD["en"], options="words: 50") == []
    assert found(HARD["en"], options="words: 5, min: -500") == []
