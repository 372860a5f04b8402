"""A session of edits of one site: it reads, checks, writes, undoes and does again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from jmsite.content.discover import discover, stamps
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.locate_field import address_at
from jmsite.editing.site_editing import patch_of_edit
from jmsite.editing.site_patch import SitePatch, join_patches, patched_inputs
from jmsite.editing.verify import new_faults
from jmsite.editing.written_site import WrittenSite
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Diagnostic, Severity
from jmsite.model.site_edits import SiteEdit
from jmsite.model.sources import Inputs
from jmsite.model.value import Value, replace
from jmsite.pipeline import Compiled
from jmsite.sessions.examiner import Examiner, LoneExaminer
from jmsite.sessions.files import write_patches

MOST = 1000
"""Edits that can be undone."""
STEP = 2_000_000_000
"""The longest step in which a file system counts time, in nanoseconds: FAT counts two seconds."""
Stamps = frozenset[tuple[str, int, int]]


class EditFault(Value):
    """A fault that an edit would make: where (an address), in words, and what to do about it."""

    at: str
    message: str
    hint: str
    rule: str
    path: str
    line: int


class FaultyEditError(Exception):
    """An edit after which the site would have errors that it has not now."""

    def __init__(self, faults: tuple[EditFault, ...]) -> None:
        super().__init__("; ".join(f"{one.path}:{one.line}: {one.message}" for one in faults))
        self.faults = faults


class Proposal(Value):
    """The effect that edits would have: a patch for each, what the site comes to before and after, what it would warn
    of newly, and the site as it would be written.
    """

    patches: tuple[SitePatch, ...]
    before: Compiled
    after: Compiled
    remarks: tuple[EditFault, ...] = ()
    then: SiteNow | None = None


class SiteNow(Value):
    """A site as it is written now, and what it comes to."""

    inputs: Inputs
    compiled: Compiled
    written: WrittenSite


class EditSession:
    """The edits of one site. Whatever it is asked, it looks at the files again first; one thread at a time.

    ``wrote`` is told the files that it has written, those that are gone among them.
    """

    def __init__(
        self,
        root: Path,
        by: Memo | Examiner,
        today: Callable[[], date | None] = lambda: None,
        wrote: Callable[[Collection[Path]], None] = lambda _: None,
    ) -> None:
        self.root, self._today, self._wrote = root, today, wrote
        self._examiner: Examiner = LoneExaminer(by) if isinstance(by, Memo) else by
        self.lock = threading.RLock()
        self._now: SiteNow | None = None
        self._seen: tuple[Stamps, Stamps] = (frozenset(), frozenset())
        self._looked = 0
        self._undo: list[tuple[SitePatch, ...]] = []
        self._redo: list[tuple[SitePatch, ...]] = []

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many edits can be undone, and how many done again."""
        return len(self._undo), len(self._redo)

    def current(self) -> SiteNow:
        """Return the site as its files are now."""
        with self.lock:
            found = replace(self._found(self._now.inputs if self._now else None), today=self._today())
            if self._now is None or found != self._now.inputs:
                self._now = self._at(found)
            return self._now

    def _found(self, last: Inputs | None) -> Inputs:
        """Return what is on disk; only files that may have been written since the last look are read again.

        A clock of files counts in steps: what was written just before a look may be written again in the same step.
        """
        begun, options = time.time_ns(), self._examiner.options
        content, themes = stamps(self.root / "content"), stamps(self.root / "themes")
        young = {path for path, _, written in content if written > self._looked - STEP}
        touched = {path for path, *_ in content ^ self._seen[0]} | young
        known = last is not None and not last.has_links and themes == self._seen[1]
        found = discover(self.root, options, last, touched if known else None)
        # only now: what could not be read is to be read again
        self._seen, self._looked = (content, themes), begun
        return found

    def _at(self, inputs: Inputs) -> SiteNow:
        found = self._examiner.compile_unpublished(inputs)
        content = found.content
        written = WrittenSite(found.inputs, content.units, content.prose, found.catalog.site)
        return SiteNow(inputs=inputs, compiled=found, written=written)

    def _written(self, inputs: Inputs) -> WrittenSite:
        """Return the content as it would be written: what it takes to make the next edit, without a check."""
        site, content = self._examiner.content(inputs)
        return WrittenSite(inputs, content.units, content.prose, site)

    def propose(self, edits: Sequence[SiteEdit]) -> Proposal:
        """Return what edits would do, one after the other. Nothing is written.

        Raises ``RefusedEditError``, ``FieldConflictError``, and ``FaultyEditError`` where the site would be worse.
        """
        with self.lock:
            now = self.current()
            inputs, written, patches = now.inputs, now.written, list[SitePatch]()
            for number, edit in enumerate(edits):
                if number:
                    written = self._written(inputs)
                patches.append(patch_of_edit(written, edit))
                inputs = patched_inputs(inputs, patches[-1])
            return self._checked(now, inputs, join_patches(patches))

    def _checked(self, now: SiteNow, inputs: Inputs, patches: tuple[SitePatch, ...]) -> Proposal:
        then = self._at(inputs)
        worse = list(new_faults(now.compiled.site.diagnostics, then.compiled.site.diagnostics))
        errors = [one for one in worse if one.severity is Severity.ERROR]
        if errors:
            raise FaultyEditError(tuple(_told(then.written, one) for one in errors))
        remarks = tuple(_told(then.written, one) for one in worse)
        return Proposal(patches=patches, before=now.compiled, after=then.compiled, remarks=remarks, then=then)

    def apply(self, edits: Sequence[SiteEdit]) -> Proposal:
        """Make edits and write them. Raises what ``propose`` raises, and ``FileConflictError``."""
        with self.lock:
            proposal = self.propose(edits)
            if proposal.patches:
                self._write(*proposal.patches)
                # as it was checked: where the files are read as that, nothing is worked out twice
                self._now = proposal.then
                self._undo = [*self._undo, proposal.patches][-MOST:]
                self._redo = []
            return proposal

    def put(self, patch: SitePatch) -> None:
        """Write a patch that was made up otherwise, so that it can be undone as well."""
        with self.lock:
            self._write(patch)
            self._undo, self._redo = [*self._undo, (patch,)][-MOST:], []

    def undo(self) -> None:
        """Undo the last edit. Raises ``RefusedEditError`` where there is none, ``FileConflictError`` as above."""
        with self.lock:
            if not self._undo:
                raise RefusedEditError("there is nothing to undo")
            last = self._undo[-1]
            self._write(*(one.reverse for one in reversed(last)))
            self._undo, self._redo = self._undo[:-1], [*self._redo, last]

    def redo(self) -> None:
        """Redo the edit that was undone last. Raises as ``undo``."""
        with self.lock:
            if not self._redo:
                raise RefusedEditError("there is nothing to do again")
            last = self._redo[-1]
            self._write(*last)
            self._undo, self._redo = [*self._undo, last], self._redo[:-1]

    def _write(self, *patches: SitePatch) -> None:
        write_patches(self.root, patches)
        names = {path for patch in patches for path in (*chain(*patch.moves), *patch.after)}
        self._wrote([self.root / path for path in names])


def _told(site: WrittenSite, one: Diagnostic) -> EditFault:
    place = one.place
    return EditFault(
        at=address_at(site, place.path, place.line, place.column),
        message=one.message,
        hint=one.hint,
        rule=one.rule,
        path=place.path,
        line=place.line,
    )
