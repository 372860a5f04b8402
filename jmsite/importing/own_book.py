"""Our own workbooks: everything is in the sheet of rows, and what somebody changed in a map is put into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from jmsite.formats.workbook import Book, BookSheet
from jmsite.importing.book_edits import BookEdits, MapCell, NewStep, lines_in
from jmsite.importing.book_rows import BookRows, Row
from jmsite.importing.draft import DraftMap
from jmsite.importing.own_rows import SPOT, OwnRows, is_own, nameless, read_own_dicts
from jmsite.model.value import Value, replace
from jmsite.model.value_stamps import ValueKey, by_field

MARK = "jmsite:map:"
CONTINUED = "…"
ORIGINS = ("map", "id", "lane", "number", "text")
STAMPS = ("kind", "id", "field", "stamp")
_SEARCHED = 40


class MapPlace(Value):
    """The anchors of a map on its sheet: the hidden row of ids, the hidden column of lanes, and the map's number."""

    number: str
    row: int
    column: int


def read_own_book(book: Book) -> DraftMap | None:
    """Return everything in a workbook of our own, with what was changed in its maps; None for any other one."""
    edits = _edited(book)
    if edits is None:
        return None
    draft = read_own_dicts(edits.rows.rows)
    return replace(draft, remarks=(*edits.remarks, *draft.remarks))


def rows_of_own_book(book: Book) -> OwnRows | None:
    """Return the rows of a workbook of our own, with what was changed in its maps, and the stamps of what stood in
    them; None for any other one.
    """
    edits = _edited(book)
    if edits is None:
        return None
    rows = tuple(edits.rows.rows)
    spots = {key: some[0].get(SPOT, "") for key, some in by_field(rows).items()}
    remarks = tuple(one for one in edits.remarks if one.did == "left out")
    return OwnRows(rows=rows, stamps=_stamps(book), spots={**spots, **edits.places}, remarks=remarks)


def _edited(book: Book) -> BookEdits | None:
    """Return the rows of a workbook of our own with the edits of its maps made."""
    data = next((sheet for sheet in book.sheets if sheet.rows and is_own(sheet.rows[0])), None)
    if data is None:
        return None
    found = list(_rows(data))
    rows = BookRows(row for row in found if row.get("kind") and row.get("id"))
    edits = BookEdits(rows, _origins(book), "")
    edits.remarks += nameless(found)
    for sheet in book.sheets:
        place = _place(sheet)
        if place is not None:
            edits.spot = sheet.name
            _take(edits, sheet, place)
    return edits


def _stamps(book: Book) -> Mapping[ValueKey, str] | None:
    """Return the stamps of all values as the workbook was written; None for one without, as older ones are."""
    for sheet in book.sheets:
        if sheet.rows and tuple(sheet.rows[0][: len(STAMPS)]) == STAMPS:
            return {(kind, id, field): made for kind, id, field, made in (row[:4] for row in sheet.rows[1:])}
    return None


def without_anchors(sheet: BookSheet) -> BookSheet:
    """Return a map of ours as any other sheet, for whoever has nothing but it."""
    place = _place(sheet)
    if place is None:
        return sheet
    kept = (row for at, row in enumerate(sheet.rows) if at != place.row)
    return replace(sheet, rows=tuple(row[: place.column] + row[place.column + 1 :] for row in kept))


def _rows(sheet: BookSheet) -> Iterator[Row]:
    """Yield the rows of the sheet with all data, those that continue one put behind it."""
    names = [cell.strip().casefold() for cell in sheet.rows[0]]
    held: Row = {}
    for number, cells in enumerate(sheet.rows[1:], 2):
        row = {**dict(zip(names, cells, strict=False)), SPOT: f"{sheet.name}!A{number}"}
        if row.get("kind") == CONTINUED:
            held.update(
                {name: held.get(name, "") + cell for name, cell in row.items() if name not in ("kind", SPOT)}
            )
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _origins(book: Book) -> dict[tuple[str, str, str], list[tuple[int, str]]]:
    """Return what stood in the cells of maps when the workbook was written."""
    found: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for sheet in book.sheets:
        if sheet.rows and tuple(sheet.rows[0][: len(ORIGINS)]) == ORIGINS:
            for number, id, lane, place, text in (row[: len(ORIGINS)] for row in sheet.rows[1:]):
                found.setdefault((number, id, lane), []).append((int(place) if place.isdigit() else 0, text))
    return found


def _place(sheet: BookSheet) -> MapPlace | None:
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        for column, cell in enumerate(row[:_SEARCHED]):
            if cell.startswith(MARK):
                return MapPlace(number=cell.removeprefix(MARK), row=at, column=column)
    return None


def _take(edits: BookEdits, sheet: BookSheet, place: MapPlace) -> None:
    """Take what a map says now: titles, cells, columns that are new, and those that are gone."""
    if not any(of == place.number for of, _, _ in edits.origins):
        return
    ids = sheet.rows[place.row]
    columns = list(range(place.column + 1, len(ids)))
    known = [at for at in columns if ids[at]]
    once = sorted({ids[at]: at for at in reversed(known)}.values())
    home = _at_home(ids, once)
    for cell in (*_titles(edits, sheet, place, once, home), *_cells(sheet, place, once, home)):
        edits.cell(cell)
    for at in once:
        if at not in home:
            edits.strayed(ids[at], next(ids[one] for one in reversed(home) if one < at or one == home[0]))
    edits.order(place.number, [ids[at] for at in home])
    for step in _new(sheet, place, [at for at in columns if not ids[at] or at not in once]):
        edits.new_step(step)
    lost = [
        (id, lines)
        for (of, id, lane), lines in edits.origins.items()
        if of == place.number and lane == "step"
    ]
    for id, lines in lost:
        if id not in ids:
            edits.gone_step(id, lines[0][1])


def _at_home(ids: Sequence[str], columns: Sequence[int]) -> list[int]:
    """Return the columns that stand among those of their own stage: most of each, where they stand apart."""
    runs = [list(run) for _, run in groupby(columns, key=lambda at: ids[at].rpartition("/")[0])]
    longest: dict[str, list[int]] = {}
    for run in runs:
        stage = ids[run[0]].rpartition("/")[0]
        if len(run) > len(longest.get(stage, ())):
            longest[stage] = run
    return sorted(at for run in longest.values() for at in run)


def _anchored(sheet: BookSheet, place: MapPlace) -> Iterator[tuple[int, str]]:
    """Yield the rows of a map that say what they are."""
    for at, row in enumerate(sheet.rows):
        anchor = row[place.column] if at != place.row else ""
        if anchor:
            yield at, anchor


def _titles(
    edits: BookEdits, sheet: BookSheet, place: MapPlace, columns: Sequence[int], home: Sequence[int]
) -> Iterator[MapCell]:
    """Yield what a map calls its journey, stages and steps; what stands over a column at ``home`` is of its stage."""
    heads = {anchor: at for at, anchor in _anchored(sheet, place) if anchor in ("stage", "step")}
    top = heads.get("stage", 0)
    named = (lane == "journey" and of == place.number for of, _, lane in edits.origins)
    journey = next((key[1] for key, is_one in zip(edits.origins, named, strict=True) if is_one), "")
    title = next(((at, row[0]) for at, row in enumerate(sheet.rows[:top]) if row[0].strip()), None)
    if title:
        yield MapCell(
            map=place.number, id=journey, lane="journey", text=title[1], place=_address(sheet, title[0], 0)
        )
    seen: set[str] = set()
    for at in columns:
        id = sheet.rows[place.row][at]
        stage = id.rpartition("/")[0]
        if (
            "stage" in heads
            and at in home
            and stage not in seen
            and (place.number, stage, "stage") in edits.origins
        ):
            seen.add(stage)
            yield MapCell(
                map=place.number,
                id=stage,
                lane="stage",
                text=sheet.rows[top][at],
                place=_address(sheet, top, at),
            )
        if "step" in heads:
            row = heads["step"]
            yield MapCell(
                map=place.number, id=id, lane="step", text=sheet.rows[row][at], place=_address(sheet, row, at)
            )


def _cells(
    sheet: BookSheet, place: MapPlace, columns: Sequence[int], home: Sequence[int]
) -> Iterator[MapCell]:
    for row, anchor in _anchored(sheet, place):
        if anchor in ("stage", "step"):
            continue
        seen: set[str] = set()
        for at in columns:
            id = sheet.rows[place.row][at]
            if anchor.startswith("stage:"):
                id = id.rpartition("/")[0]
                # a merged cell is read as one in each of its columns
                if id in seen or at not in home:
                    continue
                seen.add(id)
            text = sheet.rows[row][at]
            yield MapCell(map=place.number, id=id, lane=anchor, text=text, place=_address(sheet, row, at))


def _new(sheet: BookSheet, place: MapPlace, columns: Sequence[int]) -> Iterator[NewStep]:
    rows = {anchor: at for at, anchor in _anchored(sheet, place)}
    for at in columns:
        title = sheet.rows[rows["step"]][at].strip() if "step" in rows else ""
        if not title:
            continue
        stage, after = _neighbour(sheet, place, rows, at, set(columns))
        cells = tuple(
            MapCell(
                map=place.number, id="", lane=anchor, text=sheet.rows[row][at], place=_address(sheet, row, at)
            )
            for anchor, row in rows.items()
            if anchor not in ("stage", "step")
            and not anchor.startswith(("stage:", "own:"))
            and lines_in(sheet.rows[row][at])
        )
        yield NewStep(stage=stage, after=after, title=" ".join(title.split()), cells=cells)


def _neighbour(
    sheet: BookSheet, place: MapPlace, rows: dict[str, int], at: int, new: set[int]
) -> tuple[str, str]:
    """Return the stage that a new column is in, and the step it follows there: "" where it is the first."""
    ids = sheet.rows[place.row]
    heads = sheet.rows[rows["stage"]] if "stage" in rows else ()
    # the nearest columns that we know: several new ones may stand side by side
    before = next((one for one in range(at - 1, place.column, -1) if ids[one] and one not in new), 0)
    behind = next((one for one in range(at + 1, len(ids)) if ids[one] and one not in new), 0)
    if (
        heads
        and behind
        and heads[at].strip() == heads[behind].strip()
        and (not before or heads[at] != heads[before])
    ):
        return ids[behind].rpartition("/")[0], ""
    return (ids[before].rpartition("/")[0], ids[before]) if before else ("", "")


def _address(sheet: BookSheet, row: int, column: int) -> str:
    """Return where a cell is, as programs say it: ``Map!C5``."""
    letters, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{sheet.name}!{letters}{row + 1}"
