"""Former addresses lead to where a page is now, in its own language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import Project


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de", "ltr"), ("he-IL", "rtl")])
def test_a_redirect_is_in_the_language_of_its_page(
    project: Callable[[str], Project], language: str, direction: str
):
    page = f"---\ntitle: A\nlanguage: {language}\naliases: [former]\n---\n"
    redirect = project("minimal").edit("pages/a.md", page).build().page("/former/").html
    assert f'<html lang="{language}" dir="{direction}">' in redirect
    assert 'content="0; url=../pages/a/"' in redirect


def test_a_redirect_without_a_language_of_its_own_is_in_that_of_the_site(project: Callable[[str], Project]):
    site = project("minimal").edit("site.yaml", "title: T\nlanguage: ar\n")
    built = site.edit("pages/a.md", "---\ntitle: A\naliases: [former]\n---\n").build()
    assert '<html lang="ar" dir="rtl">' in built.page("/former/").html
