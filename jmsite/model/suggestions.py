"""Name what was probably meant by a word that is not there."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

from jmsite.model.diagnostics import Edit, Fix, Place
from jmsite.model.value import Value

_ENDING = re.compile(r"\.(?:md|ya?ml)$")
_LISTED = re.compile("[,;]")
_APART = re.compile(r"[\s_-]+")
_SAFE = re.compile(r"#?[\w./-]+(?: [\w./-]+)*(?:#[\w./-]+)?")
"""The words that can be written in place of another one anywhere in YAML and in addresses, in quotes or without."""
_KEYWORDS = ("true", "false", "null")
_SURE = 0.75
"""The likeness from which a word is taken for another one without asking; 1 is the same."""
_AHEAD = 0.08
"""The distance in likeness that any other word must keep."""
_COMPARED = 40
"""Words that are compared letter by letter with one that is not there: those with most in common."""


class ProbablyMeant(Value):
    """The word that was probably meant, "" for none; ``certain`` where nothing else can have been."""

    word: str = ""
    found: str = ""
    certain: bool = False

    @property
    def hint(self) -> str:
        """Return the question that offers what was found, or ""."""
        return did_you_mean(self.found)


class Lexicon:
    """The words there are, put in order once to be asked for many that are not. ``titles`` are other names for them."""

    def __init__(self, words: Iterable[str], titles: Iterable[tuple[str, str]] = ()) -> None:
        self.words = list(dict.fromkeys(words))
        self._same: dict[str, set[str]] = defaultdict(set)
        self._tails: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, set[str]] = defaultdict(set)
        for word in self.words:
            plain = folded(word)
            self._same[plain].add(word)
            self._tails[plain.rpartition("/")[2]].add(word)
            for part in _trigrams(plain):
                self._parts[part].add(word)
        for title, word in titles:
            self._same[folded(title)].add(word)

    def named(self, word: str) -> tuple[str, ...]:
        """Return the words that are called so, themselves or by another name, whatever the case and accents."""
        return tuple(sorted(self._same.get(folded(word), ())))

    def several(self, word: str, loosely: bool = False) -> str:
        """Return the hint for what is a list of such words written as one, or "".

        ``loosely``, of what can be nothing else: nothing but blanks may stand between them, as between words that were
        written under each other; or one of them may be unknown, which is told by itself once it stands in the list.
        """
        said = [part.strip() for part in _LISTED.split(word)]
        apart = len(said) > 1
        if loosely and not apart:
            said = word.split()
        parts = [self.named(part) for part in said]
        known = [len(part) == 1 for part in parts]
        if len(said) < 2 or not all(said) or not (any(known) if loosely and apart else all(known)):
            return ""
        values = (part[0] if len(part) == 1 else one for part, one in zip(parts, said, strict=True))
        return f"write several values as a list: [{', '.join(values)}]"

    def meant(self, word: str, likeness: float = 0.6) -> ProbablyMeant:
        """Return what was meant: the same but for case and signs, a title, the same end, the most alike."""
        plain = folded(word)
        for found in (self._same.get(plain, set()), self._moved(plain), self._ends(plain)):
            if len(found) == 1:
                return ProbablyMeant(word=word, found=next(iter(found)), certain=True)
            # several are the same but for case: which one is meant only the author can say, so it is offered and not
            # certain
            if found:
                return ProbablyMeant(word=word, found=_most_alike(plain, sorted(found))[0][1])
        near = self._alike(word, plain, likeness)
        ends = sorted(self._tails.get(plain.rpartition("/")[2], ())) if "/" in plain else []
        return (
            near if near.found or not ends else ProbablyMeant(word=word, found=_most_alike(plain, ends)[0][1])
        )

    def _moved(self, plain: str) -> set[str]:
        """Return what has the same end below the same beginning: a step that has gone to another stage."""
        first, _, rest = plain.partition("/")
        if "/" not in rest:
            return set()
        ends = self._tails.get(plain.rpartition("/")[2], set())
        return {one for one in ends if folded(one).startswith(f"{first}/")}

    def _ends(self, plain: str) -> set[str]:
        """Return what ends as the word does, or is the end of it; the longer it is alike the better."""
        ends = self._tails.get(plain.rpartition("/")[2], set())
        whole = {one for one in ends if f"/{folded(one)}".endswith(f"/{plain}")}
        return whole or {one for one in ends if f"/{plain}".endswith(f"/{folded(one)}")}

    def _alike(self, word: str, plain: str, likeness: float) -> ProbablyMeant:
        near = _most_alike(plain, self._comparable(plain))
        if not near or near[0][0] < likeness:
            return ProbablyMeant(word=word)
        others = [ratio for ratio, _ in near[1:]]
        # written without asking only if no other word is nearly as likely
        certain = near[0][0] >= _SURE and all(ratio <= near[0][0] - _AHEAD for ratio in others)
        return ProbablyMeant(word=word, found=near[0][1], certain=certain)

    def _comparable(self, plain: str) -> list[str]:
        if len(self.words) <= _COMPARED:
            return self.words
        common = Counter(word for part in _trigrams(plain) for word in self._parts.get(part, ()))
        ordered = sorted(common, key=lambda one: (-common[one], abs(len(one) - len(plain)), one))
        return ordered[:_COMPARED]


def folded(word: str) -> str:
    """Return a word as it is compared: without case, accents, ``content/`` and endings of files, with hyphens."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign)
    )
    plain = plain.replace("\\", "/").strip().strip("/").removeprefix("content/")
    return _APART.sub("-", _ENDING.sub("", plain)).strip("-")


def _trigrams(plain: str) -> set[str]:
    padded = f" {plain} "
    # with blanks around it, so that how a word begins and ends counts as well
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _most_alike(plain: str, words: Iterable[str]) -> list[tuple[float, str]]:
    """Return words with how like another one they are, from 0 to 1, the most alike first."""
    # difflib keeps what it knows of b, and from 200 signs on takes frequent ones for junk unless told not to
    matcher = SequenceMatcher(b=plain, autojunk=False)
    found = []
    for word in words:
        matcher.set_seq1(folded(word))
        found.append((matcher.ratio(), word))
    # stable: of words that are equally like, the first one stays first
    return sorted(found, key=lambda one: -one[0])


def probably_meant(
    word: str, words: Iterable[str], likeness: float = 0.6, titles: Mapping[str, str] | None = None
) -> ProbablyMeant:
    """Return which of ``words`` was meant by ``word``; ``titles`` are other names of some."""
    return Lexicon(words, (titles or {}).items()).meant(word, likeness)


def nearest(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """Return the one of ``words`` that is most like ``word``, or "" where none is like it by ``likeness`` (0 to 1)."""
    return next(iter(get_close_matches(word, list(words), 1, likeness)), "")


def did_you_mean(found: str) -> str:
    """Return the question that offers what was found, or "" for nothing."""
    return f"did you mean '{found}'?" if found else ""


def suggestion(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """Return a hint that names the nearest of the words there are, or "" where none is near."""
    return probably_meant(word, words, likeness).hint


def correction(place: Place, what: ProbablyMeant) -> Fix | None:
    """Return how to write what was meant instead of what is written at a place; None where that is not certain."""
    safe = _SAFE.fullmatch(what.found) and what.found.casefold() not in _KEYWORDS
    if not (what.certain and safe) or what.word == what.found or not what.word:
        return None
    return Fix(title=f"write '{what.found}'", edits=(Edit(place=place, old=what.word, new=what.found),))
