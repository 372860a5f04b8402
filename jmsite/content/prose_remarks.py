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
    # whoever forgets a bracket has half a page as the name
    shown = f"[{name}]" if len(name) <= 40 else f"[{name[:39]}…]"
    what = "footnote" if name.startswith("^") else "address"
    text = "its words" if what == "footnote" else "https://…"
    return f"there is no {what} {shown} in this text", f"define it on a line of its own: {shown}: {text}"


def _unused(name: str) -> tuple[str, str]:
    if name.startswith("[^"):
        return (
            f"the footnote {name} is never used",
            f"add {name} where it belongs, or remove it",
        )
    return f"the link definition {name} is never used", f"use it as [text]{name}, or remove it"


def _twice(name: str) -> tuple[str, str]:
    return (
        f"{name} is already defined above, and only the first definition is used",
        "rename or remove this one",
    )


def _long(address: str) -> tuple[str, str]:
    if address:
        return (
            f"the address '{address}…' is too long for a link",
            "shorten it; until then only the text of the link is shown",
        )
    message = "the addresses in this text add up to far more than the text itself, so this is not made a link"
    return message, "shorten the addresses in the link definitions"


def _unclosed(_: str) -> tuple[str, str]:
    return "the comment that begins here is not closed, so it is shown", "add --> at its end"


def _odd(sign: str) -> tuple[str, str]:
    return f"a character reference produces the control character {sign} here", "remove it"


def _plain(language: str) -> tuple[str, str]:
    return f"this code is not highlighted: so much '{language}' could take too long", ""


_WORDS: Mapping[str, Callable[[str], tuple[str, str]]] = {
    "file/control-character": _odd,
    "link/missing-reference": _missing,
    "link/unused-reference": _unused,
    "link/defined-twice": _twice,
    "link/too-long": _long,
    "prose/unclosed-comment": _unclosed,
    "prose/plain-code": _plain,
}
