"""``jmsite check``: every fault with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jmsite.cli.errors import misuse, unknown
from jmsite.cli.known_problems import is_known, known_problems_at, known_problems_in
from jmsite.cli.options import Audience, Drafts, Format, Jobs, Repos, Root, Strict
from jmsite.cli.site import day_of_build, find_root, known_audience, repositories

if TYPE_CHECKING:
    from jmsite.model.diagnostics import Diagnostic

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help="Report problems in these files and folders only."),
]
RuleIds = Annotated[
    list[str] | None,
    typer.Option(
        "--rule", metavar="RULE", help="Report this rule, or family of rules, only. Can be repeated."
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Known problems to ignore, from 'jmsite check --format json > FILE'.",
    ),
]
Fix = Annotated[
    bool,
    typer.Option("--fix", help="Show a patch with all fixes that are certain; the exit code is 0."),
]
Write = Annotated[
    bool, typer.Option("--write", help="With --fix: apply the fixes, then report what is left.")
]
Online = Annotated[
    bool,
    typer.Option(
        "--online", help="Also ask the web whether links still lead anywhere, at most 500 and for a minute."
    ),
]
NewSince = Annotated[
    str,
    typer.Option("--new-since", metavar="REV", help="Ignore problems that this git revision already had."),
]


def check(
    paths: Paths = None,
    root: Root = None,
    format: Format = "text",
    strict: Strict = False,
    rule: RuleIds = None,
    baseline: Baseline = None,
    new_since: NewSince = "",
    audience: Audience = "internal",
    drafts: Drafts = False,
    jobs: Jobs = 0,
    repo: Repos = None,
    fix: Fix = False,
    write: Write = False,
    online: Online = False,
) -> None:
    """Check the content and report every problem. The exit code is 1 if there are errors."""
    _refuse_together(write and not fix, online and audience != "internal")
    site = find_root(root)
    folders = [_inside(path, site) for path in paths or ()]
    known = known_problems_in(baseline)
    from jmsite.cli.check_stamp import found_in
    from jmsite.cli.result_line import failed, written_as
    from jmsite.model.sources import Options
    from jmsite.report import summary

    rules = _rules(rule or ())
    written_as(format, ())
    options, today = Options(audience=known_audience(site, audience), drafts=drafts), day_of_build()
    known += known_problems_at(site, new_since, options, today, jobs) if new_since else Counter()

    def find() -> tuple[Diagnostic, ...]:
        # a copy for each look: what is counted down here must count anew after the fixes are written
        left = known.copy()
        found = found_in(site, options, today, site / "build" / "cache", jobs, online, repositories(repo))
        return tuple(fault for fault in found if _asked(fault, folders, rules) and not is_known(fault, left))

    kept = find()
    if fix:
        from jmsite.cli.fix import show_fixes, write_fixes

        if not write:
            show_fixes(site, kept)
            return
        kept = write_fixes(site, kept, find)
    typer.echo(written_as(format, kept), nl=False)
    if format == "text":
        typer.echo(summary(kept))
    if failed(kept, strict):
        raise typer.Exit(1)


def _refuse_together(write_alone: bool, online_for_some: bool) -> None:
    """Refuse options that mean nothing with, or without, each other."""
    if write_alone:
        raise misuse("--write needs --fix")
    if online_for_some:
        raise misuse("--online looks at the whole site: leave out --audience")


def _inside(path: Path, site: Path) -> str:
    """Return a path as faults name it: from the site's root, with forward slashes."""
    if not path.exists():
        raise misuse(f"{path} does not exist")
    whole = path.resolve()
    if not whole.is_relative_to(site):
        raise misuse(f"{path} is not part of the site at {site}")
    return whole.relative_to(site).as_posix()


def _rules(asked: Iterable[str]) -> frozenset[str]:
    """Return the ids of the rules asked for, families spelt out."""
    from jmsite.model.rules import RULES

    found: set[str] = set()
    for name in asked:
        family = {known for known in RULES if known == name or known.startswith(name.rstrip("/") + "/")}
        if not family:
            raise unknown("rule", name, [*RULES, *{known.partition("/")[0] for known in RULES}])
        found |= family
    return frozenset(found)


def _asked(fault: Diagnostic, folders: list[str], rules: frozenset[str]) -> bool:
    path = fault.place.path
    return (not rules or fault.rule in rules) and (
        not folders or any(_below(path, folder) for folder in folders)
    )


def _below(path: str, folder: str) -> bool:
    return folder == "." or path == folder or path.startswith(folder + "/")
