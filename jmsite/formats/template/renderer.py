"""One environment, and what a theme's templates may call."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import DictLoader, Environment, TemplateSyntaxError
from markupsafe import Markup, escape

from jmsite.formats.messages import BabelMessages, direction
from jmsite.formats.template.compiled import FILTERS, SETTINGS, compiled
from jmsite.formats.template.quick import QuickEnvironment
from jmsite.model.url_schemes import leads_out

# by expression and not by Jinja's parser: which templates hang together is asked before any is compiled
NAMED = re.compile(r"""\{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")
EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["']([^"']+)["']""")
# ``[^%]*`` cannot pass the end of the tag, so that no search runs on through the file
BLOCK = re.compile(r"\{%[-+]?\s*(?:block\s+(\w+)|endblock)\b[^%]*%\}")
OWN = "ui:"
"""The beginning of a theme's ids. No id that is made of content has a colon behind letters, but those of footnotes."""
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


class _Environment(QuickEnvironment):
    """An environment that takes the code of a template from a store: compiling costs far more than showing."""

    def compile(self, source: Any, name: Any = None, filename: Any = None, *_: Any, **__: Any) -> Any:
        return compiled(source, name, filename or name)


def compile_ahead(templates: Mapping[str, str], names: Iterable[str]) -> None:
    """Compile templates with what they are made of. A broken one is left to whoever shows it."""
    for name in {part for page in names for part in closure(page, templates)}:
        with suppress(TemplateSyntaxError):
            compiled(templates[name], name, name)


@dataclass(slots=True)
class Renderer:
    """One environment and the page it is showing; not to be shared between threads."""

    templates: Mapping[str, str]
    icons: Mapping[str, str]
    words: BabelMessages
    origins: Mapping[str, str] = field(default_factory=dict)
    assets: frozenset[str] = frozenset()
    environment: Environment = field(init=False)
    _root: str = "./"
    _used: dict[str, None] = field(default_factory=dict)
    _chart: Callable[[Any], str] = str
    _prose: Callable[[Any, Callable[[Any], Any]], str] = lambda text, _: str(text)
    _edit: str = ""
    _suggest: str = ""
    _editing: bool = False
    _parts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = _Environment(loader=DictLoader(dict(self.templates)), **SETTINGS)
        words = self.words
        self.environment.globals.update(
            to=self.to,
            icon=self.icon,
            sprite=self.sprite,
            uses=self.uses,
            chart=self._show_chart,
            prose=self._show_prose,
            t=words.phrase,
            quoted=words.quote,
            row=words.row,
            sentences=words.sentences,
            comma=words.phrase("comma"),
            tongue=self.tongue,
            edit_url=self.edit_url,
            suggest_url=self.suggest_url,
            asset=self.to,
            edit=self.edit,
            about=self.about,
            editable=self.editable,
            part=self.part,
        )
        self.environment.filters.update({name: getattr(words, name) for name in FILTERS})

    def show(
        self,
        name: str,
        values: Mapping[str, Any],
        url: str,
        base: str,
        chart: Callable[[Any], str],
        prose: Callable[[Any, Callable[[Any], Any]], str],
    ) -> str:
        """Return a page at ``url`` from its template; raises what a broken template raises."""
        self._root = root_of(url, base)
        self._used.clear()
        self._chart, self._prose = chart, prose
        frame = values["frame"]
        self._edit, self._suggest, self._editing = frame.edit, frame.suggest, frame.editing
        self._parts = dict(frame.parts)
        return self.environment.get_template(name).render(values)

    def to(self, url: str) -> str:
        """Return a href from the page being shown to a URL from the site's root; whole web addresses stay."""
        if url.startswith("#") or leads_out(url):
            return url
        # an empty address would be that of the page itself
        return self._root + url if url or self._root != "./" else "./"

    def say(self, key: str, number: str) -> str:
        """Return words of the interface that stand in prose, with the number they are about."""
        return self.words.phrase(key, n=number)

    def tongue(self, language: str) -> Markup:
        """Return the attributes of what is written in another language than the site's, with its direction."""
        if language in ("", self.words.language):
            return Markup("")
        return Markup(f' lang="{escape(language)}" dir="{direction(language)}"')  # noqa: S704

    def part(self, name: str) -> str:
        """Return a href to the script of a part, which a page loads when it is wanted; raises ``KeyError``
        without one.
        """
        return self.to(self._parts[name])

    def icon(self, name: str, size: str = "") -> Markup:
        """Return an icon by name; one that the theme does not have is left out."""
        if name not in self.icons:
            return Markup("")
        self._used[name] = None
        return _use(name, size)

    def uses(self, name: str) -> bool:
        """Return whether the page has used an icon so far: what belongs to it can be put once at the end."""
        return name in self._used

    def sprite(self) -> Markup:
        """Return the icons used so far, to be put once at the end of the page: other files' icons do not show
        on file://.
        """
        if not self._used:
            return Markup("")
        symbols = "".join(self.icons[name] for name in sorted(self._used))
        return Markup(f'<svg class="sprite" aria-hidden="true" focusable="false">{symbols}</svg>')  # noqa: S704

    def edit_url(self, path: str, line: int = 1) -> str:
        """Return where to edit a line of a file, or "" when the site names no repository."""
        return self._edit.format(path=_quoted(path), line=line) if self._edit else ""

    def suggest_url(self, title: str, path: str = "") -> str:
        """Return where to suggest a change, with the title filled in, or ""."""
        return self._suggest.format(title=_quoted(title), path=_quoted(path)) if self._suggest else ""

    def edit(self, of: str, *field: str | int) -> Markup | str:
        """Return the attribute that says where a value is edited, or "" where pages cannot be.

        ``of`` is the address of an entity (``step:buy/choose/compare``) or of a field of it (``…#pains``), ``field``
        the way on from there.
        """
        if not self._editing or not of:
            return ""
        way = ".".join(map(str, field))
        sign = "" if not way else "." if "#" in of else "#"
        return Markup(f' data-edit="{escape(of + sign + way)}"')  # noqa: S704

    def about(self, of: str) -> Markup | str:
        """Return the attribute that says which entity an element is about, or "" where pages cannot be edited."""
        return Markup(f' data-entity="{escape(of)}"') if self._editing and of else ""  # noqa: S704

    def editable(self, **said: object) -> Markup | str:
        """Return attributes that say what else somebody who edits may change in a chart: ``data-<name>`` for each; ""
        where pages cannot be edited.
        """
        parts = (f' data-{name}="{escape(value)}"' for name, value in said.items()) if self._editing else ()
        return Markup("".join(parts))  # noqa: S704

    def _show_chart(self, drawing: Any) -> Markup:
        return Markup(self._chart(drawing))  # noqa: S704 - the drawing step escapes what comes from content

    def _show_prose(self, text: Any, figure: Callable[[Any], Any] | None = None) -> Markup:
        """Show prose; ``figure`` is the theme's macro for a chart in it, without it the bare picture."""
        return Markup(self._prose(text, figure or self._show_chart))  # noqa: S704 - the prose door escapes or cleans what comes from content


@cache
def _use(name: str, size: str) -> Markup:
    kind = f"icon {size}" if size else "icon"
    return Markup(f'<svg class="{kind}" aria-hidden="true"><use href="#{OWN}i-{name}"/></svg>')  # noqa: S704


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="/")


@cache
def root_of(url: str, base: str = "") -> str:
    """Return the way from a page to the site's root; the 404 page, shown at any depth, starts from the path of
    ``base``.
    """
    if url == "404.html":
        from urllib.parse import urlsplit

        return urlsplit(base).path or "/"
    return "../" * url.count("/") or "./"


def closure(name: str, templates: Mapping[str, str]) -> frozenset[str]:
    """Return the templates that a template is made of: what it extends, includes and imports, and so on."""
    found: set[str] = set()
    pending = [name]
    while pending:
        here = pending.pop()
        if here in found or here not in templates:
            continue
        found.add(here)
        pending += [posixpath.normpath(other) for other in NAMED.findall(templates[here])]
    return frozenset(found)


def extended(template: str) -> str:
    """Return the name of the template that a template extends, or ""."""
    found = EXTENDS.search(template)
    return found[1] if found else ""


def blocks(template: str) -> tuple[Mapping[str, int], frozenset[str]]:
    """Return the blocks of a template that stand in no other, each with its line; and the names of all."""
    outer: dict[str, int] = {}
    found: set[str] = set()
    depth = 0
    # line breaks of comments stay, so that lines can be counted
    for tag in BLOCK.finditer(COMMENT.sub(lambda gone: "\n" * gone[0].count("\n"), template)):
        if not tag[1]:
            depth -= 1
            continue
        found.add(tag[1])
        if depth == 0:
            outer.setdefault(tag[1], tag.string.count("\n", 0, tag.start()) + 1)
        depth += 1
    return outer, frozenset(found)


def symbol(name: str, svg: str) -> str:
    """Return an icon file as a symbol of a sprite."""
    box = re.search(r'viewBox="([^"]+)"', svg)
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    drawing = inner[1].strip() if inner else ""
    return f'<symbol id="{OWN}i-{name}" viewBox="{box[1] if box else "0 0 24 24"}">{drawing}</symbol>'


def faulty_line(error: Exception) -> tuple[str, int]:
    """Return the template and line in which an error came up."""
    if isinstance(error, TemplateSyntaxError):
        return error.name or "", error.lineno
    frame = error.__traceback__
    place = ("", 1)
    while frame is not None:
        name = frame.tb_frame.f_code.co_filename
        # the last one wins, which is the innermost: the others only extend or include it
        if name.endswith(".html"):
            place = (name, frame.tb_lineno)
        frame = frame.tb_next
    return place
