"""``jmsite build``: the content made into a site."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, refusing_disk_errors
from jmsite.cli.options import Audience, Drafts, Format, Jobs, Repos, Root, Strict
from jmsite.cli.site import day_of_build, find_root, known_audience, output_folder, repositories, web_address

if TYPE_CHECKING:
    from jmsite.cli.compiling import CommandBuild
    from jmsite.indexing import Indexed
    from jmsite.model.sources import Inputs, Options
    from jmsite.outputs.write import WriteResult

Out = Annotated[
    str | None,
    typer.Option("--out", metavar="DIR", help="Output folder. Default: build/site in the site's folder."),
]
BaseUrl = Annotated[
    str,
    typer.Option(
        "--base-url", metavar="URL", help="Address of the published site; overrides 'url' in site.yaml."
    ),
]
Clean = Annotated[bool, typer.Option("--clean", help="Ignore and clear the cache.")]
Timings = Annotated[bool, typer.Option("--timings", help="Show how long each step took.")]


def build(
    context: typer.Context,
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
    repo: Repos = None,
) -> None:
    """Build the site. If the content has errors, nothing is written and the exit code is 1."""
    begun = time.perf_counter()
    site = find_root(root)
    target = output_folder(site, out)
    cache = site / "build" / "cache"
    from jmsite.cli.build_stamp import key_of
    from jmsite.cli.result_line import failed, searchable, written_as
    from jmsite.model.sources import Options

    others = repositories(repo)
    written_as(format, ())  # an unknown one is refused at once
    if clean:
        _forget(cache)
    _recover(target, cache)
    audience, base_url = known_audience(site, audience), web_address(base_url)
    options = Options(audience=audience, drafts=drafts, base_url=base_url, search=searchable())
    inputs = _inputs(site, options, others, cache)
    key = key_of(inputs)
    found = time.perf_counter() - begun
    if not (timings or strict) and _answered(key, target, cache, format, begun):
        return
    from jmsite.cli.compiling import compile_site

    compiled = compile_site(inputs, site, cache, jobs)
    context.obj.append(compiled)
    diagnostics = compiled.build.diagnostics
    typer.echo(written_as(format, diagnostics), nl=False, err=True)
    wrong = failed(diagnostics, strict)
    search = _index(compiled, wrong)
    written = None if search is None else _put(compiled, search, target, cache, key)
    typer.echo(_line(compiled, written, search, target, begun))
    if timings:
        typer.echo(_table({"discover": found, **compiled.memo.timings}))
    if wrong:
        raise typer.Exit(1)


def _inputs(site: Path, options: Options, others: Mapping[str, Path], cache: Path) -> Inputs:
    """Return everything that the build depends on, with what changed in the repositories that are watched."""
    from jmsite.content.discover import discover
    from jmsite.engine.cache import DiskCache
    from jmsite.model.value import replace
    from jmsite.watched_repositories import CACHE, with_repositories

    with refusing_disk_errors("read", site):
        found = replace(discover(site, options), today=day_of_build())
        return with_repositories(found, site, others, DiskCache(file=cache / CACHE))


def _answered(key: str, target: Path, cache: Path, format: str, begun: float) -> bool:
    """Return whether nothing has changed since the last build, which is told again then."""
    from jmsite.cli.build_stamp import valid_stamp
    from jmsite.cli.result_line import written_as
    from jmsite.report import summary

    again = valid_stamp(_answer(cache, target), key, target)
    if again is None:
        return False
    typer.echo(written_as(format, again.diagnostics), nl=False, err=True)
    parts = [_counted(again.pages, "page"), f"0 written, {len(again.files)} unchanged"]
    parts += [f"0 charts drawn, {again.charts} reused", *(["search reused"] if again.search else [])]
    typer.echo(_ended([*parts, summary(again.diagnostics)], begun, target))
    return True


def _answer(cache: Path, target: Path) -> Path:
    """Return where the answer for a folder is kept."""
    from jmsite.outputs.write import name_of

    return cache / f"{name_of(target)}-again.json"


def _forget(cache: Path) -> None:
    """Remove the answers that earlier builds kept; what they wrote stays until there is something better."""
    from jmsite.watched_repositories import CACHE

    for file in (*cache.glob(f"{CACHE}*"), *cache.glob("*-again.json")):
        with refusing_disk_errors("remove", file):
            file.unlink(missing_ok=True)


def _recover(target: Path, cache: Path) -> None:
    """Finish or undo what a build that was killed has left, whatever comes of this one."""
    from jmsite.outputs.write import LockedError, recover

    # while another build writes there it is not for us to tidy up; whether that hinders this one shows later
    with refusing_disk_errors("write", target), suppress(LockedError):
        recover(target, cache)


def _refuse_left(written: WriteResult) -> None:
    """Say which pages could not be removed, so that they are published although they should not be."""
    if written.kept:
        named = "\n".join(f"  {path}: {why}" for path, why in written.kept)
        raise RefusedError(
            f"the new site is written, but these files of the old one could not be removed:\n{named}"
        )


def _index(compiled: CommandBuild, wrong: bool) -> Indexed | None:
    """Return the index of the search; None where something is wrong, so that nothing is written."""
    if wrong:
        compiled.indexing.stop()
        return None
    try:
        with compiled.memo.timed("search"):
            return compiled.indexing.index(compiled.build.outputs)
    except OSError as error:
        raise RefusedError(str(error)) from error


def _put(compiled: CommandBuild, search: Indexed, target: Path, cache: Path, key: str) -> WriteResult:
    """Write the site, and keep what it came to for the next time."""
    from jmsite.cached import REFUSED
    from jmsite.cli.build_stamp import BuildStamp, files_of, write_stamp
    from jmsite.outputs.write import LockedError, write

    made, answer = compiled.build, _answer(cache, target)
    outputs = (*made.outputs, *search.outputs)
    try:
        with refusing_disk_errors("write", target), compiled.memo.timed("write"):
            # before anything is written: killed meanwhile, the site is no longer what the answer says
            answer.unlink(missing_ok=True)
            written = write(outputs, target, cache)
    except LockedError as locked:
        raise RefusedError(str(locked)) from locked
    _refuse_left(written)
    if not made.closed or any(one.rule == REFUSED for one in made.diagnostics):
        return written  # what a source or git answers is nothing that the key of the answer knows
    found = bool(search.outputs)
    write_stamp(
        answer,
        key,
        BuildStamp(
            pages=made.pages,
            charts=made.charts,
            search=found,
            diagnostics=made.diagnostics,
            files=files_of(outputs, target),
        ),
    )
    return written


def _line(
    compiled: CommandBuild, written: WriteResult | None, search: Indexed | None, target: Path, begun: float
) -> str:
    """Return what the build did, in one line: ``120 pages, 98 written, 22 unchanged, … → build/site``."""
    from jmsite.report import summary

    made = compiled.build
    drawn = len(compiled.memo.made["draw"])
    parts = [_counted(made.pages, "page")]
    parts += [f"{written.written} written, {written.unchanged} unchanged"] if written else ["nothing written"]
    parts += [f"{written.removed} removed"] if written and written.removed else []
    parts += [f"{_counted(drawn, 'chart')} drawn, {made.charts - drawn} reused"]
    return _ended([*parts, *_searched(search), summary(made.diagnostics)], begun, target)


def _ended(parts: list[str], begun: float, target: Path) -> str:
    return f"{', '.join(parts)}, {time.perf_counter() - begun:.2f} s → {target}"


def _searched(search: Indexed | None) -> list[str]:
    """Return what became of the search; nothing where the site wants none, or where nothing is written."""
    from jmsite.cli.result_line import searchable

    if search is None:
        return []
    if not searchable():
        return ["no search (Pagefind does not support this machine)"]
    return [f"search {'indexed' if search.made else 'reused'}"] if search.outputs else []


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _table(timings: dict[str, float]) -> str:
    width = max(map(len, timings))
    return "\n".join(f"{name:{width}}  {seconds:7.3f} s" for name, seconds in timings.items())
