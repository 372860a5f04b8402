"""The effect of an edit on the files of a site: which ones it changes, makes, removes and renames."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from jmsite.editing.patch import FilePatch, changed_files
from jmsite.model.sources import Inputs, Source
from jmsite.model.value import Value, replace

Files = Mapping[str, bytes | None]
"""Files by path; None for one that is not there."""


class SitePatch(Value):
    """Files under their new names first (``moves``), then what each of them holds: ``after`` in place of ``before``.

    Both name files as they are called afterwards, and None stands for a file that is not there.
    """

    moves: tuple[tuple[str, str], ...] = ()
    before: Files = {}
    after: Files = {}

    @property
    def reverse(self) -> SitePatch:
        """Return the patch that puts all back as it was."""
        names = {new: old for old, new in self.moves}
        back = tuple((new, old) for old, new in reversed(self.moves))
        return SitePatch(
            moves=back,
            before={path_after(path, names): data for path, data in self.after.items()},
            after={path_after(path, names): data for path, data in self.before.items()},
        )

    def __bool__(self) -> bool:
        return bool(self.moves or self.after)


def path_after(path: str, names: Mapping[str, str]) -> str:
    """Return the name of a file after moves of files and folders."""
    for old, new in names.items():
        if path == old or path.startswith(f"{old}/"):
            return new + path[len(old) :]
    return path


def join_patches(patches: Iterable[SitePatch]) -> tuple[SitePatch, ...]:
    """Return patches that follow each other as few: what several of them write into a file is written at once."""
    made: list[SitePatch] = []
    for patch in patches:
        if made and not patch.moves:
            last = made.pop()
            before, after = {**patch.before, **last.before}, {**last.after, **patch.after}
            kept = [path for path in after if before[path] != after[path] or last.moves]
            patch = SitePatch(
                moves=last.moves,
                before={path: before[path] for path in kept},
                after={path: after[path] for path in kept},
            )
        if patch:
            made.append(patch)
    return tuple(made)


def texts_patch(inputs: Inputs, texts: Mapping[str, bytes | None]) -> SitePatch:
    """Return the patch that gives some files other texts; what stays as it is, is none of it."""
    before = {path: source.data for path, source in inputs.content.items()}
    after = {path: data for path, data in texts.items() if before.get(path) != data}
    return SitePatch(before={path: before.get(path) for path in after}, after=after)


def relocated_patch(inputs: Inputs, change: FilePatch) -> SitePatch:
    """Return the patch of a change of ids, as ``rename`` and ``move`` make them."""
    texts, new_name = changed_files(inputs, change), change.relocation.path
    moves = tuple((old, new) for old, new in change.relocation.moves if old != new)
    return SitePatch(
        moves=moves,
        before={new_name(path): inputs.content[path].data for path in texts},
        after={new_name(path): data for path, data in texts.items()},
    )


def patched_inputs(inputs: Inputs, patch: SitePatch) -> Inputs:
    """Return what a site is made of once a patch is written."""
    names = dict(patch.moves)
    content = {path_after(path, names): source for path, source in inputs.content.items()}
    made = {
        path: source if source.path == path else replace(source, path=path)
        for path, source in content.items()
    }
    for path, data in patch.after.items():
        if data is None:
            made.pop(path, None)
        else:
            made[path] = _source(path, data)
    blobs = (
        [replace(blob, path=path_after(path, names)) for path, blob in inputs.blobs.items()]
        if names
        else None
    )
    return replace(
        inputs,
        content=dict(sorted(made.items())),
        blobs=inputs.blobs
        if blobs is None
        else {one.path: one for one in sorted(blobs, key=lambda one: one.path)},
    )


def _source(path: str, data: bytes) -> Source:
    return Source(path=path, digest=digest_of(data), data=data)


def digest_of(data: bytes) -> str:
    """Return what stands for the bytes of a file, as ``discover`` makes it."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
