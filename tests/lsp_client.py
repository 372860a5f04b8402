"""An editor for tests: a real client that starts ``python -m jmsite lsp`` and speaks to it over stdio."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PATIENCE = 60.0
"""Seconds after which a test gives up; a good run takes a hundredth of it."""


class Editor:
    """A client with some files open. Columns are those of the protocol: UTF-16 units, from 0."""

    def __init__(self, root: Path, client: LanguageClient) -> None:
        self.root = root
        self.client = client
        self.faults: dict[str, list[lsp.Diagnostic]] = {}
        self.news = asyncio.Event()
        self.versions: dict[str, int] = {}

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def at(self, path: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(path))

    def open(self, path: str, text: str | None = None) -> None:
        words = (self.root / path).read_text("utf-8") if text is None else text
        kind = "markdown" if path.endswith(".md") else "yaml"
        item = lsp.TextDocumentItem(self.uri(path), kind, 1, words)
        self.versions[path] = 1
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def write(self, path: str, text: str) -> None:
        self.versions[path] += 1
        where = lsp.VersionedTextDocumentIdentifier(self.versions[path], self.uri(path))
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(where, [change]))

    def close(self, path: str) -> None:
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(self.at(path)))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until what was published is as it should be."""

        async def wait() -> None:
            while not holds():
                self.news.clear()
                await self.news.wait()

        await asyncio.wait_for(wait(), PATIENCE)

    def told(self, path: str) -> list[tuple[str, int, int, int]]:
        """The faults of a file: rule, line, and from which to which column."""
        found = self.faults.get(self.uri(path), [])
        spots = [
            (one.code, one.range.start.line, one.range.start.character, one.range.end.character)
            for one in found
        ]
        return sorted(spots)

    async def complete(self, path: str, line: int, column: int) -> dict[str, lsp.CompletionItem]:
        where = lsp.CompletionParams(self.at(path), lsp.Position(line, column))
        found = await self.client.text_document_completion_async(where)
        return {item.label: item for item in found.items}

    async def hover(self, path: str, line: int, column: int) -> str:
        found = await self.client.text_document_hover_async(
            lsp.HoverParams(self.at(path), lsp.Position(line, column))
        )
        return found.contents.value if found else ""

    async def definition(self, path: str, line: int, column: int) -> tuple[str, int] | None:
        where = lsp.DefinitionParams(self.at(path), lsp.Position(line, column))
        found = await self.client.text_document_definition_async(where)
        return (self.path(found.uri), found.range.start.line) if found else None

    async def references(self, path: str, line: int, column: int) -> list[tuple[str, int, int, int]]:
        context = lsp.ReferenceContext(include_declaration=False)
        where = lsp.ReferenceParams(context, self.at(path), lsp.Position(line, column))
        found = await self.client.text_document_references_async(where)
        return sorted(
            (self.path(one.uri), one.range.start.line, one.range.start.character, one.range.end.character)
            for one in found
        )

    async def rename(self, path: str, line: int, column: int, new: str) -> None:
        """Rename, and do to the files on disk what the server says."""
        where = lsp.RenameParams(self.at(path), lsp.Position(line, column), new)
        made = await self.client.text_document_rename_async(where)
        for change in made.document_changes:
            if isinstance(change, lsp.RenameFile):
                (self.root / self.path(change.old_uri)).rename(self.root / self.path(change.new_uri))
            else:
                self._edit(self.root / self.path(change.text_document.uri), change.edits)

    @staticmethod
    def _edit(file: Path, edits: list[Any]) -> None:
        lines = file.read_text("utf-8").split("\n")
        for edit in sorted(edits, key=lambda edit: edit.range.start, reverse=True):
            units = lines[edit.range.start.line].encode("utf-16-le")
            first, last = edit.range.start.character * 2, edit.range.end.character * 2
            made = units[:first] + edit.new_text.encode("utf-16-le") + units[last:]
            lines[edit.range.start.line] = made.decode("utf-16-le")
        file.write_text("\n".join(lines), "utf-8")

    def path(self, uri: str) -> str:
        return uri.removeprefix(self.root.as_uri() + "/")


def edited(root: Path, scenario: Callable[[Editor], Awaitable[None]], moves_files: bool = True) -> None:
    """Run a scenario with an editor whose server has been started for a site, and end both."""

    async def session() -> None:
        client = LanguageClient("editor", "1")
        editor = Editor(root, client)

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(said: lsp.PublishDiagnosticsParams) -> None:
            editor.faults[said.uri] = list(said.diagnostics)
            editor.news.set()

        await client.start_io(sys.executable, "-m", "jmsite", "lsp", cwd=root)
        kinds = [lsp.ResourceOperationKind.Rename] if moves_files else []
        able = lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(
                workspace_edit=lsp.WorkspaceEditClientCapabilities(
                    document_changes=True, resource_operations=kinds
                )
            )
        )
        await asyncio.wait_for(
            client.initialize_async(lsp.InitializeParams(able, root_uri=root.as_uri())), PATIENCE
        )
        client.initialized(lsp.InitializedParams())
        try:
            await scenario(editor)
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()

    with ThreadPoolExecutor(1) as thread:  # a browser that other tests keep open has a loop in this one
        thread.submit(asyncio.run, session()).result()
