"""Find formats that a site wants to offer and that cannot be made here."""

from __future__ import annotations

from collections.abc import Iterator

from jmsite.model.entities.site import Site
from jmsite.model.findings import SITE, Finding


def not_installed(site: Site) -> Iterator[Finding]:
    """Yield the formats under ``exports:`` that need a package which is not installed."""
    if not site.exports:
        return
    from jmsite.outputs.downloads import (
        install_command,  # late: hardly any site asks, and all of exporting hangs on it
    )

    for at, format in enumerate(site.exports):
        command = install_command(format)
        if command:
            yield Finding(
                rule="site/not-installed",
                entity=SITE,
                field=("exports", at),
                message=f"'{format}' needs a package that is not installed",
                hint=f"run {command}",
            )
