"""The two states of a repository that are meant: revisions as somebody writes them, and what a clone knows of them."""

from __future__ import annotations

from pathlib import Path

from jmsite.history.git import ask, distrusts
from jmsite.history.objects import UnknownRevisionError, commit_of
from jmsite.history.revision import boundary_of
from jmsite.model.value import Value

WORKING_TREE = ""
"""The name of the files as they are on disk, in place of a revision."""
HEAD = "HEAD"


class NoRepositoryError(LookupError):
    """There is no repository that could be asked; the message says why."""


class RevisionSpan(Value):
    """Two states: what they are called, and the commit of each; that of the working tree is ``WORKING_TREE``."""

    before: str
    after: str
    names: tuple[str, str]


def span_of(folder: Path, written: str) -> RevisionSpan:
    """Return which states of the repository around ``folder`` are meant: ``REV``, ``REV..REV``, ``REV...REV``, or "".

    Nothing is HEAD and the working tree, one revision is that and the working tree, and with three dots the first
    state is where both histories parted, as in git. Raises ``NoRepositoryError`` and ``UnknownRevisionError``.
    """
    if ask(folder, "rev-parse", "--git-dir") is None:
        raise NoRepositoryError(_why_none(folder))
    first, dots, second = _parted(written)
    if not dots:
        first = first or HEAD
        return RevisionSpan(before=_known(folder, first), after=WORKING_TREE, names=(first, ""))
    first, second = first or HEAD, second or HEAD
    before, after = _known(folder, first), _known(folder, second)
    if dots == "...":
        before = _base(folder, before, after, written)
    return RevisionSpan(before=before, after=after, names=(first, second))


def _parted(written: str) -> tuple[str, str, str]:
    first, dots, second = written.partition("...")
    return (first, dots, second) if dots else written.partition("..")


def _why_none(folder: Path) -> str:
    if distrusts(folder):
        return "git does not trust this repository, because it belongs to somebody else"
    return "this folder is not in a git repository, or git is not installed"


def _known(folder: Path, revision: str) -> str:
    try:
        return commit_of(folder, revision).id
    except UnknownRevisionError:
        raise UnknownRevisionError(_why_unknown(folder, revision)) from None


def _why_unknown(folder: Path, revision: str) -> str:
    if revision == HEAD:
        return "there is no commit yet"
    shallow = "; this clone has only the latest commits: 'git fetch --unshallow' gets the others"
    return f"there is no revision '{revision}'" + (shallow if boundary_of(folder) else "")


def _base(folder: Path, before: str, after: str, written: str) -> str:
    found = ask(folder, "merge-base", before, after)
    if found is None:
        shallow = " in this clone; 'git fetch --unshallow' gets more" if boundary_of(folder) else ""
        raise UnknownRevisionError(f"the two revisions of '{written}' have no common history{shallow}")
    return found.decode().strip()
