"""The fields of an entity as lines of Markdown, by their types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from jmsite.model.addresses import field_target
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.decimals import decimals
from jmsite.model.fields import Fields, Image, Reference
from jmsite.model.markdown import escaped, fill
from jmsite.model.sources import ProseLink
from jmsite.model.type_hints import declared, entries, mark, options, shape
from jmsite.model.url_schemes import leads_out
from jmsite.pages.markdown.text import choice, label, link, row, to
from jmsite.pages.parts.map.branches import close_up_title
from jmsite.pages.parts.page.links import address_of, title_of
from jmsite.pages.parts.page.prose import href

Write = Callable[[Catalog, str, str, Any], tuple[str, ...]]
"""Catalog, kind of entity, name of the field, value → the value in words."""
APART = frozenset(
    ("title", "visibility", "draft", "aliases", "language", "fields", "order", "steps", "readings", "emotion", "id",
     "summary", "goal", "moment_of_truth", "icon", "portrait", "file", "name", "colour", "phase", "phases",
     "anytime", "watch", "code_owner", "of", "events")
)  # fmt: skip
"""Fields that are told elsewhere, or to nobody but authors."""
UNSEEN = ("asset", "data", "chart")


def fields(catalog: Catalog, entity: Entity[Any], skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the fields of an entity, each as an entry of a list; after them the site's own."""
    own: Fields = entity.fields
    for name, joined, write in _plan(type(own)):
        value = getattr(own, name) if name not in skip else None
        # not ``if value``: a score of nothing is said
        values = write(catalog, entity.kind, name, value) if value not in (None, (), {}, False) else ()
        if values:
            texts = [_answered(catalog, entity, value) for value in values]
            yield row(label(catalog.words, entity.kind, name), texts, joined)
    yield from _own(catalog, entity)


def _own(catalog: Catalog, entity: Entity[Any]) -> Iterator[str]:
    """Yield the fields and lanes that the site has declared."""
    site = catalog.site
    declared = site.lanes if entity.kind in ("step", "stage") else site.fields.get(entity.kind, {})
    for name, own in declared.items():
        value = entity.fields.fields.get(name)
        if value not in (None, "", (), [], {}) and own.type != "image":
            values = value if isinstance(value, (list, tuple)) else (value,)
            yield row(
                escaped(own.title),
                [_answered(catalog, entity, _said(catalog, str(one))) for one in values],
                joined=False,
            )


@cache
def _plan(model: type[Fields]) -> tuple[tuple[str, bool, Write], ...]:
    """Return fields in order of declaration: name, whether several values stand on one line, how a value is written."""
    hints = declared(model)
    names = [name for name in model.model_fields if name not in APART]
    return tuple((name, _short(hints[name]), _writer(hints[name])) for name in names)


def _short(hint: Any) -> bool:
    """Return whether values are names rather than sentences."""
    return mark(entries(hint), Reference) is not None


def _writer(hint: Any) -> Write:
    kind, marks = next(typed for typed in options(hint) if typed[0] is not type(None))
    reference = mark(iter([(kind, marks)]), Reference)
    if reference:
        return _referring(reference)
    found = shape(kind)
    if found.form == "list":
        return _each(_writer(found.parts[0]))
    if found.form == "choice":
        return lambda catalog, kind, name, value: (escaped(choice(catalog.words, kind, name, value)),)
    return _nested if found.form == "fields" else _bare


def _each(inner: Write) -> Write:
    """Return each of several values in one entry."""

    def write(catalog: Catalog, kind: str, name: str, values: Any) -> tuple[str, ...]:
        told = (inner(catalog, kind, name, value) for value in values)
        return tuple("; ".join(texts) for texts in told if texts)

    return write


def _referring(reference: Reference) -> Write:
    kind = reference.kind
    if kind == "link":
        return lambda catalog, _, __, value: _linked(catalog, value)

    def write(catalog: Catalog, _: str, __: str, value: Any) -> tuple[str, ...]:
        found = catalog.find(reference.kind_of(value), value)
        if kind == "next":
            found = catalog.step(value) or catalog.stage(value)
        if found is not None:
            return (link(close_up_title(catalog, found), found.url) if reference.part else to(found),)
        return (f"{escaped(value)} ({catalog.words.phrase('not-linked')})",) if reference.or_text else ()

    return write if kind not in UNSEEN else lambda *_: ()


def _bare(catalog: Catalog, kind: str, name: str, value: Any) -> tuple[str, ...]:
    """Return a value of no type of ours."""
    words = catalog.words
    if isinstance(value, dict):
        told = ([", ".join(_bare(catalog, kind, name, one)) for one in pair] for pair in value.items())
        return tuple(f"{key}: {texts}" for key, texts in told)
    if isinstance(value, (list, tuple)):
        return tuple(text for one in value for text in _bare(catalog, kind, name, one))
    if isinstance(value, date):
        return (words.day(value),)
    if isinstance(value, timedelta):
        return (words.span(value),)
    if isinstance(value, (int, float)):
        return (words.number(value, max(2, decimals(value))),)
    return (_said(catalog, str(value)),)


def _said(catalog: Catalog, written: str) -> str:
    """Return words; of a text of a lane, its Markdown, whose links are not answered yet."""
    found = catalog.lane_text(written)
    return found.markdown if found else escaped(written)


def text_markdown(catalog: Catalog, entity: Entity[Any], written: str | None) -> str:
    """Return a goal, a summary or the like of an entity as Markdown, "" for none."""
    return _answered(catalog, entity, _said(catalog, written)) if written else ""


def _answered(catalog: Catalog, entity: Entity[Any], text: str) -> str:
    """Return a text of a lane with links to pages; of those that lead to none, the words."""

    def link_of(written: str, image: bool) -> str | None:
        url = href(catalog, entity.path, ProseLink(href=written, line=1, image=image), None)
        return None if url is None else f"\0{url}\0"

    return fill(text, link_of)


def _linked(catalog: Catalog, value: str) -> tuple[str, ...]:
    """Return an address, or the page or file of a path inside the content."""
    goal = field_target(value)
    if goal is None:
        return (f"<{value}>",) if leads_out(value) and ">" not in value else ()
    target = address_of(catalog, *goal)
    return (link(title_of(catalog, goal[0]), target),) if target is not None else ()


def _nested(catalog: Catalog, kind: str, parent: str, value: Fields) -> tuple[str, ...]:
    """Return a value with fields: its text, and in brackets what else is known of it."""
    if isinstance(value, Image):
        return (f"![{escaped(value.alt)}](\0{value.src}\0)",)
    text, more = "", []
    for name, joined, write in _plan(type(value)):
        one = getattr(value, name)
        found = write(catalog, kind, name, one) if one not in (None, (), {}, False) else ()
        if name in ("text", "to"):
            text = ", ".join(found)
        elif found:
            named = "" if joined else f"{label(catalog.words, f'{kind}.{parent}', name)}: "
            more.append(named + ", ".join(found))
    if not text:
        return tuple(more)
    return (f"{text} ({'; '.join(more)})" if more else text,)
