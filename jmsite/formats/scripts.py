"""Make a classic script of a module: a page that is opened from disk may run scripts, but load no module."""

from __future__ import annotations

import re

# a few expressions in place of a parser of JavaScript: the scripts are the theme's, and trusted
EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function\b\*?|const|let|class)\s*(\w+))", re.MULTILINE)
# whole lines only: ``//`` behind code may stand in a string or an address
COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
INDENT = re.compile(r"(?<=\n)[ \t]+")
# what makes a script a module that cannot be put into the page as it is
BOUND = re.compile(r"^(?:import\s*[\w{*\"']|export\s*(?:\{|\*|default\b))|\bimport\.meta\b", re.MULTILINE)


def uncommented(script: str) -> str:
    """Return a script without what only its authors need: lines that are comments alone, and indentation; what stands
    in a template literal is kept.
    """
    parts = script.split("`")
    parts[::2] = [INDENT.sub("", COMMENT.sub("", part)) for part in parts[::2]]
    return "`".join(parts)


def classic(module: str) -> str:
    """Return the script that leaves what a module exports on its own element, as ``exports``.

    A module that imports others as it begins, or wants to know its address, stays one: it needs a server anyway.
    """
    if BOUND.search(module):
        return module
    names = ", ".join(EXPORT.findall(module))
    body = EXPORT.sub("", module).strip()
    return f'(() => {{\n"use strict";\n{body}\ndocument.currentScript.exports = {{ {names} }};\n}})();\n'
