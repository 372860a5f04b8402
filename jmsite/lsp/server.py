"""Speak the Language Server Protocol (the door to pygls)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.renaming import own_part, rename
from jmsite.lsp.complete import Suggestion, complete
from jmsite.lsp.hover import hover_text
from jmsite.lsp.navigate import definition, entity_at, references, renamable
from jmsite.lsp.state import Memos, SiteState, root_of
from jmsite.model.diagnostics import Diagnostic, Edit, Place, Severity
from jmsite.version import VERSION

CALM = 0.15
"""Seconds without a key after which what is wrong is looked for."""
SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}
SORTS = {
    "field": lsp.CompletionItemKind.Field,
    "value": lsp.CompletionItemKind.EnumMember,
    "reference": lsp.CompletionItemKind.Reference,
}


class Server(LanguageServer):
    """The sites whose files are open, and what was last said of each file."""

    def __init__(self, memos: Memos) -> None:
        super().__init__("jmsite", VERSION, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.sites: dict[Path, SiteState] = {}
        self.told: dict[Path, set[str]] = defaultdict(set)
        self.turn = 0
        self._memos = memos

    def site(self, uri: str) -> tuple[SiteState, str] | None:
        """Return the site that a document is in and its path there; None for what is no text of a site's content."""
        name = to_fs_path(uri)
        file = Path(name) if name else None
        root = root_of(file) if file else None
        if file is None or root is None:
            return None
        if root not in self.sites:
            self.sites[root] = SiteState(root, self._memos(root))
        path = self.sites[root].path_of(file)
        return (self.sites[root], path) if path else None

    def place(self, site: SiteState, uri: str, position: lsp.Position) -> tuple[int, int]:
        """Return a position as line and column from 0, in characters."""
        found = self.site(uri)
        lines = site.lines(found[1]) if found else [""]
        here = self.workspace.position_codec.position_from_client_units(lines, position)
        return here.line, here.character

    def range(self, site: SiteState, place: Place) -> lsp.Range:
        """Return a place of a site as the editor counts it: from 0, in its own units."""
        lines = site.lines(place.path) or [""]
        line = min(place.line, len(lines)) - 1
        text = lines[line]
        first = min(place.column - 1, len(text))
        last = min(max((place.end_column or len(text) + 1) - 1, first), len(text))
        units = self.workspace.position_codec.client_num_units
        return lsp.Range(lsp.Position(line, units(text[:first])), lsp.Position(line, units(text[:last])))

    def location(self, site: SiteState, place: Place) -> lsp.Location:
        """Return a place of a site with the address of its file."""
        return lsp.Location(self.uri(site, place.path), self.range(site, place))

    @staticmethod
    def uri(site: SiteState, path: str) -> str:
        """Return the address of a file of a site."""
        return from_fs_path(str(site.root / path)) or ""

    def publish(self, site: SiteState) -> None:
        """Say of every file what is wrong with it, and take back what was wrong before."""
        found: dict[str, list[lsp.Diagnostic]] = defaultdict(list)
        for one in site.diagnostics():
            found[one.place.path].append(self.fault(site, one))
        # also those that had faults and have none: what was told stays in the editor until it is taken back
        for path in sorted(self.told[site.root] | found.keys()):
            said = lsp.PublishDiagnosticsParams(self.uri(site, path), found.get(path, []))
            self.text_document_publish_diagnostics(said)
        self.told[site.root] = set(found)

    def fault(self, site: SiteState, one: Diagnostic) -> lsp.Diagnostic:
        """Return a fault as the editor shows it, with its hint."""
        related = [
            lsp.DiagnosticRelatedInformation(self.location(site, other.place), other.message)
            for other in one.related
        ]
        return lsp.Diagnostic(
            range=self.range(site, one.place),
            message=f"{one.message}\n{one.hint}" if one.hint else one.message,
            severity=SEVERITIES[one.severity],
            code=one.rule,
            source="jmsite",
            related_information=related or None,
        )

    def edits(self, site: SiteState, edits: Iterable[Edit]) -> Iterator[tuple[str, list[lsp.TextEdit]]]:
        """Return edits by the address of their file, as the editor counts them."""
        found: dict[str, list[lsp.TextEdit]] = defaultdict(list)
        for edit in edits:
            found[edit.place.path].append(lsp.TextEdit(self.range(site, edit.place), edit.new))
        yield from ((self.uri(site, path), some) for path, some in found.items())


def server(memos: Memos) -> Server:
    """Return the server, ready to be started; ``memos`` makes the memo of a site."""
    made = Server(memos)
    made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)(_opened)
    made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(_changed)
    made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)(_saved)
    made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(_closed)
    made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_watched)
    triggers = lsp.CompletionOptions(trigger_characters=[" ", "[", "{", ",", "-"])
    made.feature(lsp.TEXT_DOCUMENT_COMPLETION, triggers)(_completion)
    made.feature(lsp.TEXT_DOCUMENT_HOVER)(_hover)
    made.feature(lsp.TEXT_DOCUMENT_DEFINITION)(_definition)
    made.feature(lsp.TEXT_DOCUMENT_REFERENCES)(_references)
    made.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)(_prepare)
    made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))(_rename)
    fixes = lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, fixes)(_actions)
    return made


def _opened(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    _lay(ls, params.text_document.uri, params.text_document.text)
    _look(ls, params.text_document.uri)


async def _changed(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    _lay(ls, uri, ls.workspace.get_text_document(uri).source)
    ls.turn += 1
    turn = ls.turn
    await asyncio.sleep(CALM)
    # else another key has come meanwhile, and its turn looks
    if turn == ls.turn:
        _look(ls, uri)


def _saved(ls: Server, params: lsp.DidSaveTextDocumentParams) -> None:
    _look(ls, params.text_document.uri)


def _closed(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    found = ls.site(params.text_document.uri)
    if found:
        found[0].close_buffer(found[1])
        _look(ls, params.text_document.uri)


def _watched(ls: Server, _: lsp.DidChangeWatchedFilesParams) -> None:
    for site in ls.sites.values():
        ls.publish(site)


def _lay(ls: Server, uri: str, text: str) -> None:
    found = ls.site(uri)
    if found:
        found[0].open_buffer(found[1], text)


def _look(ls: Server, uri: str) -> None:
    found = ls.site(uri)
    if found:
        ls.publish(found[0])


def _completion(ls: Server, params: lsp.CompletionParams) -> lsp.CompletionList:
    found = ls.site(params.text_document.uri)
    items = []
    if found:
        site, path = found
        line, column = ls.place(site, params.text_document.uri, params.position)
        for number, one in enumerate(complete(site, path, line, column)):
            items.append(_item(ls, site, path, line, one, number))
    return lsp.CompletionList(is_incomplete=False, items=items)


def _item(
    ls: Server, site: SiteState, path: str, line: int, one: Suggestion, number: int
) -> lsp.CompletionItem:
    here = ls.range(site, Place(path=path, line=line + 1, column=one.start + 1, end_column=one.end + 1))
    return lsp.CompletionItem(
        label=one.label,
        kind=SORTS[one.sort],
        detail=one.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, one.about) if one.about else None,
        # so that who types a title finds the id
        filter_text=f"{one.label} {one.detail}" if one.sort == "reference" else one.label,
        # editors sort by text, and the order of fields and titles is ours
        sort_text=f"{number:05}",
        text_edit=lsp.TextEdit(here, one.text),
    )


def _hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    found = ls.site(params.text_document.uri)
    if not found:
        return None
    told = hover_text(*found, *ls.place(found[0], params.text_document.uri, params.position))
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told)) if told else None


def _definition(ls: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    found = ls.site(params.text_document.uri)
    target = found and entity_at(*found, *ls.place(found[0], params.text_document.uri, params.position))
    place = definition(found[0], target) if found and target else None
    return ls.location(found[0], place) if found and place else None


def _references(ls: Server, params: lsp.ReferenceParams) -> list[lsp.Location]:
    found = ls.site(params.text_document.uri)
    target = found and entity_at(*found, *ls.place(found[0], params.text_document.uri, params.position))
    if not found or not target:
        return []
    places = references(found[0], target)
    written = definition(found[0], target) if params.context.include_declaration else None
    return [ls.location(found[0], place) for place in ([written] if written else []) + places]


def _prepare(ls: Server, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    found = ls.site(params.text_document.uri)
    if not found:
        return None
    site, path = found
    line, column = ls.place(site, params.text_document.uri, params.position)
    try:
        target, named = renamable(site, path, line, column)
    except RefusedEditError:
        return None
    place = (
        named.place if named else Place(path=path, line=line + 1, column=column + 1, end_column=column + 1)
    )
    return lsp.PrepareRenamePlaceholder(ls.range(site, place), own_part(target))


def _rename(ls: Server, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    found = ls.site(params.text_document.uri)
    if not found:
        return None
    site, path = found
    try:
        line, column = ls.place(site, params.text_document.uri, params.position)
        made = rename(site.written, renamable(site, path, line, column)[0], params.new_name)
        if made.relocation.moves and not _moves_files(ls):
            raise RefusedEditError("the id is a file name, and this editor cannot rename files")
    except RefusedEditError as refused:
        raise _refusal(str(refused)) from refused
    identified = lsp.OptionalVersionedTextDocumentIdentifier
    edits = ls.edits(site, made.edits)
    changes: list[Any] = [lsp.TextDocumentEdit(identified(uri), list(some)) for uri, some in edits]
    changes += [lsp.RenameFile(ls.uri(site, old), ls.uri(site, new)) for old, new in made.relocation.moves]
    return lsp.WorkspaceEdit(document_changes=changes)


def _moves_files(ls: Server) -> bool:
    """Return whether the editor renames files when it is asked to."""
    able = ls.client_capabilities.workspace
    edit = able.workspace_edit if able else None
    return lsp.ResourceOperationKind.Rename in ((edit and edit.resource_operations) or ())


def _refusal(words: str) -> Exception:
    from pygls.exceptions import JsonRpcInvalidParams

    return JsonRpcInvalidParams(words)


def _actions(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Return the fixes of the faults that stand in a range."""
    found = ls.site(params.text_document.uri)
    made = []
    for one in found[0].diagnostics() if found else ():
        if found and one.fix and one.place.path == found[1]:
            here = ls.range(found[0], one.place)
            if here.start <= params.range.end and params.range.start <= here.end:
                edit = lsp.WorkspaceEdit(changes=dict(ls.edits(found[0], one.fix.edits)))
                fault = ls.fault(found[0], one)
                made.append(
                    lsp.CodeAction(
                        one.fix.title, lsp.CodeActionKind.QuickFix, [fault], is_preferred=True, edit=edit
                    )
                )
    return made
