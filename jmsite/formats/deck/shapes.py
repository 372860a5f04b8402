"""The words of slides as XML: paragraphs in placeholders, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from jmsite.formats.deck.master import EMU, FURNITURE, SPACES, Master, color_xml
from jmsite.formats.deck.model import (
    HEAD,
    PAD,
    STYLES,
    Bounds,
    Paragraph,
    Row,
    Slide,
    TableArea,
    TableCell,
    TextArea,
    TextStyle,
)
from jmsite.model.value import Value

# XML 1.0 has no way to write these, not even as references: PowerPoint would call the file damaged
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of tables that has neither lines nor grounds of its own."""


def xml_safe(text: str) -> str:
    """Return words without signs that no XML may hold."""
    return _UNWRITABLE.sub("", text)


def _sized(style: TextStyle | None) -> str:
    return f' sz="{round(style.size * 100)}"' if style else ""


class Shapes(Value):
    """Writes the words of one slide, in its language."""

    master: Master
    language: str

    def run(self, text: str, more: str = "", inside: str = "") -> str:
        """Return words in their language; ``more`` are attributes of how they look, ``inside`` its elements."""
        return f'<a:r><a:rPr lang="{self.language}"{more}>{inside}</a:rPr><a:t>{escape(xml_safe(text))}</a:t></a:r>'

    def line(self, text: str, style: TextStyle | None = None) -> str:
        """Return a paragraph that looks as its placeholder does; its size is said again for who looks no further."""
        way = '<a:pPr algn="r" rtl="1"/>' if self.master.rtl else ""
        return f"<a:p>{way}{self.run(text, _sized(style))}</a:p>"

    def in_master(self, paragraph: Paragraph) -> str:
        """Return a paragraph that looks as its level of the master does."""
        level = STYLES[paragraph.style].level
        way = ' algn="r" rtl="1"' if self.master.rtl else ""
        size = _sized(STYLES[paragraph.style])
        begin = self.run(f"{paragraph.begin} ", f'{size} b="1"') if paragraph.begin else ""
        return f'<a:p><a:pPr lvl="{level}"{way}/>{begin}{self.run(paragraph.text, size)}</a:p>'

    def in_table(self, paragraph: Paragraph, style: TextStyle, right: bool = False) -> str:
        """Return a paragraph of a cell, which no master styles."""
        leading, after = round(style.leading * 100), round(style.after * 100)
        side = "l" if right == self.master.rtl else "r"
        inside = f"<a:solidFill>{color_xml(style.tone, self.master.look)}</a:solidFill>"
        look = f' sz="{round(style.size * 100)}" b="{int(style.bold)}"'
        begin = f' sz="{round(style.size * 100)}" b="1"'
        first = self.run(f"{paragraph.begin} ", begin, inside) if paragraph.begin else ""
        return (
            f'<a:p><a:pPr algn="{side}" rtl="{int(self.master.rtl)}">'
            f'<a:lnSpc><a:spcPts val="{leading}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
            f'<a:spcAft><a:spcPts val="{after}"/></a:spcAft></a:pPr>'
            f"{first}{self.run(paragraph.text, look, inside)}</a:p>"
        )

    def holder(self, id: int, number: int, name: str, inside: str, kind: str = "body", box: str = "") -> str:
        """Return a placeholder of a slide; ``box`` where it stands elsewhere than in its layout."""
        index = f' idx="{number}"' if number else ""
        moved = f"<a:xfrm>{box}</a:xfrm>" if box else ""
        return (
            f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr><p:spPr>{moved}</p:spPr>'
            f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>{inside}</p:txBody></p:sp>'
        )

    def text(self, id: int, area: TextArea) -> str:
        """Return an area of text."""
        inside = "".join(map(self.in_master, area.paragraphs))
        return self.holder(id, 12 + area.slot, f"Text {id}", inside, box=self.master.placed(area.box))

    def caption(self, id: int, text: str, box: Bounds, side: str) -> str:
        """Return words of a chart that its library has no place for."""
        look = ' sz="1000" b="1"'
        inside = f"<a:solidFill>{color_xml('ink-2', self.master.look)}</a:solidFill>"
        way = ' rtl="1"' if self.master.rtl else ""
        return (
            f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{id}" name="Caption {id}"/>'
            '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr><a:xfrm>{self.master.placed(box)}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            '<a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0">'
            f'<a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="{side}"{way}/>'
            f"{self.run(text, look, inside)}</a:p></p:txBody></p:sp>"
        )

    def foot(self, id: int, slide: Slide) -> Iterable[str]:
        """Yield the foot of a slide: whose it is, and its number."""
        numbers = count(id)
        if slide.foot:
            yield self.holder(next(numbers), 20, "Footer", self.line(slide.foot, FURNITURE[0].style), "ftr")
        side = "l" if self.master.rtl else "r"
        field = (
            # any GUID will do for a field, the same in every deck
            f'<a:p><a:pPr algn="{side}"/><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{self.language}"{_sized(FURNITURE[1].style)}/><a:t>‹#›</a:t></a:fld></a:p>'
        )
        yield self.holder(next(numbers), 21, "Slide number", field, "sldNum")

    def table(self, id: int, area: TableArea) -> str:
        """Return a table."""
        grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in area.widths)
        head = tuple(
            TableCell(paragraphs=(Paragraph(text=name, style="note"),), right=place in area.right)
            for place, name in enumerate(area.head)
        )
        rows = [self._row(head, area.heights[0], HEAD, "ink")]
        rows += [
            self._row(row, height, None, "line")
            for row, height in zip(area.rows, area.heights[1:], strict=True)
        ]
        way = ' rtl="1"' if self.master.rtl else ""
        name = quoteattr(xml_safe(area.title))
        return (
            f"<p:graphicFrame {SPACES}><p:nvGraphicFramePr>"
            f'<p:cNvPr id="{id}" name="Table {id}" descr={name} title={name}/>'
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f"<p:xfrm>{self.master.placed(area.box)}</p:xfrm><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
            f'<a:tblPr firstRow="1"{way}><a:tableStyleId>{_PLAIN}</a:tableStyleId></a:tblPr>'
            f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _row(self, row: Row, height: float, style: TextStyle | None, line: str) -> str:
        cells = "".join(self._cell(cell, style, line) for cell in row)
        return f'<a:tr h="{round(height * EMU)}">{cells}</a:tr>'

    def _cell(self, cell: TableCell, style: TextStyle | None, line: str) -> str:
        look = self.master.look
        paragraphs = cell.paragraphs or (Paragraph(text="", style="cell"),)
        words = "".join(self.in_table(one, style or STYLES[one.style], cell.right) for one in paragraphs)
        rule = f"<a:solidFill>{color_xml(line, look)}</a:solidFill>"
        fill = f"<a:solidFill>{color_xml(cell.fill, look)}</a:solidFill>" if cell.fill else "<a:noFill/>"
        side, over = round(PAD * EMU), round((PAD - 1) * EMU)
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
            f'<a:tcPr marL="{side}" marR="{side}" marT="{over}" marB="{over}">'
            '<a:lnL w="0"><a:noFill/></a:lnL><a:lnR w="0"><a:noFill/></a:lnR><a:lnT w="0"><a:noFill/></a:lnT>'
            f'<a:lnB w="{9525 if line == "ink" else 6350}">{rule}</a:lnB>{fill}</a:tcPr></a:tc>'
        )
