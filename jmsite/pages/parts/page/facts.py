"""Facts beside a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jmsite.model.addresses import SCHEME, field_target
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.url_schemes import leads_out
from jmsite.model.value import Value
from jmsite.pages.parts.page.links import address_of, title_of
from jmsite.pages.parts.page.marks import IconLink, icon_link, tag_links

_UNSHOWN = re.compile(r"(?:https?://)?(?:www\.)?(?:mailto:|tel:)?", re.IGNORECASE)
"""The beginning that every address has, so that it tells nothing."""
LONG = 27  # characters that stand on one line beside a heading


class Fact(Value):
    """A named value: ``key`` names it in the theme's words, ``title`` where the site does.

    ``sort`` is how the value is shown: ``text``, ``links``, ``lines`` (links, each on a line), ``first`` (links of
    which the first leads), ``dots``, ``status``, ``severity`` (with the type of what is so severe), ``day``,
    ``span`` (two days), ``number``, ``count``, ``signed``, ``percent`` (of one), ``share`` (of a hundred),
    ``image``, ``word`` (a key), ``tags``, ``differs`` (links that contradict another fact), ``duration``, ``good``
    (words to be glad of), or ``felt`` (who and how).
    ``id`` is its anchor, or "" where the prose has a heading of that name. ``note`` stands under it. ``edit`` is the
    address of the field that it shows, for who edits in the page; "" for what is worked out.
    """

    key: str
    sort: str
    value: Any
    id: str = ""
    title: str = ""
    note: str = ""
    edit: str = ""


def facts(entity: Entity[Any], found: Iterable[Fact | None]) -> tuple[Fact, ...]:
    """Return those facts that say something, with their anchors."""
    named = []
    for fact in found:
        if fact is not None and fact.value not in (None, "", ()):
            named.append(
                Fact(
                    key=fact.key,
                    sort=fact.sort,
                    value=fact.value,
                    id=anchor(entity, fact.id or fact.key),
                    title=fact.title,
                    note=fact.note,
                    edit=fact.edit or field_address(entity, fact.key),
                )
            )
    return tuple(named)


def field_address(entity: Entity[Any], name: str) -> str:
    """Return the address of a field that an entity has, "" where it has none of the name."""
    written = {field.alias or one for one, field in type(entity.fields).model_fields.items()}
    return f"{entity.handle}#{name}" if name in written else ""


def anchor(entity: Entity[Any], field: str) -> str:
    """Return the anchor of a field on its page, or "" where a heading of the prose has taken it."""
    id = field.rstrip("_").replace("_", "-")
    return "" if id in entity.anchors else id


def tags(entity: Entity[Any]) -> Fact:
    """Return the tags of an entity, as links to what shares them."""
    return Fact(key="tags", sort="tags", value=tag_links(entity.fields.tags))


def linked(entity: Entity[Any] | None, icon: str = "") -> tuple[IconLink, ...]:
    """Return an entity as a link, where it is there."""
    return (IconLink(title=entity.title, url=entity.url, icon=icon),) if entity else ()


def address(catalog: Catalog, url: str | None) -> tuple[IconLink, ...]:
    """Return an address as a link, shown without what every address has; of a long one its beginning.

    A path inside the content leads to the page or file that this build shows.
    """
    goal = field_target(url) if url else None
    if goal:
        target = address_of(catalog, *goal)
        return (IconLink(title=title_of(catalog, goal[0]), url=target),) if target is not None else ()
    # asked again, though ``check`` refuses others: a preview shows pages of content with faults
    if not url or not (leads_out(url) or ("@" in url and not SCHEME.match(url))):
        return ()
    shown = _UNSHOWN.sub("", url, count=1).rstrip("/")
    shown = shown if len(shown) <= LONG else shown.partition("/")[0]
    if SCHEME.match(url):
        return (IconLink(title=shown, url=url, icon="external" if url.lower().startswith("http") else ""),)
    return (IconLink(title=shown, url=f"mailto:{url}"),)


def links(entities: Iterable[Entity[Any]]) -> tuple[IconLink, ...]:
    """Return entities as links."""
    return tuple(icon_link(entity) for entity in entities)


def dots(value: float | None, of: int = 5) -> tuple[bool, ...]:
    """Return a value as dots, filled or not."""
    return tuple(place < round(value) for place in range(of)) if value is not None else ()


def dotted(key: str, value: float | None) -> Fact:
    """Return a judgement from 1 to 5, as dots and for those who listen as a number."""
    return Fact(key=key, sort="dots", value=dots(value), note="" if value is None else f"{value:g}")
