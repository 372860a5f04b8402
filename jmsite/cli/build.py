"""``jmsite build``: the content made into a site."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.options import Audience, Drafts, Format, Jobs, Root, Strict
from jmsite.cli.refusal import RefusedError, touching
from jmsite.cli.site import find_root, known_audience, output_folder, web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jmsite.cli.compiling import Compiled
    from jmsite.kept import Indexed
    from jmsite.model.page import Output
    from jmsite.steps.write import Written

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where the site goes. Default: build/site in the root."),
]
BaseUrl = Annotated[
    str,
    typer.Option("--base-url", metavar="URL", help="The site's own address, instead of url in site.yaml."),
]
Clean = Annotated[bool, typer.Option("--clean", help="Work everything out anew, as if for the first time.")]
Timings = Annotated[bool, typer.Option("--timings", help="Say how many seconds each step took.")]


def build(
    root: Root = None,
    out: Out = None,
    base_url: BaseUrl = "",
    audience: Audience = "internal",
    drafts: Drafts = False,
    strict: Strict = False,
    jobs: Jobs = 0,
    clean: Clean = False,
    timings: Timings = False,
    format: Format = "text",
) -> None:
    """Build the site. With errors in the content nothing is written, and the exit code is 1."""
    begun = time.perf_counter()
    site = find_root(root)
    target = output_folder(site, out)
    cache = site / "build" / "cache"
    from jmsite.cli.compiling import compile_site, failed, searchable, written_as
    from jmsite.model.sources import Options

    written_as(format, ())
    if clean:
        _forget(cache)
    options = Options(known_audience(site, audience), drafts, web_address(base_url), search=searchable())
    compiled = compile_site(site, options, cache, jobs)
    diagnostics = compiled.build.diagnostics
    typer.echo(written_as(format, diagnostics), nl=False, err=True)
    wrong = failed(diagnostics, strict)
    search = None if wrong else _index(compiled)
    written = None if search is None else _put(compiled, search.outputs, target, cache)
    typer.echo(_line(compiled, written, search, target, time.perf_counter() - begun))
    if timings:
        typer.echo(_table({"discover": compiled.discover, **compiled.memo.timings}))
    if wrong:
        raise typer.Exit(1)


def _forget(cache: Path) -> None:
    """Remove the answers that earlier builds kept; what they wrote stays until there is something better."""
    from jmsite.cli.compiling import SHELF

    for file in cache.glob(f"{SHELF}*"):
        with touching("remove", file):
            file.unlink(missing_ok=True)


def _index(compiled: Compiled) -> Indexed:
    from jmsite.kept import index_of

    try:
        with compiled.memo.timed("search"):
            return index_of(compiled.build.outputs, compiled.memo.shelf)
    except OSError as error:
        raise RefusedError(str(error)) from error


def _put(compiled: Compiled, index: Sequence[Output], target: Path, cache: Path) -> Written:
    from jmsite.steps.write import LockedError, write

    try:
        with touching("write", target), compiled.memo.timed("write"):
            return write((*compiled.build.outputs, *index), target, cache)
    except LockedError as locked:
        raise RefusedError(str(locked)) from locked


def _line(
    compiled: Compiled, written: Written | None, search: Indexed | None, target: Path, seconds: float
) -> str:
    """What the build did, in one line: ``120 pages, 98 written, 22 unchanged, … → build/site``."""
    from jmsite.report import summary

    made = compiled.build
    drawn = compiled.memo.made["draw"]
    parts = [_counted(made.pages, "page")]
    parts += [f"{written.written} written, {written.unchanged} unchanged"] if written else ["nothing written"]
    parts += [f"{written.removed} removed"] if written and written.removed else []
    parts += [f"{_counted(drawn, 'chart')} drawn, {made.charts - drawn} reused"]
    parts += [*_searched(search), summary(made.diagnostics)]
    return f"{', '.join(parts)}, {seconds:.2f} s → {target}"


def _searched(search: Indexed | None) -> list[str]:
    """What became of the search; nothing where the site wants none, or where nothing is written."""
    from jmsite.cli.compiling import searchable

    if search is None:
        return []
    if not searchable():
        return ["no search (Pagefind has no program for this machine)"]
    return [f"search {'indexed' if search.made else 'reused'}"] if search.outputs else []


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _table(timings: dict[str, float]) -> str:
    width = max(map(len, timings))
    return "\n".join(f"{name:{width}}  {seconds:7.3f} s" for name, seconds in timings.items())
