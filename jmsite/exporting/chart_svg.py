"""The charts of a page as pictures of their own: SVG with plain colours, which any program for drawings opens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from jmsite.formats.markup import attributes, tag
from jmsite.model.look import Look
from jmsite.model.value import Value

GLANCES = ("sparkline", "former-curve")
"""Kinds of charts that are drawn beside words or over another one and mean nothing by themselves; so do small ones of
any kind.
"""
SHORT = {"whole-curve": "curve"}
"""The short names of kinds of charts."""
EDGE = 20
"""Pixels around a picture: words of a chart may reach out of it."""
FOOT = 26
"""Pixels under a curve for the names of its stages."""
WORDS = 13
"""The size of words of which a chart does not say it."""
DROPPED = ("class", "style", "paint-order", "aria-hidden", "focusable")
_CHART = re.compile(r'<svg class="chart chart-([a-z-]+)( chart-small)?".*?</svg>', re.DOTALL)
_TOKEN = re.compile(r"<(/?)([a-zA-Z]+)((?:\"[^\"]*\"|[^\">])*?)(/?)>|[^<]+")
# programs beside browsers know no variables of CSS: each becomes the colour that it stands for
_VAR = re.compile(r"var\(--([\w-]+)(?:,\s*var\(--([\w-]+)\))?\)")


class StageLabel(Value):
    """The name of a stage under a curve, and where it begins, as a part of the width; ``rtl``: it runs to the left."""

    title: str
    at: float
    rtl: bool = False


def charts_in(html: str) -> dict[str, str]:
    """Return the charts of a page by their names; of several of a kind the second is called ``trend-2``."""
    found: dict[str, str] = {}
    for chart in _CHART.finditer(html):
        kind = SHORT.get(chart[1], chart[1])
        if chart[2] or kind in GLANCES or chart[0] in found.values():
            continue
        number = 1 + sum(1 for name in found if re.fullmatch(rf"{kind}(-\d+)?", name))
        found[kind if number == 1 else f"{kind}-{number}"] = chart[0]
    return found


def standalone(svg: str, look: Look, title: str, width: float = 0, stages: Sequence[StageLabel] = ()) -> str:
    """Return a chart as a document, ``width`` pixels wide or as wide as it was drawn.

    ``title`` is for who cannot see it. Its ground is that of the theme; nothing in it depends on styles, and halos
    around words are left out, which some programs would draw over the words.
    """
    said = attributes(svg[4 : svg.index(">")])
    _, _, wide, high = (float(part) for part in said["viewBox"].split())
    below = FOOT if stages else 0
    outer = wide + 2 * EDGE, high + 2 * EDGE + below
    shown = width or outer[0]
    font = ", ".join(f"'{name}'" if " " in name else name for name in look.fonts.get("font", ("sans-serif",)))
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"{-EDGE} {-EDGE} {outer[0]:g} {outer[1]:g}",
        "width": f"{shown:g}",
        "height": f"{shown * outer[1] / outer[0]:.10g}",
        "fill": "none",
        "font-family": font,
        "font-size": f"{WORDS}",
        "role": "img",
    }
    ground = {
        "x": f"{-EDGE}",
        "y": f"{-EDGE}",
        "width": f"{outer[0]:g}",
        "height": f"{outer[1]:g}",
        "fill": look.color("surface", "#ffffff"),
    }
    names = "".join(_named(stage, wide, high, look) for stage in stages)
    inside = "".join(_plain(svg[svg.index(">") + 1 : svg.rindex("</svg>")], look))
    return f"{tag('svg', root)}<title>{escape(title)}</title>{tag('rect', ground, closed=True)}{inside}{names}</svg>\n"


def _named(stage: StageLabel, wide: float, high: float, look: Look) -> str:
    said = {"x": f"{stage.at * wide:.10g}", "y": f"{high + EDGE:g}", "fill": look.color("ink-2")}
    said |= {"text-anchor": "end"} if stage.rtl else {}
    return f"{tag('text', said)}{escape(stage.title)}</text>"


def _plain(inside: str, look: Look) -> Iterator[str]:
    """Yield what is drawn with plain colours, without what only narrow screens are shown."""
    skipped = 0
    for found in _TOKEN.finditer(inside):
        end, name, said, closed = found.groups()
        if name is None:
            yield "" if skipped else found[0]
            continue
        opens = not end and not closed
        if skipped:
            skipped += 1 if opens else -1 if end else 0
            continue
        made = attributes(said)
        if made.get("data-shown") == "narrow":
            skipped = 1 if opens else 0
            continue
        yield f"</{name}>" if end else tag(name, _looks(made, look), closed=bool(closed))


def _looks(said: dict[str, str], look: Look) -> dict[str, str]:
    halo = "paint-order" in said
    return {
        key: _VAR.sub(lambda found: _color(found, look), value)
        for key, value in said.items()
        if not key.startswith("data-") and key not in DROPPED and not (halo and key.startswith("stroke"))
    }


def _color(found: re.Match[str], look: Look) -> str:
    named = next((name for name in (found[1], found[2]) if name and name in look.colors), "ink")
    return look.color(named)
