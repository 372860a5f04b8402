"""The files that pages offer: made before the pages, which say how large they are, or when somebody asks for one."""

from __future__ import annotations

from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.page import Output, PageKey
from jmsite.model.sources import Inputs
from jmsite.outputs.downloads import download, made_later, offers, slots
from jmsite.theme.look import look_of


def handed_on(
    keys: tuple[PageKey, ...], catalog: Catalog, inputs: Inputs, memo: Memo, later: bool
) -> tuple[Catalog, tuple[Output, ...]]:
    """Return the files that are offered beside pages, and the catalog with what their pages say of them.

    ``later``: each is made when somebody asks for it, and its size is not known.
    """
    wanted = slots(catalog.site, keys)
    if not wanted:
        return catalog, ()
    look = memo(look_of, inputs.themes, catalog.site.theme)
    calls = [(slot.path, (slot, look)) for slot in wanted]
    with memo.timed("downloads"):
        made = [made_later(one) for one in wanted] if later else memo.traced(download, catalog, calls)
    offered = memo.same("downloads", offers(made))
    outputs = tuple([one.output for one in made if one.output])
    return Catalog(tables={**catalog.tables, "downloads": offered}), outputs


def one_download(path: str, keys: tuple[PageKey, ...], catalog: Catalog, inputs: Inputs) -> Output | None:
    """Return a single file that is offered beside a page, by its path in the site."""
    found = next((slot for slot in slots(catalog.site, keys) if slot.path == path), None)
    return download(catalog, found, look_of(inputs.themes, catalog.site.theme)).output if found else None
