"""Go through the folders of a site, on disk or in a revision: each of them once."""

from __future__ import annotations

from collections.abc import Callable

from jmsite.files import is_within
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.rules import fault
from jmsite.model.value import Value


class FoundFiles(Value):
    """The files below a folder in order of path, each as a path to call it by and a file to read.

    ``inside`` is where the folder really is: nothing that lies elsewhere is read.
    """

    files: tuple[tuple[str, str], ...]
    faults: tuple[Diagnostic, ...] = ()
    has_links: bool = False
    inside: str = ""


class Listed(Value):
    """The content of one folder: files, folders and links to folders, by the path to call each by, and where it is."""

    files: tuple[tuple[str, str], ...] = ()
    folders: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    has_links: bool = False


def walk(inside: str, below: str, look: Callable[[str, str], Listed]) -> FoundFiles:
    """Find the files below a folder, which ``look`` lists one by one; they are called by ``below`` and their path.

    Each folder is looked into once, and by its own name before any link: links that lead to folders of links would
    never end.
    """
    found: list[Listed] = []
    faults: list[Diagnostic] = []
    pending, seen = [(inside, below)], {inside}
    links: list[tuple[str, str, str]] = []
    while pending or links:
        if pending:
            here, way = pending.pop()
            found.append(look(here, way))
            seen.update(folder for _, folder in found[-1].folders)
            pending += [(folder, f"{path}/") for path, folder in found[-1].folders]
            links += [(path, target, here) for path, target in found[-1].links]
            continue
        # in order: of two links to one folder, the same one counts in every build
        for path, target, here in sorted(links):
            if target not in seen:
                seen.add(target)
                pending.append((target, f"{path}/"))
            elif not is_within(here, target):
                message = "this symbolic link points to a folder that is already read in its own place"
                faults.append(fault("file/linked-twice", message, Place(path=path)))
        links = []
    faults += [wrong for one in found for wrong in one.faults]
    files = sorted(file for one in found for file in one.files)
    return FoundFiles(
        files=tuple(files), faults=tuple(faults), has_links=any(one.has_links for one in found), inside=inside
    )
