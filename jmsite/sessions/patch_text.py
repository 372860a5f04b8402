"""Show what edits would do to the files of a site as a patch that ``git apply`` reads."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from jmsite.editing.site_patch import SitePatch, path_after
from jmsite.model.sources import Inputs
from jmsite.model.value import Value

NOTHING = "/dev/null"


class NetFile(Value):
    """A file before all edits and after them: its names and what it holds, None where it is not there."""

    old: str
    new: str
    before: bytes | None
    after: bytes | None


def net(inputs: Inputs, patches: Iterable[SitePatch]) -> tuple[NetFile, ...]:
    """Return what several patches do together to each file, in order of name."""
    texts: dict[str, bytes | None] = {path: source.data for path, source in inputs.content.items()}
    came: dict[str, str] = {path: path for path in (*texts, *inputs.blobs)}
    for patch in patches:
        names = dict(patch.moves)
        texts = {path_after(path, names): data for path, data in texts.items()}
        came = {path_after(path, names): old for path, old in came.items()}
        texts.update(patch.after)
    first = {path: source.data for path, source in inputs.content.items()}
    found = [_file(path, came.get(path, ""), first, texts) for path in sorted({*texts, *came})]
    return tuple(one for one in found if one.old != one.new or one.before != one.after)


def _file(path: str, old: str, first: Mapping[str, bytes], texts: Mapping[str, bytes | None]) -> NetFile:
    before, after = first.get(old), texts.get(path)
    new = path if after is not None or (old and old not in first) else ""
    return NetFile(old=old, new=new, before=before, after=after)


def patch_text(files: Iterable[NetFile]) -> str:
    """Return changes of files as one patch."""
    return "".join(line for one in files for line in _lines_of(one))


def _lines_of(one: NetFile) -> Iterator[str]:
    old, new = one.old or one.new, one.new or one.old
    yield f"diff --git a/{old} b/{new}\n"
    if not one.old:
        yield "new file mode 100644\n"
    elif not one.new:
        yield "deleted file mode 100644\n"
    elif one.old != one.new:
        yield f"rename from {one.old}\nrename to {one.new}\n"
    before, after = _lines(one.before or b""), _lines(one.after or b"")
    source, goal = f"a/{one.old}" if one.old else NOTHING, f"b/{one.new}" if one.new else NOTHING
    for line in difflib.unified_diff(before, after, source, goal):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(data: bytes) -> list[str]:
    """Return lines as patches count them: only a line feed ends one."""
    *lines, last = data.decode("utf-8", "replace").split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]
