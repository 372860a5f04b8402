"""The content types of a site's files. The system's own table is not asked: some call ``.js`` plain text."""

from __future__ import annotations

from collections.abc import Mapping

UNKNOWN = "application/octet-stream"
"""The type of what nobody shows and everybody can save."""
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
MEDIA_TYPES: Mapping[str, str] = {
    # what we make
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "xml": "application/xml",
    "wasm": "application/wasm",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "ico": "image/x-icon",
    # what content attaches
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "odt": f"{OPEN}.text",
    "ods": f"{OPEN}.spreadsheet",
    "odp": f"{OPEN}.presentation",
    "zip": "application/zip",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}


def media_type(path: str) -> str:
    """Return the content type of a file of the site, by its ending; upper case is lower case."""
    name, _, ending = path.rpartition("/")[2].rpartition(".")
    return MEDIA_TYPES.get(ending.lower(), UNKNOWN) if name else UNKNOWN
