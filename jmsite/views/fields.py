"""The field reference: everything that can be written, from the declarations themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jmsite.model.catalog import Catalog
from jmsite.model.kinds import KINDS
from jmsite.model.page import Link, Page
from jmsite.model.schema import FieldRow, field_reference

TITLE = "Fields"
INSIDE = "steps."


@dataclass(frozen=True, slots=True)
class KindFields:
    """The fields of a kind of entity. ``of_steps`` says that every field of a step may stand here too."""

    id: str
    title: str
    where: str
    about: str
    rows: tuple[FieldRow, ...]
    of_steps: bool = False


@dataclass(frozen=True, slots=True)
class FieldsView:
    """All kinds with their fields."""

    kinds: tuple[KindFields, ...]


def fields(_: Catalog, __: str) -> Page:
    """The page of all fields; it is the same in every site."""
    crumbs = (Link("Guide", "pages/"),)
    about = "Every field that can be written, kind by kind."
    view = FieldsView(tuple(_kinds()))
    return Page("fields", "fields/", TITLE, view, description=about, section="pages/", crumbs=crumbs)


def _kinds() -> Iterator[KindFields]:
    every = field_reference()
    for kind in KINDS.values():
        rows = tuple(row for row in every if row.kind == kind.name)
        inner = {row.field.removeprefix(INSIDE) for row in rows if row.field.startswith(INSIDE)}
        own = tuple(row for row in rows if row.field not in inner or row.field == "title")
        if kind.name == "variant":
            own = tuple(row for row in own if not row.field.startswith(INSIDE))
        about = (kind.model.__doc__ or "").partition("\n")[0].replace("``", "`")
        yield KindFields(
            kind.name, kind.title, WHERE.get(kind.name, f"{kind.folder}/<id>.md"), about, own, bool(inner)
        )


WHERE = {
    "site": "site.yaml",
    "home": "index.md",
    "journey": "journeys/<id>/journey.md",
    "stage": "journeys/<id>/<nn>-<stage>.md",
    "variant": "journeys/<id>/<nn>-<stage>.<persona>.md",
    "page": "pages/**/*.md",
    "chart": "a block ```chart in prose",
}
"""Where a kind is written, under ``content/``; the others lie flat in their folder."""
