"""``jmsite mcp``: let an agent read the maps and propose edits."""

from __future__ import annotations

import gc
from importlib.util import find_spec
from typing import Annotated

import typer

from jmsite.cli.errors import RefusedError
from jmsite.cli.options import Root
from jmsite.cli.site import day_of_build, find_root

MISSING = 'the MCP server needs mcp, which is not installed: pip install "jmsite[mcp]"'
AllowWrite = Annotated[
    bool,
    typer.Option(
        "--allow-write", help="Let the agent write edits that pass the check, not only propose them."
    ),
]


def mcp(root: Root = None, allow_write: AllowWrite = False) -> None:
    """Run an MCP server for agents, over standard input and output: they read the maps and propose edits."""
    if find_spec("mcp") is None:
        raise RefusedError(MISSING)
    site = find_root(root)
    from jmsite.agents.server import server
    from jmsite.cli.compiling import memo_for
    from jmsite.sessions.session import EditSession

    gc.enable()  # this lasts as long as the agent
    session = EditSession(site, memo_for(site / "build" / "cache", 1), day_of_build)
    server(session, allow_write).run("stdio")
