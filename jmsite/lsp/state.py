"""A site as the editor has it: its files, with the texts of open buffers laid over them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jmsite.content.classify import classify
from jmsite.content.discover import TEXTS, discover
from jmsite.content.resolve import Lexicons, goal_of, known_ids
from jmsite.engine.memo import Memo
from jmsite.lsp.cursor import BREAK
from jmsite.model.catalog import Entity
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.entity import Draft
from jmsite.model.references import Referred
from jmsite.model.sources import Inputs, Options, Source
from jmsite.model.value import replace
from jmsite.pipeline import Compiled, examined

MARK = Path("content") / "site.yaml"
Target = tuple[str, str]


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
        self._known: dict[str, dict[str, Any]] = {}
        self._lexicons = Lexicons({})

    def path_of(self, file: Path) -> str | None:
        """Return a file as the site names it; None for what is not a text of its content."""
        if file.is_relative_to(self.root / "content") and file.suffix in TEXTS:
            return file.relative_to(self.root).as_posix()
        return None

    def lay(self, path: str, text: str) -> None:
        """Lay the text of an open buffer over a file."""
        # an editor may send half of a pair of surrogates while somebody types
        data = text.encode("utf-8", "surrogatepass")
        self._open[path] = Source(
            path=path, digest=hashlib.blake2b(data, digest_size=16).hexdigest(), data=data
        )

    def lift(self, path: str) -> None:
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
            # of the units and not of the catalog: what is hidden or a draft can be referred to as well
            self._known = known_ids(self._compiled.content.units)
            self._lexicons = Lexicons(self._known)
        return self._compiled

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return every fault of the site, as `check` says it."""
        return self.compiled().site.diagnostics

    def entities(self, kind: str) -> dict[str, Entity[Any]]:
        """Return the entities of a kind by id."""
        self.compiled()
        return self._known.get(kind, {})

    def find(self, target: Target) -> Entity[Any] | None:
        """Return an entity, if it is there."""
        return self.entities(target[0]).get(target[1])

    def drafts(self) -> Iterator[Draft]:
        """Return everything that was written, with its places."""
        for unit in self.compiled().content.units:
            yield from unit.written

    def uses(self) -> Iterator[tuple[Target, Referred, Place]]:
        """Return each reference with the entity that it means, by its id, title or a former name, and its place."""
        for draft in self.drafts():
            for referred in draft.references:
                target = _target(draft, referred, self._known) or self._called(referred)
                if target is not None:
                    yield target, referred, _place(draft, referred)

    def _called(self, referred: Referred) -> Target | None:
        """Return the only entity that is called so otherwise than by its id, as a link by title leads to it."""
        if referred.kind == "next":
            return None
        found = self._lexicons.of(referred.kind).named(referred.id)
        return (referred.kind, found[0]) if len(found) == 1 else None


def _target(draft: Draft, referred: Referred, known: dict[str, dict[str, Any]]) -> Target | None:
    """Return the entity that a reference names; a way on from a step leads to a step or a stage near it."""
    if referred.kind == "next":
        whole = goal_of(referred.id, f"{draft.stage}/", known) if "/" in draft.stage else None
        return ("step" if whole.count("/") == 2 else "stage", whole) if whole else None
    return (referred.kind, referred.id) if referred.id in known.get(referred.kind, {}) else None


def _place(draft: Draft, referred: Referred) -> Place:
    """Return where a reference is written: as a value, or as the name of a field."""
    key = (*draft.prefix, *referred.loc)
    named = referred.loc[-1:] == (referred.id,) and key in draft.places.keys
    return draft.key(referred.loc) if named else draft.place(referred.loc)


Memos = Callable[[Path], Memo]
"""Makes the memo of a site, by its folder."""
