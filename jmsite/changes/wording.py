"""Two texts as one, with the words marked that were taken away and those that came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from jmsite.changes.statements import WIDE
from jmsite.model.change import Piece

_TOKENS = re.compile(rf"[{WIDE}]|[^\s{WIDE}]+|\s+")
LONGEST = 4_000
"""Words of a text that are compared; what is longer is told as another text."""
AROUND = 4
"""Words around a change that are told with it."""
GAP = " … "


def mark_differences(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts as one: what is the same, what ``was`` there alone, and what is there ``now``."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return (Piece(text=before, mark="was"), Piece(text=after, mark="now"))
    return tuple(_joined(_pieces(old, new)))


def share_kept(pieces: Sequence[Piece]) -> float:
    """Return how much of both texts is the same, from 0 to 1."""
    same = sum(len(one.text) for one in pieces if not one.mark)
    whole = sum(len(one.text) * (1 if one.mark else 2) for one in pieces)
    return 2 * same / whole if whole else 1.0


def abridge(pieces: Sequence[Piece], most: int) -> tuple[Piece, ...]:
    """Return marked words with a few words around each, and no more than ``most`` words in all."""
    near = [
        one if one.mark else Piece(text=_near(one.text, at > 0, at < len(pieces) - 1))
        for at, one in enumerate(pieces)
    ]
    return tuple(_as_far(near, most))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            yield Piece(text="".join(old[code.src_start : code.src_end]))
            continue
        was, now = "".join(old[code.src_start : code.src_end]), "".join(new[code.dest_start : code.dest_end])
        yield from _both(was, now)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces with those in one that a blank alone stands between: words that change together."""
    was, now, blank = "", "", ""
    for piece in pieces:
        if blank and piece.mark and not (now if piece.mark == "was" else was):
            # words are only taken away here, or only come: the other text would lose its blank
            yield from _both(was, now)
            yield Piece(text=blank)
            was = now = blank = ""
        if piece.mark == "was":
            was, now, blank = was + blank + piece.text, now + blank, ""
        elif piece.mark == "now":
            was, now, blank = was + blank, now + blank + piece.text, ""
        # held back: it belongs to the change only if another word changes behind it
        elif piece.text.isspace() and (was or now) and not blank:
            blank = piece.text
        else:
            yield from _both(was, now)
            yield Piece(text=blank + piece.text)
            was = now = blank = ""
    yield from _both(was, now)
    if blank:
        yield Piece(text=blank)


def _both(was: str, now: str) -> Iterator[Piece]:
    if was:
        yield Piece(text=was, mark="was")
    if now:
        yield Piece(text=now, mark="now")


def _near(text: str, before: bool, after: bool) -> str:
    """Return the words of a text that stand beside what comes before and after it."""
    words = _TOKENS.findall(text)
    first, last = 2 * AROUND if before else 0, 2 * AROUND if after else 0
    if len(words) <= first + last + 2:
        return text
    head, tail = "".join(words[:first]).rstrip(), "".join(words[len(words) - last :] if last else ()).lstrip()
    if not before:
        return f"{GAP}{tail}".lstrip()
    return f"{head}{GAP}{tail}" if tail else f"{head}{GAP}".rstrip()


def _as_far(pieces: Sequence[Piece], most: int) -> Iterator[Piece]:
    left = 2 * most
    for piece in pieces:
        words = _TOKENS.findall(piece.text)
        if len(words) > left:
            yield Piece(text=f"{''.join(words[:left]).rstrip()}{GAP}".rstrip(), mark=piece.mark)
            return
        left -= len(words)
        yield piece
