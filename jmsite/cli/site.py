"""Find the site that a command is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jmsite.cli.errors import misuse, unknown
from jmsite.history.ownership import top_of

MARK = Path("content") / "site.yaml"
EVERYWHERE = ("internal", "public")
"""The audiences that every site has."""


def find_root(root: Path | None, start: str = "jmsite init DIR") -> Path:
    """Return the site's folder: the one given, or the nearest upwards with ``content/site.yaml``.

    ``start`` is the command that is named where there is none.
    """
    if root is not None:
        if not (root / "content").is_dir():
            raise misuse(f"{root} has no content/ folder; start a site there with 'jmsite init {root}'")
        return root.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file():
            return folder
    raise misuse(
        f"no {MARK} in {here} or above it; start a site with '{start}', or name its folder with --root"
    )


def repositories(repos: Iterable[str] | None) -> dict[str, Path]:
    """Return the folders of other repositories by name, each of them in one that git knows."""
    found: dict[str, Path] = {}
    for written in repos or ():
        name, equals, path = written.partition("=")
        if not (name and equals and path):
            raise misuse(f"'{written}' must be NAME=PATH, such as --repo shop=../shop")
        if name in found:
            raise misuse(f"--repo {name} is given twice")
        folder = Path(path)
        if not folder.is_dir():
            raise misuse(f"{path} is not a folder; --repo {name} needs a checkout of that repository")
        if not (top_of(folder.resolve()) / ".git").exists():
            raise misuse(f"{path} is not in a git repository; --repo {name} needs a checkout of one")
        found[name] = folder.resolve()
    return found


def day_of_build() -> date:
    """Return the day of a build: today, or the one that the environment names for builds that can be repeated."""
    from jmsite.history.build_day import build_day

    try:
        return build_day()
    except ValueError as error:
        raise misuse(str(error)) from error


def settings_of(site: Path) -> Mapping[str, Any] | None:
    """Return what site.yaml says, unchecked; None where it cannot be read, which the build reports with its place."""
    from jmsite.formats.yaml.reader import load

    try:
        settings = load((site / MARK).read_text(encoding="utf-8"), str(MARK)).value.value
    except (OSError, UnicodeDecodeError):
        return None
    return settings if isinstance(settings, dict) else {}


def known_audience(site: Path, audience: str) -> str:
    """Return the audience given, if the site's settings have it: a typing error would show too little to everybody."""
    if audience in EVERYWHERE:
        return audience
    settings = settings_of(site)
    # the build says what is wrong with the settings, and where: it need not be told here as well
    if settings is None:
        return audience
    named = settings.get("audiences")
    listed = named if isinstance(named, list) else [named] if named else []
    known = {*EVERYWHERE, *map(str, listed)}
    if audience not in known:
        raise unknown("audience", audience, known)
    return audience


def output_folder(site: Path, out: str | None) -> Path:
    """Return where the site goes: not among its own sources nor around them, and not into git's folder or the cache."""
    if out == "":
        raise misuse("--out is empty; leave it out for build/site, or use '.' for the current folder")
    target = Path(out or site / "build" / "site").absolute()
    whole = target.resolve()
    # both ways, after following links: writing removes what is stale, and must not meet what is not the site
    if of_the_site(site, target) or any(folder.is_relative_to(whole) for folder in _sources(site)):
        raise misuse(f"{out} contains the site's sources, or is among them; choose another folder")
    if ".git" in whole.parts:
        raise misuse(f"{out} is inside a .git folder; choose another folder")
    return target


def of_the_site(site: Path, target: Path) -> bool:
    """Return whether a path is among the sources of the site, in git's folder or in the cache, links followed."""
    return any(target.resolve().is_relative_to(folder) for folder in _sources(site))


def _sources(site: Path) -> list[Path]:
    return [(site / name).resolve() for name in ("content", "themes", ".git", "build/cache")]


def web_address(url: str) -> str:
    """Return the address given, if it is one."""
    from jmsite.model.url_schemes import on_the_web

    if url and not on_the_web(url):
        raise misuse(f"'{url}' is not a web address; web addresses begin with https:// or http://")
    return url
