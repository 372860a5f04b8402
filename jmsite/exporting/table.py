"""The table of formats: what each is called, what it holds, and what makes it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from jmsite.exporting.selection import Selection
from jmsite.model.catalog import Catalog
from jmsite.model.look import Look
from jmsite.model.value import Value

Maker = Callable[[Catalog, Selection], bytes]
LookingMaker = Callable[[Catalog, Selection, Look], bytes]
"""Makes a file that looks like the site."""


class NothingToExportError(Exception):
    """There is nothing of what a format holds among what was selected; the message says what is missing."""


class NotInstalledError(Exception):
    """A format needs a library that is not installed; ``command`` installs it."""

    def __init__(self, extra: str) -> None:
        super().__init__(extra)
        self.command = f'pip install "jmsite[{extra}]"'


class ExportFormat(Value, kw_only=True):
    """A format. ``suffix`` ends the names of its files, ``many`` of those with several journeys where that is another
    one; ``holds`` says in words what is in one.

    ``maker`` is the function that makes it, as ``module:function`` below ``exporting/``; it is loaded when it is asked
    for. ``looks``: it is told how the theme looks, too. ``needs`` are the kinds without any of which there is nothing
    to export, ``extra`` what has to be installed with jmsite for it, and ``library`` the module that tells whether it
    is.
    """

    name: str
    suffix: str
    holds: str
    maker: str = ""
    needs: tuple[str, ...] = ()
    looks: bool = False
    extra: str = ""
    library: str = ""
    many: str = ""
    of_pages: bool = False

    @property
    def installed(self) -> bool:
        """Return whether what it needs is there."""
        return not self.library or find_spec(self.library) is not None

    @property
    def command(self) -> str:
        """Return the command that installs what the format needs."""
        return NotInstalledError(self.extra).command

    def ending(self, selection: Selection) -> str:
        """Return how the name of a file with a selection ends."""
        return self.many if self.many and len(selection.all("journey")) > 1 else self.suffix

    def make(self, catalog: Catalog, selection: Selection, look: Look | None = None) -> bytes:
        """Return the file, with the colours and typefaces of a theme.

        Raises ``NothingToExportError`` and ``NotInstalledError``.
        """
        if self.needs and not any(selection.all(kind) for kind in self.needs):
            raise NothingToExportError(f"{self.name} holds {self.holds}, and there are none")
        try:
            return self._made(catalog, selection, look or Look())
        except ModuleNotFoundError as missing:
            if not self.extra or (missing.name or "").startswith("jmsite"):
                raise
            raise NotInstalledError(self.extra) from None

    def _made(self, catalog: Catalog, selection: Selection, look: Look) -> bytes:
        module, _, function = self.maker.partition(":")
        found = getattr(import_module(f"jmsite.exporting.{module}"), function)
        if self.looks:
            looking: LookingMaker = found
            return looking(catalog, selection, look)
        maker: Maker = found
        return maker(catalog, selection)


EXPORTS: dict[str, ExportFormat] = {
    one.name: one
    for one in (
        ExportFormat(name="json", suffix="json", holds="everything", maker="json_document:as_json"),
        ExportFormat(
            name="xlsx",
            suffix="xlsx",
            holds="everything, with a sheet for each map",
            maker="book.workbook:as_xlsx",
            looks=True,
            extra="exchange",
            library="xlsxwriter",
        ),
        ExportFormat(name="csv", suffix="csv", holds="everything, a row for each value", maker="rows:as_csv"),
        ExportFormat(
            name="csv-wide", suffix="csv", holds="journeys", maker="wide:as_wide_csv", needs=("journey",)
        ),
        ExportFormat(
            name="markdown", suffix="md", holds="journeys", maker="markdown:as_markdown", needs=("journey",)
        ),
        ExportFormat(
            name="pptx",
            suffix="pptx",
            holds="journeys",
            maker="slides.deck:as_pptx",
            needs=("journey",),
            looks=True,
            extra="exchange",
            library="pptx",
        ),
        ExportFormat(
            name="mermaid",
            suffix="mmd",
            many="md",
            holds="journeys",
            maker="mermaid:as_mermaid",
            needs=("journey",),
        ),
        ExportFormat(name="cjml", suffix="xml", holds="journeys", maker="cjml:as_cjml", needs=("journey",)),
        ExportFormat(
            name="theydo",
            suffix="zip",
            holds="insights, opportunities, solutions and metrics",
            maker="theydo:as_theydo",
            needs=("insight", "opportunity", "solution", "metric"),
        ),
        ExportFormat(
            name="datapackage",
            suffix="zip",
            holds="metrics with their readings",
            maker="datapackage:as_datapackage",
            needs=("metric",),
        ),
        ExportFormat(name="okf", suffix="zip", holds="everything, for agents", maker="okf:as_okf"),
        ExportFormat(name="html", suffix="html", holds="pages that open from disk", of_pages=True),
        ExportFormat(name="pdf", suffix="pdf", holds="pages on paper", of_pages=True, extra="pdf"),
        ExportFormat(name="png", suffix="png", holds="a map or a chart", of_pages=True, extra="pdf"),
        ExportFormat(name="svg", suffix="svg", holds="a map or a chart", of_pages=True),
    )
}
"""Every format, by name, in the order in which they are told."""
