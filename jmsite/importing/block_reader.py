"""Read the blocks of a stage or step into its builder: labels with entries, quotes, tables of two columns, prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jmsite.importing.blocks import TextBlock
from jmsite.importing.draft import Remark, ScaleEnds
from jmsite.importing.draft_builder import DraftBuilder
from jmsite.importing.emotions import scale_in
from jmsite.importing.labels import FRAME, Words
from jmsite.importing.sections import label_in

_ARROW = re.compile(r"\s*(?:-+>|=+>|→|➔|➜|⟶|⇒)\s*")
_QUOTATION = re.compile(r"^\s*[\"“„«「『]")
# what says that something is still to come is nothing that a map should show
_PLACEHOLDER = re.compile(
    r"^[_*(]*(?:to be (?:written|done|defined)|tbd|todo|wip|n/a|…|\.\.\.|coming soon|offen|folgt|à compléter|por hacer|"
    r"a definir|待补充|未定)[_*).…]*$",
    re.IGNORECASE,
)


class BlockReader:
    """Reads blocks in order into a builder, and remembers which label is open."""

    def __init__(self, builder: DraftBuilder, words: Words) -> None:
        self.builder, self.words = builder, words
        self.remarks: list[Remark] = []
        self.lane = ""
        self.scale: ScaleEnds | None = None
        self.fresh = False
        self.before = 0
        self.indent = 0
        self.paragraph: list[str] = []

    def read(self, blocks: Iterable[TextBlock]) -> None:
        """Read blocks."""
        for block in blocks:
            if block.kind != "text":
                self.flush()
            getattr(self, f"_{block.kind}")(block)
        self.flush()

    def flush(self) -> None:
        """End the paragraph that is open."""
        if self.paragraph:
            self.builder.say("\n".join(self.paragraph))
            self.paragraph = []

    def _text(self, block: TextBlock) -> None:
        label = label_in(block.text, self.words)
        if label and label[0] not in FRAME:
            self.flush()
            self._label(label, block.line)
        elif self.lane and self.fresh:
            self.builder.note(self.lane, block.text, block.line)
        elif _PLACEHOLDER.match(block.text):
            self.remarks.append(
                Remark(did="left out", text=f"'{block.text}' says that there is nothing yet", line=block.line)
            )
        elif len(_ARROW.split(block.text)) > 2:
            self._links([part for part in _ARROW.split(block.text) if part], block.line)
        else:
            self.lane = ""
            self.paragraph.append(block.text)

    def _label(self, label: tuple[str, str, str], line: int) -> None:
        lane, name, rest = label
        self.lane, self.fresh, self.indent = lane, not rest, 0
        self.scale = scale_in(name) if lane == "emotion" else None
        self.before = len(self.builder.lanes.get(lane, ()))
        if not rest:
            return
        if lane == "emotion" and len(_ARROW.split(rest)) > 2:
            text = f"{name}: {rest} is a curve of its own; the feelings of stages and steps are taken"
            self.remarks.append(Remark(did="left out", text=text, line=line))
            return
        self.builder.note(lane, rest, line, label=name, scale=self.scale)

    def _item(self, block: TextBlock) -> None:
        label = label_in(block.text, self.words)
        if label and label[0] not in FRAME and (label[2] or not self.lane):
            self._label(label, block.line)
            self.indent = block.level
            return
        if not self.lane:
            mark = f"{block.number}." if block.number is not None else "-"
            self._line_of_list(f"{' ' * block.level}{mark} {block.text}")
            return
        entries = self.builder.lanes.get(self.lane, [])
        # further in than its entry: it goes on with it
        if entries and block.level >= self.indent + 2 and not self.fresh_list(block):
            self.builder.below(self.lane, block.text)
            return
        self.indent, self.fresh = block.level, False
        if self.lane in ("emotion", "duration", "wait", "truth"):
            self.builder.note(self.lane, block.text, block.line, scale=self.scale)
        else:
            for part in self.parts(block.text):
                self.builder.entry(self.lane, part, block.line)

    def parts(self, text: str) -> Sequence[str]:
        """Return what an item says: itself, as one entry; the items of a list are parted already."""
        return () if text.strip() in ("-", "–", "—") else (text,)

    def fresh_list(self, block: TextBlock) -> bool:
        """Return whether an item begins the list of its label, however far it is indented."""
        if self.fresh:
            self.indent, self.fresh = block.level, False
            return True
        return False

    def _line_of_list(self, line: str) -> None:
        prose = self.builder.prose
        if prose and re.match(r"\s*(?:-|\d+\.) ", prose[-1].split("\n")[-1]):
            prose[-1] = f"{prose[-1]}\n{line}"
        else:
            self.builder.prose.append(line)

    def _quote(self, block: TextBlock) -> None:
        if self.lane == "quotes" or _QUOTATION.match(block.text):
            self.builder.entry("quotes", block.text, block.line)
            return
        self.lane = ""
        if block.text:
            self.builder.say(f"> {block.text}")
            kept = f"'{block.text[:80]}' is kept as text of '{self.builder.title}'"
            text = f"{kept}; it may be a future state, or opportunities"
            if self._later(block.text):
                self.remarks.append(Remark(did="changed", text=text, line=block.line))

    def _later(self, text: str) -> bool:
        return self.words.is_kind(text, "future")

    def _table(self, block: TextBlock) -> None:
        rows = record_rows(block, self.words)
        if not rows:
            self.builder.say("\n".join(_table_again(block.rows)))
            return
        self.lane = ""
        for name, value, line in rows:
            lane = self.words.lane(name)
            if lane and lane not in FRAME:
                self.builder.note(lane, value, line, label=name)
            elif value.strip():
                self.builder.say(f"{name.strip('*_ ')}: {value}")
                text = f"'{name.strip('*_ ')}' is no lane: kept as text of '{self.builder.title}'"
                self.remarks.append(Remark(did="changed", text=text, line=line))

    def _chain(self, block: TextBlock) -> None:
        for text, line in block.items:
            self._links([part for part in _ARROW.split(text) if part], line)

    def _links(self, parts: Sequence[str], line: int) -> None:
        for part in parts:
            self.builder.entry("doing", self.words.without_kind(part, "step"), line)

    def _code(self, block: TextBlock) -> None:
        named = f"a block of code ({block.language})" if block.language else "a block of code"
        if block.language == "mermaid":
            named = f"a Mermaid {block.text.split()[0] if block.text.split() else 'diagram'}"
        self.remarks.append(Remark(did="left out", text=f"{named}, which is no map", line=block.line))

    def _comment(self, block: TextBlock) -> None:
        if block.text:
            self.remarks.append(
                Remark(did="left out", text=f"the comment '{block.text[:120]}'", line=block.line)
            )

    def _image(self, block: TextBlock) -> None:
        self.remarks.append(
            Remark(did="left out", text=f"the picture {block.text}, which is another file", line=block.line)
        )

    def _rule(self, _block: TextBlock) -> None:
        self.lane = ""

    def _blank(self, _block: TextBlock) -> None:
        if self.lane and self.builder.lanes.get(self.lane) and not self.fresh:
            return
        # what an earlier label of the same lane said is no sign that this one has said something
        if self.lane and self.fresh and len(self.builder.lanes.get(self.lane, ())) > self.before:
            self.lane = ""

    def _bold(self, block: TextBlock) -> None:
        self.lane = ""
        self.builder.say(f"**{block.text}**")

    def _heading(self, block: TextBlock) -> None:
        self._bold(block)


def record_rows(block: TextBlock, words: Words) -> list[tuple[str, str, int]]:
    """Return name, value and line of a table that says one thing of a stage in each row; none where it does not."""
    rows = [
        (row[0], row[1], block.line + (at + 1 if at else 0))
        for at, row in enumerate(block.rows)
        if len(row) == 2
    ]
    known = [row for row in rows if words.lane(row[0])]
    # half of the names at least, but for a header: a table of two columns may be about anything
    if len(rows) != len(block.rows) or len(known) < 2 or 2 * len(known) < len(rows) - 1:
        return []
    return rows if words.lane(rows[0][0]) else rows[1:]


def _table_again(rows: Sequence[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]] if lines else []
