"""Put a theme together: its own files over those of the themes it extends."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from jmsite.formats.messages import BabelMessages
from jmsite.formats.scripts import classic, uncommented
from jmsite.formats.styles import bundle
from jmsite.formats.template import closure, compile_ahead, symbol
from jmsite.model.diagnostics import Checked, Diagnostic, Place
from jmsite.model.page import Output
from jmsite.model.rules import fault
from jmsite.model.sources import Blob, Files, Source
from jmsite.model.value import Value
from jmsite.theme.chain import PAPER, SETTINGS, STYLES, ThemeChain, theme_chain
from jmsite.theme.lint import lint_theme, replaced_templates

LIVE = "live.js"
EDITOR = "edit/"
"""The folder of scripts with which pages of a preview are edited: one script, in the order of their names."""
SAID = "editor."
"""The prefix of the keys of all phrases of the editor of pages."""
PARTS = "scripts/parts/"
MODULES = {"vega": "vendor/vega/vega.js"}
"""Libraries that scripts of parts load, by name."""
LIBRARIES = ("vendor/idiomorph/idiomorph.min.js",)
PREVIEW_ONLY = ("vendor/idiomorph/",)
FONTS = ("woff2", "woff", "ttf", "otf")
FOLDER = "theme"
"""The folder of a theme's files in the site."""


class Theme(Value):
    """A theme ready to show pages.

    ``templates`` are texts by name, ``icons`` symbols by name; ``versions`` tells for each template the
    digest of all that it is made of, ``origins`` the file that it stands in. ``styles``, ``scripts`` and ``fonts`` are
    URLs, ``parts`` those of scripts for single parts of pages by name, ``outputs`` the files that go into the site.
    ``paper_style`` is one for books and posters alone, no file of the site: where it would lie, and what is in it.
    """

    templates: Mapping[str, str]
    icons: Mapping[str, str]
    words: BabelMessages
    versions: Mapping[str, str]
    origins: Mapping[str, str]
    styles: tuple[str, ...]
    paper_style: tuple[str, bytes]
    scripts: tuple[str, ...]
    fonts: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    outputs: tuple[Output, ...]


def build_theme(
    themes: Mapping[str, Files], name: str, words: BabelMessages, extra: str, preview: bool = False
) -> Checked[Theme | None]:
    """Return the theme ``name`` with everything it extends, speaking in ``words``.

    ``extra`` is a stylesheet of the site's own colours; with ``preview`` pages get the preview's script too.
    """
    found = theme_chain(themes, name)
    laid = found.value
    if laid is None:
        return Checked(value=None, diagnostics=found.diagnostics)
    texts = laid.texts
    # by names of their own, so that a template can extend the one that it replaces
    replaced = replaced_templates(laid)
    templates = _under(texts, "templates/", ".html") | replaced
    icons = {
        PurePosixPath(path).stem: symbol(PurePosixPath(path).stem, svg)
        for path, svg in _under(texts, "icons/", ".svg").items()
    }
    outputs, moved = _static(laid.files)
    early, wrong = _early(laid, moved)
    sheets = {path: _bundled(path, laid, texts, moved) for path in (STYLES, PAPER)}
    if lost := [one for sheet in sheets.values() for one in sheet.diagnostics]:
        return Checked(value=None, diagnostics=tuple(lost))
    # the site's own colours last: they win over those of the theme
    styles = _named("site", "css", sheets[STYLES].value + extra)
    scripts = [_named(stem, "js", script) for stem, script in _scripts(texts, words, preview)]
    parts = [(stem, _named(stem, "js", text)) for stem, text in _parts(texts)]
    # any template may show any icon and any phrase, so all versions change with these
    common = hashlib.sha256(repr((sorted(icons.items()), sorted(words.phrases.items()))).encode()).hexdigest()
    versions = {template: _version(template, templates, common) for template in templates}
    return Checked(
        value=Theme(
            templates=templates,
            icons=icons,
            words=words,
            versions=versions,
            origins={each: _origin(each, laid, each in replaced) for each in templates},
            styles=(styles.path,),
            paper_style=(f"{FOLDER}/paper.css", sheets[PAPER].value.encode()),
            scripts=tuple(s.path for s in scripts),
            fonts=tuple(f"{FOLDER}/{moved[font]}" for font in early if font in moved),
            parts=tuple((stem, part.path) for stem, part in parts),
            outputs=(*outputs, styles, *scripts, *(part for _, part in parts)),
        ),
        diagnostics=(*lint_theme(laid), *wrong),
    )


def prepare(themes: Mapping[str, Files], name: str, page_kinds: Iterable[str]) -> None:
    """Compile the templates of some kinds of pages ahead; ``build_theme`` says what is wrong with them."""
    laid = theme_chain(themes, name).value
    if laid is not None:
        templates = _under(laid.texts, "templates/", ".html") | replaced_templates(laid)
        compile_ahead(templates, [f"pages/{kind}.html" for kind in page_kinds])


def _bundled(path: str, laid: ThemeChain, texts: Mapping[str, str], moved: Mapping[str, str]) -> Checked[str]:
    """Return a stylesheet with what it imports; of a theme that has nothing for paper, "" for that."""
    if path == PAPER and path not in texts:
        return Checked(value="")
    try:
        return Checked(value=bundle(path, texts, moved))
    except KeyError as missing:
        wrong = fault("theme/broken", f"there is no stylesheet {missing}", Place(path=laid.origin(path)))
        return Checked(value="", diagnostics=(wrong,))


def _origin(template: str, laid: ThemeChain, is_replaced: bool) -> str:
    """Return the file of a template; one that is replaced has the name of its theme before its own."""
    theme, _, name = template.partition("/")
    return f"themes/{theme}/templates/{name}" if is_replaced else laid.origin(f"templates/{template}")


def _scripts(texts: Mapping[str, str], words: BabelMessages, preview: bool) -> Iterator[tuple[str, str]]:
    """Yield the scripts at the top of ``scripts/``, by name; the preview's with the library it stands on before it.

    A preview gets the one with which pages are edited, too.
    """
    editor = [script for _, script in sorted(_under(texts, f"scripts/{EDITOR}", ".js").items())]
    if preview and editor:
        said = {
            key.removeprefix(SAID): phrase for key, phrase in words.phrases.items() if key.startswith(SAID)
        }
        yield "edit", "\n".join(("(() => {", f"const PHRASES = {json.dumps(said)};", *editor, "})();"))
    for path, script in sorted(_under(texts, "scripts/", ".js").items()):
        if path == LIVE and preview:
            yield (
                "live",
                "\n".join(texts[library] for library in LIBRARIES if library in texts) + "\n" + script,
            )
        elif path != LIVE and "/" not in path:
            yield PurePosixPath(path).stem, uncommented(script)


def _parts(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the scripts that pages load only when they are wanted, by name."""
    for path, script in sorted(_under(texts, PARTS, ".js").items()):
        yield PurePosixPath(path).stem, classic(uncommented(script))
    yield from ((name, texts[path]) for name, path in MODULES.items() if path in texts)


def _under(texts: Mapping[str, str], folder: str, ending: str) -> dict[str, str]:
    return {
        path.removeprefix(folder): text
        for path, text in texts.items()
        if path.startswith(folder) and path.endswith(ending)
    }


def _static(files: Files) -> tuple[list[Output], dict[str, str]]:
    """Return files copied as they are (fonts, pictures, licences), and where stylesheets find them."""
    outputs = []
    moved = {}
    for path, file in files.items():
        loaded = path.startswith(PREVIEW_ONLY) or path in MODULES.values()
        if path.startswith(("vendor/", "static/")) and not loaded:
            target = f"{FOLDER}/{_dated(path, file).partition('/')[2]}"
            outputs.append(Output(path=target, content=file if isinstance(file, Blob) else file.data))
            moved[path] = target.removeprefix(f"{FOLDER}/")
    return outputs, moved


def _early(laid: ThemeChain, moved: Mapping[str, str]) -> tuple[list[str], list[Diagnostic]]:
    """Return the fonts that a page wants at once, and what is wrong with how they are named."""
    said = laid.settings.get("preload") or []
    listed = [str(path) for path in said] if isinstance(said, list) else [str(said)]
    place = Place(path=laid.origin(SETTINGS))
    missing = [path for path in listed if path not in moved]
    return listed, [
        fault("theme/broken", f"'preload' names '{path}', which does not exist", place) for path in missing
    ]


def _dated(path: str, file: Source | Blob) -> str:
    """Return a path with what is in the file in its name, for a font: a browser keeps it as long as it likes."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}-{file.digest[:10]}{dot}{ending}" if ending in FONTS else path


def _named(stem: str, ending: str, text: str) -> Output:
    """Return a text under a name that changes with it, so that a page never meets another build's style."""
    content = text.encode()
    return Output(
        path=f"{FOLDER}/{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}", content=content
    )


def _version(template: str, templates: Mapping[str, str], common: str) -> str:
    digest = hashlib.sha256(common.encode())
    # with what it extends and includes: a page is made again when any of that changes
    for name in sorted(closure(template, templates)):
        digest.update(f"{name}\0{templates[name]}\0".encode())
    return digest.hexdigest()
