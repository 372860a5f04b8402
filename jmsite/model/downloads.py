"""Files that a site can offer beside its pages: the formats, beside which pages each stands, and what is offered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from jmsite.model.value import Value

FOLDER = "downloads/"
"""The beginning of the paths of all files that are offered."""
MAPS = ("journey",)
LISTS = (
    "metrics", "opportunities", "solutions", "insights", "personas", "touchpoints", "channels", "departments",
    "systems",
)  # fmt: skip
TABLES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(LISTS, ("list",)),
    "journeys": ("list", "scores"),
    "research": ("list", "basis"),
    "health": ("review", "basis"),
    "changes": ("changes", "curves"),
    **dict.fromkeys(("metric", "stage", "opportunity"), ("readings",)),
    **dict.fromkeys(("compare", "persona", "touchpoint", "channel", "system"), ("scores",)),
    **dict.fromkeys(("thread", "department"), ("threads",)),
}
"""Kind of page → what it shows in charts and tables, as the data behind that is called; the first is the file that is
called like the page.

``exporting/page_tables.py`` makes them, and ``download.table.<name>`` is what they are called.
"""


class DownloadFormat(Value, frozen=True, kw_only=True):
    """A format: how its files end, and the kinds of pages beside which it is offered.

    It is called ``download.<name>`` in the words of the interface; beside pages that are no maps its tables are.
    """

    name: str
    suffix: str
    beside: tuple[str, ...] = MAPS


DOWNLOADS: Mapping[str, DownloadFormat] = {
    one.name: one
    for one in (
        DownloadFormat(name="xlsx", suffix=".xlsx"),
        DownloadFormat(name="pptx", suffix=".pptx"),
        DownloadFormat(name="csv", suffix=".csv", beside=(*MAPS, *TABLES)),
        DownloadFormat(name="csv-wide", suffix=".wide.csv"),
        DownloadFormat(name="json", suffix=".json"),
        DownloadFormat(name="html", suffix=".html"),
    )
}
"""Every format that `exports:` takes, in the order in which they are offered.

To offer another one, add its row here, and its name (``download.<name>``) to every file of ``themes/default/i18n/``;
``exporting/table.py`` makes it, or ``single_files.py`` of pages.
"""
# mypy reads no Literal that is worked out
if TYPE_CHECKING:
    DownloadName = str
else:
    DownloadName = Literal[tuple(DOWNLOADS)]


class Download(Value):
    """A file that is offered beside a page: its format, the name of that among the words, its URL from the site's
    root, its size in bytes, None where it is made when it is asked for, and the day on which what is in it changed.
    """

    format: str
    label: str
    url: str
    size: int | None = None
    day: date | None = None

    @property
    def kilobytes(self) -> float:
        """Return the size in thousands of bytes: with one decimal below 10, and never less than 0.1."""
        size = self.size or 0
        # 9950, as 9.95 rounded to a decimal would be 10.0
        return max(round(size / 1000, 1 if size < 9950 else 0), 0.1)
