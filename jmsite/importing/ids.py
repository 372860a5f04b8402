"""Ids for what is written, by the rule of the house, each once."""

from __future__ import annotations

import re
from collections.abc import Container

from jmsite.model.addresses import id_from_name, is_device_name

LONGEST = 60
"""Signs that an id has at most: it is a folder's name and a part of addresses."""

_PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
)
"""Letters that no accent can be taken from: without these, ``Ødegård`` would be ``degard``."""


def id_for(title: str, otherwise: str, taken: Container[str] = ()) -> str:
    """Return an id for a title that is not taken yet; ``otherwise`` where no letter of it can stand in one."""
    made = id_from_name(title.translate(_PLAIN))
    if len(made) > LONGEST:
        # between words, and within the first one only where that is too long by itself
        made = made[: LONGEST + 1].rpartition("-")[0] or made[:LONGEST]
    made = made.strip("-")
    # an id of digits alone would be a number in YAML, and one like ``con`` no file on Windows
    if not made or made.isdigit() or is_device_name(made):
        made = otherwise
    if not made:
        return ""
    found, number = made, 2
    stem = re.sub(r"-\d+$", "", made) if made == otherwise else made
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found
