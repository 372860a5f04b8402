"""Read what a text says of a journey as a whole: its title, whose it is, and what stands beside its stages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from jmsite.formats.yaml import reader
from jmsite.importing.blocks import TextBlock, front_matter
from jmsite.importing.draft import DraftJourney, DraftPersona, DraftStage, Remark, ScaleEnds
from jmsite.importing.draft_builder import persona_of
from jmsite.importing.emotions import scale_in
from jmsite.importing.grids import grid_of_table
from jmsite.importing.labels import Words, plain_label
from jmsite.importing.sections import Section, label_in
from jmsite.importing.table_shapes import long_shape, wide_shape
from jmsite.model.value import replace

_GENERIC = frozenset(
    [
        "user journey",
        "customer journey",
        "journey",
        "user journey map",
        "customer journey map",
        "journey map",
        "user journeys",
        "путь клиента",
        "jornada",
        "jornada do cliente",
        "parcours client",
        "parcours utilisateur",
        "kundenreise",
        "用户旅程",
        "用户旅程图",
        "カスタマージャーニー",
        "カスタマージャーニーマップ",
        "journeys",
        "the journey",
        "map",
        "overview",
        "customer journeys",
    ]
)
_JOURNEY = re.compile(
    r"^\W*(?:user |customer |client )?(?:journey(?: map)?|путь (?:клиента|пользователя)|"
    r"jornada(?: do (?:cliente|usuário))?|parcours(?: client| utilisateur)?|kundenreise|nutzerreise|cjm|"
    r"(?:recorrido|viaje)(?: del (?:cliente|usuario))?|"
    r"mapa d[eo] (?:experiencia|jornada|viaje)(?: d[eo]l? (?:cliente|usuario))?|"
    r"رحلة (?:العميل|المستخدم)|カスタマージャーニー(?:マップ)?|ユーザージャーニー|"
    r"scenario|сценарий|szenario|用户旅程(?:图)?|旅程|场景)"
    r"(?:\s+(?:\d+|[A-ZА-Я]))?\s*[:：—–|-]\s*",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|`")
_NAMED = re.compile(r"^(?P<name>[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w'’-]+)?), \S.*\s.*$")
_IN_BRACKETS = re.compile(r"^(.*\S)\s*[(（]([^()（）]+)[)）]\s*$")
_FRAMED = ("persona", "scenario", "trigger", "outcome", "needs", "title")
_STATUS = frozenset(("draft", "in-review", "published", "retired"))
_ABOUT_EMOTION = re.compile(
    r"emotion|feeling|mood|stimmung|gefühl|émotion|emoci|emoção|эмоци|情绪|感情", re.IGNORECASE
)


def bare_title(title: str) -> str:
    """Return a title without emphasis and blanks around it."""
    return _EMPHASIS.sub("", title).strip()


def journey_title(title: str) -> str:
    """Return a title without the words that only say that it is a journey; empty where it says nothing else."""
    bare = bare_title(title)
    if plain_label(bare, brackets=True) in _GENERIC:
        return ""
    return _JOURNEY.sub("", bare).strip() or bare


class JourneyIntro:
    """Everything above and beside the stages of a journey."""

    def __init__(
        self,
        text: str,
        parent: Section,
        taken: Iterable[Section],
        words: Words,
        name: str,
        near: bool = True,
        tables: Sequence[TextBlock] = (),
    ) -> None:
        self.words, self.name, self.parent, self.tables = words, name, parent, tables
        self.said: dict[str, str] = {}
        self.personas: list[DraftPersona] = []
        self.prose: list[str] = []
        self.remarks: list[Remark] = []
        self.truths: list[str] = []
        self.scale: ScaleEnds | None = None
        chain = [parent, *parent.above()]
        for section in reversed(chain):
            self._blocks(section.blocks)
        maps = {id(one) for section in (*taken, parent) for one in (section, *section.above())}
        for section in (one for top in chain for one in top.children):
            if id(section) not in maps:
                self._beside(section)
        self._front(text)
        # the heading of a table says which of several maps it is; of one, the heading of all says what it is about
        named = chain if near else [*reversed(chain[:-1])]
        self.title = self._title([one for one in named if not _is_state(one.title, words)])

    def _title(self, chain: Iterable[Section]) -> str:
        for section in chain:
            title = journey_title(section.title)
            if title:
                found = _IN_BRACKETS.match(title)
                # "User journey: Renting a bike (Anna)": what stands in brackets is whose it is
                if found and _JOURNEY.match(section.title) and not self.personas:
                    self.personas.append(DraftPersona(title=found[2].strip(), line=section.line))
                    return found[1]
                if not self.personas and _NAMED.match(title) and _JOURNEY.match(section.title):
                    self.personas.append(DraftPersona(title=title, line=section.line))
                    self.remarks.append(
                        _changed(f"'{title}' is taken as the persona too, since none is named", section.line)
                    )
                return title
        if "title" not in self.said:
            text = f"the journey has no title in the file: it is called '{self.name}'"
            self.remarks.append(Remark(did="changed", text=text))
        return self.said.get("title") or self.name

    def _blocks(self, blocks: Sequence[TextBlock]) -> None:
        open_lane = ""
        for block in blocks:
            if block.kind in ("text", "item", "quote", "bold"):
                open_lane = self._line(block, open_lane)
            elif block.kind == "comment":
                self.remarks.append(_left(f"the comment '{block.text[:120]}'", block.line))
            elif block.kind == "image":
                self.remarks.append(_left(f"the picture {block.text}, which is another file", block.line))
            elif block.kind == "code":
                what = (
                    f"Mermaid {block.text.split()[0]}"
                    if block.language == "mermaid" and block.text.split()
                    else "code"
                )
                self.remarks.append(_left(f"a block of {what}, which is no map", block.line))
            elif block.kind == "table" and not self._is_map(block) and not self._frames(block):
                self.remarks.append(
                    _left(f"a table beside the map ({', '.join(filter(None, block.rows[0]))})", block.line)
                )

    def _is_map(self, block: TextBlock) -> bool:
        """Return whether a table is a map itself."""
        grid = grid_of_table(block)
        taken = any(block is table for table in self.tables)
        return taken or bool(long_shape(grid, self.words) or wide_shape(grid, self.words))

    def _frames(self, block: TextBlock) -> bool:
        """Take a table of labels with their values, or of lines with labels; return whether it was one."""
        lines = [": ".join(filter(None, row)) for row in block.rows if any(row)]
        found = [label_in(bare_title(line), self.words) for line in lines]
        if not all(label and label[0] in _FRAMED and label[2] for label in found):
            return False
        for label in filter(None, found):
            self._frame(label[0], label[2], block.line)
        return True

    def _line(self, block: TextBlock, open_lane: str) -> str:
        """Take a line above the stages; return the label that is open after it."""
        label = label_in(block.text, self.words)
        if label and label[0] in _FRAMED:
            if label[2]:
                self._frame(label[0], label[2], block.line)
                return ""
            return label[0]
        if open_lane:
            self._frame(open_lane, block.text, block.line)
            return open_lane if block.kind == "item" else ""
        if _ABOUT_EMOTION.search(block.text) and (scale := _scale_told(block.text)):
            self.scale = scale
        if block.text.strip():
            mark = "- " if block.kind == "item" else ""
            self.prose.append(f"{mark}{block.text}")
            self.remarks.append(_changed(f"'{block.text[:100]}' is kept as text of the journey", block.line))
        return ""

    def _frame(self, lane: str, text: str, line: int) -> None:
        if lane == "persona":
            self.personas.append(persona_of(text, line))
        elif lane == "needs":
            self.said.setdefault("outcome", text)
            self.remarks.append(
                _changed(f"the goal '{text[:80]}' is written as the outcome of the journey", line)
            )
        else:
            self.said[lane] = text

    def _beside(self, section: Section) -> None:
        lane = self.words.lane(section.title)
        lines = [block for block in section.blocks if block.kind in ("text", "item", "quote", "bold")]
        if lane == "persona" and lines:
            self._persona_section(lines)
        elif lane == "truth":
            self.truths += [block.text for block in lines]
        elif lane in ("scenario", "trigger", "outcome") and lines:
            self._frame(lane, " ".join(block.text for block in lines), section.line)
        else:
            self.remarks.append(_left(f"'{bare_title(section.title)}', which is no stage", section.line))

    def _persona_section(self, lines: Sequence[TextBlock]) -> None:
        named = next((at for at, block in enumerate(lines) if self._name(block.text)), 0)
        first = persona_of(self._name(lines[named].text) or lines[named].text, lines[named].line)
        rest = " ".join(bare_title(block.text) for at, block in enumerate(lines) if at != named)
        summary = " ".join(filter(None, (first.summary, rest)))
        self.personas.append(replace(first, summary=summary))

    def _name(self, text: str) -> str:
        """Return the name in `**Name:** Tomasz`; "" where a line says none."""
        label, colon, rest = bare_title(text).replace("：", ":").partition(":")
        return rest.strip() if colon and self.words.is_name(label) else ""

    def _front(self, text: str) -> None:
        yaml, _ = front_matter(text.replace("\r\n", "\n"))
        fields: Any = reader.load(yaml, "front matter").value.value if yaml else None
        if not isinstance(fields, dict):
            return
        left = []
        for key, value in fields.items():
            if key == "status" and value in _STATUS:
                self.said["status"] = value
            elif key in ("title", "outcome", "trigger", "scenario") and isinstance(value, str):
                self.said.setdefault(key, value)
            else:
                left.append(str(key))
        if left:
            self.remarks.append(_left(f"{', '.join(left)} of the front matter", 1))

    def journey(self, stages: Sequence[DraftStage]) -> DraftJourney:
        """Return the journey with its stages."""
        return DraftJourney(
            title=self.title, line=self.parent.line, personas=tuple(dict.fromkeys(one.title for one in self.personas)),
            scenario=self.said.get("scenario", ""), trigger=self.said.get("trigger", ""),
            outcome=self.said.get("outcome", ""), status=self.said.get("status", ""),
            stages=tuple(stages), prose=tuple(self.prose),
        )  # fmt: skip


def _is_state(title: str, words: Words) -> bool:
    return words.is_kind(title, "current") or words.is_kind(title, "future")


def _scale_told(text: str) -> ScaleEnds | None:
    """Return the scale of a sentence: `Emotions from 1 (bad) to 5 (good).`"""
    bare = re.sub(r"[(（][^()（）\d]*[)）]", "", text)
    return scale_in(bare) if re.search(r"\d", bare) else None


def _left(text: str, line: int) -> Remark:
    return Remark(did="left out", text=text, line=line)


def _changed(text: str, line: int) -> Remark:
    return Remark(did="changed", text=text, line=line)
