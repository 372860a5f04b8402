"""The look of a theme on paper: its colours and typefaces as plain values, for files that are no pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jmsite.formats.styles import values_set
from jmsite.model.look import Look
from jmsite.model.sources import Files
from jmsite.theme.chain import BRAND, theme_chain

TOKENS = ("styles/tokens.css", BRAND)
"""The stylesheets that set tokens; what a later one sets, stands."""
_COLOR = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
# up to the first comma of the pair: a colour with commas (``rgb(…)``) is none that files of offices know
_LIGHT = re.compile(r"light-dark\(\s*([^,]+?)\s*,.*\)", re.DOTALL)
_DARK = re.compile(r"light-dark\(\s*[^,]+?\s*,\s*(.*?)\s*\)$", re.DOTALL)
_NAMED = re.compile(r"var\(\s*--([\w-]+)[^)]*\)")
_DEEPEST = 8
"""Tokens that are named one after the other at most: a circle is none."""


def look_of(themes: Mapping[str, Files], name: str, dark: bool = False) -> Look:
    """Return how the theme ``name`` looks on white paper, or in the ``dark``; of one that cannot be read, nothing is
    known.

    Where a brand mixes a colour in a way that only browsers know, the one of the theme below stands.
    """
    laid = theme_chain(themes, name).value
    texts = laid.texts if laid else {}
    tokens: dict[str, str] = {}
    for path in TOKENS:
        for token, value in values_set(texts.get(path, "")).items():
            value = _DARK.sub(r"\1", value) if dark else value
            if _is_color(tokens, value) or not _is_color(tokens, tokens.get(token, "")):
                tokens[token] = value
    said = {token: _said(tokens, value) for token, value in tokens.items()}
    return Look(
        colors={token: _six(value) for token, value in said.items() if _COLOR.fullmatch(value)},
        fonts={token: _families(value) for token, value in said.items() if token.startswith("font")},
    )


def _said(tokens: Mapping[str, str], value: str) -> str:
    """Return what a value comes to on white paper, with the tokens that it names put in."""
    for _ in range(_DEEPEST):
        lit = _LIGHT.sub(r"\1", value)
        value = _NAMED.sub(lambda found: tokens.get(found[1], ""), lit)
        if value == lit:
            break
    return value.strip()


def _is_color(tokens: Mapping[str, str], value: str) -> bool:
    return bool(_COLOR.fullmatch(_said(tokens, value)))


def _six(color: str) -> str:
    """Return a colour as ``#rrggbb``, without what it lets through."""
    digits = color[1:].lower()
    # the fourth or eighth digit would be how much shows through, which files of offices cannot say
    return "#" + ("".join(one * 2 for one in digits[:3]) if len(digits) < 6 else digits[:6])


def _families(value: str) -> tuple[str, ...]:
    return tuple(name for part in value.split(",") if (name := part.strip().strip("\"'")))
