"""Who: the mark of a persona, the same on every page and in every chart."""

from __future__ import annotations

from collections.abc import Iterable

from jmsite.model.catalog import Catalog, Entity
from jmsite.model.entities.persona import Persona
from jmsite.model.figures import Line
from jmsite.model.value import Value

SERIES = tuple(f"series-{number}" for number in range(1, 9))
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
        """The persona as a line of a chart."""
        return Line(self.id, self.title, self.colour, self.shape)


def people(catalog: Catalog, ids: Iterable[str]) -> tuple[PersonaMark, ...]:
    """Return the marks of those personas that are there, in the order given."""
    every = marks(catalog)
    return tuple(every[id] for id in dict.fromkeys(ids) if id in every)


def marks(catalog: Catalog) -> dict[str, PersonaMark]:
    """Return every persona's mark by its id."""
    entities: tuple[Entity[Persona], ...] = catalog.all("persona")
    colours = _colours(entities)
    letters = _letters(entities)
    return {
        entity.id: PersonaMark(
            entity.id,
            persona_name(entity),
            letters[entity.id],
            entity.url,
            SHAPES[place % len(SHAPES)],
            _css(entity.id, colours[entity.id]),
            entity.fields.role or "",
        )
        for place, entity in enumerate(entities)
    }


def persona_name(entity: Entity[Persona]) -> str:
    """Return what a persona is called."""
    return entity.fields.name or entity.title


def persona_styles(catalog: Catalog) -> str:
    """Return the site's stylesheet of personas: hue, tint, letter and rounding of each ``.persona-<id>``."""
    colours = _colours(catalog.all("persona"))
    return "".join(_style(mark, colours[mark.id]) for mark in marks(catalog).values())


def _style(mark: PersonaMark, colour: str) -> str:
    letter = mark.letter.replace("\\", "\\\\").replace('"', '\\"')
    rest = f'--letter:"{letter}";--round:{ROUNDS[mark.shape]}'
    if colour in SERIES:
        return f".persona-{mark.id}{{--hue:var(--{colour});--tint:var(--{colour}-tint);{rest}}}\n"
    hue = f"light-dark({colour},color-mix(in oklab,{colour} 62%,white))"
    tint = f"color-mix(in oklab,{hue} 16%,var(--surface))"
    own = f"--persona-{mark.id}"
    return f":root{{{own}:{hue}}}\n.persona-{mark.id}{{--hue:var({own});--tint:{tint};{rest}}}\n"


def _css(id: str, colour: str) -> str:
    return f"var(--{colour})" if colour in SERIES else f"var(--persona-{id})"


def _colours(entities: tuple[Entity[Persona], ...]) -> dict[str, str]:
    """Return the colour an author chose, else the next of the theme's that nobody chose."""
    chosen = {entity.fields.colour for entity in entities}
    free = [series for series in SERIES if series not in chosen] or list(SERIES)
    waiting = [entity.id for entity in entities if not entity.fields.colour]
    given = {id: free[place % len(free)] for place, id in enumerate(waiting)}
    return {entity.id: entity.fields.colour or given[entity.id] for entity in entities}


def _letters(entities: tuple[Entity[Persona], ...]) -> dict[str, str]:
    """Return one letter each, two where the first is shared."""
    names = {entity.id: persona_name(entity) for entity in entities}
    firsts = [name[:1].upper() for name in names.values()]
    return {
        id: name[:1].upper() if firsts.count(name[:1].upper()) == 1 else name[:2].capitalize()
        for id, name in names.items()
    }
