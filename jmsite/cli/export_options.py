"""What may be asked of exports that are made of pages, and for which formats."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from jmsite.cli.refusal import misuse
from jmsite.model.value import Value

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

FORMATS: Final = {"poster": ("pdf",), "paper": ("pdf",)}
"""The formats that each option is for."""
POSTERS: Final = ("A0", "A1", "A2", "A3")
PAPERS: Final = ("A3", "A4", "A5", "letter", "legal")


class ExportWishes(Value, kw_only=True):
    """What somebody wants of a file beside its format; "" and 0 where nothing is said."""

    poster: str = ""
    paper: str = ""


def heard(format: str, wishes: ExportWishes) -> ExportWishes:
    """Return wishes in the words of their tables. Raises ``RefusedError`` for those that make no sense."""
    for name, formats in FORMATS.items():
        if getattr(wishes, name) and format not in formats:
            raise misuse(f"--{name} is for {' and '.join(formats)}, not for {format}")
    if wishes.poster and wishes.paper:
        raise misuse("--poster and --paper exclude each other: a poster is one sheet, a book has many")
    return ExportWishes(poster=_one_of(wishes.poster, POSTERS), paper=_one_of(wishes.paper, PAPERS))


def _one_of(said: str, known: tuple[str, ...]) -> str:
    found = next((one for one in known if one.lower() == said.lower()), "")
    if said and not found:
        raise misuse(f"unknown sheet '{said}'; there are: {', '.join(known)}")
    return found
