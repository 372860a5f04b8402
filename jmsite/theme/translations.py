"""Find the words of the interface in the site's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jmsite.formats.messages import BabelMessages
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.entities.site import Site
from jmsite.model.rules import fault
from jmsite.model.sources import Files
from jmsite.theme.chain import ThemeChain, layered, settings, theme_chain

FOLDER, ENDING = "i18n/", ".yaml"
BUNDLED = "default"
"""The theme whose words a site has that names a theme which cannot be read."""


def load_messages(themes: Mapping[str, Files], theme: str, language: str) -> Checked[BabelMessages]:
    """Return the words of a theme: those of the language over those of its main language over English.

    In each of them, the words of a theme stand over those of the themes it extends, phrase by phrase.
    """
    phrases: dict[str, str] = {}
    faults: list[Diagnostic] = []
    laid = chain_or_default(themes, theme)
    for name in dict.fromkeys(("en", language.partition("-")[0], language)):
        for each, layer in zip(reversed(laid.chain), reversed(laid.layers), strict=True):
            path = f"{FOLDER}{name}{ENDING}"
            read = settings(layer.get(path), f"themes/{each}/{path}")
            phrases.update(_flat("", read.value.value))
            faults += read.diagnostics
    return Checked(value=BabelMessages(language=language, phrases=phrases), diagnostics=tuple(faults))


def check_language(themes: Mapping[str, Files], site: Site, place: Place) -> tuple[Diagnostic, ...]:
    """Return a fault where a theme has no words in the site's language."""
    files = chain_or_default(themes, site.theme).files
    paths = (path for path in files if path.startswith(FOLDER) and path.endswith(ENDING))
    there = sorted(path.removeprefix(FOLDER).removesuffix(ENDING) for path in paths)
    if site.language in there or site.language.partition("-")[0] in there:
        return ()
    message = f"the interface is not available in '{site.language}', so it is in English"
    hint = f"there are: {', '.join(there)}; your own theme can add i18n/{site.language}.yaml"
    return (fault("site/language", message, place, hint),)


def chain_or_default(themes: Mapping[str, Files], theme: str) -> ThemeChain:
    """Return the theme on those it extends; the bundled one where it cannot be read."""
    return theme_chain(themes, theme).value or layered((BUNDLED,), (themes.get(BUNDLED, {}),))


def _flat(prefix: str, tree: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Return nested keys joined by dots, with what stands under them."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{key}.", value)
        else:
            yield f"{prefix}{key}", str(value)
