"""Lucidchart's CSV: a row per shape and per line, with columns of the team's own behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jmsite.importing.draft import DraftEntry, DraftFeeling, DraftJourney, DraftMap, NoJourneyError, Remark
from jmsite.importing.draft_builder import DraftBuilder
from jmsite.importing.emotions import with_scales
from jmsite.importing.flows import FlowEdge, FlowShape, connected_shapes, stages_of
from jmsite.importing.grids import CellGrid
from jmsite.importing.labels import FRAME, Words
from jmsite.model.value import replace

HEADER = ("Id", "Name", "Shape Library", "Page ID", "Line Source", "Line Destination")
_KNOWN = frozenset(
    ("Id", "Name", "Shape Library", "Page ID", "Contained By", "Group", "Line Source", "Line Destination",
     "Source Arrow", "Destination Arrow", "Status", "Comments")
)  # fmt: skip
_NO_STEPS = frozenset(("Document", "Page", "Line", "Note", "Text", "Swim Lane", "Sticky Note", "Image"))
SOUGHT = f"the columns of Lucidchart ({', '.join(HEADER)}) and shapes joined by lines"
Row = Mapping[str, str]


def read_lucid(grid: CellGrid, words: Words, name: str) -> DraftMap:
    """Return the journeys of a document of Lucidchart, one a page. Raises ``NoJourneyError``."""
    if not grid.rows or not set(HEADER) <= set(grid.rows[0]):
        raise NoJourneyError("the header is not Lucidchart's", SOUGHT)
    header = grid.rows[0]
    rows = [
        ({**dict(zip(header, row, strict=True)), "line": str(line)})
        for row, line in zip(grid.rows[1:], grid.lines[1:], strict=True)
    ]
    title = next(
        (row["Text Area 1"] for row in rows if row["Name"] == "Document" and row.get("Text Area 1")), name
    )
    pages = {row["Id"]: row.get("Text Area 1") or row["Id"] for row in rows if row["Name"] == "Page"}
    own = {
        cell: words.lane(cell) for cell in header if cell not in _KNOWN and not cell.startswith("Text Area")
    }
    journeys: list[DraftJourney] = []
    remarks: list[Remark] = []
    for page, called in pages.items():
        on_page = [row for row in rows if row["Page ID"] == page]
        journey, said = _page(on_page, title if len(journeys) == 0 else f"{title}: {called}", own, words)
        remarks += said
        if journey is None:
            remarks.append(Remark(did="left out", text=f"the page '{called}', on which no lines join shapes"))
        else:
            journeys.append(journey)
    if not journeys:
        raise NoJourneyError("no page has three shapes joined by lines", SOUGHT)
    return DraftMap(format="lucidchart", journeys=tuple(journeys), remarks=tuple(remarks))


def _page(
    rows: Sequence[Row], title: str, own: Mapping[str, str], words: Words
) -> tuple[DraftJourney | None, list[Remark]]:
    edges, remarks = _edges(rows)
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    shapes = [_shape(row, own, words) for row in rows if row["Name"] not in _NO_STEPS and row["Id"] in ends]
    order = connected_shapes(shapes, edges)
    for row in rows:
        remarks += _beside(row, ends)
    if len(order) < 3:
        return None, remarks
    scaled = with_scales([shape.feelings for shape in order])
    order = [replace(shape, feelings=feelings) for shape, feelings in zip(order, scaled, strict=True)]
    return DraftJourney(
        title=title, line=int(rows[0]["line"]), stages=tuple(stages_of(order, edges, title))
    ), remarks


def _edges(rows: Sequence[Row]) -> tuple[list[FlowEdge], list[Remark]]:
    found, remarks = [], []
    for row in rows:
        if row["Name"] != "Line":
            continue
        source, target = row["Line Source"], row["Line Destination"]
        if not source or not target:
            text = f"the line '{row.get('Text Area 1') or row['Id']}', which has no end"
            remarks.append(Remark(did="left out", text=text, line=int(row["line"])))
        elif row.get("Source Arrow", "None") not in ("", "None") and row.get("Destination Arrow") in (
            "",
            "None",
        ):
            found.append(FlowEdge(source=target, target=source, text=row.get("Text Area 1", "")))
        else:
            found.append(FlowEdge(source=source, target=target, text=row.get("Text Area 1", "")))
    return found, remarks


def _shape(row: Row, own: Mapping[str, str], words: Words) -> FlowShape:
    line = int(row["line"])
    lanes: dict[str, tuple[DraftEntry, ...]] = {}
    feelings: tuple[DraftFeeling, ...] = ()
    for column, lane in own.items():
        builder = DraftBuilder("", line, words)
        if lane and lane not in FRAME and row[column]:
            builder.note(lane, row[column], line)
        lanes |= {each: tuple(some) for each, some in builder.lanes.items()}
        feelings += tuple(builder.feelings)
    text = " ".join(row.get("Text Area 1", "").split())
    return FlowShape(
        id=row["Id"], text=text, line=line, decision=row["Name"] == "Decision", lanes=lanes, feelings=feelings
    )


def _beside(row: Row, ends: set[str]) -> list[Remark]:
    line = int(row["line"])
    text = " ".join(row.get("Text Area 1", "").split())
    found = []
    if row["Name"] == "Swim Lane":
        names = ", ".join(
            value for key, value in row.items() if key.startswith("Text Area") and value and value != text
        )
        found.append(
            Remark(
                did="left out",
                text=f"the lanes {names}: which shape lies in which the file does not say",
                line=line,
            )
        )
    elif row["Name"] in ("Note", "Text", "Sticky Note") or (
        row["Name"] not in _NO_STEPS and row["Id"] not in ends
    ):
        found.append(
            Remark(did="left out", text=f"'{text}' ({row['Name'].lower()}), which no line joins", line=line)
        )
    if row.get("Comments"):
        found.append(
            Remark(did="left out", text=f"a comment on '{text}', with the name of a person", line=line)
        )
    return found
