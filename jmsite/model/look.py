"""The look of a theme, for files that are opened elsewhere: its colours on white paper, and its typefaces."""

from __future__ import annotations

from collections.abc import Mapping

from jmsite.model.value import Value

FEELINGS = ("emotion-n2", "emotion-n1", "emotion-0", "emotion-p1", "emotion-p2")
"""The tokens of the colours of emotion, from the worst to the best."""

OFFICE_FONTS = (
    "Calibri", "Arial", "Cambria", "Candara", "Consolas", "Constantia", "Corbel", "Georgia", "Helvetica", "Palatino",
    "Palatino Linotype", "Segoe UI", "Tahoma", "Times New Roman", "Trebuchet MS", "Verdana",
)  # fmt: skip
"""Typefaces that come with office programs."""


class Look(Value):
    """The tokens of a theme that are plain: colours as ``#rrggbb``, and families of typefaces, the first choice first.

    Names are those of the theme's stylesheets without the dashes before them: ``accent``, ``font-display``.
    """

    colors: Mapping[str, str] = {}
    fonts: Mapping[str, tuple[str, ...]] = {}

    def color(self, name: str, otherwise: str = "#000000") -> str:
        """Return a colour; ``otherwise`` where the theme has none of that name."""
        return self.colors.get(name, otherwise)

    def office_font(self, name: str) -> str:
        """Return the first family of a token that office programs bring along; those of the web are not there."""
        return next((one for one in self.fonts.get(name, ()) if one in OFFICE_FONTS), OFFICE_FONTS[0])

    def feeling(self, score: float) -> str:
        """Return the colour of a score from -2 to 2, between the two colours beside it."""
        at = min(max(score, -2.0), 2.0) + 2
        low = min(int(at), len(FEELINGS) - 2)
        return mixed(self.color(FEELINGS[low]), self.color(FEELINGS[low + 1]), at - low)


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour between two, ``share`` (0 to 1) of the way from the first to the second."""
    pairs = zip(parts_of(one), parts_of(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def ink_on(color: str, dark: str = "#1c1a17", light: str = "#ffffff") -> str:
    """Return which of two inks is read better on a colour."""
    return max((dark, light), key=lambda ink: _contrast(color, ink))


def parts_of(color: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour, each from 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _contrast(one: str, other: str) -> float:
    """Return how far the lightness of two colours is apart, as WCAG measures it: from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    # 0.05 is the light that a screen reflects, as WCAG 2 has it
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    shares = [part / 255 for part in parts_of(color)]
    # sRGB to linear light (IEC 61966-2-1), and the eye's share of each colour (BT.709)
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
