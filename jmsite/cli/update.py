"""``jmsite import --update``: what somebody edited in a file that we exported, brought into the site it came from.

Each change is made where the value is written, and held against what was meant: what else would change is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from jmsite.cli.carry_out import LISTED, read_written
from jmsite.cli.refusal import RefusedError, misuse, touching
from jmsite.cli.site import day_of_build
from jmsite.model.diagnostics import Severity
from jmsite.model.value import Value, replace

if TYPE_CHECKING:
    from jmsite.engine.memo import Memo
    from jmsite.importing.draft import Remark
    from jmsite.importing.edited_rows import SpottedEdit
    from jmsite.importing.own_rows import OwnRows
    from jmsite.model.diagnostics import Diagnostic
    from jmsite.model.sources import Inputs
    from jmsite.pipeline import Compiled

Stamps = Mapping[tuple[str, str, str], str]


class Updated(Value):
    """The result of updating a site by the changes in a file: the texts of files before and after, what was
    taken, what was not, and what a check warns of that it did not before.
    """

    files: Mapping[str, tuple[bytes, bytes]] = {}
    taken: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    problems: tuple[str, ...] = ()


def update(site: Path, file: Path, journey: str, dry_run: bool) -> Updated:
    """Bring what was edited in a file of ours into a site; with ``dry_run`` nothing is written.

    ``journey`` takes what is of one journey only. Raises ``RefusedError``.
    """
    from jmsite.cli.compiling import memo_for
    from jmsite.cli.patches import write_all
    from jmsite.content.discover import discover
    from jmsite.model.sources import Options

    own = _own_rows(file)
    with touching("read", site):
        inputs = replace(discover(site, Options(drafts=True)), today=day_of_build())
    made = _Updating(inputs, memo_for(site / "build" / "cache", 0), own, journey).made()
    if made.files and not dry_run:
        write_all(site, (), made.files)
    return made


def _own_rows(file: Path) -> OwnRows:
    from jmsite.importing.draft import NoJourneyError
    from jmsite.importing.recognise import LARGEST, own_rows

    if not file.is_file():
        raise misuse(f"{file} is not a file")
    try:
        with touching("read", file), file.open("rb") as stream:
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
        self.first, self.inputs, self.memo = inputs, inputs, memo
        self.own, self.journey = own, journey
        self.found, self.written = read_written(inputs, memo)
        self.before = self.found
        self.rows = self._rows(self.found)
        self.taken: list[str] = []
        self.remarks: list[Remark] = []

    def made(self) -> Updated:
        """Return what comes of all edits."""
        from jmsite.editing.verify import newly_wrong
        from jmsite.importing.edited_rows import edits_in

        found = edits_in(self.own, self.rows, self.journey)
        self.remarks += found.remarks
        for _, edits in groupby(found.edits, key=lambda one: one.key):
            self._make(list(edits))
        worse = newly_wrong(self.before.site.diagnostics, self.found.site.diagnostics)
        return Updated(
            files=dict(self._files()),
            taken=tuple(self.taken),
            remarks=tuple(self.remarks),
            problems=tuple(_listed(list(worse))),
        )

    def _make(self, edits: Sequence[SpottedEdit]) -> None:
        """Make the edits of one value, or say why they are not."""
        from jmsite.editing.refused import RefusedEditError
        from jmsite.editing.site_editing import edited
        from jmsite.editing.site_patch import patched

        held = self.inputs, self.found, self.written, self.rows
        why = ""
        try:
            for one in edits:
                self.inputs = patched(self.inputs, edited(self.written, one.edit))
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
            self.taken.append(f"{told}{f' ({edits[0].spot})' if edits[0].spot else ''}")

    def _worse(self, before: Compiled) -> str:
        """Return the first error that there was not before, or ""."""
        from jmsite.editing.verify import newly_wrong

        found = newly_wrong(before.site.diagnostics, self.found.site.diagnostics)
        wrong = next((one for one in found if one.severity is Severity.ERROR), None)
        return (
            f"it would be an error: {wrong.message} ({wrong.place.path}:{wrong.place.line})" if wrong else ""
        )

    def _unlike(self, before: Sequence[Mapping[str, str]], edits: Sequence[SpottedEdit]) -> str:
        """Return why a site is not what was meant; "" where it is."""
        from jmsite.model.value_stamps import stamps

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
        return "" if now == wanted else "it cannot be changed without changing something else; do it by hand"

    def _rows(self, found: Compiled) -> list[dict[str, str]]:
        from jmsite.exporting.rows import COLUMNS, rows
        from jmsite.exporting.selection import select

        return [dict(zip(COLUMNS, row, strict=True)) for row in rows(found.catalog, select(found.catalog))]

    def _leave(self, text: str, spot: str) -> None:
        from jmsite.importing.draft import Remark

        self.remarks.append(Remark(did="left out", text=text, spot=spot))

    def _files(self) -> Iterator[tuple[str, tuple[bytes, bytes]]]:
        for path, source in self.first.content.items():
            now = self.inputs.content.get(path)
            if now is not None and now.data != source.data:
                yield path, (source.data, now.data)


def _listed(faults: Sequence[Diagnostic]) -> list[str]:
    """Return the first of some faults with their places, and how many more there are."""
    told = [f"  {one.place.path}:{one.place.line}: {one.message}" for one in faults[:LISTED]]
    return [*told, f"  and {len(faults) - LISTED} more"] if len(faults) > LISTED else told


def _told(edits: Sequence[SpottedEdit]) -> str:
    """Return what is changed, in words."""
    kind, id, field = edits[0].key
    if field:
        return f"'{field}' of the {kind} '{id}'"
    return f"the {kind} '{id}' is {'new' if edits[0].edit.op == 'create' else 'there no more'}"


def told_as_text(file: Path, made: Updated, dry_run: bool) -> str:
    """Return the report as somebody at a terminal reads it."""
    lines = [f"{file}: {len(made.taken)} {'change' if len(made.taken) == 1 else 'changes'}"]
    lines += [f"  {one}" for one in made.taken]
    lines += ["  left out:"] if made.remarks else []
    lines += [f"    {f'{one.spot}  ' if one.spot else ''}{one.text}" for one in made.remarks]
    lines += [f"  {'would write' if dry_run else 'written'}:"] if made.files else []
    lines += [f"    {path}" for path in made.files]
    lines += (
        ["  'jmsite check' will warn of:", *(f"  {one}" for one in made.problems)] if made.problems else []
    )
    return "\n".join(lines) + "\n"


def patch_of(made: Updated) -> str:
    """Return the changes of files as a patch that git applies."""
    from jmsite.cli.patches import diff

    return "".join(line for path, (old, new) in made.files.items() for line in diff(path, old, new))


def show(file: Path, made: Updated, dry_run: bool) -> None:
    """Print the patch, and the report beside it."""
    if dry_run:
        typer.echo(patch_of(made), nl=False)
    typer.echo(told_as_text(file, made, dry_run), nl=False, err=dry_run)
