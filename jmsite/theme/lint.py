"""Look through a theme that extends another: what in it has no effect, and what has changed below it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from jmsite.formats.styles import imported_styles, tokens_named, tokens_set
from jmsite.formats.template import blocks, closure, extended
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, Source
from jmsite.model.suggestions import did_you_mean, nearest, suggestion
from jmsite.theme.chain import BRAND, PAPER, SETTINGS, STYLES, ThemeChain, settings, text_of

TAKEN = "taken.yaml"
"""The file in which a theme notes which files it took over, and what they were like."""
FIELDS = ("title", "extends", "preload")
"""The fields that theme.yaml may have."""
TOKENS = (BRAND, "styles/tokens.css")
OF_ITS_OWN = re.compile(
    r"(theme|taken)\.yaml|(README|LICENSE|NOTICE)(\.\w+)?|icons/[\w-]+\.svg|(static|vendor)/.+|i18n/[\w-]+\.yaml"
    r"|scripts/[^/]+\.js"
)
"""Files that have an effect, or want none, without replacing any."""
PART = re.compile(r"""part\(\s*["']([\w-]+)["']\s*\)""")


def lint_theme(themes: ThemeChain) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a theme and those it extends, each seen from the next; nothing where it extends
    none.
    """
    if len(themes.chain) < 2:
        return ()
    parent = themes.parent
    texts, below = themes.texts, parent.texts
    return (
        *_fields(themes),
        *_files(themes, parent, _used(texts, below)),
        *_tokens(themes, below),
        *_blocks(themes, texts),
        *drifted(themes, parent),
        *lint_theme(parent),
    )


def fingerprint_of(file: Source | Blob) -> str:
    """Return the digest by which a file is known again, whatever its line ends are."""
    if isinstance(file, Blob):
        return f"blake2b-{file.digest}"
    # git may check texts out with other line ends on another machine
    plain = file.data.replace(b"\r\n", b"\n")
    return f"sha256-{hashlib.sha256(plain).hexdigest()}"


def drifted(themes: ThemeChain, parent: ThemeChain) -> Iterator[Diagnostic]:
    """Yield the files that were taken over and are no longer what they were, in the theme they were taken from."""
    theme, files = themes.chain[0], themes.layers[0]
    tree = settings(files.get(TAKEN), f"themes/{theme}/{TAKEN}")
    yield from tree.diagnostics
    for path, noted in tree.value.value.items():
        if not isinstance(noted, Mapping) or "was" not in noted:
            place = tree.value.places.value((path,))
            yield fault("theme/broken", "'was', the fingerprint of the original, is missing", place)
        elif path in files and path in parent.files and fingerprint_of(parent.files[path]) != noted["was"]:
            since = f"jmsite {noted['jmsite']}" if noted.get("jmsite") else "then"
            message = f"{parent.origin(path)} has changed since you took over this copy ({since})"
            yield fault("theme/drifted", message, Place(path=f"themes/{theme}/{path}"))


def _fields(themes: ThemeChain) -> Iterator[Diagnostic]:
    path = f"themes/{themes.chain[0]}/{SETTINGS}"
    tree = settings(themes.layers[0].get(SETTINGS), path).value
    for name in tree.value:
        if name not in FIELDS:
            hint = suggestion(name, FIELDS) or f"there are: {', '.join(FIELDS)}"
            yield fault("theme/unknown-field", f"unknown field '{name}'", tree.places.key((name,)), hint)


def _files(themes: ThemeChain, parent: ThemeChain, used: frozenset[str]) -> Iterator[Diagnostic]:
    for path in themes.layers[0]:
        if path not in parent.files and path not in used and not OF_ITS_OWN.fullmatch(path):
            place = Place(path=f"themes/{themes.chain[0]}/{path}")
            beside = {
                PurePosixPath(other).stem: other for other in parent.files if _folder(other) == _folder(path)
            }
            hint = did_you_mean(beside.get(nearest(PurePosixPath(path).stem, beside, 0.7), ""))
            yield fault("theme/unknown-file", "this file neither replaces another nor is used", place, hint)


def _used(texts: Mapping[str, str], below: Mapping[str, str]) -> frozenset[str]:
    """Return the templates that pages are made of, the stylesheets of screens and paper, the scripts of parts."""
    templates = _templates(texts)
    # from the pages of the theme below: there is no page of a kind that it does not know
    pages = [name for name in _templates(below) if name.startswith("pages/")]
    shown = {name for page in pages for name in closure(page, templates)}
    parts = {part for name in shown for part in PART.findall(templates.get(name, ""))}
    return frozenset(
        {f"templates/{name}" for name in shown}
        | {f"scripts/parts/{part}.js" for part in parts}
        | imported_styles(STYLES, texts)
        | imported_styles(PAPER, texts)
    )


def _tokens(themes: ThemeChain, below: Mapping[str, str]) -> Iterator[Diagnostic]:
    own = {path: text_of(file) for path, file in themes.layers[0].items() if path.endswith(".css")}
    others = [text for path, text in below.items() if path.endswith(".css")]
    parts = [text for path, text in own.items() if path not in TOKENS]
    known = frozenset().union(*map(tokens_named, (*others, *parts)))
    for path in TOKENS:
        style = own.get(path, "")
        for name, line in tokens_set(style).items():
            # what its own style uses is a token of its own, not a mistyped one
            if name not in known and not re.search(rf"var\(\s*{name}\b", style):
                place = Place(path=f"themes/{themes.chain[0]}/{path}", line=line)
                yield fault(
                    "theme/unknown-token", f"unknown token '{name}'", place, suggestion(name, sorted(known))
                )


def _blocks(themes: ThemeChain, texts: Mapping[str, str]) -> Iterator[Diagnostic]:
    templates = _templates(texts) | replaced_templates(themes)
    for path, file in themes.layers[0].items():
        name = path.removeprefix("templates/")
        parent = extended(text_of(file)) if path.startswith("templates/") else ""
        if not parent:
            continue
        known = {block for each in _ancestors(parent, templates) for block in blocks(templates[each])[1]}
        for block, line in blocks(text_of(file))[0].items():
            if block not in known:
                place = Place(path=f"themes/{themes.chain[0]}/templates/{name}", line=line)
                message = f"'{parent}' has no block '{block}'"
                yield fault("theme/unknown-block", message, place, suggestion(block, sorted(known)))


def replaced_templates(themes: ThemeChain) -> dict[str, str]:
    """Return the templates that a theme replaces, under the name of the theme that has them:
    ``default/pages/page.html``.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for theme, layer in zip(themes.chain, themes.layers, strict=True):
        for path, file in layer.items():
            if path.startswith("templates/") and path in taken:
                found[f"{theme}/{path.removeprefix('templates/')}"] = text_of(file)
        taken |= layer.keys()
    return found


def _templates(texts: Mapping[str, str]) -> dict[str, str]:
    return {
        path.removeprefix("templates/"): text
        for path, text in texts.items()
        if path.startswith("templates/") and path.endswith(".html")
    }


def _ancestors(name: str, templates: Mapping[str, str]) -> list[str]:
    chain: list[str] = []
    while name in templates and name not in chain:
        chain.append(name)
        name = extended(templates[name])
    return chain


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
