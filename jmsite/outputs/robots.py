"""Tell search engines what they may look at, and the hosts of sites to leave its files as they are."""

from __future__ import annotations

import posixpath

from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.table import OUTPUTS, BuiltPages


def robots(_: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return ``robots.txt``, which allows everything and names the sitemap where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if pages.frame.base and not pages.frame.preview:
        lines.append(f"Sitemap: {posixpath.join(pages.frame.base, OUTPUTS['sitemap'].path)}")
    return (Output(path=OUTPUTS["robots"].path, content="".join(f"{line}\n" for line in lines).encode()),)


def nojekyll(_: Catalog, __: BuiltPages) -> tuple[Output, ...]:
    """Return the empty file by which GitHub's pages know that there is nothing to generate."""
    return (Output(path=OUTPUTS["nojekyll"].path, content=b""),)
