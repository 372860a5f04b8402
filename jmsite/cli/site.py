"""Where the site is."""

from __future__ import annotations

from pathlib import Path

from jmsite.cli.refusal import misuse

MARK = Path("content") / "site.yaml"


def find_root(root: Path | None) -> Path:
    """The site's folder: the one given, or the nearest upwards with ``content/site.yaml``."""
    if root is not None:
        if not (root / "content").is_dir():
            raise misuse(f"{root} has no content/ folder; start a site there with 'jmsite init {root}'")
        return root.resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARK).is_file():
            return folder
    raise misuse(
        f"no {MARK} in {here} or above it; start a site with 'jmsite init DIR', or name one with --root"
    )
