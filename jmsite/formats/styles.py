"""Make one stylesheet of a theme's many."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

IMPORT = re.compile(r'@import\s+url\(\s*"?([^")]+)"?\s*\)\s*(?:layer\(([\w.-]+)\))?\s*;')
# addresses that stay as they are: pictures in the style itself, parts of the page, and the web
ADDRESS = re.compile(r"url\(\s*[\"']?(?!data:|#|https?:)([^\"')]+)[\"']?\s*\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# strings and addresses, in which blanks mean something: all else may be packed
KEPT = re.compile(r"""("[^"\n]*"|'[^'\n]*'|url\([^)]*\))""")
BLANKS, AROUND = re.compile(r"\s+"), re.compile(r" ?([{};>]) ?|([:,]) ")
JOINT = re.compile(r"/\*>([\w.-]+)\*/\}\s*@layer \1 \{/\*<\1\*/")
"""Between two imports into one layer: ``_inlined`` marks where each begins and ends."""
# not in the middle of a longer name: ``--a--b:`` sets one property
SET = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
ROOT = re.compile(r"(?:^|\})\s*:root\s*\{([^{}]*)\}")
VALUE = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
NAMED = re.compile(r"--[\w-]+")


def bundle(name: str, styles: Mapping[str, str], moved: Mapping[str, str]) -> str:
    """Return the stylesheet ``name`` with what it imports put in place, in its layer.

    ``styles`` are the theme's stylesheets by path in the theme; ``moved`` says where a file that a stylesheet
    refers to lies in the site, relative to the bundle. Raises ``KeyError`` with the path of an import that is
    not there.
    """
    # what comes into the same layer one after the other needs it said once
    return minified(COMMENT.sub("", JOINT.sub("", _inlined(name, styles, moved, ())))) + "\n"


def minified(style: str) -> str:
    """Return a stylesheet without the blanks that only its authors need; what is quoted is kept as it is.

    The blank before a colon stays: "a :hover" is not "a:hover".
    """
    parts = KEPT.split(style)
    parts[::2] = [BLANKS.sub(" ", part) for part in parts[::2]]
    parts[::2] = [AROUND.sub(r"\1\2", part).replace(";}", "}") for part in parts[::2]]
    return "".join(parts).strip()


def imported_styles(name: str, styles: Mapping[str, str]) -> frozenset[str]:
    """Return the stylesheets that come into ``name``: itself, what it imports, and so on."""
    found: set[str] = set()
    pending = [name]
    while pending:
        here = pending.pop()
        if here in found or here not in styles:
            continue
        found.add(here)
        imports = IMPORT.findall(COMMENT.sub("", styles[here]))
        pending += [posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) for path, _ in imports]
    return frozenset(found)


def tokens_set(style: str) -> Mapping[str, int]:
    """Return the custom properties that a stylesheet sets, each with the line of the first time."""
    # line breaks stay, so that lines can be counted
    bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), style)
    lines: dict[str, int] = {}
    for found in SET.finditer(bare):
        lines.setdefault(found[1], bare.count("\n", 0, found.start()) + 1)
    return lines


def values_set(style: str) -> Mapping[str, str]:
    """Return the custom properties that a stylesheet sets for the whole page, without their dashes, as written.

    Those of ``:root`` alone: what holds for a part of a page, or in some surroundings, is another matter.
    """
    blocks = ROOT.findall(COMMENT.sub("", style))
    return {name[2:]: value.strip() for block in blocks for name, value in VALUE.findall(block)}


def tokens_named(style: str) -> frozenset[str]:
    """Return the custom properties that a stylesheet sets or uses."""
    return frozenset(NAMED.findall(COMMENT.sub("", style)))


def _inlined(name: str, styles: Mapping[str, str], moved: Mapping[str, str], above: tuple[str, ...]) -> str:
    folder = posixpath.dirname(name)
    # before imports are put in: what comes in has moved its own addresses, which count from its own folder
    text = ADDRESS.sub(
        lambda found: found[0] if _is_import(found) else f'url("{_moved(folder, found[1], moved)}")',
        COMMENT.sub("", styles[name]),
    )

    def put(found: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, found[1]))
        # a circle of imports: what stands above is there already
        if path in above:
            return ""
        inner = _inlined(path, styles, moved, (*above, name))
        return f"@layer {found[2]} {{/*<{found[2]}*/\n{inner}\n/*>{found[2]}*/}}" if found[2] else inner

    return IMPORT.sub(put, text)


def _is_import(found: re.Match[str]) -> bool:
    return found.string[: found.start()].rstrip().endswith("@import")


def _moved(folder: str, address: str, moved: Mapping[str, str]) -> str:
    path = posixpath.normpath(posixpath.join(folder, address))
    return moved.get(path, address)
