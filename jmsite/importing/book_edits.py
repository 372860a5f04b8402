"""Changes that somebody made in the maps of our own workbooks: told by what stood in the cells, put into the rows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from jmsite.importing.book_rows import BookRows, Row
from jmsite.importing.draft import Remark
from jmsite.importing.ids import id_for
from jmsite.model.value import Value
from jmsite.model.value_stamps import ValueKey

FELT, WHOLE, OWN, BULLET = "emotion:", "stage:", "own:", "• "
FIELD_OF = {"touchpoints": "touchpoint", "fail": "fail_point", "evidence": "research"}
NAMED = {
    "touchpoints": "touchpoint", "channel": "channel", "systems": "system", "departments": "department",
    "metrics": "metric", "insights": "insight", "opportunities": "opportunity", "evidence": "research",
}  # fmt: skip
"""Lanes whose lines are titles, and of what."""
WORKED_OUT = ("time", "own")
"""Lanes whose words are made of values that only the sheet with all data has."""
_OF = re.compile(r"^(?P<text>.*) \((?P<who>[^()]+)\)$", re.DOTALL)
NOT_THERE = "it is not in the sheet with all data"
ARROW = " → "
LONG = 30_000
_SCORES = re.compile(r"\s*(?:→|->|>)\s*")


class MapCell(Value):
    """The content of a cell of a map now: of which map, of what, in which lane. ``place`` is its address."""

    map: str
    id: str
    lane: str
    text: str
    place: str


class NewStep(Value):
    """A column that stands in a map now, with nothing to say what it was: its stage, and the step it follows."""

    stage: str
    after: str
    title: str
    cells: tuple[MapCell, ...]


Origins = Mapping[tuple[str, str, str], Sequence[tuple[int, str]]]
"""Map, id and lane → the lines that stood there, each with its place among the values of the field."""


class BookEdits:
    """Puts changed cells into rows, and gathers remarks on each."""

    def __init__(self, rows: BookRows, origins: Origins, spot: str) -> None:
        self.rows, self.origins, self.spot = rows, origins, spot
        self.remarks: list[Remark] = []
        self.places: dict[ValueKey, str] = {}
        """The cells that said what values are now."""
        self._touched: set[tuple[str, str]] = set()

    def cell(self, cell: MapCell) -> None:
        """Put a cell into the rows, where it says something else than it did."""
        before = self.origins.get((cell.map, cell.id, cell.lane), ())
        now, then = lines_in(cell.text), [text for _, text in before]
        # a program may break lines or cut long cells by itself: that is no edit
        if _is_written(cell.text, then) or now == then:
            return
        if cell.lane in ("journey", "stage", "step"):
            self._title(cell, then)
        elif cell.lane.startswith(FELT):
            self._scores(cell, then)
        elif cell.lane.removeprefix(WHOLE).partition(":")[0] in WORKED_OUT:
            self._leave(cell, "this is worked out; change it in the sheet with all data")
        else:
            self._lines(cell, before, now)

    def new_step(self, step: NewStep) -> None:
        """Add a step that somebody has put between the others."""
        there = self.rows.steps_of(step.stage) if self.rows.has("stage", step.stage) else []
        if not there:
            told = f"the new column '{step.title}': add the step in the sheet with all data"
            self.remarks.append(Remark(did="left out", text=told, spot=self.spot))
            return
        id = f"{step.stage}/{id_for(step.title, 'step', {one.rpartition('/')[2] for one in there})}"
        self.rows.add_step(id, step.title, step.after)
        self._changed(f"the step '{step.title}' is new")
        for cell in step.cells:
            if cell.text:
                self.cell(MapCell(map=cell.map, id=id, lane=cell.lane, text=cell.text, place=cell.place))

    def gone_step(self, id: str, title: str) -> None:
        """Take a step away whose column is there no more."""
        if not self.rows.has("step", id):
            told = f"the column of '{title}' is gone; what it was of can be taken away in the sheet with all data"
            self.remarks.append(Remark(did="left out", text=told, spot=self.spot))
        else:
            self.rows.drop_entity("step", id)
            self._changed(f"the step '{title}' is there no more")

    def order(self, map: str, ids: Sequence[str]) -> None:
        """Put stages, and the steps of each, into the order in which a map has them now."""
        before = [id for of, id, lane in self.origins if of == map and lane == "step" and id in ids]
        stages = [list(dict.fromkeys(id.rpartition("/")[0] for id in some)) for some in (before, ids)]
        self._order("stage", stages[0], stages[1])
        self._order("step", before, [id for id in ids if id in before])

    def _order(self, kind: str, then: Sequence[str], now: Sequence[str]) -> None:
        """Put what each journey or stage is made of into the order in which it stands now."""
        for whole in dict.fromkeys(id.rpartition("/")[0] for id in then):
            was, is_ = ([id for id in some if id.rpartition("/")[0] == whole] for some in (then, now))
            if was != is_ and all(self.rows.has(kind, id) for id in was):
                self.rows.order(kind, is_)
                self._changed(f"the {kind}s of '{whole}' are in another order")

    def strayed(self, id: str, beside: str) -> None:
        """Tell of a column that stands among those of another stage."""
        to = beside.rpartition("/")[0]
        told = (
            f"the column of '{id}' stands in another stage: 'jmsite move {id} --to {to}' moves the step there"
        )
        self.remarks.append(Remark(did="left out", text=told, spot=self.spot))

    def _title(self, cell: MapCell, then: list[str]) -> None:
        text = " ".join(cell.text.split())
        kind, id = self._target(cell.id, cell.lane)
        if not kind or not text:
            self._leave(
                cell, "it is the name of nothing that is there" if text else "a title cannot be empty"
            )
            return
        self.rows.set_text(kind, id, "title", text)
        self.places[kind, id, "title"] = cell.place
        self._changed(f"'{' '.join(then)}' is called '{text}'", cell)

    def _scores(self, cell: MapCell, then: list[str]) -> None:
        (kind, id), persona = self._target(cell.id, "step"), cell.lane.removeprefix(FELT)
        numbers = _numbers(cell.text)
        if not kind or numbers is None:
            self._leave(cell, NOT_THERE if not kind else f"'{cell.text}' is no score")
            return
        old = _numbers(ARROW.join(then)) or []
        if numbers == old:
            return
        found = self._felt_by_each(cell, kind, id, persona)
        mine = [row for row in found if row.get("persona", "") == persona]
        if mine and len(mine) == len(old) and any(_number(row.get("score", "")) is None for row in mine):
            self._leave(cell, "a word or a metric gives the score; change it in the sheet with all data")
            return
        # as many scores as there were: each keeps what else it says, such as the research it rests on
        same = len(mine) == len(numbers)
        kept = [dict(row) for row in mine] if same else [{"persona": persona} for _ in numbers]
        kept = [{**row, "score": f"{number:.10g}"} for row, number in zip(kept, numbers, strict=True)]
        others = [row for row in found if row.get("persona", "") != persona]
        self.rows.put(kind, id, "emotion", [*others, *kept])
        self.places[kind, id, "emotion"] = cell.place
        self._changed(f"{ARROW.join(then) or 'no score'} is {cell.text or 'no score'}", cell)

    def _felt_by_each(self, cell: MapCell, kind: str, id: str, persona: str) -> list[Row]:
        """Return the scores of a step; where one persona feels otherwise from now on, those of each by itself."""
        found = self.rows.of(kind, id, "emotion")
        shared = [row for row in found if not row.get("persona")]
        if not persona or not shared:
            return found
        who = (lane.removeprefix(FELT) for of, one, lane in self.origins if (of, one) == (cell.map, cell.id))
        each = [lane for lane in who if self.rows.has("persona", lane)]
        return [_of_one(row, one) for one in dict.fromkeys([*each, persona]) for row in shared]

    def _target(self, id: str, lane: str) -> tuple[str, str]:
        """Return the kind and id of the rows that a cell is of; a stage that is one step has the lanes of both."""
        if self.rows.has(lane, id):
            return lane, id
        stage, _, last = id.rpartition("/")
        if lane == "step" and stage.rpartition("/")[2] == last and self.rows.has("stage", stage):
            return "stage", stage
        return "", id

    def _lines(self, cell: MapCell, before: Sequence[tuple[int, str]], now: list[str]) -> None:
        lane = cell.lane.removeprefix(WHOLE)
        field = FIELD_OF.get(lane, lane)
        kind, id = self._target(cell.id, "stage" if cell.lane.startswith(WHOLE) else "step")
        found = self.rows.of(kind, id, field) if kind else []
        if not kind or any(not 0 < place <= len(found) for place, _ in before):
            self._leave(cell, NOT_THERE)
            return
        if (id, field) in self._touched:
            self._leave(cell, "the same was changed in another map; change it in the sheet with all data")
            return
        self._touched.add((id, field))
        shown = {place for place, _ in before}
        # what is another persona's stands in another map, and stays where it is
        made = [(place, row) for place, row in enumerate(found, 1) if place not in shown]
        last = 0
        for same, lost, new in _pairs([lines_in(text) for _, text in before], [[line] for line in now]):
            rows = [(before[at][0], found[before[at][0] - 1]) for at in lost]
            old = [before[at][1] for at in lost]
            made += rows if same else self._replaced(cell, lane, last, rows, old, [now[at] for at in new])
            last = rows[-1][0] if rows else last
        self.rows.put(kind, id, field, [row for _, row in sorted(made, key=lambda one: one[0])])
        self.places[kind, id, field] = cell.place
        self._changed(f"'{'; '.join(now)}' in place of '{'; '.join(text for _, text in before)}'", cell)

    def _replaced(
        self, cell: MapCell, lane: str, last: int, rows: list[tuple[int, Row]], old: list[str], new: list[str]
    ) -> list[tuple[int, Row]]:
        """Return rows for lines that are new, each with its place, as far as it goes in place of what was there."""
        made: list[tuple[int, Row]] = []
        for at, line in enumerate(new):
            place, row = rows[at] if at < len(rows) else (rows[-1][0] if rows else last, {})
            if lane == "fail" and row.get("details"):
                self._leave(
                    cell, "more belongs to a fail point than its words; change it in the sheet with all data"
                )
                made.append((place, row))
            else:
                made.append((place, self._line(lane, dict(row), old[at] if at < len(old) else "", line)))
        return made

    def _line(self, lane: str, row: Row, old: str, line: str) -> Row:
        """Return a row with the words of a line: an id where it is the title of something, and whose it is."""
        if lane in NAMED:
            return {"text": self.rows.id_of(NAMED[lane], line) or line}
        was = _OF.match(old)
        said = _OF.match(line)
        if row.get("persona") and was and line.endswith(f" ({was['who']})"):
            return {**row, "text": line[: -len(was["who"]) - 3]}
        # what a text has always said in brackets is no persona
        new = said and not (was and was["who"] == said["who"])
        persona = self.rows.id_of("persona", said["who"]) if said and new else ""
        if persona and said:
            return {**row, "text": said["text"], "persona": persona}
        return {**{name: value for name, value in row.items() if name != "persona"}, "text": line}

    def _changed(self, text: str, cell: MapCell | None = None) -> None:
        self.remarks.append(Remark(did="changed", text=text, spot=cell.place if cell else self.spot))

    def _leave(self, cell: MapCell, why: str) -> None:
        self.remarks.append(Remark(did="left out", text=f"'{cell.text}': {why}", spot=cell.place))


def lines_in(text: str) -> list[str]:
    """Return the lines of a cell, without the points before them."""
    return [line for part in text.split("\n") if (line := part.strip().removeprefix(BULLET.strip()).strip())]


def _of_one(row: Row, persona: str) -> Row:
    """Return a score of everybody as that of one persona."""
    try:
        more = json.loads(row.get("details") or "{}")
    except ValueError:
        more = {}
    rest = (
        {name: value for name, value in more.items() if name != "persona"} if isinstance(more, dict) else {}
    )
    return {**row, "persona": persona, "details": json.dumps(rest, ensure_ascii=False) if rest else ""}


def _is_written(text: str, then: Sequence[str]) -> bool:
    """Return whether a cell says what was written into it; of what is longer than a cell can be, only the beginning."""
    whole = "\n".join(then if len(then) == 1 else (BULLET + line for line in then))
    return text == whole or (len(text) > LONG and whole.startswith(text))


def _pairs(before: list[list[str]], now: list[list[str]]) -> list[tuple[bool, range, range]]:
    """Return what is the same and what is not, in order: places in the lines before, and in those now."""
    one, other = ["\n".join(lines) for lines in before], ["\n".join(lines) for lines in now]
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [(tag == "equal", range(a, b), range(c, d)) for tag, a, b, c, d in codes]


def _numbers(text: str) -> list[float] | None:
    """Return the scores in a cell, in order; None where something in it is no number."""
    found = [_number(part) for part in _SCORES.split(text)] if text.strip() else []
    return None if None in found else [one for one in found if one is not None]


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
