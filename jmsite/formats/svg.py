"""Read an SVG (the door to the standard library's XML) for whether it only shows: opened alone, it is a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from jmsite.formats.svg_shape import Shape
from jmsite.model.sources import UnsafePart

_SVG = "http://www.w3.org/2000/svg"
_RUNS = frozenset(
    ("script", "foreignobject", "handler", "listener", "iframe", "embed", "object", "audio", "video")
)
"""Elements of SVG that run something, or show another document."""
_DOCUMENTS = frozenset(("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"))
"""Languages besides SVG that a browser acts upon; in all others an element is only a word."""
# not SVG: a picture within a picture would have to be looked through like this one
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);", re.IGNORECASE)
# possessive (*+): a blank that is given back would hide the # behind it
_ADDRESS = re.compile(
    r"url\(\s*+[\"']?+\s*+(?!#|data:(?:image/(?!svg)|font/|application/(?:x-)?font))", re.IGNORECASE
)
_NAMESPACE = re.compile(
    r"@namespace\s+(?:[a-z][\w-]*\s+)?(?:url\(\s*)?[\"']?http://www\.w3\.org/[\w/]{1,40}[\"']?\s*\)?\s*;",
    re.IGNORECASE,
)
"""The declaration of a namespace that drawing programs write: an address that nothing is loaded from. All else in it
is looked at."""
# the ways of CSS to load something that do not need ``url(``
_LOADS = re.compile(r"@import|image-set\(|\bimage\(|\bsrc\(", re.IGNORECASE)
_REFERS = re.compile(r"url\(\s*+[\"']?+\s*+#([^\s\"')]+)", re.IGNORECASE)
# CSS may spell any letter as ``\6c ``: names are looked at with their escapes undone, or ``\75rl(`` would pass
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
# browsers leave tabs and line breaks out of a scheme, and blanks before it
_BLANK = re.compile(r"[\x00-\x20]+")
# a list of values, as animations have it, may hold such an address behind a semicolon
_SCRIPTED = re.compile(r"(?:^|;)(?:javascript|vbscript|data:text):?", re.IGNORECASE)


MOST_BYTES = 20_000_000
"""Bytes of a picture: so many take 5 s to look through (30 November 2026), and no page could show it at ease."""
DEEPEST = 500
"""The depth to which elements may nest; browsers give up not far beyond."""


class _FoundError(Exception):
    """Ends the reading at the first thing that is wrong."""


@dataclass(slots=True)
class SvgReader:
    """An SVG as it is read, piece by piece; ``end`` says what in it is more than a picture."""

    _parser: expat.XMLParserType = field(init=False)
    _depth: int = 0
    _style: list[str] | None = None
    _bytes: int = 0
    _shape: Shape = field(default_factory=Shape)
    _harm: UnsafePart | None = None
    _place: tuple[int, int] = (1, 1)

    def __post_init__(self) -> None:
        # as UTF-8 whatever it declares; ``_declared`` refuses what a browser would read otherwise than here
        self._parser = parser = expat.ParserCreate("utf-8", " ")
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._opened
        parser.EndElementHandler = self._closed
        parser.CharacterDataHandler = self._words

    def feed(self, piece: bytes) -> None:
        """Read on."""
        self._bytes += len(piece)
        if self._bytes > MOST_BYTES and self._harm is None:
            self._harm = UnsafePart(line=1, column=1, what=f"is larger than {MOST_BYTES // 1_000_000} MB")
        self._read(piece, False)

    def end(self) -> UnsafePart | None:
        """Return what is wrong with the whole, or None."""
        self._read(b"", True)
        if self._harm is None and self._shape.explodes():
            self._harm = UnsafePart(
                line=1,
                column=1,
                what="repeats its parts so often that drawing it takes too long",
            )
        return self._harm

    def _read(self, piece: bytes, last: bool) -> None:
        if self._harm is not None:
            return
        try:
            self._parser.Parse(piece, last)
        except _FoundError as found:
            line, column = self._place
            self._harm = UnsafePart(line=line, column=column, what=str(found))
        except expat.ExpatError as error:
            reason = f"cannot be read as SVG ({expat.errors.messages[error.code]})"
            self._harm = UnsafePart(line=error.lineno, column=error.offset + 1, what=reason)

    def _note(self) -> None:
        """Remember where the reader is: later it is further on."""
        self._place = (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii", "ascii"):
            raise _FoundError(f"is in {encoding}, not in UTF-8")

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_own: int) -> None:
        self._note()
        if has_own:
            raise _FoundError("declares its own entities")

    def _instruction(self, target: str, _data: str) -> None:
        self._note()
        if target.lower() == "xml-stylesheet":
            raise _FoundError("loads a style sheet")

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._note()
        language, _, tag = name.rpartition(" ")
        # a browser shows any other document as what it is: with HTML at its top, scripts run
        if not self._depth and name != f"{_SVG} svg":
            raise _FoundError("does not begin with <svg> in the SVG namespace")
        self._depth += 1
        if self._depth > DEEPEST:
            raise _FoundError(f"nests elements more than {DEEPEST} deep")
        if self._style is not None:
            raise _FoundError(f"contains <{tag}> in a style")
        if language in _DOCUMENTS or tag.lower() in _RUNS:
            raise _FoundError(f"contains <{tag}>")
        if language == _SVG and tag == "style":
            self._style = []
        for attribute, value in attributes.items():
            _attribute(tag, attribute, value, language == _SVG)
        self._shape.open(attributes.get("id", ""), _references(attributes))

    def _closed(self, _name: str) -> None:
        self._note()
        self._depth -= 1
        self._shape.close()
        if self._style is not None:
            _styled("".join(self._style))
            self._style = None

    def _words(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)


def _references(attributes: dict[str, str]) -> list[str]:
    """Return the ids of what an element shows besides its own: by an address, or by what it is painted and cut
    out with.
    """
    found = [value.strip()[1:] for name, value in attributes.items() if name.rpartition(" ")[2] == "href"]
    for value in attributes.values():
        if "#" in value:
            found += _REFERS.findall(_ESCAPE.sub(_unescaped, value))
    return found


def _attribute(tag: str, attribute: str, value: str, shown: bool) -> None:
    """Look at an attribute; ``shown``: it stands on an element of SVG, and not of what describes a picture."""
    language, _, name = attribute.rpartition(" ")
    if not language and name.lower().startswith("on"):
        raise _FoundError(f"runs code through '{name}'")
    if language.endswith("/namespace") and name == "base":
        raise _FoundError("changes the base of its addresses")
    bare = _BLANK.sub("", value)
    if _SCRIPTED.search(bare):
        raise _FoundError(f"contains code in '{name}'")
    if not shown:
        return
    # an animation could change an address after it has been looked at
    if name.lower() == "attributename" and bare.lower().rpartition(":")[2].startswith(("href", "on", "src")):
        raise _FoundError(f"changes '{bare}' with <{tag}>")
    if name in ("href", "src") and not bare.startswith("#"):
        if tag not in ("image", "feImage") or not _PICTURE.match(bare):
            raise _FoundError(f"refers to something outside itself in <{tag}>")
    else:
        _styled(value)


def _styled(style: str) -> None:
    """Look at CSS, as freely as a browser may read it; comments too: what one is depends on all that stands before."""
    plain = _ESCAPE.sub(_unescaped, _NAMESPACE.sub(" ", style))
    if _LOADS.search(plain) or _ADDRESS.search(plain):
        raise _FoundError("refers to something outside itself in its style")


def _unescaped(found: re.Match[str]) -> str:
    if found[2] is not None:
        return found[2]
    code = int(found[1], 16)
    # as CSS has it for numbers that are no signs; ``chr`` would refuse them
    return chr(code) if 0 < code < 0x110000 else "\ufffd"
