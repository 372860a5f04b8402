"""Where fields are written, as far as pages lead there."""

from __future__ import annotations

from collections.abc import Mapping

FieldLines = Mapping[str, int]
"""The names of fields, ``fields.carbon`` for one of the site's own, and how many lines each is below the entity's."""
