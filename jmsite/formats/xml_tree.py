"""The one door to defusedxml: XML of strangers as a tree of plain values; entities are refused, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
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


class _Parts(_Tree):
    """The target of a parser that hands out elements of one name as soon as they end, and keeps nothing else."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.done: list[XmlNode] = []

    def end(self, _tag: str) -> None:
        super().end(_tag)
        outer = self.open[-1][3]
        if outer[-1].tag == self.name:
            self.done.append(outer.pop())
        elif not any(tag == self.name for tag, *_ in self.open):
            outer.clear()  # what lies beside the parts would grow with the file

    def close(self) -> XmlNode:
        return XmlNode(tag="")


def xml_tree(text: str) -> XmlNode:
    """Return the root of an XML text. Raises ``XmlError``."""
    return _fed(_Tree(), text.encode())


def xml_parts(blocks: Iterable[bytes], name: str) -> Iterator[XmlNode]:
    """Yield every element of a name in XML that comes in blocks, each once and then forgotten. Raises ``XmlError``."""
    target = _Parts(name)
    parser = _parser(target)
    for block in blocks:
        with _told():
            parser.feed(block)
        yield from target.done
        target.done = []
    with _told():
        parser.close()


def _fed(target: _Tree, text: bytes) -> XmlNode:
    parser = _parser(target)
    with _told():
        parser.feed(text)
        found: XmlNode = parser.close()
    return found


def _parser(target: _Tree) -> Any:
    """Return a parser that refuses entities and document types. Raises ``XmlError`` where there is none."""
    try:
        from defusedxml.ElementTree import DefusedXMLParser
    except ModuleNotFoundError:
        raise XmlError(f"XML needs one package more: {COMMAND}") from None
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.parser = parser
    return parser


@contextmanager
def _told() -> Iterator[None]:
    """Raise what a parser says as ``XmlError``, in words of ours."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    try:
        yield
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
