"""The rows of our own workbooks while they are changed: found by entity and field, and exchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, str]


class BookRows:
    """Rows in order, as mappings of their columns."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self.rows: list[Row] = [dict(row) for row in rows]
        self._titles = {
            (row["kind"], row.get("title", "")): row["id"]
            for row in reversed(self.rows)
            if not row.get("field")
        }

    def has(self, kind: str, id: str) -> bool:
        """Return whether there is an entity."""
        return any(row["kind"] == kind and row["id"] == id for row in self.rows)

    def id_of(self, kind: str, title: str) -> str:
        """Return the id of what has a title, or ""."""
        return self._titles.get((kind, title), "")

    def steps_of(self, stage: str) -> list[str]:
        """Return the ids of the steps of a stage, in order."""
        found = (row["id"] for row in self.rows if row["kind"] == "step")
        return list(dict.fromkeys(id for id in found if id.rpartition("/")[0] == stage))

    def of(self, kind: str, id: str, field: str) -> list[Row]:
        """Return the values of a field, in order."""
        found = [row for row in self.rows if (row["kind"], row["id"], row.get("field")) == (kind, id, field)]
        return [{name: row.get(name, "") for name in VALUE} for row in found]

    def put(self, kind: str, id: str, field: str, values: Sequence[Mapping[str, str]]) -> None:
        """Exchange the values of a list."""
        at, title = self._place(kind, id, field)
        made: list[Row] = [
            {"kind": kind, "id": id, "title": title, "field": field, "number": str(number), **value}
            for number, value in enumerate(values, 1)
        ]
        self.rows[at:at] = made

    def set_text(self, kind: str, id: str, field: str, text: str) -> None:
        """Exchange the one value of a field."""
        at, title = self._place(kind, id, field)
        self.rows.insert(at, {"kind": kind, "id": id, "title": title, "field": field, "text": text})

    def add_step(self, id: str, title: str, after: str) -> None:
        """Add a step behind another one, or as the first of its stage."""
        stage = id.rpartition("/")[0]
        behind = [
            at
            for at, row in enumerate(self.rows)
            if row["id"] == (after or stage) and row["kind"] in ("step", "stage")
        ]
        head: Row = {"kind": "step", "id": id, "title": title, "field": ""}
        at = behind[-1] + 1
        self.rows[at:at] = [head, {**head, "field": "title", "text": title}]

    def drop_entity(self, kind: str, id: str) -> None:
        """Take everything of an entity away."""
        self.rows = [row for row in self.rows if (row["kind"], row["id"]) != (kind, id)]

    def order(self, kind: str, ids: Sequence[str]) -> None:
        """Let entities of one kind, with what is part of them, stand in this order where they stood together."""
        parts = {id: self._with_parts(kind, id) for id in ids}
        places = sorted(at for some in parts.values() for at in some)
        rows = [self.rows[at] for some in parts.values() for at in some]
        for at, row in zip(places, rows, strict=True):
            self.rows[at] = row

    def _with_parts(self, kind: str, id: str) -> list[int]:
        """Return where the rows of an entity are, and of the variants and steps in it."""
        return [
            at
            for at, row in enumerate(self.rows)
            if (row["kind"], row["id"]) == (kind, id) or (kind == "stage" and row["id"].startswith(f"{id}/"))
        ]

    def _place(self, kind: str, id: str, field: str) -> tuple[int, str]:
        """Take the values of a field away, and return where they stood, or where a new field stands."""
        own = [at for at, row in enumerate(self.rows) if (row["kind"], row["id"]) == (kind, id)]
        mine = [at for at in own if self.rows[at].get("field") == field]
        title = self.rows[own[0]].get("title", "")
        self.rows = [row for at, row in enumerate(self.rows) if at not in set(mine)]
        return (mine[0] if mine else own[-1] + 1), title


VALUE = ("text", "persona", "score", "severity", "details")
"""The columns of a value."""
