"""The day of a build, which is part of what it is made from."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

EPOCH = "SOURCE_DATE_EPOCH"
"""The variable of reproducible builds: seconds since 1970, in UTC."""


def build_day() -> date:
    """Return today; with ``SOURCE_DATE_EPOCH`` in the environment the day that it names.

    Raises ``ValueError`` where that is no number of seconds.
    """
    written = os.environ.get(EPOCH, "").strip()
    if not written:
        # the day of the place where it is built; that of SOURCE_DATE_EPOCH is in UTC, the same everywhere
        return date.today()
    try:
        return datetime.fromtimestamp(int(written), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"{EPOCH} must be a number of seconds since 1970, not '{written}'") from None
