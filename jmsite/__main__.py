"""``python -m jmsite`` is ``jmsite``."""

from __future__ import annotations

from jmsite.cli import main

if __name__ == "__main__":
    main()
