"""``CODEOWNERS``: who a host of repositories asks when a file changes, as GitHub and GitLab read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jmsite.model.path_patterns import PathPattern, path_pattern
from jmsite.model.value import Value

# GitLab's sections, which GitHub does not know; ``^`` and a number say who has to approve, which is nothing to us
_SECTION = re.compile(r"\^?\[(?P<name>[^\]]+)\](?:\[\d+\])?(?P<rest>.*)")
# behind a blank only: ``a#b`` is a path
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_PATTERN = re.compile(r"(?:\\.|[^\s\\]|\\$)+")
_ESCAPED = re.compile(r"\\(.)")
OWNER = re.compile(r"@\S+|[^\s@]+@[^\s@]+")
"""A name that hosts know: of a person, a team, or a mail address."""


class OwnerLine(Value):
    """A line of the file: a pattern of paths and who owns them, nobody where no owner is named.

    ``section`` is GitLab's: of each section the last line that speaks of a path counts.
    """

    pattern: PathPattern
    owners: tuple[str, ...]
    line: int
    section: str = ""


class CodeOwners(Value):
    """A file ``CODEOWNERS`` as it is read: ``path`` is where it stands, ``prefix`` the site's folder in the repository
    (``docs/journeys/``, or "").
    """

    path: str
    lines: tuple[OwnerLine, ...] = ()
    prefix: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return all owners that are named, each once: ``@team``, ``@company/team``, or a mail address."""
        return tuple(dict.fromkeys(owner for line in self.lines for owner in line.owners))

    def owners_of(self, path: str) -> tuple[str, ...]:
        """Return who owns a file of the site, by its path from the site's root (``content/…``)."""
        whole, last = f"{self.prefix}{path}", dict[str, tuple[str, ...]]()
        for line in self.lines:
            if line.pattern.covers(whole):
                # the last line that covers a file counts, in each section by itself
                last[line.section] = line.owners
        return tuple(dict.fromkeys(owner for owners in last.values() for owner in owners))


def read_codeowners(text: str, path: str = "CODEOWNERS", prefix: str = "") -> CodeOwners:
    """Return what a file says. Lines that cannot be read are left out, as hosts do."""
    return CodeOwners(path=path, lines=tuple(_lines(text)), prefix=prefix)


def _lines(text: str) -> Iterator[OwnerLine]:
    section, usual = "", tuple[str, ...]()
    for number, written in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        line = written.strip()
        # GitLab: owners behind a section are those of its lines that name none
        if begun := _SECTION.fullmatch(_COMMENT.sub("", line).strip()):
            section, usual = begun["name"].strip().casefold(), _owners(begun["rest"])
        elif not line.startswith("#") and (named := _PATTERN.match(line)):
            owners = _owners(_COMMENT.sub("", line[named.end() :])) or usual
            yield OwnerLine(pattern=_pattern(named[0]), owners=owners, line=number, section=section)


def _owners(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split() if OWNER.fullmatch(word))


def _pattern(written: str) -> PathPattern:
    # a sign behind a backslash stands for itself, be it a blank or a wildcard
    text = _ESCAPED.sub(lambda found: f"[{found[1]}]" if found[1] in "*?[" else found[1], written)
    # without a slash before the last sign it may stand in any folder
    return path_pattern(text, anchored="/" in text.rstrip("/"))


def known_owners(owners: CodeOwners | None) -> frozenset[str]:
    """Return everybody whom a file names in small letters, as hosts compare them: also without ``@`` and company."""
    names = {name.casefold() for name in owners.names} if owners else set()
    handles = {name.removeprefix("@") for name in names if name.startswith("@")}
    # authors write ``owner: crm`` where the file says ``@acme/crm``
    return frozenset(names | handles | {handle.rpartition("/")[2] for handle in handles})


def escaped_path(path: str) -> str:
    """Return a path as a pattern of ``CODEOWNERS`` that covers just it."""
    return re.sub(r"([\s\\#*?\[])", r"\\\1", path)
