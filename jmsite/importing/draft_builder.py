"""Build the draft of a stage, a step and a journey from what a file says of each, label by label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jmsite.importing.draft import (
    DraftEntry,
    DraftFeeling,
    DraftMoment,
    DraftPersona,
    DraftStage,
    Remark,
    ScaleEnds,
)
from jmsite.importing.durations import time_taken
from jmsite.importing.emotions import feelings_of
from jmsite.importing.labels import Words
from jmsite.model.value import replace

COMMAS = frozenset(("touchpoint", "channel", "research"))
"""The lanes whose entries are names, so that commas part them as well."""
_SEVERE = {"🔴": 3, "🟠": 2, "🟡": 2, "🟢": 1, "‼": 3, "❗": 3}
_MARKS = re.compile(r"^(?:[⚠❌✅✔✖✗✓💡⭐❗‼🔴🟠🟡🟢➕➖📌🔹🔸▪•☐☑✨💬]\ufe0f?\s*)+")
_NO_ENTRY = frozenset(
    (
        *("", "-", "–", "—", "−", "…", "n/a", "none", "nil", "keine", "aucun", "aucune"),
        *("ninguno", "ninguna", "nenhum", "nenhuma", "нет", "无", "無", "なし", "特になし"),
    )
)
"""Words that say that there is nothing."""
_QUOTED = re.compile(r"""^["“„«»「『'‘](.+)["”“»«」』'’]\.?$""", re.DOTALL)
_BREAKS = re.compile(r"<br\s*/?>|\n", re.IGNORECASE)
_BETWEEN = re.compile(r"[;；]\s*|\s*[•●▪◦‣]\s*|\s+·\s+")
_COMMA = re.compile(r"(?:,\s+|,(?=[^\d\s])|、|，)")
_STAR = re.compile(r"\s*(?:⭐|★|🌟)\ufe0f?\s*$")
_STRONG = re.compile(r"\*\*|__")


def parts_of(text: str, lane: str) -> list[str]:
    """Return the entries in a text: lines, parts between ``<br>``, bullets and semicolons; of names, between commas."""
    found = []
    for line in _BREAKS.split(text):
        bare = re.sub(r"^\s*(?:[-*•▪]|\d{1,2}[.)])\s+", "", line).strip()
        for part in _outside_brackets(_BETWEEN, bare):
            found += _outside_brackets(_COMMA, part) if lane in COMMAS else [part]
    return [part.strip() for part in found if part.strip().casefold() not in _NO_ENTRY]


def _outside_brackets(sign: re.Pattern[str], text: str) -> list[str]:
    """Return the parts of a text between signs that stand in no brackets and no quotation."""
    hidden = re.sub(
        r"[(（][^()（）]*[)）]|[\"“„«「][^\"”“»」]*[\"”»」]|`[^`]*`", lambda found: "\0" * len(found[0]), text
    )
    parts, at = [], 0
    for found in sign.finditer(hidden):
        parts.append(text[at : found.start()])
        at = found.end()
    return [*parts, text[at:]]


def entry_of(text: str, line: int = 0) -> DraftEntry:
    """Return an entry without the marks before it, whose colour says how severe it is."""
    mark = _MARKS.match(text)
    severity = next((_SEVERE[sign] for sign in text[: mark.end()] if sign in _SEVERE), None) if mark else None
    bare = text[mark.end() :].strip() if mark else text.strip()
    return DraftEntry(text=bare or text.strip(), line=line, severity=severity)


def unquoted(text: str) -> str:
    """Return words without the quotation marks around all of them."""
    found = _QUOTED.match(text.strip())
    return found[1] if found and not re.search(r"[\"“”„«»「」]", found[1]) else text.strip()


class DraftBuilder:
    """Everything that was read about one stage or step so far."""

    def __init__(self, title: str, line: int, words: Words, scale: ScaleEnds | None = None) -> None:
        self.truth = bool(_STAR.search(title))
        self.title = _STRONG.sub("", _STAR.sub("", title)).strip()
        self.line = line
        self.words, self.scale = words, scale
        self.lanes: dict[str, list[DraftEntry]] = {}
        self.feelings: list[DraftFeeling] = []
        self.duration = self.wait = self.goal = self.summary = ""
        self.personas: list[str] = []
        self.prose: list[str] = []
        self.remarks: list[Remark] = []

    def note(
        self, lane: str, text: str, line: int, unit: str = "", scale: ScaleEnds | None = None, label: str = ""
    ) -> None:
        """Take a text of a lane."""
        if lane == "emotion":
            for part in parts_of(text, "emotion") if "\n" in text or "<br" in text else [text]:
                self.feelings += feelings_of(part, self.words, scale or self.scale, line)
        elif lane in ("duration", "wait"):
            self._time(lane, text, line, unit, label)
        elif lane == "truth":
            self.truth = self.truth or text.strip() not in _NO_ENTRY
        else:
            for part in parts_of(text, lane):
                self.entry(lane, part, line)

    def entry(self, lane: str, text: str, line: int) -> None:
        """Take one entry of a lane, as it is."""
        words = unquoted(text) if lane == "quotes" else text
        self.lanes.setdefault(lane, []).append(entry_of(words, line))

    def below(self, lane: str, text: str) -> None:
        """Take what stands below the last entry of a lane as a part of it."""
        last = self.lanes[lane][-1]
        self.lanes[lane][-1] = replace(last, text=f"{last.text}\n- {text}")

    def say(self, text: str) -> None:
        """Take prose."""
        if text.strip():
            self.prose.append(text.strip())

    def _time(self, lane: str, text: str, line: int, unit: str, label: str) -> None:
        read = time_taken(text, unit)
        if text.strip() in _NO_ENTRY:
            return
        if read is None:
            self.say(f"{label or lane.capitalize()}: {text}")
            self.remarks.append(
                _changed(f"'{text}' says no duration that can be counted: kept as text", line)
            )
            return
        if lane == "wait":
            self.wait = read.wait or read.duration
        else:
            self.duration, self.wait = read.duration, read.wait or self.wait
        # the longer end of a range counts, as nobody is annoyed by what takes less; the author's words stay beside it
        if not read.exact:
            self.say(f"{label or lane.capitalize()}: {text}")
            self.remarks.append(
                _changed(f"'{text}' became {read.duration}, its longer end; the words are kept as text", line)
            )

    @property
    def bare(self) -> bool:
        """Return whether nothing has been said."""
        return not (self.lanes or self.feelings or self.duration or self.prose or self.truth)

    def moment(self) -> DraftMoment:
        """Return what was gathered, as a step."""
        return DraftMoment(title=self.title, line=self.line, **self._shared())

    def stage(self, steps: Sequence[DraftMoment] = (), skipped: bool = False) -> DraftStage:
        """Return what was gathered, as a stage."""
        return DraftStage(
            title=self.title,
            line=self.line,
            goal=self.goal,
            steps=tuple(steps),
            skipped=skipped,
            **self._shared(),
        )

    def _shared(self) -> dict[str, Any]:
        return {
            "lanes": {lane: tuple(entries) for lane, entries in self.lanes.items()},
            "feelings": tuple(self.feelings),
            "duration": self.duration,
            "wait": self.wait,
            "truth": self.truth,
            "prose": tuple(self.prose),
            "personas": tuple(self.personas),
            "summary": self.summary,
        }


def _changed(text: str, line: int) -> Remark:
    return Remark(did="changed", text=text, line=line)


def persona_of(text: str, line: int = 0) -> DraftPersona:
    """Return whom a line is about: a name in bold or before a full-width comma, and what more is said of them."""
    bold = re.match(r"\s*(?:\*\*|__)(.+?)(?:\*\*|__)\s*[,，:：–—-]?\s*(.*)$", text, re.DOTALL)
    if bold and bold[1].strip():
        return DraftPersona(title=bold[1].strip().rstrip(":："), line=line, summary=bold[2].strip())
    plain = _STRONG.sub("", text).strip()
    name, comma, rest = plain.partition("，")
    if comma and len(name) <= 12:
        return DraftPersona(title=name.strip(), line=line, summary=rest.strip())
    return DraftPersona(title=plain, line=line)
