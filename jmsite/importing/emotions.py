"""Read an emotion as people note it: numbers of many scales, faces, words, arrows, traffic lights, and changes.

A number is taken with its scale. A word or a face gives a feeling and a sign, never a number. What is not understood
stays as the word of the feeling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from jmsite.formats import numbers
from jmsite.importing.draft import DraftFeeling, ScaleEnds, Sign
from jmsite.importing.labels import Words
from jmsite.model.value import replace

SCALES: tuple[ScaleEnds, ...] = (
    (-2, 2), (-3, 3), (-5, 5), (-10, 10), (-100, 100), (0, 1), (1, 5), (1, 7), (0, 10), (0, 100),
)  # fmt: skip
"""The scales met in the wild, the narrow ones of each kind first."""
_HAPPY = "😀😃😄😁😆😅😂🤣😊😇🙂😉😌😍🥰😘😋😎🤩🥳😺😸😻👍❤💚🎉🤗😏🥲☺💪✨🌟✅🟢☀"
_SAD = "😞😔😟😕🙁☹😣😖😫😩🥺😢😭😤😠😡🤬😨😰😥😓😱😧😦😒😬🤯😵🥵🤢🤮😿👎💔❌🔴🌧⛈😪🥴"
_PLAIN = "😐😑😶🤔🫤🙄😴🟡🟠🔶⚪🤷🤨😯"
SIGNS: dict[str, Sign] = {
    **dict.fromkeys(_HAPPY, 1), **dict.fromkeys(_SAD, -1), **dict.fromkeys(_PLAIN, 0),
}  # fmt: skip
TRENDS: dict[str, Sign] = {
    "↗": 1,
    "⬆": 1,
    "↑": 1,
    "▲": 1,
    "📈": 1,
    "→": 0,
    "➡": 0,
    "↘": -1,
    "⬇": -1,
    "↓": -1,
    "▼": -1,
    "📉": -1,
}
_TEXT_FACES: dict[str, Sign] = {
    ":)": 1,
    ":-)": 1,
    ":D": 1,
    ":-D": 1,
    ";)": 1,
    ":|": 0,
    ":-|": 0,
    ":(": -1,
    ":-(": -1,
    ":/": -1,
    ":-/": -1,
    ":\\": -1,
    ":-\\": -1,
    ":'(": -1,
    ";-)": 1,
    "=)": 1,
    "=(": -1,
    "^^": 1,
    "xD": 1,
}
CHANGE = re.compile(r"\s*(?:->|=>|→|➔|➜|➝|⟶|⇒|⟹|➡️?)\s*")
_BRACKETED = re.compile(r"[(（\[［]([^()（）\[\]［］]*)[)）\]］]")
# in the languages whose labels are known: 4 of 5, 4 von 5, 4/5
_OUT_OF = re.compile(r"([+−–-]?\d+(?:[.,]\d+)?)\s*(?:/|of|von|sur|из|de|out of)\s*(\d+)(?!\d)")
_STARS = re.compile(r"([★⭐]️?){1,5}([☆✩]){0,5}")
# not within a word, a version or a larger number
_NUMBER = re.compile(r"(?<![\w.,])([+＋−–‐-]?\s?\d+(?:[.,]\d+)?)\s?(%)?(?![\w.,])")
_RANGE = re.compile(
    r"([+＋−–‐-]?\s?\d+)\s*%?\s*(?:\.\.\.?|…|〜|~|～|–|—|-|−|to|bis|à|a|до|/|,|至|到)\s*([+＋−–‐-]?\s?\d+)\s*%?"
)
_NOTHING = frozenset(("", "-", "–", "—", "n/a", "none", "?"))


def scale_in(words: str) -> ScaleEnds | None:
    """Return the scale that a header names, (-2, 2) for `Emotion (−2…+2)`; None where it names none."""
    text = numbers.normalized(words).replace("＋", "+").replace("–", "-").replace("−", "-")
    whole = [found[1] for found in re.finditer(r"[(（\[［]([^()（）\[\]［］]*)[)）\]］]", text)] or [text]
    for part in whole:
        found = _RANGE.search(part)
        if found:
            low, high = (float(one.replace(" ", "")) for one in found.groups())
            if low < high:
                return (low, high)
    return (0, 100) if "%" in text else None


def likely_scale(values: Iterable[float]) -> ScaleEnds:
    """Return the narrowest scale of those met in the wild that holds all values."""
    some = list(values) or [0.0]
    # noughts and ones alone are marks of some scale, and seldom shares
    if all(0 <= one <= 1 for one in some) and not all(one.is_integer() for one in some):
        return (0, 1)
    low, high = min(some), max(some)
    below = low < 0
    fits = [
        scale
        for scale in SCALES
        if scale[0] <= low and high <= scale[1] and (scale[0] < 0) == below and scale != (0, 1)
    ]
    if fits:
        return fits[0]
    return (min(low, 0), max(high, 1))


def feelings_of(
    text: str, words: Words, scale: ScaleEnds | None = None, line: int = 0
) -> tuple[DraftFeeling, ...]:
    """Return the feelings that a text notes, in order: one, or two where it says `from → to`."""
    source = " ".join(text.replace("\ufe0f", "").split())
    if source.strip() in _NOTHING:
        return ()
    bare = source.replace("\ufe0f", "")
    if bare in TRENDS:
        return (DraftFeeling(source=text.strip(), word=bare, sign=TRENDS[bare], line=line),)
    parts = _changes(source)
    if len(parts) > 1:
        return tuple(
            replace(one, source=text.strip())
            for part in parts
            for one in (_one(part, words, scale, line),)
            if one
        )
    inner = _bracketed_change(source)
    if inner:
        return _then(source, inner, words, line)
    one = _one(source, words, scale, line)
    return (one,) if one else ()


def _changes(source: str) -> list[str]:
    outside = _BRACKETED.sub(lambda found: "".join("\0" for _ in found[0]), source)
    parts, at = [], 0
    for found in CHANGE.finditer(outside):
        parts.append(source[at : found.start()])
        at = found.end()
    parts.append(source[at:])
    kept = [part.strip() for part in parts if part.strip() not in _NOTHING]
    return kept if len(parts) > 1 and len(kept) > 1 else [source]


def _bracketed_change(source: str) -> list[str]:
    for found in _BRACKETED.finditer(source):
        parts = [part for part in CHANGE.split(found[1]) if part]
        if len(parts) > 1:
            return parts
    return []


def _then(source: str, signs: Sequence[str], words: Words, line: int) -> tuple[DraftFeeling, ...]:
    """Return the feelings of `hopeful then overwhelmed (neutral → negative)`."""
    outside = _BRACKETED.sub("", source).strip()
    named = re.split(r"\s+(?:then|dann|puis|luego|depois|затем|потом)\s+|，然后|、その後", outside)
    if len(named) != len(signs):
        named = [outside, *[""] * (len(signs) - 1)]
    return tuple(
        DraftFeeling(source=source, word=word.strip(), sign=_sign(sign, words), line=line)
        for word, sign in zip(named, signs, strict=True)
    )


def _one(source: str, words: Words, scale: ScaleEnds | None, line: int) -> DraftFeeling | None:
    value, of, sure, rest = _score(source, scale)
    # what the author adds in brackets says more than the faces before it
    explicit = [
        sign
        for found in _BRACKETED.finditer(rest)
        if (sign := words.feelings.get(found[1].strip().casefold())) is not None
    ]
    rest = _BRACKETED.sub(
        lambda found: (
            "" if not found[1].strip() or found[1].strip().casefold() in words.feelings else found[0]
        ),
        rest,
    )
    typed = (one for one in _without_faces(rest).split() if one not in _TEXT_FACES)
    word = " ".join(typed).strip(" ,;:：·|-–—()")
    faces = "".join(sign for sign in source if sign in SIGNS or sign in TRENDS)
    faces = faces or next((one for one in source.split() if one in _TEXT_FACES), "")
    sign = _sign(source, words) if not explicit else _as_sign(explicit[-1])
    if sign is None and value is not None and of is not None:
        middle = (of[0] + of[1]) / 2
        sign = _as_sign((value > middle) - (value < middle))
    if value is None and not word and not faces:
        word = source.strip()
    named = word or (faces if faces in _TEXT_FACES else faces[:1])
    return DraftFeeling(
        source=source.strip(), word=named, value=value, scale=of, sure=sure, sign=sign, line=line
    )


def _as_sign(number: int) -> Sign:
    return 1 if number > 0 else -1 if number < 0 else 0


def _sign(source: str, words: Words) -> Sign | None:
    # a face says it plainly, whatever words stand beside it
    face = next((SIGNS[sign] for sign in source if sign in SIGNS), None)
    if face is not None:
        return face
    typed = next((sign for face, sign in _TEXT_FACES.items() if face in source.split()), None)
    if typed is not None:
        return typed
    said = words.sign(_BRACKETED.sub(" ", source)) if words.sign(source) is None else words.sign(source)
    return None if said is None else _as_sign(said)


def _score(source: str, scale: ScaleEnds | None) -> tuple[float | None, ScaleEnds | None, bool, str]:
    """Return the number in a note, its scale, whether that is sure, and the note without it."""
    found = _OUT_OF.search(source)
    if found:
        top = float(found[2])
        value = _number(found[1])
        # scales of ten and a hundred begin at nothing, those of five and seven at one
        low = 0.0 if top >= 10 else 1.0
        if value is not None and value <= top:
            of = scale if scale and scale[1] == top else (min(low, value), top)
            rest = re.sub(r"[(（\[［]\s*[)）\]］]", "", source[: found.start()] + source[found.end() :])
            return value, of, of == scale, rest
    stars = _STARS.search(source)
    # a single star marks a moment that matters; two are a rating
    if stars and len(stars[0].replace("\ufe0f", "")) > 1 and not scale:
        full = sum(sign in "★⭐" for sign in stars[0])
        return float(full), (1, 5), False, source.replace(stars[0], "")
    return _bare(source, scale)


def _bare(source: str, scale: ScaleEnds | None) -> tuple[float | None, ScaleEnds | None, bool, str]:
    all_found = list(_NUMBER.finditer(source))
    if len(all_found) != 1:
        return None, None, False, source
    found = all_found[0]
    value = _number(found[1])
    rest = re.sub(r"[(（\[［]\s*[)）\]］]", "", source[: found.start()] + source[found.end() :])
    # "rang 3 times" counts something: a score stands alone, in brackets, or where the header names a scale
    lone = not rest.strip(" ,;:·|/()") or len(_without_faces(rest).split()) <= 2
    if value is None or not lone:
        return None, None, False, source
    if found[2] == "%":
        return value, (0, 100), True, rest
    if scale and not scale[0] <= value <= scale[1]:
        return None, None, False, source
    return value, scale, scale is not None, rest


def _number(words: str) -> float | None:
    text = numbers.normalized(words).replace("＋", "+").replace("–", "-").replace("−", "-").replace(" ", "")
    read = numbers.read(text, "," if "," in text else ".")
    return read.value if read else None


def _without_faces(text: str) -> str:
    return "".join(" " if sign in SIGNS or sign in TRENDS or sign == "\ufe0f" else sign for sign in text)


GUESSED = {1: 1.0, 0: 0.0, -1: -1.0}
"""The score on -2 to 2 that a sign gives where the user asks to guess."""


def with_scales(groups: Sequence[tuple[DraftFeeling, ...]]) -> list[tuple[DraftFeeling, ...]]:
    """Return feelings with the scale that all bare numbers together are likely to have, marked as not sure."""
    # of the whole map: a single 3 may be on any scale, but not beside a 7
    bare = [one.value for group in groups for one in group if one.value is not None and one.scale is None]
    if not bare:
        return list(groups)
    scale = likely_scale(bare)
    return [tuple(_scaled(one, scale) for one in group) for group in groups]


def _scaled(one: DraftFeeling, scale: ScaleEnds) -> DraftFeeling:
    if one.value is None or one.scale is not None:
        return one
    middle = (scale[0] + scale[1]) / 2
    sign = one.sign if one.sign is not None else _as_sign((one.value > middle) - (one.value < middle))
    return replace(one, scale=scale, sure=False, sign=sign)
