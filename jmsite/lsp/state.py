"""A site as the editor has it: its files, with the texts of open buffers laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jmsite.content.classify import classify
from jmsite.content.discover import TEXTS, discover
from jmsite.editing.written_site import Target, WrittenSite
from jmsite.engine.memo import Memo
from jmsite.lsp.cursor import BREAK
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.sources import Inputs, Options, Source
from jmsite.model.value import replace
from jmsite.pipeline import Compiled, examined

MARK = Path("content") / "site.yaml"


def root_of(file: Path) -> Path | None:
    """Return the site that a file is in: the nearest folder upwards with ``content/site.yaml``."""
    return next((folder for folder in file.parents if (folder / MARK).is_file()), None)


class SiteState:
    """A site as it is being edited. Whenever it is asked it looks at the files again; what has not changed is known."""

    def __init__(self, root: Path, memo: Memo) -> None:
        self.root = root
        self._memo = memo
        self._open: dict[str, Source] = {}
        self._found: Inputs | None = None
        self._asked: Inputs | None = None
        self._compiled: Compiled | None = None
        self._written: WrittenSite | None = None

    def path_of(self, file: Path) -> str | None:
        """Return a file as the site names it; None for what is not a text of its content."""
        if file.is_relative_to(self.root / "content") and file.suffix in TEXTS:
            return file.relative_to(self.root).as_posix()
        return None

    def open_buffer(self, path: str, text: str) -> None:
        """Lay the text of an open buffer over a file."""
        # an editor may send half of a pair of surrogates while somebody types
        data = text.encode("utf-8", "surrogatepass")
        self._open[path] = Source(
            path=path, digest=hashlib.blake2b(data, digest_size=16).hexdigest(), data=data
        )

    def close_buffer(self, path: str) -> None:
        """Let a file speak for itself again."""
        self._open.pop(path, None)

    def text(self, path: str) -> str:
        """Return the text of a file as the editor shows it; "" where there is none."""
        source = self._open.get(path) or self.compiled_inputs().content.get(path)
        return source.data.decode("utf-8", "replace").removeprefix("\ufeff") if source else ""

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file, as faults and editors count them."""
        return BREAK.split(self.text(path))

    def role(self, path: str) -> str:
        """Return what a file speaks of: a kind, ``registry:<kind>``, or ""."""
        return classify(path).kind

    def compiled_inputs(self) -> Inputs:
        """Return everything that the site is made of now."""
        self._found = discover(self.root, Options(), self._found)
        content = dict(sorted({**self._found.content, **self._open}.items()))
        # asked for each time: an editor stays open over midnight
        return replace(self._found, content=content, today=date.today())

    def compiled(self) -> Compiled:
        """Return what the site comes to now."""
        inputs = self.compiled_inputs()
        if self._compiled is None or inputs != self._asked:
            self._compiled = examined(inputs, self._memo, 1)
            self._asked = inputs
            content = self._compiled.content
            self._written = WrittenSite(
                self._compiled.inputs, content.units, content.prose, self._compiled.catalog.site
            )
        return self._compiled

    @property
    def written(self) -> WrittenSite:
        """Return the content as it is written now, and what names what."""
        self.compiled()
        assert self._written is not None  # noqa: S101 - it is made with what was just compiled
        return self._written

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return every fault of the site, as `check` says it."""
        return self.compiled().site.diagnostics

    def entities(self, kind: str) -> Mapping[str, Entity[Any]]:
        """Return the entities of a kind by id."""
        return self.written.entities(kind)

    def find(self, target: Target) -> Entity[Any] | None:
        """Return an entity, if it is there."""
        return self.written.find(target)


Memos = Callable[[Path], Memo]
"""Makes the memo of a site, by its folder."""
