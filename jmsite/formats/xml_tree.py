"""The one door to defusedxml: XML of strangers as a tree of plain values; entities are refused, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jmsite.model.value import Value

COMMAND = 'pip install "jmsite[exchange]"'


class XmlError(Exception):
    """A text cannot be read as XML; the message says why and where."""


class XmlNode(Value):
    """An element: its name without a namespace, attributes, the text in it, the elements in it, and its line."""

    tag: str
    attributes: Mapping[str, str] = {}
    text: str = ""
    children: tuple[XmlNode, ...] = ()
    line: int = 0

    def all(self, *tags: str) -> Iterator[XmlNode]:
        """Yield the elements of these names in it, however deep, in order."""
        for child in self.children:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)

    def first(self, *tags: str) -> XmlNode | None:
        """Return the first element of these names in it."""
        return next(self.all(*tags), None)

    def words(self, *tags: str) -> str:
        """Return the text of the first element of these names, or ""."""
        found = self.first(*tags)
        return " ".join(found.text.split()) if found else ""


class _Tree:
    """The target of a parser: gathers what it reads."""

    def __init__(self) -> None:
        self.parser: Any = None
        self.open: list[tuple[str, dict[str, str], list[str], list[XmlNode], int]] = [("", {}, [], [], 0)]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        line = self.parser.parser.CurrentLineNumber if self.parser is not None else 0
        self.open.append((_local(tag), dict(attributes), [], [], line))

    def end(self, _tag: str) -> None:
        tag, attributes, text, children, line = self.open.pop()
        node = XmlNode(
            tag=tag, attributes=attributes, text="".join(text), children=tuple(children), line=line
        )
        self.open[-1][3].append(node)

    def data(self, text: str) -> None:
        self.open[-1][2].append(text)

    def close(self) -> XmlNode:
        return self.open[0][3][0]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def xml_tree(text: str) -> XmlNode:
    """Return the root of an XML text. Raises ``XmlError``."""
    try:
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import DefusedXMLParser, ParseError
    except ModuleNotFoundError:
        raise XmlError(f"XML needs one package more: {COMMAND}") from None
    tree = _Tree()
    parser = DefusedXMLParser(target=tree, forbid_dtd=True)
    tree.parser = parser
    try:
        parser.feed(text.encode())
        found: XmlNode = parser.close()
    except DefusedXmlException:
        raise XmlError(
            "the XML defines entities or a document type, which can fill the memory or reach for files"
        ) from None
    except ParseError as error:
        line, column = error.position
        raise XmlError(
            f"it is no well-formed XML: line {line}, column {column + 1}: {str(error).partition(':')[0]}"
        ) from None
    except RecursionError:
        raise XmlError("its elements lie too deep in each other") from None
    return found
