"""The master of a deck: colours and typefaces of the site's theme, the styles of text, and two layouts, as XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from jmsite.formats.deck.model import LEAD, MARGIN, STYLES, TITLE, WIDE, Bounds, TextStyle
from jmsite.model.look import Look
from jmsite.model.value import Value

EMU = 12700
"""The units of the format in a point."""
SLOTS = {
    "ink": "dk1", "surface": "lt1", "ink-2": "dk2", "paper": "lt2", "accent": "accent1", "series-1": "accent2",
    "series-2": "accent3", "series-3": "accent4", "pain": "accent5", "gain": "accent6",
}  # fmt: skip
"""The colours of a theme by the slots of the deck's, in which its words and charts have them."""
MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
BESIDE = ("line", "line-strong", "sunken", "pain-tint", "pain-fill", "gain-tint", "gain-fill")
"""Colours that are offered beside the slots."""
SCRIPTS = {
    "Jpan": "Yu Gothic", "Hang": "Malgun Gothic", "Hans": "Microsoft YaHei", "Hant": "Microsoft JhengHei",
    "Arab": "Arial", "Hebr": "Arial", "Thai": "Leelawadee UI",
}  # fmt: skip
GENERIC = frozenset(
    (
        "serif",
        "sans-serif",
        "monospace",
        "system-ui",
        "ui-serif",
        "ui-sans-serif",
        "ui-monospace",
        "ui-rounded",
    )
)
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_COLORS, _FONTS = (re.compile(f"<a:{name} .*?</a:{name}>", re.DOTALL) for name in ("clrScheme", "fontScheme"))
COLUMN = (WIDE - 2 * MARGIN - 36) / 2
"""The width of one of two columns of text."""
TOP, BOTTOM = 132.0, 500.0
"""The top and the bottom of what a slide shows."""


class Placeholder(Value):
    """A placeholder: its kind, its number in the layout, where it stands, and how its words look."""

    name: str
    kind: str
    number: int
    box: Bounds
    style: TextStyle | None = None
    anchor: str = "t"
    field: bool = False


KICKER = TextStyle(size=10.5, leading=14, bold=True, tone="accent")
FOOT = TextStyle(size=9, leading=12, tone="ink-2")
CONTENT = (
    Placeholder(
        name="Title",
        kind="title",
        number=0,
        box=Bounds(left=MARGIN, top=42, width=864, height=33),
        style=TITLE,
    ),
    Placeholder(
        name="Kicker",
        kind="body",
        number=10,
        box=Bounds(left=MARGIN, top=24, width=864, height=16),
        style=KICKER,
    ),
    Placeholder(
        name="Lead",
        kind="subTitle",
        number=11,
        box=Bounds(left=MARGIN, top=75, width=864, height=20.5),
        style=LEAD,
    ),
    Placeholder(
        name="Text",
        kind="body",
        number=12,
        box=Bounds(left=MARGIN, top=TOP, width=COLUMN, height=BOTTOM - TOP),
    ),
    Placeholder(
        name="More text",
        kind="body",
        number=13,
        box=Bounds(left=MARGIN + COLUMN + 36, top=TOP, width=COLUMN, height=BOTTOM - TOP),
    ),
)
COVER = (
    Placeholder(
        name="Title",
        kind="ctrTitle",
        number=0,
        box=Bounds(left=MARGIN, top=78, width=792, height=136),
        style=TextStyle(size=38, leading=44, bold=True),
        anchor="b",
    ),
    Placeholder(
        name="Kicker",
        kind="body",
        number=10,
        box=Bounds(left=MARGIN, top=48, width=792, height=18),
        style=KICKER,
    ),
    Placeholder(
        name="Finding",
        kind="subTitle",
        number=11,
        box=Bounds(left=MARGIN, top=246, width=792, height=116),
        style=TextStyle(size=20, leading=27, after=4),
    ),
    Placeholder(
        name="Facts",
        kind="body",
        number=12,
        box=Bounds(left=MARGIN, top=376, width=792, height=122),
        style=TextStyle(size=12, leading=16, after=4, tone="ink-2"),
        anchor="b",
    ),
)
FURNITURE = (
    Placeholder(
        name="Footer",
        kind="ftr",
        number=20,
        box=Bounds(left=MARGIN, top=512, width=760, height=14),
        style=FOOT,
    ),
    Placeholder(
        name="Slide number",
        kind="sldNum",
        number=21,
        box=Bounds(left=WIDE - MARGIN - 72, top=512, width=72, height=14),
        style=FOOT,
        field=True,
    ),
)
"""The placeholders at the foot of every slide; their numbers are those of placeholders that a slide has to be given."""
LAYOUTS = {"cover": COVER, "content": CONTENT}


def family(look: Look, token: str, otherwise: str = "Arial") -> str:
    """Return the typeface that a token asks for first: a family that somebody may have."""
    named = (name for name in look.fonts.get(token, ()) if name not in GENERIC and not name.startswith("-"))
    # a variable font calls itself so on the web alone
    return next((name.removesuffix(" Variable") for name in named), otherwise)


def theme_xml(theme: str, look: Look, name: str) -> str:
    """Return a theme with the colours and typefaces of a look in place of its own."""
    slots = {slot: look.color(token).lstrip("#").upper() for token, slot in SLOTS.items()}
    # a theme has to have both, and slides have no other colours for links
    slots |= {"hlink": slots["accent1"], "folHlink": slots["dk2"]}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    colors = "".join(f'<a:{slot}><a:srgbClr val="{slots[slot]}"/></a:{slot}>' for slot in order)
    fonts = _font("major", family(look, "font-display")) + _font("minor", family(look, "font"))
    theme = _COLORS.sub(lambda _: f"<a:clrScheme name={quoteattr(name)}>{colors}</a:clrScheme>", theme)
    theme = _FONTS.sub(lambda _: f"<a:fontScheme name={quoteattr(name)}>{fonts}</a:fontScheme>", theme)
    theme = re.sub(r'(<a:theme [^>]*name=)"[^"]*"', lambda found: found[1] + quoteattr(name), theme, count=1)
    own = "".join(
        f'<a:custClr name="{token}"><a:srgbClr val="{look.color(token)[1:].upper()}"/></a:custClr>'
        for token in BESIDE
    )
    return theme.replace("</a:theme>", f"<a:custClrLst>{own}</a:custClrLst></a:theme>")


def _font(which: str, name: str) -> str:
    scripts = "".join(f'<a:font script="{script}" typeface="{face}"/>' for script, face in SCRIPTS.items())
    latin = f'<a:latin typeface={quoteattr(name)}/><a:ea typeface=""/><a:cs typeface=""/>'
    return f"<a:{which}Font>{latin}{scripts}</a:{which}Font>"


def color_xml(token: str, look: Look) -> str:
    """Return a colour: the slot of the deck's theme where it has one, so that another theme changes it."""
    slot = SLOTS.get(token)
    if slot:
        return f'<a:schemeClr val="{MAPPED.get(slot, slot)}"/>'
    plain = token if token.startswith("#") else look.color(token)
    return f'<a:srgbClr val="{plain[1:7].upper()}"/>'


class Master(Value):
    """The master of a deck in one direction and language."""

    look: Look
    rtl: bool
    language: str

    def placed(self, box: Bounds) -> str:
        """Return where a box is: mirrored in a deck that runs from right to left."""
        left = WIDE - box.left - box.width if self.rtl else box.left
        off = f'<a:off x="{round(left * EMU)}" y="{round(box.top * EMU)}"/>'
        return f'{off}<a:ext cx="{round(box.width * EMU)}" cy="{round(box.height * EMU)}"/>'

    def level(self, number: int, style: TextStyle, face: str = "+mn") -> str:
        """Return how a level of text looks."""
        indent = round(style.indent * EMU)
        bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if indent else "<a:buNone/>"
        way = 'algn="r" rtl="1"' if self.rtl else 'algn="l" rtl="0"'
        voice = f" typeface={quoteattr(family(self.look, 'font-voice', 'Georgia'))}"
        latin = voice if style.italic else f' typeface="{face}-lt"'
        return (
            f'<a:lvl{number}pPr marL="{indent}" indent="{-indent}" {way} eaLnBrk="1" hangingPunct="1">'
            f'<a:lnSpc><a:spcPts val="{round(style.leading * 100)}"/></a:lnSpc>'
            '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
            f'<a:spcAft><a:spcPts val="{round(style.after * 100)}"/></a:spcAft>{bullet}'
            f'<a:defRPr lang="{self.language}" sz="{round(style.size * 100)}" b="{int(style.bold)}"'
            f' i="{int(style.italic)}" kern="1200">'
            f"<a:solidFill>{color_xml(style.tone, self.look)}</a:solidFill><a:latin{latin}/>"
            f'<a:ea typeface="{face}-ea"/><a:cs typeface="{face}-cs"/></a:defRPr></a:lvl{number}pPr>'
        )

    def texts(self) -> str:
        """Return the styles of titles, of text, and of everything else."""
        body = "".join(self.level(style.level + 1, style) for style in STYLES.values() if style.level >= 0)
        other = self.level(1, STYLES["cell"])
        return (
            f"<p:txStyles><p:titleStyle>{self.level(1, TITLE, '+mj')}</p:titleStyle>"
            f"<p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
        )

    def slot(self, slot: Placeholder, id: int) -> str:
        """Return a placeholder of a layout or of the master."""
        face = "+mj" if slot.number == 0 else "+mn"
        own = self.level(1, slot.style, face) if slot.style else ""
        index = f' idx="{slot.number}"' if slot.number else ""
        size = ' sz="quarter"' if slot.kind in ("ftr", "sldNum") else ""
        words = f"<a:t>{slot.name}</a:t>"
        run = (
            '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
            f'<a:rPr lang="{self.language}"/><a:t>‹#›</a:t></a:fld>'
            if slot.field
            else f'<a:r><a:rPr lang="{self.language}"/>{words}</a:r>'
        )
        end = ' algn="l"' if self.rtl else ' algn="r"'
        side = f"<a:pPr{end}/>" if slot.field else ""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{slot.name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="{slot.kind}"{size}{index}/></p:nvPr></p:nvSpPr>'
            f'<p:spPr><a:xfrm>{self.placed(slot.box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
            f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{slot.anchor}">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle>{own}</a:lstStyle><a:p>{side}{run}</a:p></p:txBody></p:sp>"
        )

    def tree(self, layout: str) -> str:
        """Return all of a layout: its ground, the mark that every slide has, and its placeholders."""
        ground = "paper" if layout == "cover" else "surface"
        mark = (
            Bounds(left=MARGIN, top=228, width=56, height=4)
            if layout == "cover"
            else Bounds(left=0, top=24, width=6, height=80)
        )
        slots = (*LAYOUTS[layout], *FURNITURE)
        shapes = self.mark(mark) + "".join(self.slot(slot, id) for id, slot in enumerate(slots, 3))
        return self.shown(ground, shapes, escape(layout.capitalize()))

    def whole(self) -> str:
        """Return what the master itself shows, of which layouts take over what they do not say."""
        slots = (
            *CONTENT[:1],
            Placeholder(name="Text", kind="body", number=1, box=CONTENT[3].box),
            *FURNITURE,
        )
        return self.shown("surface", "".join(self.slot(slot, id) for id, slot in enumerate(slots, 2)), "")

    def mark(self, box: Bounds) -> str:
        """Return a mark in the colour of the brand, which says nothing to who listens."""
        return (
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Mark"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
            f'<p:spPr><a:xfrm>{self.placed(box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f"<a:solidFill>{color_xml('accent', self.look)}</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )

    def shown(self, ground: str, shapes: str, name: str) -> str:
        """Return a ground and the shapes on it."""
        named = f" name={quoteattr(name)}" if name else ""
        fill = f"<a:solidFill>{color_xml(ground, self.look)}</a:solidFill><a:effectLst/>"
        return (
            f"<p:cSld {SPACES}{named}><p:bg><p:bgPr>{fill}</p:bgPr></p:bg><p:spTree>"
            '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
            f"{shapes}</p:spTree></p:cSld>"
        )
