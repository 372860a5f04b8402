"""``jmsite import --update``: what somebody edited in a file that we exported, brought into the site it came from.

Each change is made where the value is written, and held against what was meant: what else would change is not written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from jmsite.cli.apply_edits import LISTED, read_written
from jmsite.cli.errors import RefusedError, misuse, refusing_disk_errors
from jmsite.cli.site import day_of_build
from jmsite.model.diagnostics import Severity
from jmsite.model.value import Value, replace

if TYPE_CHECKING:
    from jmsite.editing.site_patch import SitePatch
    from jmsite.engine.memo import Memo
    from jmsite.importing.draft import Remark
    from jmsite.importing.edited_rows import FoundEdits, SpottedEdit
    from jmsite.importing.own_rows import OwnRows
    from jmsite.model.diagnostics import Diagnostic
    from jmsite.model.sources import Inputs
    from jmsite.pipeline import Compiled
    from jmsite.sessions.patch_text import NetFile

BY_HAND = "it cannot be changed without changing something else; do it by hand"
Stamps = Mapping[tuple[str, str, str], str]


class Updated(Value):
    """The result of updating a site by the changes in a file: what each file of the site was and is, what was taken,
    what was not, and what a check warns of that it did not before.
    """

    files: tuple[NetFile, ...] = ()
    taken: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    problems: tuple[str, ...] = ()


def update(site: Path, file: Path, journey: str, dry_run: bool) -> Updated:
    """Bring what was edited in a file of ours into a site; with ``dry_run`` nothing is written.

    ``journey`` takes what is of one journey only. Raises ``RefusedError``.
    """
    from jmsite.cli.compiling import memo_for
    from jmsite.content.discover import discover
    from jmsite.model.sources import Options

    own = _own_rows(file)
    with refusing_disk_errors("read", site):
        inputs = replace(discover(site, Options(drafts=True)), today=day_of_build())
    updating = _Updating(inputs, memo_for(site / "build" / "cache", 0), own, journey)
    made = updating.made()
    if made.files and not dry_run:
        _write(site, updating.patches)
    return made


def _write(site: Path, patches: Sequence[SitePatch]) -> None:
    from jmsite.editing.errors import RefusedEditError
    from jmsite.sessions.files import FileConflictError, write_patches

    try:
        with refusing_disk_errors("write", site / "content"):
            write_patches(site, patches)
    except (RefusedEditError, FileConflictError) as refused:
        raise RefusedError(str(refused)) from None


def _own_rows(file: Path) -> OwnRows:
    from jmsite.importing.draft import NoJourneyError
    from jmsite.importing.recognise import LARGEST, own_rows

    if not file.is_file():
        raise misuse(f"{file} is not a file")
    try:
        with refusing_disk_errors("read", file), file.open("rb") as stream:
            found = own_rows(stream.read(LARGEST + 1))
    except NoJourneyError as none:
        raise RefusedError(f"{file}: {none.reason}") from None
    if found is None:
        raise RefusedError(
            f"{file} is not a workbook or table that 'jmsite export xlsx' or 'jmsite export csv' has written"
        )
    return found


class _Updating:
    """Makes the edits of a file, those of each value together, as long as nothing else changes by them."""

    def __init__(self, inputs: Inputs, memo: Memo, own: OwnRows, journey: str) -> None:
        from jmsite.importing.own_rows import titled

        self.first, self.inputs, self.memo = inputs, inputs, memo
        self.journey = journey
        self.found, self.written = read_written(inputs, memo)
        self.before = self.found
        self.rows = self._rows(self.found)
        self.own = titled(own, self.rows)
        self.patches: list[SitePatch] = []
        self.taken: list[str] = []
        self.remarks: list[Remark] = []

    def made(self) -> Updated:
        """Return what comes of all edits."""
        from jmsite.editing.verify import new_faults
        from jmsite.importing.edited_rows import edits_in
        from jmsite.importing.moved_rows import moves_in
        from jmsite.sessions.patch_text import net

        first = self.rows
        self._make_all(edits_in(self.own, first, self.journey))
        # what is new is there now, and what is gone is not
        self._make_all(moves_in(self.own, first, self.rows, self.journey))
        worse = new_faults(self.before.site.diagnostics, self.found.site.diagnostics)
        return Updated(
            files=net(self.first, self.patches),
            taken=tuple(self.taken),
            remarks=tuple(self.remarks),
            problems=tuple(_listed(list(worse))),
        )

    def _make_all(self, found: FoundEdits) -> None:
        self.remarks += found.remarks
        for _, edits in groupby(found.edits, key=lambda one: one.key):
            self._make(list(edits))

    def _make(self, edits: Sequence[SpottedEdit]) -> None:
        """Make the edits of one value, or say why they are not."""
        from jmsite.editing.errors import RefusedEditError
        from jmsite.editing.site_editing import patch_of_edit
        from jmsite.editing.site_patch import patched_inputs

        held = self.inputs, self.found, self.written, self.rows
        why, patches = "", []
        try:
            for one in edits:
                patches.append(patch_of_edit(self.written, one.edit))
                self.inputs = patched_inputs(self.inputs, patches[-1])
                self.found, self.written = read_written(self.inputs, self.memo)
            self.rows = self._rows(self.found)
            why = self._worse(held[1]) or self._unlike(held[3], edits)
        except RefusedEditError as refused:
            why = str(refused)
        told = _told(edits)
        if why:
            self.inputs, self.found, self.written, self.rows = held
            self._leave(f"{told}: {why}", edits[0].spot)
        else:
            self.patches += patches
            self.taken.append(f"{told}{f' ({edits[0].spot})' if edits[0].spot else ''}")

    def _worse(self, before: Compiled) -> str:
        """Return the first error that there was not before, or ""."""
        from jmsite.editing.verify import new_faults

        found = new_faults(before.site.diagnostics, self.found.site.diagnostics)
        wrong = next((one for one in found if one.severity is Severity.ERROR), None)
        return (
            f"it would be an error: {wrong.message} ({wrong.place.path}:{wrong.place.line})" if wrong else ""
        )

    def _unlike(self, before: Sequence[Mapping[str, str]], edits: Sequence[SpottedEdit]) -> str:
        """Return why a site is not what was meant; "" where it is."""
        from jmsite.model.value_stamps import stamps

        if edits[0].edit.op == "move":
            return "" if _without_files(stamps(before)) == _without_files(stamps(self.rows)) else BY_HAND
        key, kept = edits[0].key, {one.edit.at for one in edits if one.edit.at.endswith("#id")}
        was, now, meant = stamps(before), stamps(self.rows), stamps(self.own.rows)
        whole = key[2] == ""

        def is_of(one: tuple[str, str, str]) -> bool:
            return one[:2] == key[:2] and (whole or one == key)

        held = {f"{one[0]}:{one[1]}#id" for one in now if one not in was and one[2] == "id"}
        wanted = {one: made for one, made in was.items() if not is_of(one)}
        wanted |= {one: made for one, made in meant.items() if is_of(one)}
        wanted |= {one: now[one] for one in now if f"{one[0]}:{one[1]}#{one[2]}" in held & kept}
        if whole:
            beside = ("written in", "prose in", "id")
            wanted = {one: made for one, made in wanted.items() if not (is_of(one) and one[2] in beside)}
            now = {one: made for one, made in now.items() if not (is_of(one) and one[2] in beside)}
        return "" if now == wanted else BY_HAND

    def _rows(self, found: Compiled) -> list[dict[str, str]]:
        from jmsite.exporting.rows import COLUMNS, rows
        from jmsite.exporting.selection import select

        return [dict(zip(COLUMNS, row, strict=True)) for row in rows(found.catalog, select(found.catalog))]

    def _leave(self, text: str, spot: str) -> None:
        from jmsite.importing.draft import Remark

        self.remarks.append(Remark(did="left out", text=text, spot=spot))


def _without_files(found: Stamps) -> dict[tuple[str, str, str], str]:
    """Return values without where they are written: the name of a stage's file says where it stands."""
    return {key: made for key, made in found.items() if key[2] not in ("written in", "prose in", "id")}


def _listed(faults: Sequence[Diagnostic]) -> list[str]:
    """Return the first of some faults with their places, and how many more there are."""
    told = [f"  {one.place.path}:{one.place.line}: {one.message}" for one in faults[:LISTED]]
    return [*told, f"  and {len(faults) - LISTED} more"] if len(faults) > LISTED else told


def _told(edits: Sequence[SpottedEdit]) -> str:
    """Return what is changed, in words."""
    kind, id, field = edits[0].key
    edit = edits[0].edit
    if edit.op == "move":
        side, goal = ("after", edit.after) if edit.after else ("before", edit.before)
        return f"the {kind} '{id}' moves {side} '{goal.partition(':')[2]}'"
    if field:
        return f"'{field}' of the {kind} '{id}'"
    return f"the {kind} '{id}' is {'new' if edit.op == 'create' else 'there no more'}"


def report_text(file: Path, made: Updated, dry_run: bool) -> str:
    """Return the report as somebody at a terminal reads it."""
    lines = [f"{file}: {len(made.taken)} {'change' if len(made.taken) == 1 else 'changes'}"]
    lines += [f"  {one}" for one in made.taken]
    lines += ["  left out:"] if made.remarks else []
    lines += [f"    {f'{one.spot}  ' if one.spot else ''}{one.text}" for one in made.remarks]
    lines += [f"  {'would write' if dry_run else 'written'}:"] if made.files else []
    lines += [f"    {_named(one)}" for one in made.files]
    lines += (
        ["  'jmsite check' will warn of:", *(f"  {one}" for one in made.problems)] if made.problems else []
    )
    return "\n".join(lines) + "\n"


def _named(file: NetFile) -> str:
    """Return how a file is called now, with what it was called where that is another name."""
    if not file.new:
        return f"{file.old} (removed)"
    return f"{file.old} → {file.new}" if file.old not in ("", file.new) else file.new


def patch_of(made: Updated) -> str:
    """Return the changes of files as a patch that git applies."""
    from jmsite.sessions.patch_text import patch_text

    return patch_text(made.files)


def show(file: Path, made: Updated, dry_run: bool) -> None:
    """Print the patch, and the report beside it."""
    if dry_run:
        typer.echo(patch_of(made), nl=False)
    typer.echo(report_text(file, made, dry_run), nl=False, err=dry_run)
