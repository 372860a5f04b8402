"""List the long words of a site, so that in languages that write words together their parts are found, too.

Pagefind finds words by how they begin: `Formular` leads to `Formularfeld` and not to `Rücksendeformular`. The script of
the search looks for what was typed inside these words and asks Pagefind for them as well.
"""

from __future__ import annotations

import json
import re
from html import unescape

from jmsite.model.page import Output
from jmsite.outputs.search.entries import FOLDER, Library

LANGUAGES = ("da", "de", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv")
"""Languages that write what belongs together as one word."""
PATH = f"{FOLDER}/compounds.json"
SHORTEST = 9
"""Letters that a word has at least in which another one may be hidden; shorter ones need not be listed."""

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},60}}")


def has_compounds(language: str) -> bool:
    """Return whether a language writes words together."""
    return language.partition("-")[0].lower() in LANGUAGES


def compounds(known: Library) -> tuple[Output, ...]:
    """Return the file with the long words of what can be found, in small letters, in order; none where it is no use."""
    if not has_compounds(known.language):
        return ()
    words = {
        word.lower() for entry in known.entries for word in _WORD.findall(unescape(_TAG.sub(" ", entry.html)))
    }
    listed = json.dumps(sorted(words), ensure_ascii=False, separators=(",", ":"))
    return (Output(path=PATH, content=listed.encode("utf-8", "replace")),)
