"""Add an entry to a registry file and leave the rest of its text as it is."""

from __future__ import annotations

from pathlib import Path

from jmsite.cli.errors import RefusedError, refusing_disk_errors
from jmsite.cli.scaffold import scaffold
from jmsite.formats.yaml import reader
from jmsite.model.fields import Fields


def add_entry(file: Path, model: type[Fields], entity: str, title: str) -> Path:
    """Append ``entity`` to the registry ``file``, which is made if it is not there."""
    entry = f"{entity}:\n{scaffold(model, title, indent='  ')}"
    try:
        with refusing_disk_errors("read", file):
            before = file.read_bytes().decode("utf-8") if file.exists() else ""
    except UnicodeDecodeError as error:
        raise RefusedError(f"{file} is not valid UTF-8; 'jmsite check' shows where") from error
    held = reader.load(before, str(file)).value.value or {}
    if entity in held:
        raise RefusedError(f"{file} already has an entry '{entity}'")
    after = f"{before.rstrip()}\n\n{entry}" if before.strip() else entry
    # the file keeps the line ends that it has
    if "\r\n" in before:
        after = after.replace("\r\n", "\n").replace("\n", "\r\n")
    # text behind a flow mapping or an odd indent would say something else: read again before it is written
    if not _adds_only(after, held, entity):
        raise RefusedError(f"{file} is not a plain mapping of ids; add this by hand:\n\n{entry}")
    with refusing_disk_errors("write", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(after.encode())
        part.replace(file)
    return file


def _adds_only(text: str, held: object, entity: str) -> bool:
    """Return whether a text holds what was there and the new entry, and nothing else."""
    read = reader.load(text, "")
    value = read.value.value
    if read.diagnostics or not isinstance(value, dict) or not isinstance(held, dict) or entity not in value:
        return False
    return {key: fields for key, fields in value.items() if key != entity} == held
