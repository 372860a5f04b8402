"""The options of exports that are made of pages, and the formats that each is for."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from jmsite.cli.errors import misuse
from jmsite.model.value import Value, replace

Poster = Annotated[
    str,
    typer.Option(
        "--poster", metavar="SHEET", help="For pdf: each map as a poster on one sheet: A0, A1, A2 or A3."
    ),
]
Paper = Annotated[
    str,
    typer.Option(
        "--paper",
        metavar="SHEET",
        help="For pdf: the sheets of the book: A3, A4, A5, letter or legal. Default: A4.",
    ),
]
Width = Annotated[
    float,
    typer.Option("--width", metavar="PIXELS", min=0, help="For png and svg: width of the picture."),
]
Scale = Annotated[
    float,
    typer.Option(
        "--scale",
        metavar="N",
        min=0,
        help="For png and svg: enlarge by this; 2 suits sharp screens. Default: 1.",
    ),
]
Dark = Annotated[bool, typer.Option("--dark", help="For png and svg: in the dark colours of the theme.")]

PICTURES: Final = ("png", "svg")
FORMATS: Final = {
    "poster": ("pdf",),
    "paper": ("pdf",),
    "width": PICTURES,
    "scale": PICTURES,
    "dark": PICTURES,
}
"""The formats that each option is for."""
POSTERS: Final = ("A0", "A1", "A2", "A3")
PAPERS: Final = ("A3", "A4", "A5", "letter", "legal")


class ExportWishes(Value, kw_only=True):
    """Wishes about the file to be written; "" and 0 where nothing is said. ``chart`` says which picture is meant."""

    format: str
    chart: str = ""
    poster: str = ""
    paper: str = ""
    width: float = 0
    scale: float = 0
    dark: bool = False


def checked_wishes(wishes: ExportWishes) -> ExportWishes:
    """Return wishes in the words of their tables. Raises ``RefusedError`` for those that make no sense."""
    for name, formats in FORMATS.items():
        if getattr(wishes, name) and wishes.format not in formats:
            raise misuse(f"--{name} is for {' and '.join(formats)}, not for {wishes.format}")
    if wishes.poster and wishes.paper:
        raise misuse("--poster and --paper exclude each other: a poster is one sheet, a book has many")
    return replace(wishes, poster=_one_of(wishes.poster, POSTERS), paper=_one_of(wishes.paper, PAPERS))


def _one_of(said: str, known: tuple[str, ...]) -> str:
    found = next((one for one in known if one.lower() == said.lower()), "")
    if said and not found:
        raise misuse(f"unknown sheet '{said}'; there are: {', '.join(known)}")
    return found


def apart(format: str, words: list[str]) -> tuple[list[str], str]:
    """Return the ids among the words that follow a format, and the name of a chart, which pictures alone have."""
    if format not in PICTURES:
        return words, ""
    if len(words) > 2:
        raise misuse(f"{format} shows one thing: write 'jmsite export {format} ID CHART'")
    return words[:1], "".join(words[1:])
