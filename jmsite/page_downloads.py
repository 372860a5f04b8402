"""The files that pages offer: made before the pages, which say how large they are, or when somebody asks for one."""

from __future__ import annotations

from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.page import Output, PageKey
from jmsite.model.sources import Inputs
from jmsite.model.value import replace
from jmsite.outputs.downloads import DownloadSlot, MadeDownload, download, download_on_request, offers, slots
from jmsite.rendering import site_theme
from jmsite.single_files import single_files
from jmsite.theme.build import Theme
from jmsite.theme.look import look_of
from jmsite.theme.translations import load_messages


def with_downloads(
    keys: tuple[PageKey, ...],
    catalog: Catalog,
    theme: Theme,
    inputs: Inputs,
    memo: Memo,
    jobs: int,
    later: bool,
) -> tuple[Catalog, tuple[Output, ...]]:
    """Return the files that are offered beside pages, and the catalog with what their pages say of them.

    ``later``: each is made when somebody asks for it, and its size is not known.
    """
    wanted = slots(catalog.site, keys) if inputs.options.downloads else ()
    if not wanted:
        return catalog, ()
    if later:
        made = memo.traced(download_on_request, catalog, [(one.path, (one,)) for one in wanted])
    else:
        with memo.timed("downloads"):
            made = _made(wanted, keys, catalog, theme, inputs, memo, jobs)
    offered = memo.same("downloads", offers(made))
    outputs = tuple([one.output for one in made if one.output])
    return Catalog(tables={**catalog.tables, "downloads": offered}), outputs


def _made(
    wanted: tuple[DownloadSlot, ...],
    keys: tuple[PageKey, ...],
    catalog: Catalog,
    theme: Theme,
    inputs: Inputs,
    memo: Memo,
    jobs: int,
) -> list[MadeDownload]:
    """Return each file that is wanted, in order, as far as it can be made."""
    look = memo(look_of, inputs.themes, catalog.site.theme)
    plain = [one for one in wanted if not one.of_pages]
    paged = [one for one in wanted if one.of_pages]
    files = memo.traced(download, catalog, [(slot.path, (slot, look)) for slot in plain])
    files += single_files(paged, keys, catalog, theme, inputs, memo, jobs) if paged else []
    found = {one.slot: one for one in files}
    return [found[slot] for slot in wanted if slot in found]


def made_download(path: str, keys: tuple[PageKey, ...], catalog: Catalog, inputs: Inputs) -> Output | None:
    """Return a single file that is offered beside a page, by its path in the site."""
    slot = next((one for one in slots(catalog.site, keys) if one.path == path), None)
    if slot is None:
        return None
    if not slot.of_pages:
        return download(catalog, slot, look_of(inputs.themes, catalog.site.theme)).output
    memo, site = Memo(), catalog.site
    shown = replace(inputs, options=replace(inputs.options, preview=False))
    theme = site_theme(
        catalog, load_messages(inputs.themes, site.theme, site.language).value, shown, memo
    ).value
    made = single_files([slot], keys, catalog, theme, shown, memo, jobs=1) if theme else []
    return made[0].output if made else None
