"""The one door to Markdown: markdown-it-py, its plugins, Pygments and nh3 are imported only in this folder.

``to_prose`` turns untrusted Markdown into ``Prose``, whose HTML has slots for what only the whole site
can answer; ``fill`` puts the answers in. Reading order: ``reader`` (what the grammar is), ``walk`` (tokens to
HTML), ``slots``.
"""

from __future__ import annotations

from jmsite.formats.prose.code import code_styles
from jmsite.formats.prose.slots import fill
from jmsite.formats.prose.slugs import slug
from jmsite.formats.prose.walk import prose_version, to_prose

__all__ = ["code_styles", "fill", "prose_version", "slug", "to_prose"]
