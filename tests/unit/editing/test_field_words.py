"""Forms speak the languages of the interface: every field has a name in each of them, and says there what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.editing.field_words import field_words
from jmsite.editing.forms import FormField, form_at
from jmsite.live.field_names import in_words
from jmsite.model.entities.lanes import LANES
from jmsite.model.kinds import ENTITIES
from jmsite.model.site_edits import BODY
from jmsite.resources import themes_folder
from jmsite.theme.translations import load_messages

WITHOUT_PAGES = ("site", "chart")
"""Kinds of which no page is about one, so that no form of them can be opened."""
LANGUAGES = sorted(path.stem for path in (themes_folder() / "default" / "i18n").glob("*.yaml"))


def every_form() -> Iterator[FormField]:
    for kind in ENTITIES:
        if kind not in WITHOUT_PAGES:
            yield from within(form_at(kind, (), lambda _: ()))
            yield form_at(kind, (BODY,), lambda _: ())


def within(form: FormField) -> Iterator[FormField]:
    for one in form.fields:
        yield one
        yield from within(one)


def words_of(language: str):
    themes = discover(Path(__file__).parents[3]).themes
    return load_messages(themes, "default", language).value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_a_form_has_a_name(language: str):
    words, own = words_of(language), field_words(language)
    named = {form.name: in_words(form, words, own).title for form in every_form()}
    assert [name for name, title in named.items() if not title] == []


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_field_of_a_form_says_what_it_is_for(language: str):
    known = field_words(language).descriptions
    declared = {form.description for form in every_form() if form.description}
    assert sorted(declared - known.keys()) == []
    # what nobody declares any more is taken out of all languages
    assert sorted(known.keys() - declared) == []


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_what_is_written_in_files_is_the_same_in_every_language(language: str):
    for declared, told in field_words(language).descriptions.items():
        assert sorted(re.findall("`[^`]*`", declared)) == sorted(re.findall("`[^`]*`", told)), told


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_kept_for_a_field_that_there_is_not(language: str):
    asked = {form.name for form in every_form()} | {lane.key for lane in LANES}
    assert sorted(field_words(language).names.keys() - asked) == []


def test_a_variety_of_a_language_has_its_words_and_an_unknown_one_none():
    assert field_words("de-CH") == field_words("de")
    assert not field_words("xx").names
    assert field_words("xx").described("The text.") == "The text."
