"""Maps as files that open from disk: made of pages that offer no files, before the pages that offer these are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jmsite.engine.memo import Memo
from jmsite.exporting.one_file import one_file
from jmsite.exporting.site_pages import SitePages
from jmsite.files import as_found
from jmsite.model.addresses import output_path
from jmsite.model.catalog import Catalog
from jmsite.model.page import Output, PageKey
from jmsite.model.sources import Blob, Inputs
from jmsite.model.value import replace
from jmsite.outputs.assets import copied
from jmsite.outputs.downloads import DownloadSlot, MadeDownload, file_content, offered
from jmsite.outputs.frame import base_url
from jmsite.pages.page_kinds import PAGE_KINDS
from jmsite.rendering import rendered_pages, with_charts
from jmsite.theme.build import Theme

Held = Mapping[str, bytes | Blob]
"""Files of the site by their paths."""


def single_files(
    wanted: Sequence[DownloadSlot],
    keys: tuple[PageKey, ...],
    catalog: Catalog,
    theme: Theme,
    inputs: Inputs,
    memo: Memo,
    jobs: int = 0,
) -> list[MadeDownload]:
    """Return maps as one file each, with what is said of them, as far as the theme can show their pages."""
    # as whoever opens the file sees it: there is no search, and nothing is marked for authors
    bare = replace(inputs, options=replace(inputs.options, preview=False, search=False))
    base = base_url(catalog.site, bare.options)
    site = site_of(keys, base, {})
    maps = {slot.path: (slot, site.alone(file_content(catalog, slot))) for slot in wanted}
    every = tuple(dict.fromkeys(key for _, some in maps.values() for key in some))
    pages = _pages(every, catalog, theme, bare, memo, jobs)
    beside = memo.same(
        "beside single files", {one.path: one.content for one in _beside(catalog, theme, inputs)}
    )
    whole = {path: some for path, (_, some) in maps.items() if all(key in pages for key in some)}
    calls = [(path, (some, tuple(pages[key] for key in some), beside, base)) for path, some in whole.items()]
    made = zip(whole, memo.each(single_file, calls), strict=True)
    return memo.traced(offered, catalog, [(path, (maps[path][0], content)) for path, content in made])


def single_file(keys: tuple[PageKey, ...], pages: tuple[bytes, ...], beside: Held, base: str) -> bytes:
    """Return pages as one file, which shows the first of them; ``beside`` is what they show and use."""
    own = {output_path(key.url): page for key, page in zip(keys, pages, strict=True)}
    return one_file(site_of(keys, base, {**beside, **own}), [key.url for key in keys]).content


def site_of(keys: tuple[PageKey, ...], base: str, held: Held) -> SitePages:
    """Return a site of which some files are held."""

    def file(path: str) -> bytes | None:
        found = held.get(path)
        if not isinstance(found, Blob):
            return found
        with as_found(found) as opened:
            return opened.read()

    return SitePages(
        keys=keys,
        kinds={page.name: page.about for page in PAGE_KINDS.values()},
        base=base,
        paths=tuple(held),
        html=lambda url: (file(output_path(url)) or b"").decode(),
        file=file,
    )


def _pages(
    keys: tuple[PageKey, ...], catalog: Catalog, theme: Theme, inputs: Inputs, memo: Memo, jobs: int
) -> dict[PageKey, bytes]:
    """Return pages with their charts drawn; not those that the theme cannot show."""
    rendered = rendered_pages(keys, catalog, theme, inputs, memo).value
    sheets = {key: one.sheet for key, one in zip(keys, rendered, strict=True) if one.sheet}
    drawn, _ = with_charts(list(sheets.values()), catalog.site.charts, memo, jobs)
    made = zip(sheets, drawn, strict=False)  # after the pages come the files that charts are explored with
    return {key: one.content for key, one in made if isinstance(one.content, bytes)}


def _beside(catalog: Catalog, theme: Theme, inputs: Inputs) -> tuple[Output, ...]:
    """Return what pages show and use."""
    return (*theme.outputs, *copied(tuple(inputs.blobs[path] for path in catalog.table("assets"))))
