"""mypy refuses a sentence that is put together wrongly: the memo's calls are checked like those of the steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

PREAMBLE = """
from collections.abc import Sequence
from jmsite.data.rows import (WantedRows, rows)
from jmsite.engine.memo import Memo
from jmsite.model.catalog import (Catalog, Entity)
from jmsite.model.entities.site import Site
from jmsite.model.diagnostics import Place
from jmsite.model.sources import Inputs
from jmsite.content.link import link
from jmsite.data.measure import journey_feelings
from jmsite.content.assemble import UnitEntities

def sentence(memo: Memo, inputs: Inputs, site: Entity[Site], units: tuple[UnitEntities, ...], catalog: Catalog,
             sheet: WantedRows) -> None:
    def double(todo: Sequence[tuple[int]], last: Sequence[int | None]) -> list[int]:
        return [number * 2 for (number,) in todo]

"""
RIGHT = (
    "memo(link, units, site, inputs.blobs, inputs.options)",
    "memo.each(rows, [('', (sheet,))])",
    "memo.traced(journey_feelings, catalog, [('', ('buy',))])",
    "memo.batch('double', [('', (1,))], double)",
    "memo.same('number', 1) + 1",
    "Place(path='a.md', line=2)",
)
WRONG = (
    "memo(link, inputs.options, site, units)",
    "memo(link, units, site, inputs.options, inputs.blobs)",
    "memo(link, units, site)",
    "memo.each(rows, [('', (1,))])",
    "memo.each(rows, [('', (sheet, sheet))])",
    "memo.traced(journey_feelings, catalog, [('', (1,))])",
    "memo.traced(journey_feelings, catalog, [('', ())])",
    "memo.traced(rows, catalog, [('', ())])",
    "memo.batch('double', [('', ('one',))], double)",
    "memo.batch(UnitEntities, [('', (1,))], double)",
    "memo.same('number', 1) + 'one'",
    "Place('a.md', line=2)",
)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[int]:
    """Return the lines of ``RIGHT`` and ``WRONG``, one after the other, that mypy refuses."""
    file = tmp_path_factory.mktemp("types") / "sentence.py"
    file.write_text(PREAMBLE + "".join(f"    {call}\n" for call in (*RIGHT, *WRONG)), "utf-8")
    config = Path(__file__).parents[2] / "pyproject.toml"
    told, complaint, _ = api.run(["--strict", f"--config-file={config}", str(file)])
    assert not complaint, complaint
    start = PREAMBLE.count("\n") + 1
    return {int(line.split(":")[1]) - start for line in told.splitlines() if ": error:" in line}


def test_what_is_right_passes(refused: set[int]):
    assert [RIGHT[at] for at in range(len(RIGHT)) if at in refused] == []


def test_what_is_wrong_is_refused(refused: set[int]):
    assert [call for at, call in enumerate(WRONG, len(RIGHT)) if at not in refused] == []
