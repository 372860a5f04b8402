"""Find the files that come with jmsite: ``bundled/`` in a wheel, beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def themes_folder() -> Path:
    """Return the folder of the bundled themes, one folder each."""
    return _bundled("themes", checkout="themes")


def example_folder() -> Path:
    """Return the ``content/`` of the sample portal."""
    return _bundled("example", checkout="content")


def starter_folder() -> Path:
    """Return the files that a new site begins with, laid out as they are in the site."""
    return _PACKAGE / "cli" / "starter"


def _bundled(name: str, checkout: str) -> Path:
    inside = _PACKAGE / "bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / checkout


def import_words() -> str:
    """Return the table of words by which the maps of others call their lanes."""
    return (_PACKAGE / "importing" / "words.yaml").read_text(encoding="utf-8")


def field_words_of(language: str) -> str:
    """Return what fields are called in a language, as YAML; "" where nobody has written that."""
    # by the names of the files that are there: a language of a site's own may be called anything
    files = {file.stem: file for file in (_PACKAGE / "editing" / "field_words").glob("*.yaml")}
    return files[language].read_text(encoding="utf-8") if language in files else ""
