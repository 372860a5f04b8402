"""Snapshots of queries that are gone: told, removed when somebody says so, and not in the way of others."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from jmsite.cli.app import run

METRIC = 'title: {0}\nreadings: {{source: shop, sql: "{1}", date: day, value: n}}\n'
COUNTED = "SELECT day, count(*) AS n FROM orders GROUP BY day"
SUMMED = "SELECT day, sum(paid) AS n FROM orders GROUP BY day"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A site of which the answers to two metrics are committed."""
    (tmp_path / "content/data").mkdir(parents=True)
    (tmp_path / "content/metrics").mkdir()
    with duckdb.connect(str(tmp_path / "content/data/shop.duckdb")) as shop:
        shop.execute("CREATE TABLE orders AS SELECT DATE '2026-05-01' + CAST(i AS INTEGER) AS day, i AS paid"
                     " FROM range(9) t(i)")  # fmt: skip
    (tmp_path / "content/site.yaml").write_text(
        "title: Shop\nsources: {shop: {url: 'duckdb://data/shop.duckdb'}}\n"
    )
    for name, sql in (("orders", COUNTED), ("sales", SUMMED)):
        (tmp_path / f"content/metrics/{name}.yaml").write_text(METRIC.format(name, sql))
    monkeypatch.chdir(tmp_path)
    assert run(["data", "refresh", "--write"]) == 0
    assert "any more" not in capsys.readouterr().out
    return tmp_path


def kept(site: Path) -> list[str]:
    return sorted(file.name for file in (site / "content/data/snapshots").iterdir())


def test_a_snapshot_of_a_query_that_is_gone_is_told_and_removed(site, capsys):
    (site / "content/metrics/sales.yaml").unlink()
    assert run(["data", "refresh", "--write"]) == 0
    said = capsys.readouterr().out
    assert "1 snapshot is asked for by nothing any more: content/data/snapshots/shop-sales.csv\n" in said
    assert "shop-sales.csv" in kept(site)
    assert run(["data", "refresh", "--prune"]) == 0
    assert capsys.readouterr().out == "removed content/data/snapshots/shop-sales.csv\n"
    assert kept(site) == ["shop-orders.csv", "snapshots.json"]
    assert "shop-sales" not in (site / "content/data/snapshots/snapshots.json").read_text()
    assert run(["data", "refresh", "--prune"]) == 0
    assert "no snapshot to remove" in capsys.readouterr().out


def test_what_is_left_is_what_a_build_without_the_connection_shows(site):
    import jmsite

    (site / "content/metrics/sales.yaml").unlink()
    assert run(["data", "refresh", "--prune"]) == 0
    (site / "content/data/shop.duckdb").unlink()
    assert [one.value for one in jmsite.load(site).series("orders").total] == [1.0] * 9


def test_a_query_that_is_edited_keeps_its_file(site):
    (site / "content/metrics/sales.yaml").write_text(METRIC.format("sales", f"{SUMMED} ORDER BY day"))
    assert run(["data", "refresh", "--write"]) == 0
    assert kept(site) == ["shop-orders.csv", "shop-sales.csv", "snapshots.json"]
