"""The error of an edit that cannot be made."""

from __future__ import annotations


class RefusedEditError(Exception):
    """An edit that cannot be made; the message says why, and nothing has been changed."""
