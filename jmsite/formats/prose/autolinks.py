"""Link addresses that are written bare: ``https://…`` while reading, ``www.…`` and e-mail addresses afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from markdown_it.rules_inline import StateInline, autolink

from jmsite.formats.prose.draft import ProseBuilder
from jmsite.formats.prose.places import ProseSpot
from jmsite.formats.prose.urls import allowed

# CJK and full-width punctuation ends an address too: such text has no space after it
_END = r"\s<>`\u2018-\u201f\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
# 253 signs are the longest name that a host can have
_HOST = re.compile(rf"://(?![.\-_])[^\x00-\x2c/:-@\[-^{{-\x7f{_END}]{{1,253}}(?::\d{{1,5}})?")
_REST = re.compile(rf"[/?#][^{_END}]*")
# 64 and 63 signs: the most before the @, and between two points of a host
_LOOSE = re.compile(
    rf"(?<![\w.+@/:-])(?:(?P<www>www\.[\w\-]+(?:\.[\w\-]+)+(?:[/?#:][^{_END}]*)?)"
    r"|(?:mailto:)?(?P<mail>[A-Za-z0-9.+_\-]{1,64}@(?:[A-Za-z0-9_\-]{1,63}\.)+"
    r"[A-Za-z0-9_\-]{0,62}[A-Za-z0-9](?![\w@\-])))"
)
BARE = "bare"
"""The markup of a link that is written as its address alone."""
_TRAILING = "?!.,:*_~'\"[]"


def web_address(state: StateInline, silent: bool) -> bool:
    """Read ``http://…`` and ``https://…`` as a link; asked at the colon, its scheme is among the words already."""
    # without tokens nothing is pending, from which the scheme could be taken back
    if silent or state.linkLevel > 0:
        return False
    scheme = _scheme(state)
    host = _HOST.match(state.src, state.pos, state.posMax) if scheme else None
    if not host or not state.pending.endswith(scheme):
        return False
    rest = _REST.match(state.src, host.end(), state.posMax)
    end = rest.end() if rest else host.end()
    address = trimmed(scheme + state.src[state.pos : end])
    state.pending = state.pending[: -len(scheme)]
    opened = state.push("link_open", "a", 1)
    opened.attrs, opened.markup = {"href": address}, BARE
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme)
    return True


def in_brackets(state: StateInline, silent: bool) -> bool:
    """Read ``<https://…>`` and ``<a@b.c>`` as links; other words in such brackets, as ``<std:string>``, stay words."""
    end = state.src.find(">", state.pos, state.posMax)
    return end > 0 and allowed(state.src[state.pos + 1 : end]) and autolink(state, silent)


def _scheme(state: StateInline) -> str:
    """Return ``http`` or ``https`` as written just before the colon, or nothing."""
    # https first: http is the end of no longer word then
    for length in (5, 4):
        start = state.pos - length
        word = state.src[max(start, 0) : state.pos]
        if word.lower() in ("http", "https") and len(word) == length:
            before = state.src[start - 1] if start else " "
            return "" if before.isascii() and (before.isalnum() or before in "+.-_") else word
    return ""


def trimmed(address: str) -> str:
    """Return ``address`` without the punctuation that belongs to the sentence around it."""
    end = len(address)
    # counted once: again at each bracket would take quadratic time
    surplus = address.count(")") - address.count("(")
    while end:
        last = address[end - 1]
        if last == ";":
            # as GitHub's Markdown has it, an entity at the end is none of the address; no further back, to stay linear
            start = address.rfind("&", max(0, end - 32), end - 1)
            end = start if start >= 0 and address[start + 1 : end - 1].isalnum() else end - 1
        elif last in _TRAILING:
            end -= 1
        elif last == ")" and surplus > 0:
            end -= 1
            surplus -= 1
        else:
            break
    return address[:end]


def write_loose(draft: ProseBuilder, words: str, spot: ProseSpot) -> None:
    """Write ``words`` with the addresses in them as links."""
    draft.words.append(words)
    for shown, address in loose(words):
        if address:
            draft.open_link(address, spot)
        draft.out.append(escape(shown, quote=False))
        if address:
            draft.close_link()


def loose(words: str) -> Iterator[tuple[str, str]]:
    """Yield ``words`` in pieces, each with the address it leads to or with nothing."""
    done = 0
    for match in _LOOSE.finditer(words):
        shown = trimmed(match["www"]) if match["www"] else match[0]
        # http, as GitHub's Markdown has it
        address = f"http://{shown}" if match["www"] else f"mailto:{match['mail']}"
        yield words[done : match.start()], ""
        yield shown, address
        done = match.start() + len(shown)
    yield words[done:], ""
