"""Words in charts: how wide they are about, how they are shortened, and where they do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

from jmsite.model.decimals import MOST, decimals
from jmsite.model.figures import SCALE, SIGNS
from jmsite.model.value import Value

NARROW = frozenset("ijl.,:;'|!’()[]tfrI ")
MINUS = "−"
DIGITS = frozenset("0123456789+" + MINUS)  # all as wide as each other, so that numbers stand in columns
PHONE = 19  # how large words are in a picture of 560 that is shrunk to a phone: room is kept for them


def width(text: str, size: float = 12) -> float:
    """Estimate how wide a text is in pixels: without a font, and so the same on every machine."""
    return size * sum(_share(letter) for letter in text)


def _share(letter: str) -> float:
    # an estimate for sans-serif faces, as shares of their size; letters that are narrow, wide or full width stand out
    if letter in NARROW:
        return 0.32
    if letter in "→↑" or east_asian_width(letter) in "WF":
        return 1.0
    if letter in DIGITS:
        return 0.65
    if letter == "%":
        return 0.98
    return 0.72 if letter.isupper() or letter in "mwMW@" else 0.56


def shorten(text: str, limit: float, size: float = 12) -> str:
    """Return the text, or as much of its start as fits into ``limit`` pixels with an ellipsis."""
    # as SVG shows it: a break or many blanks are one blank
    text = " ".join(text.split())
    if width(text, size) <= limit:
        return text
    while text and width(text + "…", size) > limit:
        text = text[:-1]
    return text.rstrip() + "…" if text else ""


def signed(value: float, signs: str = SIGNS) -> str:
    """Return a score with its sign, to one place: +0.4, −1.2, 0. For ``signs`` see the figures."""
    # nothing is added so that -0.0 becomes 0.0
    rounded = round(value, 1) + 0.0
    return "0" if rounded == 0 else _written(f"{rounded:+.1f}", signs)


def scored(value: float, signs: str = SIGNS, scale: tuple[float, float] = SCALE) -> str:
    """Return a score from -2 to 2 as it stands on the author's scale: with its sign where that goes below zero."""
    low, high = scale
    # six decimals undo what binary fractions add, before anything is shown
    written = round(low + (value + 2) / 4 * (high - low), 6)
    return signed(written, signs) if low < 0 else number(round(written, 1), signs)


def tenths(value: float, signs: str = SIGNS) -> str:
    """Return a number to exactly one place: 2.0."""
    return _written(f"{value:.1f}", signs)


def number(value: float, signs: str = SIGNS) -> str:
    """Return a number with as many places as it needs, three or two figures of a fraction, and signs between
    thousands.
    """
    text = _bare(value, max(3, decimals(value)))
    return _written(text, signs)


def tick(value: float, signs: str = SIGNS) -> str:
    """Return a number of a scale, which is round, with all of its places."""
    return _written(_bare(value, MOST - 3), signs)


def _bare(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _written(text: str, signs: str) -> str:
    """Return a number in figures with the signs of a language; what goes before a sign is only there where one is."""
    if signs != SIGNS:
        text = text.translate({ord("."): signs[0], ord(","): signs[1]})
        text = signs[2:] + text if text[0] in "+-" else text
    return text.replace("-", MINUS)


def measure(value: float, unit: str, signs: str = SIGNS) -> str:
    """Return a number and its unit."""
    return f"{number(value, signs)} {unit}" if unit else number(value, signs)


def short(value: float, among: Iterable[float] = ()) -> float:
    """Return a value to as many places as a sentence gives it that tells it from others."""
    return round(value, decimals(value, among))


class Box(Value):
    """A place in a picture that is taken, in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def hits(self, other: Box) -> bool:
        """Return whether two boxes overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Return whether this box lies in the other one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def first_free(candidates: Iterable[Box], taken: Sequence[Box], room: Box) -> tuple[int, Box] | None:
    """Return the first candidate that lies in the room and hits nothing, with its number; None if there is none."""
    for index, box in enumerate(candidates):
        if box.within(room) and not any(box.hits(other) for other in taken):
            return index, box
    return None


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places in order, moved as little as is simple so that neighbours are ``gap`` apart from low to high."""
    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    moved = list(places)
    floor = low
    for index in order:
        moved[index] = floor = max(places[index], floor)
        floor += gap
    ceiling = high
    for index in reversed(order):
        moved[index] = ceiling = min(moved[index], ceiling)
        ceiling -= gap
    return moved
