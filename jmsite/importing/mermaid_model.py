"""Mermaid's `journey` as Mermaid's own parser reads it: title, sections, and tasks with their scores and actors."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from jmsite.model.value import Value

_INIT = re.compile(r"%%\{.*?\}%%", re.DOTALL)
_COMMENT = re.compile(r"^\s*%%(?!\{).*$", re.MULTILINE)
_BLOCK = re.compile(r"accDescr\s*\{(.*?)\}", re.DOTALL)
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*\n", re.DOTALL)
_START = re.compile(r"^[ \t]*journey[ \t]*$", re.MULTILINE)


_CODE = re.compile(r"#(\w+);")
_CODED = re.compile("\ue000(\\w+)\ue001")
NUMBER_SIGN = "\ue002"
"""The stand-in for a `#` at which Mermaid would begin a comment in the name of a task."""


class MermaidTask(Value):
    """A task: its section, what stands before its first colon, and what Mermaid makes of the rest.

    ``score`` is None where it is no number; ``rest`` is what stands behind the first colon, as written.
    """

    section: str
    task: str
    score: float | None
    people: tuple[str, ...]
    rest: str
    line: int


class MermaidJourney(Value):
    """A diagram; ``sections`` in order, also one that comes back, ``strays`` are lines that say nothing to Mermaid.

    Each has its line.
    """

    title: str = ""
    front_title: str = ""
    acc_title: str = ""
    acc_descr: str = ""
    sections: tuple[tuple[str, int], ...] = ()
    tasks: tuple[MermaidTask, ...] = ()
    strays: tuple[tuple[str, int], ...] = ()

    @property
    def actors(self) -> tuple[str, ...]:
        """Return the names of all who take part, each once, sorted."""
        return tuple(sorted({one for task in self.tasks for one in task.people}))


def is_journey(text: str) -> bool:
    """Return whether a text is a diagram of a journey and nothing else."""
    return re.match(r"journey\b", _bare(text).lstrip()) is not None


def _bare(text: str) -> str:
    """Return a text with front matter, directives and comments blanked out, so that lines stay where they are."""
    for pattern in (_FRONT, _INIT, _COMMENT):
        text = pattern.sub(lambda found: "\n" * found[0].count("\n"), text)
    return text


def read_journey(text: str, first_line: int = 1) -> MermaidJourney:
    """Return the diagram in a text that ``is_journey``; ``first_line`` is its line in the file."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    titled = re.search(r"^title:[ \t]*(.+)$", front[1], re.MULTILINE) if front else None
    bare = _bare(text)
    described = _BLOCK.search(bare)
    descr = "\n".join(line.strip() for line in described[1].strip().splitlines()) if described else ""
    bare = _BLOCK.sub(lambda found: "\n" * found[0].count("\n"), bare)
    said: dict[str, str] = {"accDescr": descr}
    sections: list[tuple[str, int]] = []
    tasks: list[MermaidTask] = []
    strays: list[tuple[str, int]] = []
    for statement, line in _statements(bare, first_line):
        key = re.match(r"(title|section)\s(.*)|(accTitle|accDescr)\s*:\s*(.*)", statement)
        if key and key[1] == "section":
            sections.append((key[2].partition(":")[0].strip(), line))
        elif key:
            said[key[1] or key[3]] = (key[2] if key[1] else key[4]).strip()
        elif ":" not in statement:
            strays.append((statement, line))
        else:
            tasks.append(_task(statement, sections[-1][0] if sections else "", line))
    return MermaidJourney(
        title=said.get("title", ""), front_title=titled[1].strip().strip("\"'") if titled else "",
        acc_title=said.get("accTitle", ""), acc_descr=said["accDescr"],
        sections=tuple(sections), tasks=tuple(tasks), strays=tuple(strays),
    )  # fmt: skip


def _statements(text: str, first_line: int) -> Iterator[tuple[str, int]]:
    """Yield the statements with their lines: ``;`` parts them, ``#`` begins a comment."""
    begun = False
    for number, line in enumerate(text.split("\n"), first_line):
        line = _CODE.sub(lambda code: f"\ue000{code[1]}\ue001", line)
        for part in _said(line).split(";"):
            statement = _CODED.sub(_sign_of, part).strip()
            if not begun and statement == "journey":
                begun = True
            elif statement:
                yield statement, number


def _said(line: str) -> str:
    """Return a line without its comment; a `#` before the first colon stands in the name of a task."""
    said, sign, more = line.partition("#")
    return (
        line.replace("#", NUMBER_SIGN) if sign and said.strip() and ":" not in said and ":" in more else said
    )


def _sign_of(code: re.Match[str]) -> str:
    """Return the sign that Mermaid's code for it means: `#35;` and `#quot;`."""
    return html.unescape(f"&#{code[1]};" if code[1].isdigit() else f"&{code[1]};")


def _task(statement: str, section: str, line: int) -> MermaidTask:
    name, _, rest = statement.partition(":")
    pieces = rest.split(":")
    people = tuple(one.strip() for one in pieces[1].split(",")) if len(pieces) > 1 else ()
    return MermaidTask(
        section=section, task=name.strip(), score=number(pieces[0]), people=people, rest=rest, line=line
    )


def number(words: str) -> float | None:
    """Return the number that words are, or None; a decimal comma and ``n/m`` are none."""
    found = re.fullmatch(r"\s*([+-]?\d+(?:\.\d+)?)\s*", words)
    return float(found[1]) if found else None


def diagrams(text: str) -> list[tuple[str, int]]:
    """Return the texts of all journeys in a text with their first lines: alone, in fences, or inside another text."""
    if is_journey(text.replace("\r\n", "\n")):
        return [(text, 1)]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found, at = [], 0
    while at < len(lines):
        fence = re.match(r"\s*(`{3,}|~{3,}|:{3,})\s*(?:mermaid|\{mermaid\})?\s*$", lines[at])
        if fence or _START.fullmatch(lines[at]):
            begin = at + 1 if fence else at
            end = next(
                (there for there in range(begin, len(lines)) if _ends(lines[there], fence)), len(lines)
            )
            body = "\n".join(lines[begin:end])
            if is_journey(body):
                found.append((body, begin + 1))
                at = end
        at += 1
    return found


def _ends(line: str, fence: re.Match[str] | None) -> bool:
    return (
        line.strip().startswith(fence[1]) if fence else bool(re.match(r"\s*(?:`{3}|~{3}|#{1,6}\s|</)", line))
    )
