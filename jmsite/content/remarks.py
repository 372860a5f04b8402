"""Tell authors what was noted of their prose while it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.rules import fault
from jmsite.model.sources import Document, ProseRemark


def remarks(document: Document) -> Iterator[Diagnostic]:
    """Yield the faults that the prose of a document holds, in the order in which they are written."""
    for one in document.prose.remarks:
        message, hint = _WORDS[one.rule](one.what)
        yield fault(one.rule, message, _place(document, one), hint)


def _place(document: Document, remark: ProseRemark) -> Place:
    line = document.body_line + remark.line - 1
    if not remark.column:
        return Place(path=document.path, line=line)
    return Place(path=document.path, line=line, column=remark.column, end_column=remark.end)


def _missing(name: str) -> tuple[str, str]:
    shown = f"[{name}]" if len(name) <= 40 else f"[{name[:39]}…]"
    what = "footnote" if name.startswith("^") else "address"
    text = "its words" if what == "footnote" else "https://…"
    return f"there is no {what} {shown} in this text", f"define it on a line of its own: {shown}: {text}"


def _unused(name: str) -> tuple[str, str]:
    if name.startswith("[^"):
        return (
            f"nothing refers to the footnote {name}",
            f"refer to it where it belongs, by {name}, or remove it",
        )
    return f"nothing refers to the address {name}", f"refer to it, [words]{name}, or remove it"


def _twice(name: str) -> tuple[str, str]:
    return f"{name} is defined above already, which counts", "give this one another name, or remove it"


def _long(address: str) -> tuple[str, str]:
    if address:
        return f"the address '{address}…' is too long for a link", "shorten it; only its words are kept"
    message = "all addresses in this text are together far longer than the text, so that this is no link"
    return message, "shorten what the references stand for"


def _unclosed(_: str) -> tuple[str, str]:
    return "the comment that begins here has no end, so that it is shown", "put --> behind it"


def _odd(sign: str) -> tuple[str, str]:
    return f"a number makes a sign here that no page can hold, {sign}", "remove it"


def _plain(language: str) -> tuple[str, str]:
    return f"this code is shown without colours: to find them in so much '{language}' could take too long", ""


_WORDS: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "file/control-character": _odd,
    "link/missing-reference": _missing,
    "link/unused-reference": _unused,
    "link/defined-twice": _twice,
    "link/too-long": _long,
    "prose/unclosed-comment": _unclosed,
    "prose/plain-code": _plain,
}
