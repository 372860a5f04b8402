"""jmsite: customer journey maps as documentation."""

from __future__ import annotations

from jmsite.version import VERSION as __version__

__all__ = ["__version__"]
