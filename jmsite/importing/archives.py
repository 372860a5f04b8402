"""ZIP archives: every map, survey or exchange file in one is read, as far as it is any."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence

from jmsite.importing.draft import DraftJourney, DraftMap, NoJourneyError, Remark
from jmsite.model.value import replace

MOST = 50
"""Files in an archive at most."""
SOUGHT = "an archive with maps, surveys or exchange files in it"
Read = Callable[[str, bytes], DraftMap]


def is_archive(content: bytes) -> bool:
    """Return whether bytes are a ZIP archive."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_archive(content: bytes, largest: int, read: Read) -> DraftMap:
    """Return what is in the files of an archive; ``largest`` are the bytes that all may have together.

    Raises ``NoJourneyError`` where there is nothing in any of them, or more than can be taken.
    """
    found: list[DraftMap] = []
    left: list[Remark] = []
    for name, inside in _files(content, largest):
        try:
            if is_archive(inside):
                # not opened: archives in archives are how a few bytes become endless ones
                raise NoJourneyError("it is an archive in an archive")
            draft = read(name, inside)
        except NoJourneyError as none:
            left.append(Remark(did="left out", text=f"{name}: {none.reason}"))
        else:
            found.append(
                replace(draft, remarks=tuple(replace(one, file=one.file or name) for one in draft.remarks))
            )
    if not found:
        reasons = "; ".join(one.text for one in left[:3])
        raise NoJourneyError(
            f"there is no map in the archive ({reasons or 'it is empty'})", SOUGHT, sure=True
        )
    return _joined(found, left)


def _files(content: bytes, largest: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive with their names, without folders in front and what systems put beside them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir() and not _hidden(one.filename)]
            if len(entries) > MOST:
                raise NoJourneyError(
                    f"the archive has {len(entries)} files; import {MOST} at most", SOUGHT, sure=True
                )
            left = largest
            for entry in entries:
                with archive.open(entry) as opened:
                    # as it unpacks, and not by the size that the archive states, which anybody can write
                    inside = opened.read(left + 1)
                left -= len(inside)
                if left < 0:
                    told = (
                        f"what is in the archive is larger than {largest // 1048576} MB; import a part of it"
                    )
                    raise NoJourneyError(told, SOUGHT, sure=True)
                yield entry.filename.replace("\\", "/").rpartition("/")[2], inside
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise NoJourneyError(f"the archive cannot be opened: {error}", SOUGHT, sure=True) from None


def _hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _joined(drafts: Sequence[DraftMap], left: Sequence[Remark]) -> DraftMap:
    """Return several drafts as one; a journey that compares to another one does so still."""
    journeys: list[DraftJourney] = []
    for draft in drafts:
        before = len(journeys)
        journeys += [
            one if one.compares_to is None else replace(one, compares_to=before + one.compares_to)
            for one in draft.journeys
        ]
    files: dict[str, bytes] = {}
    again: list[Remark] = []
    for path, content in (one for draft in drafts for one in draft.files):
        if path in files:
            again.append(Remark(did="left out", text=f"a second file that would be written as {path}"))
        else:
            files[path] = content
    return DraftMap(
        format="archive" if len(drafts) > 1 else drafts[0].format,
        journeys=tuple(journeys),
        personas=tuple(one for draft in drafts for one in draft.personas),
        entities=tuple(one for draft in drafts for one in draft.entities),
        files=tuple(files.items()),
        remarks=(*(one for draft in drafts for one in draft.remarks), *left, *again),
        scale=next((draft.scale for draft in drafts if draft.scale), None),
        counts=next((draft.counts for draft in drafts if draft.counts), {}),
    )
