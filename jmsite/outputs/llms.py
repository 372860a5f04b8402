"""Tell programs that read what there is in a site."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.markdown import join_texts, text_markdown
from jmsite.outputs.table import OUTPUTS, BuiltPages
from jmsite.pages.markdown.lists import guide


def llms(catalog: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return ``llms.txt``, with whole addresses where the site's own is known; none where pages have no Markdown."""
    if not pages.frame.markdown_pages:
        return ()
    parts = (text_markdown(part, pages.frame.base) for part in guide(catalog))
    return (Output(path=OUTPUTS["llms"].path, content=join_texts(parts)),)
