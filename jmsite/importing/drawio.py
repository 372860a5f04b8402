"""Diagrams of drawio, plain or compressed: shapes joined by arrows, in lanes across or phases as columns."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Literal
from urllib.parse import unquote

from jmsite.formats.xml_tree import XmlError, XmlNode, xml_tree
from jmsite.importing.draft import DraftEntry, DraftJourney, DraftMap, DraftPersona, NoJourneyError, Remark
from jmsite.importing.flows import FlowEdge, FlowShape, connected_shapes, stages_of
from jmsite.importing.labels import Words
from jmsite.model.value import replace

SOUGHT = "a page of drawio with three shapes or more that arrows join"
MOST_UNPACKED = 20 * 1024 * 1024
_TAG = re.compile(r"<br\s*/?>|</?(?:div|p|li|ul|ol|table|tr|td|h\d)\b[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(style|script|title)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
# labels are HTML within attributes of XML: they are escaped twice
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
_INLINE = re.compile(r"<[a-zA-Z/][^>]*>")
_COLOUR = re.compile(r"fillColor=(?!none|default)")


def read_drawio(text: str, words: Words, name: str) -> DraftMap:
    """Return the flows of a file of drawio, one a page. Raises ``NoJourneyError``."""
    if "<mxfile" not in text and "<mxGraphModel" not in text:
        raise NoJourneyError("the file is none of drawio", SOUGHT)
    try:
        root = xml_tree(text)
        pages = [(one.attributes.get("name", ""), _model(one)) for one in root.all("diagram")] or [("", root)]
    except XmlError as error:
        raise NoJourneyError(str(error), SOUGHT, sure=True) from None
    journeys: list[DraftJourney] = []
    personas: list[DraftPersona] = []
    remarks: list[Remark] = []
    for called, model in pages:
        page = _Page(model, called, words)
        if len(page.order) < 3:
            remarks.append(
                Remark(did="left out", text=f"the page '{called}', on which no arrows join three shapes")
            )
            continue
        journeys.append(page.journey(name))
        personas += page.personas
        remarks += page.remarks
    if not journeys:
        raise NoJourneyError("no page has three shapes that arrows join", SOUGHT, sure=True)
    return DraftMap(
        format="drawio", journeys=tuple(journeys), personas=tuple(personas), remarks=tuple(remarks)
    )


def _model(diagram: XmlNode) -> XmlNode:
    """Return the graph of a page, which may be deflated. Raises ``XmlError``."""
    if diagram.children:
        return diagram.children[0]
    try:
        packed = base64.b64decode("".join(diagram.text.split()), validate=True)
        unpacker = zlib.decompressobj(-15)
        # with a bound: deflate makes a thousand bytes of one
        plain = unpacker.decompress(packed, MOST_UNPACKED)
        if unpacker.unconsumed_tail:
            raise XmlError(f"a page unpacks to more than {MOST_UNPACKED // 1048576} MB")
        # drawio escapes the XML for addresses before it deflates it
        return xml_tree(unquote(plain.decode()))
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise XmlError("a page is neither plain nor packed as drawio does") from None


def label_of(node: XmlNode) -> str:
    """Return the words of a shape; HTML in it becomes text."""
    value = node.attributes.get("value", "") or node.attributes.get("label", "")
    if "html=1" in node.attributes.get("style", "") or _TAG.search(value) or _ENTITY.search(value):
        value = unescape(_INLINE.sub("", _TAG.sub(" ", _HIDDEN.sub(" ", value))))
    return " ".join(value.replace("\xa0", " ").split())


class _Page:
    """A page: its shapes and arrows, and what stands beside them."""

    def __init__(self, model: XmlNode, called: str, words: Words) -> None:
        self.called, self.words = called, words
        self.cells = {id: cell for cell in _cells(model) if (id := cell.attributes.get("id", ""))}
        self.remarks: list[Remark] = []
        self.personas: list[DraftPersona] = []
        self.swimlanes = {id for id, cell in self.cells.items() if "swimlane" in _style(cell)}
        self.edges = self._edges()
        ends = {end for edge in self.edges for end in (edge.source, edge.target)}
        shapes = [self._shape(id, cell) for id, cell in self.cells.items() if id in ends and label_of(cell)]
        self.order = connected_shapes(shapes, self.edges)
        if len(self.order) >= 3:
            self._say_beside(ends)

    def journey(self, name: str) -> DraftJourney:
        """Return the page as a journey."""
        title = self._title(name)
        state: Literal["current", "future"] = (
            "future" if self.words.is_kind(self.called, "future") else "current"
        )
        lanes = dict.fromkeys(shape.lane for shape in self.order if shape.lane)
        customers = [lane for lane in lanes if self.words.lane(lane) == "persona"]
        self.personas = [DraftPersona(title=lane) for lane in customers]
        if lanes and not customers:
            self.remarks.append(
                Remark(did="changed", text=f"of the lanes {', '.join(lanes)} none is called a customer's")
            )
        order = [self._with_lane(shape, customers) for shape in self.order]
        stages = stages_of(order, self.edges, title)
        return DraftJourney(title=title, state=state, personas=tuple(customers), stages=tuple(stages))

    def _with_lane(self, shape: FlowShape, customers: Sequence[str]) -> FlowShape:
        """Return a step of somebody else than the customer with what they do in the customer's sight."""
        if not shape.lane or shape.lane in customers:
            return shape
        entry = DraftEntry(text=f"{shape.lane}: {shape.text}", line=shape.line)
        lanes: Mapping[str, tuple[DraftEntry, ...]] = {**shape.lanes, "frontstage": (entry,)}
        return replace(shape, lanes=lanes)

    def _title(self, name: str) -> str:
        texts = [
            label_of(cell)
            for cell in self.cells.values()
            if _style(cell).startswith("text") and label_of(cell)
        ]
        pools = [label_of(self.cells[id]) for id in self.swimlanes if self._holds_lanes(id)]
        plain = "" if re.match(r"(?:Page|Seite|Página|Страница|页)-?\s*\d+$", self.called) else self.called
        return next(iter([*texts[:1], *pools]), "") or plain or name

    def _holds_lanes(self, id: str) -> bool:
        return any(
            cell.attributes.get("parent") == id
            for other, cell in self.cells.items()
            if other in self.swimlanes
        )

    def _edges(self) -> list[FlowEdge]:
        found = []
        for cell in self.cells.values():
            if cell.attributes.get("edge") != "1":
                continue
            source, target = cell.attributes.get("source", ""), cell.attributes.get("target", "")
            # lines that touch nothing are drawn to part a page, and lead nowhere
            if source in self.cells and target in self.cells:
                found.append(
                    FlowEdge(source=source, target=target, text=label_of(cell) or self._words_on(cell))
                )
            else:
                text = f"a line without ends{f': {label_of(cell)}' if label_of(cell) else ' (a divider)'}"
                self.remarks.append(Remark(did="left out", text=text, line=cell.line))
        return found

    def _words_on(self, edge: XmlNode) -> str:
        """Return the words that lie on an arrow as a shape of their own."""
        return " ".join(
            label_of(cell)
            for cell in self.cells.values()
            if cell.attributes.get("parent") == edge.attributes.get("id")
        )

    def _shape(self, id: str, cell: XmlNode) -> FlowShape:
        lane = phase = ""
        above = cell.attributes.get("parent", "")
        while above in self.cells:
            if above in self.swimlanes and not self._holds_lanes(above):
                # drawio turns the title of a lane that lies on its side; one that stands upright is a phase
                if "horizontal=0" in _style(self.cells[above]):
                    lane = lane or label_of(self.cells[above])
                else:
                    phase = phase or label_of(self.cells[above])
            above = self.cells[above].attributes.get("parent", "")
        decision = "rhombus" in _style(cell)
        return FlowShape(
            id=id, text=label_of(cell), line=cell.line, lane=lane, phase=phase, decision=decision
        )

    def _say_beside(self, ends: set[str]) -> None:
        for id, cell in self.cells.items():
            on_edge = self.cells.get(cell.attributes.get("parent", ""))
            words = on_edge is not None and on_edge.attributes.get("edge") == "1"
            text = label_of(cell)
            if (
                text
                and id not in ends | self.swimlanes
                and cell.attributes.get("vertex") == "1"
                and not words
            ) and not _style(cell).startswith("text"):
                self.remarks.append(
                    Remark(did="left out", text=f"'{text}', which no arrow joins", line=cell.line)
                )
        coloured = sum(bool(_COLOUR.search(_style(cell))) for id, cell in self.cells.items() if id in ends)
        if coloured:
            self.remarks.append(Remark(did="left out", text=f"the colours of {coloured} shapes"))


def _style(cell: XmlNode) -> str:
    return cell.attributes.get("style", "")


def _cells(model: XmlNode) -> list[XmlNode]:
    """Return all cells; those with data of their own lie in an element that has their id and label."""
    found = []
    for node in model.all("mxCell", "object", "UserObject"):
        if node.tag == "mxCell":
            if "id" in node.attributes:
                found.append(node)
        elif node.children:
            inner = node.children[0].attributes
            found.append(replace(node.children[0], attributes={**inner, **node.attributes}))
    return found
