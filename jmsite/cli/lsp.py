"""``jmsite lsp``: the language server, which editors start."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from jmsite.cli.errors import RefusedError

if TYPE_CHECKING:
    from jmsite.engine.memo import Memo

MISSING = 'the language server needs pygls, which is not installed: pip install "jmsite[lsp]"'


def lsp() -> None:
    """Run the language server for editors, over standard input and output: problems, completion, definitions."""
    if find_spec("pygls") is None:
        raise RefusedError(MISSING)
    from jmsite.cli.compiling import memo_for
    from jmsite.lsp.server import server

    def memo(root: Path) -> Memo:
        return memo_for(root / "build" / "cache", 1)

    gc.enable()  # this lasts as long as the editor
    server(memo).start_io()
