"""Check the links and pictures in prose: whether they lead anywhere."""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator

from jmsite.checks.find_column import find_column
from jmsite.content.assemble import RAW, UnitProse
from jmsite.content.folders import has_page
from jmsite.content.link_targets import LinkTarget
from jmsite.content.resolve_references import nearest_file
from jmsite.content.validation_messages import UNSAFE, UNSAFE_HINT, WEB_HINT
from jmsite.model.attachments import PICTURES, ending, is_attachable, plays
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.rules import fault
from jmsite.model.suggestions import ProbablyMeant, correction, probably_meant
from jmsite.model.url_schemes import allowed, hostless
from jmsite.model.value import Value, replace

MOST_COMPARED = 500
"""Paths that a wrong one is compared with: comparing all with all would cost the square of a site."""


def broken_links(catalog: Catalog, prose: UnitProse) -> Iterator[Diagnostic]:
    """Return the links in the prose of a unit that lead nowhere."""
    return (
        one for target_link in prose.link_targets for one in _link(target_link, LinkableFiles(tables=catalog))
    )


class LinkableFiles(Value):
    """The files and anchors that links in prose can lead to."""

    tables: Catalog

    def __contains__(self, path: object) -> bool:
        return self.tables.read("content", path) is not None or self.tables.read("blobs", path) is not None

    def anchors(self, path: str) -> frozenset[str]:
        """Return the anchors of a file."""
        return self.tables.read("anchors", path) or frozenset()

    def is_folder(self, path: str) -> bool:
        """Return whether anything lies below a path."""
        return any(file.startswith(f"{path}/") for file in self._paths())

    def place(self, target_link: LinkTarget) -> Place:
        """Return where the address of a link stands."""
        if target_link.field:
            return target_link.place
        # only for a link that is told: to look for every link of a site in its text would cost more than the check
        source, first = self.tables.read("content", target_link.place.path), target_link.place
        for more in range(target_link.lines):
            here = replace(first, line=first.line + more, column=1, end_column=None) if more else first
            found = find_column(here, target_link.href, source)
            if found is not here:
                return found
        return first

    def nearest(self, path: str) -> ProbablyMeant:
        """Return the file that was meant by a path; in a large site, one of those of its name or folder."""
        paths = list(self._paths())
        if len(paths) > MOST_COMPARED:
            folder, _, name = path.rpartition("/")
            paths = [
                other for other in paths if other.endswith(f"/{name}") or other.rpartition("/")[0] == folder
            ]
        # cut again: a folder may hold thousands by itself
        return nearest_file(path, paths[:MOST_COMPARED])

    def _paths(self) -> Iterator[str]:
        return itertools.chain(self.tables.table("content"), self.tables.table("blobs"))


def _link(target_link: LinkTarget, files: LinkableFiles) -> Iterator[Diagnostic]:
    if not target_link.path:
        yield _nowhere(target_link, files.place(target_link))
    elif target_link.path != "content" and not target_link.path.startswith("content/"):
        yield fault(
            "link/outside-content", f"'{target_link.href}' is outside content/", files.place(target_link)
        )
    elif target_link.path.startswith(RAW) and target_link.path in files:
        message = f"'{target_link.href}' is not published: files under data/ are only read for their figures"
        hint = "put files that readers may download in content/assets/"
        yield fault("link/outside-content", message, files.place(target_link), hint)
    elif target_link.path in files:
        anchors = files.anchors(target_link.path)
        if target_link.anchor and not target_link.image and target_link.anchor not in anchors:
            message = f"'{target_link.path}' has no heading '{target_link.anchor}'"
            near, place = probably_meant(target_link.anchor, sorted(anchors)), files.place(target_link)
            written = target_link.href.partition("#")[2]
            # with the sign, as the address has it: the bare word may stand in the text of the link, too
            instead = replace(near, word=f"#{written}", found=f"#{near.found}")
            fix = correction(place, instead)
            yield fault("link/missing-anchor", message, place, near.hint, fix=fix)
        if target_link.image and not _shows(target_link.path):
            message = f"'{target_link.href}' is used as an image, but is not one"
            hint = (
                "to link to it instead, remove the exclamation mark"
                if not target_link.field
                else "save it as an image"
            )
            yield fault("link/not-a-picture", message, files.place(target_link), hint)
    elif not files.is_folder(target_link.path):
        message = f"there is no file '{target_link.path}'"
        counts = "content/" if target_link.field else f"{target_link.place.path.rpartition('/')[0]}/"
        near, place = files.nearest(target_link.path), files.place(target_link)
        hint = near.hint or f"the path is relative to {counts}; {WEB_HINT}"
        fix = correction(place, _from_here(target_link, near))
        yield fault("link/missing-file", message, place, hint, fix=fix)
    elif target_link.image or not has_page(target_link.path, files):
        message = f"'{target_link.path}' is a folder without a page of its own"
        yield fault("link/missing-file", message, files.place(target_link), "link to a file in it")


def _from_here(target_link: LinkTarget, near: ProbablyMeant) -> ProbablyMeant:
    """Return what was meant, as a link is written: from the file that it stands in, in a field from content/."""
    start = "content" if target_link.field else target_link.place.path.rpartition("/")[0]
    found = posixpath.relpath(near.found, start) if near.found else ""
    return replace(near, word=target_link.href.partition("#")[0], found=found)


def _shows(path: str) -> bool:
    """Return whether a page can show a file in place of a picture. What may not be published at all is told already."""
    return ending(path) in PICTURES or bool(plays(path)) or not is_attachable(path)


def _nowhere(target_link: LinkTarget, place: Place) -> Diagnostic:
    """Return a fault for a link or picture whose address none may have."""
    what, href = "an image" if target_link.image else "a link", target_link.href[:40]
    # Markdown takes no address with blanks, and shows the brackets: the author sees a link that is none
    if not target_link.field and " " in target_link.href and allowed(target_link.href):
        message = f"this is not recognized as {what}, because its address contains spaces"
        return fault(
            "link/blanks", message, place, f"put angle brackets around the address: <{target_link.href}>"
        )
    if target_link.image and allowed(target_link.href):
        message = f"'{href}' is on another server, and pages show images of their own site only"
        return fault("link/picture-elsewhere", message, place, "save the image in content/assets/")
    if hostless(target_link.href):
        return fault(UNSAFE, f"'{href}' has no scheme, such as https:", place, WEB_HINT)
    hint = "save the image in content/assets/" if target_link.image else UNSAFE_HINT
    return fault(UNSAFE, f"{what} cannot lead to '{href}'", place, hint)
