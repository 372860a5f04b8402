"""Tell from the place of a file which entity it holds."""

from __future__ import annotations

import re
import unicodedata

from jmsite.model.addresses import id_from_name, is_device_name
from jmsite.model.diagnostics import Diagnostic, Place
from jmsite.model.fields import ID
from jmsite.model.kinds import KINDS
from jmsite.model.rules import fault
from jmsite.model.suggestions import suggestion
from jmsite.model.value import Value, replace

_FOLDERS = {kind.folder: kind.name for kind in KINDS.values() if kind.listed}
_SETTINGS = {"site.yaml": "site", "index.md": "home", "index.yaml": "home"}
# nine digits at most: enough for any order, and a float keeps them exactly
_STAGE = re.compile(r"(?:(?P<order>\d{1,9}(?:\.\d{1,9})?)-)?(?P<stage>[^.]+)(?:\.(?P<persona>[^.]+))?")
_NO_FILE = "Windows does not allow a file of this name"
_ID = re.compile(ID)
_ID_HINT = "use lower-case letters a to z, digits and single hyphens"
_READ = "only .md and .yaml files are read here"
# ``.md.txt`` is what Windows makes of a file whose ending it hides
_ENDED = re.compile(
    r"content/(?:(?P<folder>[^/]+)/)?(?:.*/)?(?P<name>[^/]+?)\.(?P<ending>md|markdown|ya?ml)(?:\.txt)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,9})[\W_]*(.*)")


class FileRole(Value):
    """The role of a file: the kind of entity it holds, "" for none, ``"registry:<kind>"`` for a registry of them."""

    kind: str
    id: str = ""
    order: float | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def classify(path: str) -> FileRole:
    """Return the role of a text file by its path from the site's root."""
    role = _role(path)
    if any(is_device_name(part) for part in path.split("/")):
        return replace(
            role, diagnostics=(*role.diagnostics, fault("id/reserved-name", _NO_FILE, Place(path=path)))
        )
    return role


def _role(path: str) -> FileRole:
    name, dot, ending = path.removeprefix("content/").rpartition(".")
    parts = tuple(name.split("/"))
    if dot + ending not in (".md", ".yaml"):
        # one ending, so that nobody has to look for two files of one name
        hint = f"rename it to {parts[-1]}.yaml" if ending == "yml" else ""
        return _unknown(path, _READ, hint)
    if len(parts) == 1:
        return _top(path, parts[0], ending)
    if parts[0] == "pages":
        return _page(parts[1:])
    if parts[0] == "journeys":
        return _journey(path, parts[1:])
    if parts[0] in _FOLDERS and len(parts) == 2:
        return FileRole(
            kind=_FOLDERS[parts[0]], id=parts[1], order=None, diagnostics=_malformed(path, parts[1])
        )
    if parts[0] in _FOLDERS:
        return _unknown(path, "this folder is not read", f"move the file to content/{parts[0]}/")
    return _unknown(path, f"the folder content/{parts[0]}/ is not read", _suggested(parts[0]))


def wrong_ending(path: str) -> Diagnostic | None:
    """Return the fault of a file in a folder of content whose ending is much like that of one that is read."""
    found = _ENDED.fullmatch(path)
    if found is None or found["folder"] not in (None, *_FOLDERS, "journeys", "pages"):
        return None
    hint = f"rename it to {found['name']}.{'yaml' if found['ending'].lower().startswith('y') else 'md'}"
    return fault("file/unknown-place", _READ, Place(path=path), hint)


def _top(path: str, name: str, ending: str) -> FileRole:
    kind = _SETTINGS.get(f"{name}.{ending}")
    if kind:
        return FileRole(kind=kind, id=kind)
    if name in _FOLDERS and ending == "yaml":
        return FileRole(kind=f"registry:{_FOLDERS[name]}", id=name)
    if name == "site" or name in _FOLDERS:
        return _unknown(path, "this can only be a YAML file", f"rename it to {name}.yaml")
    return _unknown(path, "files here are not read", _suggested(name) if ending == "yaml" else "")


def _page(parts: tuple[str, ...]) -> FileRole:
    """Return a page; the index of a folder stands for the folder."""
    inner = parts[:-1] if parts[-1] == "index" else parts
    # some file systems decompose the names of files, and links are written composed
    return FileRole(kind="page", id=unicodedata.normalize("NFC", "/".join(inner)))


def _journey(path: str, parts: tuple[str, ...]) -> FileRole:
    if len(parts) == 1:
        return _unknown(
            path, "a journey needs a folder of its own", f"move it to content/journeys/{parts[0]}/journey.md"
        )
    journey, name = parts[0], parts[1]
    if len(parts) > 2:
        return _unknown(path, "this folder is not read", f"move the file to content/journeys/{journey}/")
    if name == "journey":
        return FileRole(kind="journey", id=journey, order=None, diagnostics=_malformed(path, journey))
    found = _STAGE.fullmatch(name)
    if found is None:
        return _unknown(path, "this is not a valid file name for a stage", "name it like 02-consideration.md")
    stage, persona = found["stage"], found["persona"]
    if persona and stage.isdigit() and not found["order"]:
        stage, persona = persona.strip(), None  # 4.wait.md: a number and a stage, not a stage and a persona
    numberless = () if found["order"] else (_numberless(path, name),)
    faults = [*(numberless or _malformed(path, stage)), *(_malformed(path, persona) if persona else ())]
    order = float(found["order"]) if found["order"] else None
    id = "/".join((journey, stage, persona) if persona else (journey, stage))
    return FileRole(kind="variant" if persona else "stage", id=id, order=order, diagnostics=tuple(faults))


def _numberless(path: str, name: str) -> Diagnostic:
    """Return the fault of a stage whose number is not there, or does not stand before a hyphen."""
    found = _NUMBERED.fullmatch(name)
    number, words = (int(found[1]), found[2]) if found else (1, name)
    words, dot, persona = words.partition(".")
    hint = (
        f"name it like {number:02}-{id_from_name(words) or 'stage'}{dot}{persona}{path[path.rindex('.') :]}"
    )
    return fault(
        "stage/without-number",
        "the file name of a stage must begin with a number and a hyphen",
        Place(path=path),
        hint,
    )


def _malformed(path: str, id: str) -> tuple[Diagnostic, ...]:
    if _ID.fullmatch(id):
        return ()
    return (malformed_id(id, Place(path=path)),)


def malformed_id(id: str, place: Place) -> Diagnostic:
    """Return the fault of an id that is written as none may be."""
    made = id_from_name(id)
    hint = f"{_ID_HINT}: {made}" if made else _ID_HINT
    return fault("id/malformed", f"'{id}' is not a valid id", place, hint)


def _unknown(path: str, message: str, hint: str = "") -> FileRole:
    return FileRole(
        kind="",
        id="",
        order=None,
        diagnostics=(fault("file/unknown-place", message, Place(path=path), hint),),
    )


def _suggested(name: str) -> str:
    return suggestion(name, (*_FOLDERS, "journeys", "pages", "site", "data", "assets"))
