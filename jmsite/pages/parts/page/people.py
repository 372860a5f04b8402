"""The mark of a persona, the same on every page and in every chart."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.persona import Persona
from jmsite.model.faces import SERIES, Face
from jmsite.model.figures import Line
from jmsite.model.value import Value

ROUNDS = {
    "circle": "50%",
    "square": "24%",
    "diamond": "50% 12%",
    "triangle-up": "50% 50% 16% 16%",
    "triangle-down": "16% 16% 50% 50%",
}
"""The shape of a persona's points in charts, and how a monogram is rounded to resemble it."""
SHAPES = tuple(ROUNDS)


class PersonaMark(Value):
    """A persona as a monogram. ``shape`` is that of its points in charts, ``colour`` a CSS value."""

    id: str
    title: str
    letter: str
    url: str
    shape: str
    colour: str
    role: str = ""

    @property
    def line(self) -> Line:
        """Return the persona as a line of a chart."""
        return Line(id=self.id, title=self.title, colour=self.colour, shape=self.shape)


def people(catalog: Catalog, ids: Iterable[str]) -> tuple[PersonaMark, ...]:
    """Return the marks of those personas that are there, in the order given."""
    return tuple([found for id in dict.fromkeys(ids) if (found := mark(catalog, id)) is not None])


def persona_marks(catalog: Catalog) -> dict[str, PersonaMark]:
    """Return every persona's mark by its id."""
    return {found.id: found for found in people(catalog, (entity.id for entity in catalog.all("persona")))}


def mark(catalog: Catalog, id: str) -> PersonaMark | None:
    """Return a persona's mark; None where it is not there."""
    entity = catalog.persona(id)
    if entity is None:
        return None
    face: Face = catalog.read("faces", id)
    return PersonaMark(
        id=id,
        title=persona_name(entity),
        letter=face.letter,
        url=entity.url,
        # more personas than shapes share some, and differ by colour and letter
        shape=SHAPES[face.place % len(SHAPES)],
        colour=_css(id, face.colour),
        role=entity.fields.role or "",
    )


def persona_name(entity: Entity[Persona]) -> str:
    """Return what a persona is called."""
    return entity.fields.name or entity.title


def persona_styles(catalog: Catalog) -> str:
    """Return the site's stylesheet of personas: hue, tint, letter and rounding of each ``.persona-<id>``."""
    return "".join(
        _style(mark, catalog.read("faces", id).colour) for id, mark in persona_marks(catalog).items()
    )


def _style(mark: PersonaMark, colour: str) -> str:
    letter = mark.letter.replace("\\", "\\\\").replace('"', '\\"')
    rest = f'--letter:"{letter}";--round:{ROUNDS[mark.shape]}'
    if colour in SERIES:
        return f".persona-{mark.id}{{--hue:var(--{colour});--tint:var(--{colour}-tint);{rest}}}\n"
    # an author chooses one colour, for paper; on a dark ground it would be too dark to read
    hue = f"light-dark({colour},color-mix(in oklab,{colour} 62%,white))"
    tint = f"color-mix(in oklab,{hue} 16%,var(--surface))"
    own = f"--persona-{mark.id}"
    return f":root{{{own}:{hue}}}\n.persona-{mark.id}{{--hue:var({own});--tint:{tint};{rest}}}\n"


def _css(id: str, colour: str) -> str:
    return f"var(--{colour})" if colour in SERIES else f"var(--persona-{id})"
