"""Say in a few lines what is under the cursor: what a field means, what an id names."""

from __future__ import annotations

from jmsite.lsp.allowed_values import field_at, model_of
from jmsite.lsp.complete import summary
from jmsite.lsp.cursor import word_at
from jmsite.lsp.navigate import name_at
from jmsite.lsp.state import SiteState
from jmsite.model.catalog import Entity
from jmsite.model.kinds import KINDS


def hover_text(site: SiteState, path: str, line: int, column: int) -> str:
    """Return what there is to say of the word at a place, as Markdown: what a field means, what an id names; or ""."""
    named = name_at(site, path, line, column)
    entity = site.find(named.target) if named else None
    if entity is not None:
        return about(entity)
    cursor = word_at(site.text(path), line, column, path.endswith(".md"))
    if cursor is None or cursor.start > column:
        return ""
    word = site.lines(path)[line][cursor.start : cursor.end]
    found = model_of(site.role(path), (*cursor.loc, word))
    field = field_at(*found) if found and cursor.role != "value" else None
    return f"**{field.name}**\n\n{field.description}" if field else ""


def about(entity: Entity) -> str:  # type: ignore[type-arg]
    """Return an entity in a few lines: its title, what it is, its summary, and the file it is written in."""
    kind = KINDS[entity.kind].name if entity.kind in KINDS else entity.kind
    lines = [f"**{entity.title}** ({kind} `{entity.id}`)", summary(entity), f"`{entity.path}`"]
    return "\n\n".join(line for line in lines if line)
