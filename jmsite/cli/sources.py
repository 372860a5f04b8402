"""``jmsite data refresh``: ask the connections of a site again; and what commands need to ask sources at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import RefusedError, refusing_disk_errors, unknown
from jmsite.cli.options import Root
from jmsite.cli.site import find_root

if TYPE_CHECKING:
    from jmsite.model.catalog import Catalog
    from jmsite.model.entities.site import Site
    from jmsite.model.sources import Inputs, Query, Snapshot

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SOURCE]...", help="Sources of site.yaml. Default: all connections."),
]
Write = Annotated[
    bool,
    typer.Option(
        "--write",
        help="Keep the answers under content/data/snapshots, to be committed; builds then ask nobody.",
    ),
]
Prune = Annotated[
    bool,
    typer.Option(
        "--prune", help="Ask nobody; remove the snapshots that no metric, journey or chart asks for."
    ),
]


def refresh(sources: Names = None, root: Root = None, write: Write = False, prune: Prune = False) -> None:
    """Ask connections again, and keep what they answer for the next builds."""
    from jmsite.cli.compiling import memo_for
    from jmsite.data.fetch import queries_by_asker
    from jmsite.data.sources.connections import ask_again

    site = find_root(root)
    with refusing_disk_errors("read", site):
        inputs, fields = settings_and_files(site)
        catalog = _linked(inputs)
    if prune:
        _prune(site, inputs, catalog)
        return
    known = [name for name, source in fields.sources.items() if source.url]
    for name in sources or ():
        if name not in known:
            raise unknown("connection", name, known)
    wanted = set(sources or known)
    askers: dict[Query, str] = {}
    for _, id, query in queries_by_asker(catalog):
        if query.kind == "url" and query.source in wanted:
            # a query that several metrics rest on is asked once, and kept under the name of the first
            askers.setdefault(query, id.rpartition("/")[2])
    answers = ask_again(list(askers), inputs, memo_for(site / "build" / "cache", 1).cache)
    kept = {query: one for query, one in answers.items() if write or fields.sources[query.source].snapshots}
    if kept:
        _write(site, inputs, kept, askers, catalog)
    _tell(sorted(wanted), answers, kept)
    _tell_people(kept, askers)
    _tell_stale(inputs, catalog)
    if any(one.failed for one in answers.values()):
        raise RefusedError("some queries have no new answer")


def settings_and_files(site: Path) -> tuple[Inputs, Site]:
    """Return the files of a site and its settings, as far as they can be read."""
    from jmsite.content.discover import discover
    from jmsite.engine.memo import Memo
    from jmsite.reading import settings

    inputs = discover(site)
    return inputs, settings(inputs, Memo()).value.fields


def _linked(inputs: Inputs) -> Catalog:
    from jmsite.content.link import link
    from jmsite.engine.memo import Memo
    from jmsite.reading import read, settings

    memo = Memo()
    memo.begin()
    site = settings(inputs, memo).value
    content = read(inputs, site, memo, None)
    return link(content.value.units, site, inputs.blobs, inputs.options).value


def _write(
    site: Path,
    inputs: Inputs,
    answers: Mapping[Query, Snapshot],
    askers: Mapping[Query, str],
    catalog: Catalog,
) -> None:
    from jmsite.data.sources.committed_answers import files_of, index_without

    # a query that was edited has its answer in the file that it had
    known = index_without(_index(inputs), _stale(inputs, catalog)).decode()
    for path, content in files_of(answers, askers, known).items():
        _put(site / path, content)


def _index(inputs: Inputs) -> str:
    """Return the index of the snapshots as it is, "" without one."""
    from jmsite.data.sources.committed_answers import INDEX

    found = inputs.blobs.get(INDEX)
    return Path(found.file).read_text(encoding="utf-8") if found else ""


def _put(file: Path, content: bytes) -> None:
    with refusing_disk_errors("write", file):
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f".{file.name}.part")
        part.write_bytes(content)
        part.replace(file)


def _stale(inputs: Inputs, catalog: Catalog) -> tuple[str, ...]:
    from jmsite.data.fetch import queries
    from jmsite.data.sources.committed_answers import stale_files

    return stale_files(_index(inputs), queries(catalog), inputs.blobs)


def _prune(site: Path, inputs: Inputs, catalog: Catalog) -> None:
    """Remove the snapshots that nothing asks for, the index first: what it names must be there."""
    from jmsite.data.sources.committed_answers import INDEX, index_without

    stale = _stale(inputs, catalog)
    if stale and INDEX in inputs.blobs:
        _put(site / INDEX, index_without(_index(inputs), stale))
    for path in stale:
        with refusing_disk_errors("remove", site / path):
            (site / path).unlink(missing_ok=True)
        typer.echo(f"removed {path}")
    if not stale:
        typer.echo("no snapshot to remove: something asks for each of them")


def _tell_stale(inputs: Inputs, catalog: Catalog) -> None:
    stale = _stale(inputs, catalog)
    if stale:
        several, are = ("snapshot", "is") if len(stale) == 1 else ("snapshots", "are")
        typer.echo(f"{len(stale)} {several} {are} asked for by nothing any more: {', '.join(stale)}")
        typer.echo("  'jmsite data refresh --prune' removes what nothing asks for")


def _tell_people(kept: Mapping[Query, Snapshot], askers: Mapping[Query, str]) -> None:
    """Warn of columns about people, and of their own words, in what is now among the files of the site."""
    from jmsite.cli.table_rows import rows_of
    from jmsite.importing.surveys.table_look import NOT_TO_SHARE, look_at

    for query, answer in kept.items():
        if answer.blob is not None:
            columns = look_at(rows_of(answer.blob), {}).columns
            some = [f"'{one.name}' ({one.guess})" for one in columns if one.guess in NOT_TO_SHARE]
            if some:
                typer.echo(
                    f"warning: what '{askers[query]}' asks of '{query.source}' is in the repository with"
                    f" {', '.join(some)}; name in its query only the columns that count",
                    err=True,
                )


def _tell(names: Sequence[str], answers: Mapping[Query, Snapshot], kept: Mapping[Query, Snapshot]) -> None:
    for name in names:
        own = [(query, answer) for query, answer in answers.items() if query.source == name]
        good = [query for query, answer in own if not answer.failed]
        where = ", written to content/data/snapshots" if any(query in kept for query in good) else ""
        many = "query" if len(own) == 1 else "queries"
        typer.echo(f"{name}: {len(good)} of {len(own)} {many} answered{where}")
        for _, answer in own:
            if answer.failed:
                typer.echo(f"  {answer.failed}", err=True)
