"""The field reference: everything that can be written, from the declarations themselves."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.messages import Messages
from jmsite.model.page import Link, Page
from jmsite.model.schema import FieldRow, field_reference
from jmsite.model.value import Value

INSIDE = "steps."


class KindFields(Value):
    """The fields of a kind of entity. ``of_steps`` says that every field of a step may stand here too."""

    id: str
    title: str
    where: str
    about: str
    rows: tuple[FieldRow, ...]
    of_steps: bool = False


class FieldsView(Value):
    """All kinds with their fields."""

    kinds: tuple[KindFields, ...]


def fields(catalog: Catalog, _: str) -> Page:
    """Return the page of all fields; the same in every site of a language."""
    words = catalog.words
    crumbs = (Link(title=words.phrase("nav.pages"), url="pages/"),)
    view = FieldsView(kinds=tuple(_kinds(words)))
    title, about = words.phrase("fields.title"), words.phrase("fields.description")
    return Page(
        kind="fields",
        url="fields/",
        title=title,
        view=view,
        description=about,
        section="pages/",
        crumbs=crumbs,
    )


def _kinds(words: Messages) -> Iterator[KindFields]:
    every = field_reference()
    for kind in KINDS.values():
        rows = tuple(row for row in every if row.kind == kind.name)
        inner = {row.field.removeprefix(INSIDE) for row in rows if row.field.startswith(INSIDE)}
        own = tuple(row for row in rows if row.field not in inner or row.field == "title")
        # a variant says of steps what a stage says of them: that is told once, there
        if kind.name == "variant":
            own = tuple(row for row in own if not row.field.startswith(INSIDE))
        # the first line of its declaration, so that the reference can say nothing else than the code
        about = (kind.model.__doc__ or "").partition("\n")[0].replace("``", "`")
        where = kind.place or words.phrase(f"fields.where.{kind.name}")
        yield KindFields(
            id=kind.name,
            title=words.phrase(f"kind.{kind.name}"),
            where=where,
            about=about,
            rows=own,
            of_steps=bool(inner),
        )
