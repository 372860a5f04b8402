"""The door to Jinja: a theme's templates, shown with what they may call."""

from __future__ import annotations

from jmsite.formats.template.renderer import (
    Renderer,
    blocks,
    closure,
    compile_ahead,
    extended,
    faulty_line,
    root_of,
    symbol,
)

__all__ = ["Renderer", "blocks", "closure", "compile_ahead", "extended", "faulty_line", "root_of", "symbol"]
