"""Decide which files of the content may be published as they are: those that only show, whoever opens them."""

from __future__ import annotations

ATTACHED = (
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg",
    "pdf", "txt", "md", "csv", "tsv", "docx", "xlsx", "pptx", "odt", "ods", "odp", "zip",
    "mp3", "m4a", "ogg", "wav", "mp4", "webm",
)  # fmt: skip
"""Endings that no browser takes for a page or a script, and that no office program runs macros of.

Whatever is missing here would be guessed at by servers and browsers; ``gz`` would be unpacked on the way.
"""

PICTURES = frozenset(("png", "jpg", "jpeg", "gif", "webp", "avif", "svg"))
VIDEOS = frozenset(("mp4", "webm"))
SOUNDS = frozenset(("mp3", "m4a", "ogg", "wav"))


def ending(path: str) -> str:
    """Return what the name of a file ends with, in small letters, without the point."""
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def plays(address: str) -> str:
    """Return the element by which a page plays what is at an address, ``video`` or ``audio``; "" of what does
    not play.
    """
    kind = ending(address.partition("#")[0].partition("?")[0])
    return "video" if kind in VIDEOS else "audio" if kind in SOUNDS else ""


def is_attachable(path: str) -> bool:
    """Return whether a file of this name may be published."""
    name, dot, _ = path.rpartition("/")[2].rpartition(".")
    return bool(name and dot) and ending(path) in ATTACHED
