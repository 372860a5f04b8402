"""Steps and stages that stand in another order in a file that we exported, as edits of the site that it came from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jmsite.importing.draft import Remark
from jmsite.importing.edited_rows import ITSELF, FoundEdits, SpottedEdit
from jmsite.importing.own_rows import OwnRows
from jmsite.model.site_edits import SiteEdit

ORDER = "order"
"""The name of the order of entries, in place of a field that a move changes."""
MOVED = ("stage", "step")


def moves_in(
    file: OwnRows, first: Iterable[Mapping[str, str]], now: Iterable[Mapping[str, str]], journey: str = ""
) -> FoundEdits:
    """Return what stands elsewhere in a file than on the site as it is ``now``, where everything else that was edited
    is made already. ``first`` are the rows of the site before that; ``journey`` takes those of one journey only.
    """
    edits: list[SpottedEdit] = []
    remarks: list[Remark] = []
    stamped = first if file.stamps is None else ({"kind": key[0], "id": key[1]} for key in file.stamps)
    wanted, was, here, there = _held(file.rows), _held(stamped), _held(first), _held(now)
    for (kind, holder), ids in wanted.items():
        if journey and holder.partition("/")[0] != journey:
            continue
        meant = [id for id in ids if id in there.get((kind, holder), ())]
        stands = [id for id in there.get((kind, holder), ()) if id in meant]
        exported = [id for id in was.get((kind, holder), ()) if id in meant]
        if meant == stands or [id for id in meant if id in exported] == exported:
            continue
        if [id for id in here.get((kind, holder), ()) if id in exported] != exported:
            told = (
                f"the order of the {kind}s of '{holder}': it was changed on the site as well since the export"
            )
            remarks.append(Remark(did="left out", text=told))
            continue
        edits += _moves(file, kind, meant, stands)
    return FoundEdits(edits=tuple(edits), remarks=tuple(remarks))


def _held(rows: Iterable[Mapping[str, str]]) -> dict[tuple[str, str], list[str]]:
    """Return the ids of steps by their stage, and of stages by their journey, in order."""
    found: dict[tuple[str, str], list[str]] = {}
    ids = dict.fromkeys((row.get("kind", ""), row.get("id", "")) for row in rows)
    for kind, id in ids:
        if kind in MOVED:
            found.setdefault((kind, id.rpartition("/")[0]), []).append(id)
    return found


def _moves(file: OwnRows, kind: str, meant: Sequence[str], stands: Sequence[str]) -> Iterator[SpottedEdit]:
    """Yield as few moves as make one order of another."""
    stay = _longest([stands.index(id) for id in meant])
    kept = {stands[at] for at in stay}
    for at, id in enumerate(meant):
        if id not in kept:
            goal = {"after": f"{kind}:{meant[at - 1]}"} if at else {"before": f"{kind}:{stands[stay[0]]}"}
            spot = file.spots.get((kind, id, ITSELF), "")
            edit = SiteEdit(op="move", at=f"{kind}:{id}", **goal)
            yield SpottedEdit(edit=edit, key=(kind, id, ORDER), spot=spot)


def _longest(numbers: Sequence[int]) -> list[int]:
    """Return the longest part of a row of numbers that rises, with gaps."""
    ends: list[int] = []
    rows: list[list[int]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        row = [*(rows[at - 1] if at else ()), number]
        ends[at : at + 1], rows[at : at + 1] = [number], [row]
    return rows[-1] if rows else []
