"""Exports of single pictures: a chart, or a whole map."""

from __future__ import annotations

import re
from collections.abc import Iterable

from jmsite.cli.errors import RefusedError, misuse, unknown
from jmsite.cli.export_file import ExportedFile
from jmsite.cli.export_options import ExportWishes
from jmsite.cli.site_pages import BuiltSite
from jmsite.exporting.chart_svg import StageLabel, charts_in, standalone
from jmsite.exporting.inline_files import inline_style, styles_and_scripts
from jmsite.exporting.paper import paper
from jmsite.exporting.selection import Selection
from jmsite.formats.markup import attributes
from jmsite.formats.messages import direction
from jmsite.model.page import PageKey
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.printing.chromium import NoChromiumError
from jmsite.printing.picture import TooLargeError, chart_picture, map_drawing, map_picture, map_style
from jmsite.theme.look import look_of

MAP = "map"
"""The name of the whole map among the pictures of a journey."""
CURVE = "curve"
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")


def picture(built: BuiltSite, selection: Selection, wishes: ExportWishes) -> ExportedFile:
    """Return a picture of what is named. Raises ``RefusedError`` where it is not clear which, or it cannot be made."""
    key = _page(built, selection)
    charts = charts_in(built.html(key.url))
    name = chosen_chart(wishes.chart, charts, key)
    words = title_of_named(built, selection)
    try:
        if name == MAP:
            return ExportedFile(content=_map(built, key, words, wishes), count=f"the map of '{words}'")
        look = look_of(built.inputs.themes, built.catalog.site.theme, wishes.dark)
        stages = _stages(built, key) if name == CURVE else ()
        wide = wishes.width * (wishes.scale or 1) if wishes.format == "svg" else wishes.width
        svg = standalone(charts[name], look, words, wide, stages)
        content = svg.encode() if wishes.format == "svg" else _drawn(built, key, svg, wishes)
    except (NoChromiumError, TooLargeError) as cannot:
        raise RefusedError(str(cannot)) from None
    return ExportedFile(content=content, count=f"{name} of '{words}'")


def title_of_named(built: BuiltSite, selection: Selection) -> str:
    """Return the title of the one thing that was named."""
    found = built.catalog.find(*selection.named[0])
    return str(found.title) if found else ""


def chosen_chart(said: str, charts: Iterable[str], key: PageKey) -> str:
    """Return the name of the picture that is meant: the only one, a map for who names a journey, or the one said."""
    known = [*([MAP] if key.kind == "journey" else []), *charts]
    if said in known:
        return said
    if said:
        raise unknown("chart", said, known) if known else misuse(f"'{key.id}' has no chart")
    if known and (len(known) == 1 or key.kind == "journey"):
        return known[0]
    if not known:
        raise RefusedError(f"nothing to export: '{key.id}' has no chart")
    raise misuse(f"'{key.id}' has several charts; add the name of one: {', '.join(known)}")


def _page(built: BuiltSite, selection: Selection) -> PageKey:
    if len(selection.named) != 1:
        raise misuse(
            "a picture shows one thing; name it, as in 'jmsite export png ID', and its chart after it"
        )
    kind, id = selection.named[0]
    own = [key for key in built.pages.keys if key.id == id and PAGE_KINDS[key.kind].own]
    found = [key for key in own if PAGE_KINDS[key.kind].about == kind]
    if not found:
        raise RefusedError(f"nothing to export: '{id}' has no page of its own")
    return found[0]


def _stages(built: BuiltSite, key: PageKey) -> tuple[StageLabel, ...]:
    """Return the names of the stages of a journey, and where they begin in its curve."""
    counts = [
        (stage.title, len(built.catalog.steps_of(stage.id))) for stage in built.catalog.stages_of(key.id)
    ]
    whole, at, made = sum(count for _, count in counts), 0, []
    rtl = direction(built.catalog.site.language) == "rtl"
    # a stage without steps has no room in the curve
    for title, count in counts:
        if count:
            made.append(StageLabel(title=title, at=1 - at / whole if rtl else at / whole, rtl=rtl))
        at += count
    return tuple(made)


def _map(built: BuiltSite, key: PageKey, title: str, wishes: ExportWishes) -> bytes:
    document = paper(built.pages, [key.url], title, map_style(wishes.dark), "poster")
    if wishes.format == "svg":
        return map_drawing(document, "leaf-1", wishes.width * (wishes.scale or 1)).encode()
    return map_picture(document, "leaf-1", wishes.width, wishes.scale or 1)


def _drawn(built: BuiltSite, key: PageKey, svg: str, wishes: ExportWishes) -> bytes:
    styles, _ = styles_and_scripts(built.html(key.url), key.url)
    fonts = "".join(face for path in styles for face in _FACE.findall(inline_style(built.pages, path, svg)))
    said = attributes(svg[4 : svg.index(">")])
    return chart_picture(svg, fonts, float(said["width"]), float(said["height"]), wishes.scale or 1)
