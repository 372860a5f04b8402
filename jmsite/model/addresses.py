"""Addresses of entities in the site: their path inside ``content/`` without its ending."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote, unquote

from jmsite.model.kinds import KINDS

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# ``%`` is among them: in a path it stands for itself, and in an address for two digits that follow
_SPECIAL = re.compile(r"""[%?#"<>\\^`{|}\x00-\x20\x7f]""")
# Windows keeps these names for devices, with any ending: a clone of the repository would fail there
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\\]|[. ]\Z')
_LONGEST_PART = 200
"""Bytes of a folder's or file's name: file systems end at 255, and endings and names of new files come on top."""
_CONTENT = "content/"


def address(kind: str, id: str) -> str:
    """Return the URL of an entity's page from the site's root; a step's ends in its anchor on the map."""
    # charts stand on the pages of others, and settings on none: what asks for their address is led to the front page
    if kind in ("site", "home", "chart"):
        return ""
    if kind == "step":
        journey, stage, step = id.split("/")
        return f"journeys/{journey}/#{stage}--{step}"
    if kind == "variant":
        journey, stage, persona = id.split("/")
        return f"journeys/{journey}/{stage}/#{persona}"
    folder = KINDS[kind].folder
    return f"{folder}/{quoted_path(id)}/" if id else f"{folder}/"


def quoted_path(path: str) -> str:
    """Return a path as an address: what means something else in an address is escaped, letters of any script stay."""
    return _SPECIAL.sub(lambda found: quote(found[0]), path)


def output_path(url: str) -> str:
    """Return the file of the site that an address from its root leads to."""
    path = unquote(url.partition("#")[0])
    return path if path.endswith(".html") else f"{path}index.html"


def is_device_name(name: str) -> bool:
    """Return whether Windows takes a file of this name for a device."""
    return _DEVICE.fullmatch(name) is not None


def former_path(alias: str) -> str | None:
    """Return the file of the site that stands at a former address; None where no file can."""
    parts = unquote(alias.strip()).strip("/").split("/")
    wrong = any(
        part in ("", ".", "..")
        # signs that nobody sees could make two addresses look alike
        or not part.isprintable()
        or _NOT_IN_NAMES.search(part)
        or is_device_name(part)
        or len(part.encode()) > _LONGEST_PART
        for part in parts
    )
    if wrong:
        return None
    # macOS takes letters apart in names, servers compare bytes: one spelling for both
    path = unicodedata.normalize("NFC", "/".join(parts))
    return path if path.endswith(".html") else f"{path}/index.html"


def title_from(id: str) -> str:
    """Return words for an id without a title: ``buy-a-gift`` is `Buy a gift`."""
    words = id.rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Index"


def resolve(path: str, href: str) -> str:
    """Return the path from the site's root that a relative link in the file at ``path`` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), href))


def slug(words: str) -> str:
    """Return ``i-compare-three-shops`` for ``I compare three shops``; letters of any script stay, NFC."""
    folded = unicodedata.normalize("NFC", words).casefold()
    return re.sub(r"[^\w]+|_+", "-", folded).strip("-")


def step_id(id: str | None, title: str | None, index: int | None) -> str:
    """Return the last part of a step's id: as written, else from its title, else by its number in the stage.

    ``index`` counts from 0; None where a step without a name is to have none, which is "".
    """
    return id or slug(title or "") or ("" if index is None else f"step-{index + 1}")


def id_from_name(name: str) -> str:
    """Return the id made from a name: ``Anna Müller`` is ``anna-muller``; empty where nothing of it can stand
    in an id.
    """
    # taken apart, an accent is a sign of its own, which ASCII then leaves out
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def tag_address(tag: str) -> str:
    """Return the URL of a tag's page."""
    return f"tags/{slug(tag) or 'tag'}/"


def field_target(href: str) -> tuple[str, str] | None:
    """Return the content file and anchor that a link in a field leads to, whose path counts from ``content/``.

    None where it leads elsewhere, or is a mail address.
    """
    if "@" in href and "/" not in href:
        return None
    return prose_target(f"{_CONTENT}field", href)


def prose_target(path: str, href: str) -> tuple[str, str] | None:
    """Return the content file and anchor that a link in the prose of ``path`` leads to; None when it leads elsewhere.

    ``path`` is from the site's root (``content/personas/anna.md``), ``href`` as written: relative to the
    file, or with a leading slash from ``content/``. ``#words`` alone leads into the file itself.
    """
    address, _, anchor = href.partition("#")
    if SCHEME.match(address) or address.startswith("//"):
        return None
    # cut at ? before %3F becomes one
    address = unquote(address.partition("?")[0])
    if not address:
        return path, unquote(anchor)
    goal = f"content{address}" if address.startswith("/") else resolve(path, address)
    return posixpath.normpath(goal), unquote(anchor)
