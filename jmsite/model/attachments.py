"""Which files of the content may be published as they are: those that only show, whoever opens them and how."""

from __future__ import annotations

ATTACHED = (
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg",
    "pdf", "txt", "md", "csv", "tsv", "docx", "xlsx", "pptx", "odt", "ods", "odp", "zip",
    "mp3", "m4a", "ogg", "wav", "mp4", "webm",
)  # fmt: skip
"""Endings that no browser takes for a page or a script, and that no office program runs macros of.

Whatever is missing here would be guessed at by servers and browsers; ``gz`` would be unpacked on the way.
"""


def is_attachable(path: str) -> bool:
    """Whether a file of this name may be published."""
    name, dot, ending = path.rpartition("/")[2].rpartition(".")
    return bool(name and dot) and ending.lower() in ATTACHED
