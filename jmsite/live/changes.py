"""The changes since the last commit: in sentences, as a patch of each file, put back, and committed.

Nothing outside of ``content/`` is looked at or committed.
"""

from __future__ import annotations

import difflib
import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jmsite.content.discover_revision import inputs_at
from jmsite.differences.as_text import line_of_text
from jmsite.differences.change_lines import DescribedChanges, described_changes
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.site_patch import SitePatch
from jmsite.engine.memo import Memo
from jmsite.history.git import ask, command, environment
from jmsite.model.catalog import Catalog
from jmsite.model.sources import Options
from jmsite.pipeline import catalog_of
from jmsite.sessions.files import read
from jmsite.sessions.session import EditSession

OBJECTS = Path("build") / "cache" / "objects"
PLACE = ("--", "content")
PATIENCE = 120
"""Seconds that a commit may take: hooks may check it; a push asks a host."""
MOST_SENTENCES = 100


class UncommittedChanges:
    """The changes of a site since its last commit, as git tells them."""

    def __init__(self, session: EditSession) -> None:
        self._session = session
        self._base: tuple[str, Catalog] | None = None

    # -- what there is
    def report(self) -> dict[str, Any]:
        """Return the changes in sentences, the patch of each file, and what git could do."""
        undo, redo = self._session.counts
        head = self._git("rev-parse", "--verify", "--quiet", "HEAD")
        if head is None:
            why = ["git init", "git add content", "git commit"]
            return {"undo": undo, "redo": redo, "sentences": [], "files": [], "git": None, "run": why}
        changes = self._changes(head.decode().strip())
        return {
            "undo": undo,
            "redo": redo,
            "sentences": sentences(changes),
            "files": [
                {"id": _opaque(path), "path": path, "diff": self._diff(path)} for path in self._paths()
            ],
            "git": {"branch": self._branch(), "remote": bool(self._remote()), "message": _message(changes)},
            "run": [],
        }

    def _changes(self, head: str) -> DescribedChanges:
        now = self._session.current().compiled.catalog
        return described_changes(self._catalog_at(head), now, ("HEAD", ""))

    def _catalog_at(self, head: str) -> Catalog:
        if self._base is None or self._base[0] != head:
            root = self._session.root
            inputs = inputs_at(head, root, root / OBJECTS, Options(drafts=True))
            self._base = (head, catalog_of(inputs, Memo()).value)
        return self._base[1]

    def _paths(self) -> list[str]:
        """Return the files of the content that differ from the last commit, by path from the site's root."""
        changed = self._git("diff", "--name-only", "--relative", "--no-renames", "-z", "HEAD", *PLACE) or b""
        new = self._git("ls-files", "--others", "--exclude-standard", "-z", *PLACE) or b""
        found = {
            name.decode("utf-8", "replace") for name in (*changed.split(b"\0"), *new.split(b"\0")) if name
        }
        return sorted(found)

    def _diff(self, path: str) -> str:
        old, new = self._committed(path), read(self._session.root / path)
        texts = [(data or b"").decode("utf-8", "replace").splitlines(keepends=True) for data in (old, new)]
        lines = difflib.unified_diff(texts[0], texts[1], f"a/{path}", f"b/{path}")
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)

    def _committed(self, path: str) -> bytes | None:
        return self._git("show", f"HEAD:./{path}")

    def _branch(self) -> str:
        return (self._git("symbolic-ref", "--short", "--quiet", "HEAD") or b"").decode().strip()

    def _remote(self) -> str:
        names = (self._git("remote") or b"").decode().split()
        return "origin" if "origin" in names else next(iter(names), "")

    # -- what can be done
    def restore(self, id: str) -> None:
        """Put a file back as it was committed. Raises ``RefusedEditError`` for an id that ``told`` has not given."""
        with self._session.lock:
            path = next((one for one in self._paths() if _opaque(one) == id), None)
            if path is None:
                raise RefusedEditError("this file is as it was committed")
            now = read(self._session.root / path)
            self._session.put(SitePatch(before={path: now}, after={path: self._committed(path)}))

    def commit(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Commit the content, on a branch if one is named, and push it where that is asked for."""
        message, branch = str(asked.get("message") or "").strip(), str(asked.get("branch") or "").strip()
        if not message:
            raise RefusedEditError("a commit needs a message")
        with self._session.lock:
            if not self._paths():
                raise RefusedEditError("there is nothing to commit")
            if branch and branch != self._branch():
                self._switch(branch)
            # only the content: what else somebody has begun in this repository is theirs to commit
            self._run("add", "--all", *PLACE)
            self._run("commit", "--quiet", "--message", message, *PLACE)
            said = f"committed to {self._branch() or 'HEAD'}"
            if asked.get("push"):
                said += f", {self._push()}"
        return {"said": said}

    def _switch(self, branch: str) -> None:
        if branch.startswith("-") or self._git("check-ref-format", "--branch", branch) is None:
            raise RefusedEditError(f"'{branch}' is no name of a branch")
        known = self._git("rev-parse", "--verify", "--quiet", f"refs/heads/{branch}") is not None
        if known:
            raise RefusedEditError(
                f"the branch '{branch}' is there already; choose another name, or switch to it"
            )
        self._run("switch", "--quiet", "--create", branch)

    def _push(self) -> str:
        remote = self._remote()
        if not remote:
            raise RefusedEditError("it is committed; no remote is set up to push to")
        self._run("push", "--quiet", "--set-upstream", remote, "HEAD")
        return f"pushed to {remote}"

    def _git(self, *words: str) -> bytes | None:
        return ask(self._session.root, *words)

    def _run(self, *words: str) -> None:
        """Let git do something. Raises ``RefusedEditError`` with what it says where it does not."""
        try:
            found = subprocess.run(  # noqa: S603 - a command of ours
                command(*words),
                cwd=self._session.root,
                env=environment(),
                # a git that asks for a password or a name would wait for ever: nobody sits at this terminal
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise RefusedEditError(f"git {words[0]} did not work: {error}") from None
        if found.returncode:
            said = (
                found.stderr.decode("utf-8", "replace").strip()
                or found.stdout.decode("utf-8", "replace").strip()
            )
            raise RefusedEditError(f"git {words[0]} did not work: {said}")


def sentences(changes: DescribedChanges) -> list[str]:
    """Return changes as sentences, each with its sign."""
    return [line_of_text(line) for group in changes.groups for line in group.lines][:MOST_SENTENCES]


def _opaque(path: str) -> str:
    # a page names the file by this and never by a path, so that no path that it sends is ever opened
    return hashlib.blake2b(path.encode(), digest_size=9).hexdigest()


def _message(changes: DescribedChanges) -> str:
    """Return a message for a commit: the change, or the journeys that changed with a line for each change."""
    lines = [line_of_text(line) for group in changes.groups for line in group.lines]
    if not lines:
        return "Edit the content"
    # the first two signs are the dash of a list
    if len(lines) == 1:
        return lines[0][2:]
    titles = list(dict.fromkeys(group.title for group in changes.groups))
    named = ", ".join(titles[:3]) + (f" and {len(titles) - 3} more" if len(titles) > 3 else "")
    return "\n".join([f"Edit {named}", "", *lines[:MOST_SENTENCES]])
