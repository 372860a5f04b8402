"""What sources answer is part of what a build is made from: another answer is another site, the same answer is not."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.data import fetch
from jmsite.data.sources.answer_store import AnswerStore
from jmsite.engine.cache import DiskCache
from jmsite.engine.memo import Memo
from jmsite.live.preview import Preview
from jmsite.model.page import Build
from jmsite.model.sources import Blob, Inputs, Options, Query, Snapshot
from jmsite.model.value import replace
from jmsite.pipeline import Compiled, compiled

MINIMAL = Path(__file__).parent / "sites" / "minimal"
METRIC = "title: {0}\nkind: value\nreadings: {{source: warehouse, sql: 'SELECT {0}', every: month}}\n"


class Warehouse:
    """A source that is no file: it answers each query with a table of one reading, and counts how often it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.values = {"waits": 3.0, "calls": 40.0}
        self.asked: list[str] = []

    def ask(self, queries: Sequence[Query], _: Inputs, __: AnswerStore | None) -> dict[Query, Snapshot]:
        return {query: Snapshot(blob=self.answer(query)) for query in queries}

    def answer(self, query: Query) -> Blob:
        assert query.address == "warehouse://reader@db/cx"
        name = query.sql.removeprefix("SELECT ")
        self.asked.append(name)
        answer = f"date,value\n2026-05-01,{self.values[name]}\n".encode()
        digest = hashlib.sha256(answer).hexdigest()
        file = self.folder / f"{digest}.csv"
        file.write_bytes(answer)
        return Blob(path=f"{name}.csv", digest=digest, size=len(answer), file=str(file))


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    source = Warehouse(tmp_path)
    monkeypatch.setitem(fetch.DOORS, "url", fetch.Door(ask=source.ask))
    return source


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path.resolve() / "site"
    shutil.copytree(MINIMAL, root, ignore=shutil.ignore_patterns("build"))
    settings = root / "content" / "site.yaml"
    settings.write_text("title: Minimal\nsources:\n  warehouse: {url: 'warehouse://reader@db/cx'}\n", "utf-8")
    (root / "content" / "metrics").mkdir()
    for name in ("waits", "calls"):
        (root / "content" / "metrics" / f"{name}.yaml").write_text(METRIC.format(name), "utf-8")
    return root


def pages(made: Build) -> dict[str, object]:
    return {one.path: one for one in made.outputs}


def again(last: Compiled, root: Path, memo: Memo) -> Compiled:
    """The site once more, as the preview makes it: every source that was asked is asked again."""
    return compiled(replace(discover(root), snapshots=last.inputs.snapshots), memo)


def test_a_source_is_asked_once_for_each_query(warehouse: Warehouse, site: Path):
    made = compiled(discover(site), Memo())
    assert sorted(warehouse.asked) == ["calls", "waits"]
    assert {query.sql for query in made.inputs.snapshots} == {"SELECT waits", "SELECT calls"}
    assert made.catalog.table("series")["waits"].total[0].value == 3.0
    assert [fault.rule for fault in made.site.diagnostics if fault.rule.startswith("data/")] == []


def test_the_same_answer_leaves_everything_as_it_was(warehouse: Warehouse, site: Path):
    memo = Memo()
    first = compiled(discover(site), memo)
    second = again(first, site, memo)
    assert sorted(warehouse.asked) == ["calls", "calls", "waits", "waits"]
    assert second.catalog.table("series")["waits"] is first.catalog.table("series")["waits"]
    assert all(pages(second.site)[path] is page for path, page in pages(first.site).items())


def test_another_answer_changes_what_shows_it_and_nothing_else(warehouse: Warehouse, site: Path):
    memo = Memo()
    first = compiled(discover(site), memo)
    warehouse.values["waits"] = 5.5
    second = again(first, site, memo)
    before, after = pages(first.site), pages(second.site)
    assert before.keys() == after.keys()
    assert second.catalog.table("series")["calls"] is first.catalog.table("series")["calls"]
    html = after["metrics/waits/index.html"].content  # type: ignore[attr-defined]
    assert b"5.5" in html
    assert after["metrics/calls/index.html"] is before["metrics/calls/index.html"]
    assert after["personas/anna/index.html"] is before["personas/anna/index.html"]
    clean = compiled(discover(site), Memo())
    assert pages(clean.site) == after


def test_another_answer_is_measured_again_whatever_was_kept_on_disk(
    warehouse: Warehouse, site: Path, tmp_path: Path
):
    cache = DiskCache(file=tmp_path / "answers.db")
    assert compiled(discover(site), Memo(cache=cache)).catalog.table("series")["waits"].total[0].value == 3.0
    warehouse.values["waits"] = 8.0
    assert compiled(discover(site), Memo(cache=cache)).catalog.table("series")["waits"].total[0].value == 8.0


def test_the_preview_asks_again_when_it_looks(warehouse: Warehouse, site: Path):
    preview = Preview(site, Options(), Memo())
    assert preview.refresh() is not None
    assert preview.refresh() is None
    assert all(preview.published.outputs.values())  # each page has been looked at
    warehouse.values["calls"] = 41.0
    changed = preview.refresh()
    assert changed is not None
    assert "metrics/calls/index.html" in changed.changed
    assert "metrics/waits/index.html" not in changed.changed


def test_a_build_is_not_answered_from_its_stamp_where_a_source_may_answer_otherwise(
    warehouse: Warehouse, site: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(["build", "--root", str(site)]) == 0
    warehouse.values["waits"] = 6.5
    assert run(["build", "--root", str(site)]) == 0
    assert b"6.5" in (site / "build" / "site" / "metrics" / "waits" / "index.html").read_bytes()
    assert not compiled(discover(site), Memo()).site.closed


def test_files_are_their_own_snapshots(site: Path):
    (site / "content" / "data").mkdir()
    (site / "content" / "metrics" / "calls.yaml").unlink()
    (site / "content" / "data" / "waits.csv").write_text("date,value\n2026-05-01,3\n", "utf-8")
    metric = site / "content" / "metrics" / "waits.yaml"
    metric.write_text("title: Waits\nkind: value\nreadings: {file: data/waits.csv}\n", "utf-8")
    made = compiled(discover(site), Memo())
    assert made.site.closed
    ((query, snapshot),) = made.inputs.snapshots.items()
    assert query == Query(kind="file", address="data/waits.csv")
    assert snapshot.blob == made.inputs.blobs["content/data/waits.csv"]


def test_a_connection_of_no_known_kind_is_told_and_left_out(site: Path):
    made = compiled(discover(site), Memo())
    assert [one.blob for one in made.inputs.snapshots.values()] == [None, None]
    assert [fault.message for fault in made.site.diagnostics if fault.rule == "data/query-failed"] == [
        "its 'url' is of no kind that is known"
    ] * 2
