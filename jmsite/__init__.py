"""jmsite: customer journey maps as documentation."""

from __future__ import annotations

from jmsite.version import VERSION

__version__ = VERSION
__all__ = ["__version__"]
