"""Lay a theme's files over those of the themes it extends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from jmsite.formats.yaml.reader import YamlTree, load
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, Files, Places, Source
from jmsite.model.value import Value

SETTINGS = "theme.yaml"
STYLES = "styles/index.css"
"""The stylesheet of the site, made of what it imports."""
PAPER = "styles/paper.css"
"""The stylesheet of books, posters and pictures of maps, after that of the site; pages on a screen do without."""
BRAND = "styles/brand.css"
"""The stylesheet that is not replaced: that of a theme comes after that of the theme it extends."""

SHOWN_IN_PAGES = ("templates/", "icons/", "i18n/")
"""Folders of a theme with what pages are made of; styles, scripts and fonts stand beside them."""


class ThemeChain(Value):
    """A theme and those it extends, itself first.

    ``layers`` are the files of each, ``files`` those that stand in the end; ``settings`` are said by the first theme
    that says them.
    """

    chain: tuple[str, ...]
    layers: tuple[Files, ...]
    files: Files
    settings: Mapping[str, object]

    def origin(self, path: str) -> str:
        """Return the file that a path of the theme is read from: that of the first theme that has it."""
        pairs = zip(self.chain, self.layers, strict=True)
        return next((f"themes/{theme}/{path}" for theme, files in pairs if path in files), path)

    @property
    def parent(self) -> ThemeChain:
        """Return the theme that it extends; an empty chain where it extends none."""
        return layered(self.chain[1:], self.layers[1:])

    @property
    def texts(self) -> dict[str, str]:
        """Return the text files by path; the brands' styles one after the other, the theme's own last."""
        texts = {path: text_of(file) for path, file in self.files.items() if isinstance(file, Source)}
        brands = [layer[BRAND] for layer in reversed(self.layers) if isinstance(layer.get(BRAND), Source)]
        # one after the other: a token that the theme below gains has a value in every brand
        return {**texts, BRAND: "\n".join(text_of(brand) for brand in brands)} if brands else texts


def theme_chain(themes: Mapping[str, Files], name: str) -> Checked[ThemeChain | None]:
    """Return the theme ``name`` on those it extends. That it is missing itself has been told where it is named."""
    chain: list[str] = []
    while name:
        if name not in themes:
            return Checked(value=None, diagnostics=_missing(name, chain, themes))
        # asked here, or two themes that extend each other would go round for ever
        if name in chain:
            place = Place(path=f"themes/{name}/{SETTINGS}")
            return Checked(value=None, diagnostics=(fault("theme/broken", "a theme extends itself", place),))
        chain.append(name)
        tree = settings(themes[name].get(SETTINGS), f"themes/{name}/{SETTINGS}")
        if tree.diagnostics:
            return Checked(value=None, diagnostics=tree.diagnostics)
        name = str(tree.value.value.get("extends") or "")
    return Checked(value=layered(tuple(chain), tuple(themes[theme] for theme in chain)))


def layered(chain: tuple[str, ...], layers: tuple[Files, ...]) -> ThemeChain:
    """Return layers of files as one, the first on top."""
    files: dict[str, Source | Blob] = {}
    said: dict[str, object] = {}
    # what is above replaces what is below
    for theme, layer in zip(reversed(chain), reversed(layers), strict=True):
        files.update(layer)
        said.update(settings(layer.get(SETTINGS), f"themes/{theme}/{SETTINGS}").value.value)
    return ThemeChain(chain=chain, layers=layers, files=files, settings=said)


@lru_cache(maxsize=64)  # asked by every step that looks at a theme, of files that hardly ever change
def settings(file: Source | Blob | None, path: str) -> Checked[YamlTree]:
    """Return a YAML file of a theme, which is a mapping, with its places."""
    if not isinstance(file, Source):
        return Checked(value=YamlTree(value={}, places=Places(path=path)))
    loaded = load(text_of(file), path)
    value = {} if loaded.value.value is None else loaded.value.value
    if isinstance(value, dict):
        return Checked(
            value=YamlTree(value=value, places=loaded.value.places), diagnostics=loaded.diagnostics
        )
    wrong = fault("theme/broken", "this is not a mapping of fields", Place(path=path))
    return Checked(
        value=YamlTree(value={}, places=Places(path=path)), diagnostics=(*loaded.diagnostics, wrong)
    )


def text_of(file: Source | Blob) -> str:
    """Return the text of a file of a theme; nothing for one that is not read."""
    return file.data.decode("utf-8-sig", "replace") if isinstance(file, Source) else ""


def paths_in_site(themes: Mapping[str, Files], name: str, own: Collection[str]) -> tuple[str, ...]:
    """Return the files that a theme and those it extends have in the site's own themes, by path inside the theme."""
    chain = _chain(themes, name)
    return tuple([path for theme in chain if theme in own for path in themes[theme]])


def may_fail_pages(files: Iterable[str]) -> bool:
    """Return whether files of a theme come into play where a page is shown, and may fail there."""
    return any(path.startswith(SHOWN_IN_PAGES) for path in files)


def _chain(themes: Mapping[str, Files], name: str) -> list[str]:
    """Return the names of a theme and of those it extends, as far as they can be read."""
    chain: list[str] = []
    while name in themes and name not in chain:
        chain.append(name)
        said = settings(themes[name].get(SETTINGS), f"themes/{name}/{SETTINGS}").value.value
        name = str(said.get("extends") or "")
    return chain


def _missing(name: str, chain: list[str], themes: Mapping[str, Files]) -> tuple[Diagnostic, ...]:
    if not chain:
        return ()
    tree = settings(themes[chain[-1]].get(SETTINGS), f"themes/{chain[-1]}/{SETTINGS}").value
    hint = f"there are: {', '.join(sorted(themes))}"
    return (fault("theme/missing", f"there is no theme '{name}'", tree.places.value(("extends",)), hint),)
