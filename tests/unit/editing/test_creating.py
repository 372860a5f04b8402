"""What is made anew is written as authors write it: with a line for each field, or like what stands beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from written import write_files

from jmsite.engine.memo import Memo
from jmsite.model.site_edits import SiteEdit
from jmsite.sessions.session import EditSession

SITE = {"site.yaml": "title: A site\n", "journeys/buy/journey.md": "---\ntitle: Buy\n---\n"}
STAGE, STEP = "journeys/buy/01-find.md", "step:buy/find/look"
LOOK = {"title": "I look", "pains": ["It is late: too late", "It is far"]}
LOOKS = '  - id: look\n    title: I look\n    pains:\n      - "It is late: too late"\n      - It is far\n'
SHOP = {"title": "Shop", "status": "live"}


class Anew(NamedTuple):
    """Something new: what the file was before, and what it is then."""

    path: str
    before: str | None
    at: str
    value: dict[str, Any]
    after: str


CASES = {
    "the first step of a stage": Anew(
        STAGE, "---\ntitle: Find\n---\n\nWords.\n", STEP, LOOK,
        f"---\ntitle: Find\nsteps:\n{LOOKS}---\n\nWords.\n",
    ),
    "the first step of a list that is empty": Anew(
        STAGE, "---\nsteps:  # to come\ntitle: Find\n---\n", STEP, LOOK,
        f"---\nsteps:  # to come\n{LOOKS}title: Find\n---\n",
    ),
    "the first step of a file without fields": Anew(
        STAGE, "Words.\n", STEP, LOOK, f"---\nsteps:\n{LOOKS}---\n\nWords.\n",
    ),
    "a step beside others on lines": Anew(
        STAGE, "---\nsteps:\n  - title: I sit\n---\n", STEP, LOOK, f"---\nsteps:\n  - title: I sit\n{LOOKS}---\n",
    ),
    "a step beside others in brackets": Anew(
        STAGE, "---\nsteps:\n  - {title: I sit}\n---\n", STEP, {"title": "I look"},
        "---\nsteps:\n  - {title: I sit}\n  - {id: look, title: I look}\n---\n",
    ),
    "the first entry of a registry": Anew(
        "touchpoints.yaml", None, "touchpoint:shop", SHOP, "shop:\n  title: Shop\n  status: live\n",
    ),
    "an entry of a registry without fields": Anew(
        "touchpoints.yaml", "stand:\n", "touchpoint:shop", SHOP,
        "stand:\nshop:\n  title: Shop\n  status: live\n",
    ),
    "an entry beside others in brackets": Anew(
        "touchpoints.yaml", "stand: {title: A stand}\n", "touchpoint:shop", SHOP,
        "stand: {title: A stand}\nshop: {title: Shop, status: live}\n",
    ),
    "an entry without a field": Anew("touchpoints.yaml", None, "touchpoint:shop", {}, "shop: null\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_made_is_written_as_its_neighbours_are_and_else_on_lines(tmp_path: Path, case: Anew):
    content = tmp_path / "content"
    write_files(content, SITE if case.before is None else {**SITE, case.path: case.before})
    EditSession(tmp_path, Memo()).apply([SiteEdit(op="create", at=case.at, value=case.value)])
    assert (content / case.path).read_text() == case.after
