"""Names as ids, titles, and file names."""

from __future__ import annotations

import re

from jmsite.cli.errors import misuse

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def id_of(name: str) -> str:
    """Return the id made from a name: ``Anna Müller`` is ``anna-muller``."""
    from jmsite.model.addresses import id_from_name, is_device_name  # late: most commands make no ids

    made = id_from_name(name)
    if not made:
        raise misuse(
            f"no id can be made from '{name}'; ids consist of lower-case letters a to z, digits and hyphens"
        )
    if is_device_name(made):
        raise misuse(f"Windows does not allow a file called '{made}'; choose another name")
    return made


def title_of(name: str) -> str:
    """Return the title for a name: itself, or an id in words."""
    if _ID.fullmatch(name):
        return name.replace("-", " ").capitalize()
    return name.strip()
