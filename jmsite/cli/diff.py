"""``jmsite diff``: what changed in the journeys, and not in the lines."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import misuse, refusing_disk_errors, unknown
from jmsite.cli.options import Audience, Drafts, Jobs, Root
from jmsite.cli.revisions import inputs_of, span
from jmsite.cli.site import find_root, known_audience, of_the_site

if TYPE_CHECKING:
    from jmsite.differences.change_lines import DescribedChanges
    from jmsite.history.revision_span import RevisionSpan
    from jmsite.model.catalog import Catalog
    from jmsite.model.diagnostics import Diagnostic
    from jmsite.model.sources import Inputs

Revisions = Annotated[
    str,
    typer.Argument(
        metavar="[REV[..REV]]",
        help="What to compare: a revision with the files as they are now, or two revisions; with three dots, from"
        " where they parted. Default: the last commit with the files as they are now.",
    ),
]
FormatName = Annotated[
    str, typer.Option("--format", metavar="NAME", help="Format: text, markdown, json or html.")
]
Output = Annotated[
    str,
    typer.Option("-o", "--output", metavar="PATH", help="File to write. Default: the terminal."),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if there are changes.")]
PAGE = "html"
"""The format that needs the theme, too."""
NOW = "working tree"
"""The name of the files as they are now, in place of a revision."""


def diff(
    revisions: Revisions = "",
    root: Root = None,
    format: FormatName = "text",
    audience: Audience = "internal",
    drafts: Drafts = False,
    output: Output = "",
    exit_code: ExitCode = False,
    jobs: Jobs = 0,
) -> None:
    """Show what changed for customers between two revisions: scores, pains, steps, evidence, and not lines."""
    from jmsite.differences.table import FORMATS
    from jmsite.model.sources import Options

    if format not in (*FORMATS, PAGE):
        raise unknown("format", format, (*FORMATS, PAGE))
    site = find_root(root)
    options = Options(audience=known_audience(site, audience), drafts=drafts)
    target = _target(site, output)
    asked = span(site, revisions)
    states = [inputs_of(site, commit, options) for commit in (asked.before, asked.after)]
    told = _told(site, asked, states, jobs)
    if format == PAGE:
        content = _page(site, told, states[1], jobs)
    elif format == "text" and target is None and sys.stdout.isatty():
        content = FORMATS[format](told, True)
    else:
        content = FORMATS[format](told, False)
    _write(content, target)
    if exit_code and told.groups:
        raise typer.Exit(1)


def _write(content: bytes, target: Path | None) -> None:
    if target is None:
        typer.get_binary_stream("stdout").write(content)
        return
    with refusing_disk_errors("write", target):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _page(site: Path, told: DescribedChanges, inputs: Inputs, jobs: int) -> bytes:
    from jmsite.cli.compiling import memo_for
    from jmsite.cli.diff_page import changes_page

    return changes_page(told, inputs, memo_for(site / "build" / "cache", jobs), jobs)


def _target(site: Path, output: str) -> Path | None:
    if output in ("", "-"):
        return None
    if of_the_site(site, Path(output)):
        raise misuse(f"{output} is among the site's sources; choose another file")
    return Path(output)


def _told(site: Path, asked: RevisionSpan, states: Sequence[Inputs], jobs: int) -> DescribedChanges:
    from jmsite.differences.change_lines import described_changes

    names = (asked.names[0], asked.names[1] or NOW)
    before, after = (_catalog(site, one, name, jobs) for one, name in zip(states, names, strict=True))
    return described_changes(before, _with_words(after), names)


def _with_words(catalog: Catalog) -> Catalog:
    """Return a catalog that has every word of the interface: a theme in an older revision lacks those of today."""
    from jmsite.content.discover import bundled_themes
    from jmsite.model.catalog import Catalog as Tables
    from jmsite.model.value import replace
    from jmsite.theme.translations import load_messages

    ours = load_messages(bundled_themes().value, "default", catalog.site.language).value
    own = catalog.read("words", "site")
    words = replace(ours, phrases={**ours.phrases, **own.phrases})
    return Tables(tables={**catalog.tables, "words": {"site": words}})


def _catalog(site: Path, inputs: Inputs, name: str, jobs: int) -> Catalog:
    """Return the content of one state. What could not be read of it is told, and is missing from the comparison."""
    from jmsite.cli.compiling import memo_for
    from jmsite.cli.progress import progress
    from jmsite.pipeline import catalog_of

    memo = memo_for(site / "build" / "cache", jobs)
    with progress(lambda: f"{name}: {memo.step} …"), refusing_disk_errors("read", site):
        checked = catalog_of(inputs, memo)
    _warn(name, inputs, checked.diagnostics)
    return checked.value


def _warn(name: str, inputs: Inputs, found: Sequence[Diagnostic]) -> None:
    from jmsite.model.diagnostics import Severity

    errors = sum(one.severity is Severity.ERROR for one in found)
    if not inputs.content:
        typer.echo(f"jmsite: {name} has no content here", err=True)
    elif errors:
        what = "an error" if errors == 1 else f"{errors:,} errors"
        typer.echo(f"jmsite: {name} has {what}; what could not be read is not compared", err=True)
