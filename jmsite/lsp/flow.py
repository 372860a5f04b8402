"""Follow YAML between brackets, ``{a: 1, b: [c]}``, up to where it breaks off."""

from __future__ import annotations

from jmsite.model.sources import Loc

_OPENING = {"[": "]", "{": "}"}


class Bracket:
    """An open bracket: the number of the entry that one is in, or the key whose value one is in."""

    def __init__(self, bracket: str) -> None:
        self.bracket = bracket
        self.index = 0
        self.key: str | None = None

    @property
    def part(self) -> Loc:
        """Return the way into what is open: a number in a list, a key in a mapping, nothing before there is one."""
        if self.bracket == "[":
            return (self.index,)
        return () if self.key is None else (self.key,)


class Flow:
    """The open brackets at a place in flow style, and the word that has been begun there."""

    def __init__(self) -> None:
        self.frames: list[Bracket] = []
        self.token = ""
        self._quote = ""
        self._last = ""

    def feed(self, text: str) -> None:
        """Read a line, or the beginning of one; its end parts words."""
        for at, sign in enumerate(text):
            following = text[at + 1] if at + 1 < len(text) else " "
            # in YAML only what follows a blank is a comment: ``a#b`` is a word
            if sign == "#" and not self._quote and self._last in ("", " ", "\t"):
                break
            self._sign(sign, following)
            self._last = sign
        self._last = ""

    def _sign(self, sign: str, following: str) -> None:
        if self._quote:
            self._quote = "" if sign == self._quote else self._quote
            self.token += "" if not self._quote else sign
        # a quote within a word is a sign like others: ``it's``
        elif sign in "\"'" and not self.token.strip():
            self._quote, self.token = sign, ""
        elif sign in _OPENING:
            self.frames.append(Bracket(sign))
            self.token = ""
        elif sign in "]}":
            self.frames = self.frames[:-1]
            self.token = ""
        elif sign == ",":
            self._next()
        elif sign == ":" and self._named(following):
            self.frames[-1].key, self.token = self.token.strip(), ""
        else:
            self.token += sign

    def _named(self, following: str) -> bool:
        inside = self.frames[-1] if self.frames else None
        return inside is not None and inside.bracket == "{" and inside.key is None and following in " \t[{\"'"

    def _next(self) -> None:
        self.token = ""
        if self.frames:
            self.frames[-1].index += 1
            self.frames[-1].key = None

    @property
    def loc(self) -> Loc:
        """Return the way to what is written now, from the value that the first bracket began."""
        return tuple(part for frame in self.frames for part in frame.part)

    @property
    def at_key(self) -> bool:
        """Return whether the name of a field stands here."""
        return bool(self.frames) and self.frames[-1].bracket == "{" and self.frames[-1].key is None
