"""FilePatch texts of the content and leave alone every byte that is not meant."""

from __future__ import annotations

from jmsite.editing.apply import applied, changed, fixes_of

__all__ = ["applied", "changed", "fixes_of"]
