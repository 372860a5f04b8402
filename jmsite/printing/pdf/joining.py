"""Documents that were printed one by one, joined: sheets, places, links between them, bookmarks and tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from jmsite.model.url_schemes import IN_BOOK


def join_documents(parts: Sequence[bytes], title: str) -> bytes:
    """Return documents as one, called ``title``; the language, the day and how it opens are those of the first."""
    return _Joining(title).made(parts)


class _Joining:
    def __init__(self, title: str) -> None:
        self.title = title
        self.writer = PdfWriter()
        self.places = DictionaryObject()
        self.elements = ArrayObject()
        self.owners = ArrayObject()
        self.ids: dict[str, PdfObject] = {}
        self.owned = 0
        """Places in the list of what tags are of which sheet or link that have been given out."""

    def made(self, parts: Sequence[bytes]) -> bytes:
        """Return all parts as one."""
        readers = [PdfReader(BytesIO(part)) for part in parts]
        for number, reader in enumerate(readers, 1):
            self._add(reader, number)
        self._lead()
        self._close(readers[0])
        # each part brings its own copy of typefaces and pictures: without those the sample is 29 MB in place of 36
        self.writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=False)
        made = BytesIO()
        self.writer.write(made)
        return made.getvalue()

    def _add(self, reader: PdfReader, number: int) -> None:
        first = len(self.writer.pages)
        for page in reader.pages:
            # sheet by sheet: `PdfWriter.append` drops the tags, without which nobody who listens can read the book
            added = self.writer.add_page(page)
            # pypdf leaves this out of a copy
            self._own(added, "/StructParents", page.get("/StructParents"))
            for link in _links(added):
                self._own(link, "/StructParent", link.get("/StructParent"))
        for name, place in _plain(reader.root_object.get("/Dests")).items():
            self.places[NameObject(name)] = place.clone(self.writer)
        self._tags(reader, number)
        self._bookmarks(reader, reader.outline, first, None)

    def _own(self, tagged: DictionaryObject, key: str, place: Any) -> None:
        """Give a sheet or link its place in the list of tags, behind those of the documents before."""
        if place is not None:
            tagged[NameObject(key)] = NumberObject(_number(place) + self.owned)

    def _tags(self, reader: PdfReader, number: int) -> None:
        root = _plain(reader.root_object.get("/StructTreeRoot"))
        if not root:
            return
        # without its parent, the root of its own document, which would come along whole
        top = root["/K"].clone(self.writer, ignore_fields=("/P",))
        self.elements.append(top.indirect_reference or self.writer._add_object(top))
        for element in _elements(_plain(top)):
            self._rename(element, f"{number}.")
        # number, owner, number, owner: Chromium writes this list flat, not as a tree of parts
        numbers = list(_plain(root["/ParentTree"]).get("/Nums", ()))
        for at, owner in zip(numbers[::2], numbers[1::2], strict=True):
            self.owners += [NumberObject(_number(at) + self.owned), owner.clone(self.writer)]
        self.owned += _number(root["/ParentTreeNextKey"])

    def _rename(self, element: DictionaryObject, before: str) -> None:
        """Give a tag that others name an id that no other document has."""
        # Chromium counts ids anew in each document: cells of one chapter would name headers of another
        if "/ID" in element:
            element[NameObject("/ID")] = TextStringObject(f"{before}{element['/ID']}")
            self.ids[str(element["/ID"])] = element.indirect_reference or element
        for one in _list(element.get("/A")):
            said = _plain(one)
            if "/Headers" in said:
                said[NameObject("/Headers")] = ArrayObject(
                    TextStringObject(f"{before}{head}") for head in _list(said["/Headers"])
                )

    def _bookmarks(self, reader: PdfReader, outline: Any, first: int, under: Any) -> None:
        last = under
        for one in outline:
            # a list follows the bookmark that it stands below
            if isinstance(one, list):
                self._bookmarks(reader, one, first, last)
                continue
            sheet = reader.get_destination_page_number(one)
            if sheet is not None and one.title:
                fit = Fit.xyz(one.left, one.top, 0)
                last = self.writer.add_outline_item(
                    title=one.title, page_number=first + sheet, parent=under, fit=fit
                )

    def _lead(self) -> None:
        """Let links to other documents lead to their places."""
        for page in self.writer.pages:
            for link in _links(page):
                goal = str(_plain(link.get("/A")).get("/URI", ""))
                place = NameObject(f"/{goal.removeprefix(IN_BOOK)}")
                if goal.startswith(IN_BOOK) and place in self.places:
                    del link["/A"]
                    link[NameObject("/Dest")] = place

    def _close(self, first: PdfReader) -> None:
        """Write what is said of the whole."""
        root = self.writer.root_object
        root[NameObject("/Dests")] = self.writer._add_object(self.places)
        for key in ("/Lang", "/MarkInfo", "/ViewerPreferences"):
            if key in first.root_object:
                root[NameObject(key)] = first.root_object[key].clone(self.writer)
        about = {key: str(value) for key, value in (first.metadata or {}).items()}
        self.writer.add_metadata({**about, "/Title": self.title})
        if self.elements:
            root[NameObject("/StructTreeRoot")] = self._tree()

    def _tree(self) -> PdfObject:
        names = ArrayObject()
        # readers look names up by halving: the list must be in order
        for id in sorted(self.ids):
            names += [TextStringObject(id), self.ids[id]]
        tree = _dictionary(
            Type=NameObject("/StructTreeRoot"),
            K=self.elements,
            ParentTree=_dictionary(Nums=self.owners),
            ParentTreeNextKey=NumberObject(self.owned),
            IDTree=_dictionary(Names=names),
        )
        made = self.writer._add_object(tree)
        # what was left out when they were copied: each tag knows its parent
        for top in self.elements:
            _plain(top)[NameObject("/P")] = made
        return made


def _dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _plain(value: Any) -> DictionaryObject:
    """Return the dictionary that something is or refers to; an empty one for anything else."""
    found = value.get_object() if isinstance(value, PdfObject) else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _list(value: Any) -> list[Any]:
    """Return the list that something is or refers to; what is none as the only one of a list."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    return found if isinstance(found, list) else [found]


def _number(value: Any) -> int:
    return int(value.get_object())


def _links(page: DictionaryObject) -> Iterator[DictionaryObject]:
    yield from map(_plain, _list(page.get("/Annots", ArrayObject())))


def _elements(top: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield a tag and all that are in it; depth is no matter."""
    waiting = [top]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for one in _list(element.get("/K")) if "/S" in (kid := _plain(one))]
