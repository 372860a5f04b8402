"""Edit texts of the content and leave alone every byte that is not meant."""

from __future__ import annotations

from jmsite.editing.apply import edited_files, fixes_of, with_edits

__all__ = ["edited_files", "fixes_of", "with_edits"]
