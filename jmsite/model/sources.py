"""Sources and documents: files as found on disk, and as parsing reads them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from jmsite.model.codeowners import CodeOwners
from jmsite.model.diagnostics import Diagnostic, Place, spanned
from jmsite.model.past import PastPeriod
from jmsite.model.reviews import KnownRepository
from jmsite.model.value import Value, field

Loc = tuple[str | int, ...]
"""The way to a value inside a YAML document: ``("steps", 0, "pains", 1, "text")``."""


class Source(Value):
    """A text file as found. ``path`` is relative to the site's root, with forward slashes."""

    path: str
    digest: str
    data: bytes


class UnsafePart(Value):
    """The part of a picture that is more than a picture, and its place; ``what`` goes on after the picture's name."""

    line: int
    column: int
    what: str


class Blob(Value):
    """A file that is copied or queried, never read whole: an image, an attachment, a table of readings.

    ``file`` is the absolute path to read it from, ``harm`` what an SVG of the content holds that could act in a
    reader's browser. Of a workbook, ``sheet`` is the one that is meant, "" for the first. A folder of tables has them
    as ``parts``, and no file of its own. What a query answered stands in ``data`` as CSV, with the names and types of
    its ``columns``, and in no file.
    """

    path: str
    digest: str
    size: int
    file: str
    harm: UnsafePart | None = None
    sheet: str = ""
    parts: tuple[Blob, ...] = ()
    data: bytes | None = None
    columns: tuple[tuple[str, str], ...] = ()


class Options(Value):
    """The choices of the caller of a build. ``base_url`` empty: the ``url`` of site.yaml; ``search``: it can be had;
    ``downloads``: pages offer the files that site.yaml names; ``editing``: the pages of the
    preview say where their values are edited.
    """

    audience: str = "internal"
    drafts: bool = False
    base_url: str = ""
    preview: bool = False
    search: bool = True
    downloads: bool = True
    editing: bool = False


class Query(Value):
    """A question to a source of readings: the kind of source, its address, and SQL for the rows, "" for all of them.

    ``kind`` is the field of a source in site.yaml in which the address stands: ``file`` and ``files``, from
    ``content/`` on, or ``url``. ``source`` is its name there, "" for a file that is named where it is asked. ``tables``
    are the other files that SQL may name as tables: queries for all of their rows. Of a connection, ``secret`` is the
    variable of the environment that holds its password, and ``refresh`` how long an answer holds.
    """

    kind: str
    address: str
    sql: str = ""
    source: str = ""
    sheet: str = ""
    tables: tuple[Query, ...] = ()
    secret: str = ""
    refresh: timedelta | None = None


class Snapshot(Value):
    """The answer of a source to a query: a table, None where there is none.

    ``taken`` is the instant at which a connection answered, in ISO 8601, "" for what comes of files, and ``basis``
    stands for the files that it comes of. ``failed`` is why there is no answer, or none that is newer, in the words of
    the engine; ``rule`` is the one that says so, and ``hint`` how to put it right. ``tried`` is when it was asked then.
    """

    blob: Blob | None = None
    basis: str = ""
    taken: str = ""
    failed: str = ""
    tried: str = ""
    rule: str = ""
    hint: str = ""


Files = Mapping[str, Source | Blob]
"""Files by path, in order of path."""


class Inputs(Value):
    """Everything a build depends on.

    ``content`` are the texts under ``content/``, ``blobs`` its tables, images and attachments, both by path
    from the site's root. ``themes`` are the files of each theme that can be had, by path inside the theme; a
    theme of the site's own hides a bundled one of the same name, and ``site_themes`` are their names. ``faults`` are
    what could not be read, ``has_links`` that a file may stand under several paths. ``days`` are those on which files
    last changed, as far as git tells, and ``revision`` stands for all that they follow from, or is "". ``today`` is the
    day of the build, None where nobody asks what day it is. ``snapshots`` are what sources of readings answered.
    ``past`` is what is remembered of former states. ``void_days`` are, by the path of a map or persona, the parts of
    it that are not as reviewed any more: the letters of the review, and since when.
    ``code_owners`` is who owns which file, None where the repository does not say. ``gone`` are the web addresses that
    lead nowhere any more, with the reason; None where nobody has asked the web. ``repositories`` are those that the
    content watches, by name; that of the site is "".
    """

    content: Mapping[str, Source]
    blobs: Mapping[str, Blob]
    themes: Mapping[str, Files]
    options: Options = Options()
    faults: tuple[Diagnostic, ...] = ()
    has_links: bool = False
    revision: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    site_themes: tuple[str, ...] = ()
    today: date | None = None
    snapshots: Mapping[Query, Snapshot] = field(default_factory=dict)
    past: tuple[PastPeriod, ...] = ()
    void_days: Mapping[str, Mapping[str, tuple[str, date]]] = field(default_factory=dict)
    code_owners: CodeOwners | None = None
    gone: Mapping[str, str] | None = None
    repositories: Mapping[str, KnownRepository] = field(default_factory=dict)


class Places(Value):
    """The places of the values and keys of one YAML document.

    ``values`` and ``keys`` map a location to ``(line, column, end_column)``. A location that validation made
    up (a scalar read as a list of one, a number read as ``{score: …}``) falls back to its nearest written
    ancestor.
    """

    path: str
    values: Mapping[Loc, tuple[int, int, int]] = field(default_factory=dict)
    keys: Mapping[Loc, tuple[int, int, int]] = field(default_factory=dict)

    def value(self, loc: Loc) -> Place:
        """Return the place of the value at ``loc``, or of what holds it."""
        return self._find(loc, self.values)

    def key(self, loc: Loc) -> Place:
        """Return the place of the key at ``loc``, or of what holds it."""
        return self._find(loc, self.keys) if _written(loc) in self.keys else self.value(loc)

    def _find(self, loc: Loc, spans: Mapping[Loc, tuple[int, int, int]]) -> Place:
        here = _written(loc)
        while here and here not in spans:
            here = here[:-1]
        return spanned(self.path, spans.get(here, (1, 1, 2)))


def _written(loc: Loc) -> Loc:
    # what everybody feels has the key "", which nobody wrote
    return tuple(part for part in loc if part != "")


class Heading(Value):
    """A heading of prose: its level 1–6, its words, and the anchor that leads to it."""

    level: int
    text: str
    anchor: str


class ProseLink(Value):
    """A link or image in prose, as written; an image has ``image`` set.

    ``line`` counts in the body, from 1. All of it, brackets included, stands from ``column`` up to ``end``; both are 0
    where that is not known.
    """

    href: str
    line: int
    image: bool = False
    column: int = 0
    end: int = 0


class ProseChart(Value):
    """A ``chart`` fence in prose: its YAML, as far in as it is written, and the body line its first line stands on."""

    text: str
    line: int


class ProseRemark(Value):
    """A remark to the author of prose: the ``rule``, the name or words it is about, and where they stand.

    ``line`` counts in the body, from 1; ``column`` and ``end`` are 0 where they are not known.
    """

    rule: str
    what: str
    line: int
    column: int = 0
    end: int = 0


class Prose(Value):
    """Markdown made into HTML that still has slots for what only the whole site can answer.

    ``html`` holds ``\\x00a3\\x00words\\x00/a\\x00`` for link 3, ``\\x00i4\\x00`` for the address of image 4
    and ``\\x00c0\\x00`` for chart 0 (links and images share the numbering of ``links``). NUL cannot come from
    content. ``text`` is the plain text, for summaries and search, and ``markdown`` what the author wrote, without
    what nobody sees; its slots are those of ``model/markdown``. ``refused`` are links and images of which only the
    words are kept, because no link may have their address. ``remarks`` is what their author is told.
    """

    html: str = ""
    text: str = ""
    markdown: str = ""
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    links: tuple[ProseLink, ...] = ()
    charts: tuple[ProseChart, ...] = ()
    refused: tuple[ProseLink, ...] = ()
    remarks: tuple[ProseRemark, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.html)


class LaneText(Value):
    """The text of a lane that is more than words; empty for one that is not.

    ``prose`` has its HTML, without a paragraph around it unless it is a ``block`` of several. ``markdown`` is what
    was written, for Markdown pages, with the slots of ``model/markdown``.
    """

    prose: Prose = Prose()
    markdown: str = ""
    block: bool = False

    def __bool__(self) -> bool:
        return bool(self.prose.html)


class Document(Value):
    """A parsed file: which entity it speaks of, its front matter as plain values with places, its prose.

    ``body_line`` is the line of the file on which the body's first line stands. A registry file has ``kind``
    ``"registry:<kind>"`` and its front maps ids to fields. A file in an unknown place has ``kind`` ``""``.
    ``order`` is the number that a stage's file name begins with. ``partial``: some of the file could not be read, so
    that what others refer to may well be written in it.
    """

    path: str
    kind: str
    id: str
    front: Mapping[str, Any]
    places: Places
    prose: Prose = Prose()
    body_line: int = 1
    order: float | None = None
    partial: bool = False
