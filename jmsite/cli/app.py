"""The table of commands, and how a run of one ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from jmsite.cli.build import build
from jmsite.cli.check import check
from jmsite.cli.codeowners import codeowners
from jmsite.cli.data import look
from jmsite.cli.diff import diff
from jmsite.cli.drift import drift
from jmsite.cli.edit import edit
from jmsite.cli.errors import RefusedError
from jmsite.cli.explain import explain
from jmsite.cli.export import export
from jmsite.cli.impact import impact
from jmsite.cli.import_ import import_
from jmsite.cli.init import init
from jmsite.cli.lsp import lsp
from jmsite.cli.mcp import mcp
from jmsite.cli.move import move
from jmsite.cli.new import new
from jmsite.cli.next_ import next_
from jmsite.cli.query import query
from jmsite.cli.rename import rename
from jmsite.cli.review import review
from jmsite.cli.schema import schema
from jmsite.cli.serve import serve
from jmsite.cli.sources import refresh
from jmsite.cli.theme import doctor, eject, listing
from jmsite.version import VERSION

COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("init", init),
    ("new", new),
    ("import", import_),
    ("export", export),
    ("build", build),
    ("serve", serve),
    ("check", check),
    ("review", review),
    ("drift", drift),
    ("codeowners", codeowners),
    ("diff", diff),
    ("impact", impact),
    ("next", next_),
    ("rename", rename),
    ("move", move),
    ("edit", edit),
    ("query", query),
    ("explain", explain),
    ("lsp", lsp),
    ("mcp", mcp),
    ("schema", schema),
)

GROUPS: tuple[tuple[str, str, tuple[tuple[str, Callable[..., None]], ...]], ...] = (
    ("data", "Look after the numbers of a site.", (("look", look), ("refresh", refresh))),
    (
        "theme",
        "List themes, and take over single files of them.",
        (("list", listing), ("eject", eject), ("doctor", doctor)),
    ),
)
"""Commands that have commands."""


def run(words: Sequence[str], held: list[object] | None = None) -> int:
    """Run a command and give its exit code: 0 done, 1 not so, 2 wrong usage. Only a bug gets past it.

    ``held`` is where commands leave what is large, for whoever ends the process after this.
    """
    large = [] if held is None else held
    try:
        return _code(app()(args=list(words), prog_name="jmsite", standalone_mode=True, obj=large))
    except SystemExit as end:
        return _code(end.code)
    except RefusedError as refused:
        typer.echo(f"jmsite: {refused}", err=True)
        return refused.code
    except OSError as error:
        typer.echo(f"jmsite: {error.filename or 'the system'}: {error.strerror or error}", err=True)
        return 1


def app() -> typer.Typer:
    """Return the commands as Typer knows them."""
    commands = typer.Typer(
        help="Customer journey maps as documentation.",
        add_completion=False,
        no_args_is_help=True,
        # a pretty traceback can show the values of variables, and with them what authors wrote
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    commands.callback()(_top)
    for name, command in COMMANDS:
        commands.command(name)(command)
    for name, words, parts in GROUPS:
        group = typer.Typer(help=words, no_args_is_help=True, rich_markup_mode=None)
        for part, command in parts:
            group.command(part)(command)
        commands.add_typer(group, name=name)
    return commands


def _top(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=lambda on: _version(on))
    ] = False,
) -> None:
    """Answer ``--version``; all other options are those of commands."""


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"jmsite {VERSION}")
        raise typer.Exit


def _code(ended: Any) -> int:
    return ended if isinstance(ended, int) else 0 if ended is None else 1
