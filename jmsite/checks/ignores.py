"""Read the comments that ask for a finding to be ignored, and heed them.

``# jmsite: ignore RULE because …`` in YAML covers the field or item that it stands on or above, with everything in
it; before the first field it covers the whole file. ``<!-- jmsite: ignore RULE because … -->`` in prose covers the
paragraph that it stands in or before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from jmsite.checks.source_lines import lines_of, without_code
from jmsite.model.diagnostics import Diagnostic, Place, Severity
from jmsite.model.rules import RULES, fault
from jmsite.model.sources import Source
from jmsite.model.suggestions import correction, probably_meant
from jmsite.model.value import Value

LAST = 1 << 30
"""A line behind the end of any file."""
_MARK = b"jmsite:"
_IN_YAML = re.compile(r"(?:^|(?<=\s))#\s*jmsite:\s*ignore\b(?P<said>.*)$")
_IN_PROSE = re.compile(r"<!--\s*jmsite:\s*ignore\b(?P<said>.*?)-->", re.DOTALL)
_SAID = re.compile(
    r"\s+(?P<rules>[^\s,]+(?:\s*,\s*[^\s,]+)*)(?:\s+(?P<word>because)\b(?P<reason>.*))?\s*", re.DOTALL
)
_CLOSING = ("]", "}")
HOW = "write 'jmsite: ignore RULE because' and the reason"


class Ignore(Value):
    """A comment that asks for findings to be ignored, and the lines of its file in which it does.

    ``rules`` is empty where it says none, ``reason`` where it gives none.
    """

    place: Place
    rules: tuple[str, ...]
    reason: str
    first: int
    last: int

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Return whether it stands for the place of a fault, whatever the rule."""
        place = diagnostic.place
        return place.path == self.place.path and self.first <= place.line <= self.last


def ignore_comments(content: Mapping[str, Source]) -> tuple[Ignore, ...]:
    """Return the comments in files of content that ask for findings to be ignored, in their order."""
    marked = (source for source in content.values() if _MARK in source.data)
    return tuple([one for source in marked for one in _of_source(source)])


def apply_ignores(
    diagnostics: Iterable[Diagnostic], comments: Collection[Ignore], looked_for: Callable[[str], bool]
) -> tuple[Diagnostic, ...]:
    """Return the faults that no comment silences, and those of the comments themselves.

    ``looked_for`` says of a rule whether it was looked for at all: a comment for one that was not may well be needed.
    """
    if not comments:
        return tuple(diagnostics)
    sound = [comment for comment in comments if comment.rules and comment.reason]
    used: set[tuple[Ignore, str]] = set()
    left: list[Diagnostic] = []
    for one in diagnostics:
        heeded = {comment for comment in sound if one.rule in comment.rules and comment.covers(one)}
        used |= {(comment, one.rule) for comment in heeded}
        # an error stays: what is wrong cannot be wished away, only what is arguable
        if not heeded or not _may_be_ignored(one.rule):
            left.append(one)
    for comment in comments:
        left += _faults(comment, {rule for other, rule in used if other is comment}, looked_for)
    return tuple(left)


def _may_be_ignored(rule: str) -> bool:
    return RULES[rule].severity is not Severity.ERROR


def _faults(comment: Ignore, used: set[str], looked_for: Callable[[str], bool]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a comment."""
    if not comment.rules:
        yield fault("ignore/malformed", "this does not say which rule to ignore", comment.place, HOW)
        return
    if not comment.reason:
        message = f"this gives no reason to ignore {_listed(comment.rules)}"
        yield fault("ignore/without-reason", message, comment.place, "add 'because' and the reason")
    for rule in comment.rules:
        if rule not in RULES:
            near = probably_meant(rule, list(RULES))
            hint, fix = near.hint or "'jmsite explain' lists the rules", correction(comment.place, near)
            yield fault("ignore/unknown-rule", f"there is no rule '{rule}'", comment.place, hint, fix=fix)
        elif not _may_be_ignored(rule):
            message = f"'{rule}' is an error, and errors cannot be ignored"
            yield fault("ignore/an-error", message, comment.place, "put it right, and remove this comment")
        elif comment.reason and rule not in used and looked_for(rule):
            message = f"there is no finding of '{rule}' here to ignore"
            hint = "remove the comment, or move it directly above what it is about"
            yield fault("ignore/unused", message, comment.place, hint)


def _listed(rules: Iterable[str]) -> str:
    return " and ".join(f"'{rule}'" for rule in rules)


def _of_source(source: Source) -> Iterator[Ignore]:
    lines, body = lines_of(source)
    # without front matter all of a page is prose
    begin = 1 if source.path.endswith(".md") else 0
    yield from _in_yaml(source.path, lines, begin, body)
    if body < len(lines):
        yield from _in_prose(source.path, lines, body)


def _in_yaml(path: str, lines: list[str], begin: int, end: int) -> Iterator[Ignore]:
    for at in range(begin, end):
        found = _IN_YAML.search(lines[at])
        if found is None:
            continue
        alone = not lines[at][: found.start()].strip()
        of_all = alone and not any(_says(line) for line in lines[begin:at])
        covered = (1, LAST) if of_all else _block(lines, at, end)
        yield _ignore(path, found, at + 1, found.start(), covered)


def _says(line: str) -> bool:
    """Return whether a line of YAML says anything: it is neither empty nor a comment alone."""
    plain = line.strip()
    return bool(plain) and not plain.startswith("#")


def _block(lines: list[str], at: int, end: int) -> tuple[int, int]:
    """Return the first and the last line of the field or item that begins on a line or after it, from 1."""
    begin = next((line for line in range(at, end) if _says(lines[line])), at)
    depth, item = _depth(lines[begin]), lines[begin].lstrip().startswith("- ")
    last = begin
    for line in range(begin + 1, end):
        if not _says(lines[line]):
            continue
        same = _depth(lines[line]) == depth
        plain = lines[line].lstrip()
        # items may stand as far left as the name of their list, and so may the bracket that closes one
        inside = same and (plain.startswith(_CLOSING) or (plain.startswith("-") and not item))
        if _depth(lines[line]) <= depth and not inside:
            break
        last = line
    return begin + 1, last + 1


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _in_prose(path: str, lines: list[str], begin: int) -> Iterator[Ignore]:
    body = "\n".join(without_code(lines[begin:]))
    for found in _IN_PROSE.finditer(body):
        before, column = body[: found.start()], found.start() - (body.rfind("\n", 0, found.start()) + 1)
        first = begin + before.count("\n")
        last = first + found.group().count("\n")
        if begin == 0 and not before.strip():
            covered = (1, LAST)
        else:
            covered = (first + 1, _end_of_paragraph(lines, first, last, column) + 1)
        yield _ignore(path, found, first + 1, column, covered)


def _end_of_paragraph(lines: list[str], first: int, last: int, column: int) -> int:
    """Return the index of the last line of the paragraph that a comment stands in, or before."""
    alone = not lines[first][:column].strip() and not lines[last].partition("-->")[2].strip()
    at = last + 1
    if alone and (first == 0 or not lines[first - 1].strip()):
        at = next((line for line in range(at, len(lines)) if lines[line].strip()), at)
    while at < len(lines) and lines[at].strip():
        at += 1
    return at - 1


def _ignore(path: str, found: re.Match[str], line: int, column: int, covered: tuple[int, int]) -> Ignore:
    first_line = found.group().partition("\n")[0].rstrip()
    place = Place(path=path, line=line, column=column + 1, end_column=column + 1 + len(first_line))
    said = _SAID.fullmatch(found["said"])
    rules = tuple(re.split(r"\s*,\s*", said["rules"])) if said and said["rules"] != "because" else ()
    reason = " ".join((said["reason"] or "").split()) if said else ""
    return Ignore(place=place, rules=rules, reason=reason, first=covered[0], last=covered[1])
