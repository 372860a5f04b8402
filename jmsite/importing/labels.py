"""Tell by the words of a label which lane it names, in any of the languages of ``words.yaml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jmsite.formats.yaml import reader
from jmsite.model.value import Value
from jmsite.resources import import_words

CUSTOMER = frozenset(
    [
        "touchpoint",
        "channel",
        "thinking",
        "quotes",
        "emotion",
        "pains",
        "gains",
        "needs",
        "expectations",
        "opportunities",
        "truth",
    ]
)
"""The lanes that are about the customer: two of them make a map, what is only done or owned makes none."""
FRAME = frozenset(
    ["phase", "stage", "step", "persona", "scenario", "trigger", "outcome", "title", "number", "private"]
)
"""The names in the table that are no lanes."""
LONGEST = 48
"""Signs that a label has at most: what is longer is a sentence."""
_BRACKETS = re.compile(r"\s*[(（\[［][^()（）\[\]［］]*[)）\]］]\s*$")
_ENDS = ":： ?？"
_LEAD = re.compile(r"^(?:\d{1,2}\s*\\?[.)、．]\s*|[#>*•\-–—]+\s+)+")
_MARKS = re.compile(r"\*\*|__|[*_`~]")
_PERCENT = re.compile(r"\s*(?:\b(?:in|en|em)\s+)?[%％]$")
# a column may be two lanes in one: "Thoughts & feelings"
_JOINTS = re.compile(r"\s*(?:/|／|&|\+|,|、|・|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|和|与)\s*")


class Words(Value):
    """The table of words: what each names, the forms with ``*``, and the words of feelings with their sign."""

    names: Mapping[str, str]
    forms: tuple[tuple[re.Pattern[str], str], ...]
    kinds: Mapping[str, tuple[str, ...]]
    strangers: frozenset[str]
    weak: frozenset[str]
    feelings: Mapping[str, int]
    staff: frozenset[str]
    systems: frozenset[str]

    def lane(self, label: str) -> str:
        """Return what a label names, ``pains`` for `⚠️ **Pain points** (open):`; empty where it names nothing."""
        words = plain_label(label)
        if not words or len(words) > LONGEST:
            return ""
        words = _PERCENT.sub("", words)
        return self._named(words) or self._named(_JOINTS.split(words)[0])

    def _named(self, words: str) -> str:
        return self.names.get(words) or next((name for form, name in self.forms if form.fullmatch(words)), "")

    def strange(self, labels: Iterable[str]) -> list[str]:
        """Return the labels that stand in other documents than maps."""
        return [label for label in labels if plain_label(label) in self.strangers]

    def are_weak(self, labels: Iterable[str]) -> bool:
        """Return whether all labels about the customer are words that other documents have as often as maps."""
        said = [label for label in labels if self.lane(label) in CUSTOMER]
        return all(plain_label(label) in self.weak for label in said)

    def sign(self, words: str) -> int | None:
        """Return what words of feeling say, -1, 0 or 1; None where they are not known. The last known word counts."""
        plain = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
        if plain in self.feelings:
            return self.feelings[plain]
        known = [
            self.feelings[word]
            for word in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", plain)
            if word in self.feelings
        ]
        return known[-1] if known else None

    def is_kind(self, heading: str, kind: str) -> bool:
        """Return whether a heading begins with a word of a kind: `Stage 1: Find out` is a ``stage``."""
        return bool(self._kind(kind).match(plain_label(heading, brackets=True)))

    def is_name(self, label: str) -> bool:
        """Return whether a label is no more than the word for what something, or somebody, is called."""
        return plain_label(label) in self.kinds["name"]

    def without_kind(self, heading: str, *kinds: str) -> str:
        """Return a heading without the word and number that only say what it is."""
        for kind in kinds:
            found = self._kind(kind).match(plain_label(heading, brackets=True))
            if found:
                return _rest_of(heading, self.kinds[kind])
        return heading

    def _kind(self, kind: str) -> re.Pattern[str]:
        return _kind_pattern(self.kinds[kind])


@cache
def _kind_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    some = "|".join(
        # the longest first: of "pain points" the alternative "pain" would take a part
        re.escape(word).replace(r"\*", r"\w{1,2}")
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?:{some})(?!\w)|(?:{'|'.join(re.escape(w) for w in words if not w.isascii())})")


def _rest_of(heading: str, words: Iterable[str]) -> str:
    some = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    rest = re.sub(
        rf"^\W*(?:{some})(?:\s*(?:no\.?|nr\.?|№|#)?\s*(?:\d+(?:\.\d+)*|[A-ZА-Я]|[ivxIVX]+|[一二三四五六七八九十]+)\b)?\s*[:：.)—–|-]+\s*",
        "", heading, count=1, flags=re.IGNORECASE,
    )  # fmt: skip
    return rest if rest.strip() else heading


def plain_label(label: str, brackets: bool = False) -> str:
    """Return a label without marks, emoji, numbers before it, brackets, colon and question mark, in small letters."""
    words = unicodedata.normalize("NFKC", _MARKS.sub("", label))
    words = "".join(
        sign for sign in words if unicodedata.category(sign) not in ("So", "Sk", "Mn", "Cf", "Cs")
    )
    words = _LEAD.sub("", words.strip()).strip().rstrip(_ENDS).strip()
    if not brackets:
        words = _BRACKETS.sub("", words)
    return " ".join(words.lstrip("¿").rstrip(_ENDS).casefold().split())


def load_words(mapping: Mapping[str, Any] | None = None) -> Words:
    """Return the table of words, with those of a mapping given by the user before them."""
    return _made(_table(), mapping) if mapping else _default()


@cache
def _default() -> Words:
    return _made(_table(), None)


@cache
def _table() -> Mapping[str, Any]:
    value: Mapping[str, Any] = reader.load(import_words(), "words.yaml").value.value
    return value


def _made(table: Mapping[str, Any], mapping: Mapping[str, Any] | None) -> Words:
    names: dict[str, str] = {}
    forms: list[tuple[re.Pattern[str], str]] = []
    own = (mapping or {}).get("lanes") or {}
    for lanes in (own, table["lanes"]):
        for lane, languages in lanes.items():
            for word in _all(languages):
                if "*" in word:
                    forms.append(
                        (re.compile(re.escape(plain_label(word.replace("*", "†"))).replace("†", ".+")), lane)
                    )
                else:
                    names.setdefault(plain_label(word) or word, lane)
    signs = {"positive": 1, "neutral": 0, "negative": -1}
    return Words(
        names=names, forms=tuple(forms),
        kinds={kind: tuple(words) for kind, words in table["kinds"].items()},
        strangers=frozenset(map(plain_label, table["strangers"])),
        weak=frozenset(map(plain_label, table["weak"])),
        staff=frozenset(map(plain_label, table["staff"])),
        systems=frozenset(map(plain_label, table["systems"])),
        feelings={word: sign for name, sign in signs.items() for word in table["feelings"][name]},
    )  # fmt: skip


def _all(languages: Any) -> Iterable[str]:
    if isinstance(languages, Mapping):
        return [str(word) for words in languages.values() for word in _all(words)]
    return list(map(str, languages)) if isinstance(languages, list) else [str(languages)]
