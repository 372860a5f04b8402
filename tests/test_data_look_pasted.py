"""What ``jmsite data look`` prints works as it is pasted: of every kind of table, and of what is no table of scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from workbooks import xlsx

from jmsite.cli.app import run

ANSWERS = [(f"2026-0{1 + at % 6}-10", at % 11) for at in range(66)]
"""Each score as often as every other: an NPS of (2 - 7) / 11."""
NPS = pytest.approx(-500 / 11)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content" / "data").mkdir(parents=True)
    (tmp_path / "content" / "site.yaml").write_text("title: Numbers\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def pasted(site: Path, *named: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Look at a table, paste each part that is printed where it says, check, and return the metrics' ids."""
    assert run(["data", "look", *named]) == 0, capsys.readouterr().err
    _, *parts = capsys.readouterr().out.split("\n---\n")
    ids = []
    for at, part in enumerate(parts):
        if part.startswith("# in content/site.yaml\n"):
            settings = site / "content/site.yaml"
            settings.write_text(f"{settings.read_text()}{part}")
        elif part.startswith("# in the file of the journey\n"):
            journey(site, part)
        else:
            ids.append(f"m{at}")
            (site / "content" / "metrics").mkdir(exist_ok=True)
            (site / f"content/metrics/m{at}.yaml").write_text(part, encoding="utf-8")
    assert run(["check"]) == 0, capsys.readouterr().out
    return ids


def journey(site: Path, events: str) -> None:
    folder = site / "content/journeys/buy"
    folder.mkdir(parents=True)
    (folder / "journey.md").write_text(f"---\ntitle: Buy\n{events}---\n")
    (folder / "01-shop.md").write_text("---\ntitle: Shop\nsteps: [{title: Look}, {title: Pay}]\n---\n")


def total(site: Path, id: str) -> tuple[float, int]:
    import jmsite

    known = [one for one in jmsite.load(site).series(id).total if one.value is not None]
    n = sum(one.n for one in known)
    return sum(one.value * one.n for one in known) / n, n


def write(site: Path, form: str) -> list[str]:
    """Write the answers in a form; return what they are called on the command line."""
    folder, text = site / "content/data", [("date", "How likely are you to recommend us?"), *ANSWERS]
    csv = ["\n".join(f"{day},{score}" for day, score in part) + "\n" for part in (text, text[:34], text[34:])]
    if form == "folder":
        (folder / "waves").mkdir()
        (folder / "waves/1.csv").write_text(csv[1])
        (folder / "waves/2.csv").write_text(f"date,How likely are you to recommend us?\n{csv[2]}")
        return ["data/waves/*.csv"]
    if form == "sheet":
        sheets = {"About": [["Exported"]], "Wave 1": [[str(cell) for cell in row] for row in text]}
        (folder / "a.xlsx").write_bytes(xlsx(sheets))
        return ["data/a.xlsx", "--sheet", "Wave 1"]
    if form == "json":
        rows = [dict(zip(text[0], row, strict=True)) for row in ANSWERS]
        (folder / "a.json").write_text(json.dumps(rows))
    (folder / "a.csv").write_text(csv[0])
    if form == "parquet":
        duckdb.read_csv(str(folder / "a.csv")).write_parquet(str(folder / "a.parquet"))
    if form == "sav":
        import pandas
        import pyreadstat

        frame = pandas.DataFrame(ANSWERS, columns=["date", "recommend"])
        labels = ["Date", "How likely are you to recommend us?"]
        pyreadstat.write_sav(frame, str(folder / "a.sav"), column_labels=labels)
    if form == "connection":
        with duckdb.connect(str(folder / "shop.duckdb")) as shop:
            shop.execute(f"CREATE TABLE answers AS FROM read_csv('{folder / 'a.csv'}')")
        settings = site / "content/site.yaml"
        settings.write_text(
            f"{settings.read_text()}sources: {{shop: {{url: 'duckdb://data/shop.duckdb', table: answers}}}}\n"
        )
        return ["shop"]
    return [f"data/a.{form}"]


@pytest.mark.parametrize(
    "form", ["csv", "folder", "sheet", "json", "parquet", "sav", "connection"]
)  # fmt: skip
def test_readings_of_every_kind_of_table_can_be_pasted(site, capsys, form):
    (id,) = pasted(site, *write(site, form), capsys=capsys)
    assert total(site, id) == (NPS, 66)


def looked(site: Path, text: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    (site / "content/data/a.csv").write_text(text, encoding="utf-8")
    assert run(["data", "look", "data/a.csv", "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_counts_by_class_are_counts(site, capsys):
    looked(site, "Month,Detractors,Passives,Promoters\n2026-01-01,2,3,5\n2026-02-01,1,4,5\n", capsys)
    (id,) = pasted(site, "data/a.csv", capsys=capsys)
    assert total(site, id) == (pytest.approx(35.0), 20)


def test_parts_of_a_total_are_rates(site, capsys):
    looked(site, "Month,Returned orders,Total orders\n2026-01-01,10,100\n2026-02-01,30,100\n", capsys)
    (id,) = pasted(site, "data/a.csv", capsys=capsys)
    assert total(site, id) == (pytest.approx(20.0), 200)


def test_several_options_in_a_cell_are_split(site, capsys):
    rows = ["App, Phone", "App", "Phone, Letter", "App, Letter"] * 5
    text = "Date,What did you use?\n" + "".join(f'2026-01-05,"{one}"\n' for one in rows)
    found = looked(site, text, capsys)
    assert [one["metric"]["readings"]["choice"] for one in found["metrics"]] == ["App", "Letter", "Phone"]
    ids = pasted(site, "data/a.csv", capsys=capsys)
    assert [total(site, id) for id in ids] == [(75.0, 20), (50.0, 20), (50.0, 20)]


def test_one_option_of_a_few_is_a_share(site, capsys):
    looked(site, "Date,Where did you buy?\n" + "2026-01-05,Shop\n" * 6 + "2026-01-05,Web\n" * 2, capsys)
    ids = pasted(site, "data/a.csv", capsys=capsys)
    assert [total(site, id) for id in ids] == [(75.0, 8), (25.0, 8)]


def test_a_log_is_the_events_of_a_journey(site, capsys):
    import jmsite

    rows = "".join(f"{at},Look,2026-01-05T10:00\n{at},Pay,2026-01-05T10:05\n" for at in range(9))
    found = looked(site, f"session_id,event,timestamp\n{rows}", capsys)
    assert found["format"] == "events"
    assert pasted(site, "data/a.csv", capsys=capsys) == []
    assert jmsite.load(site).read("flows", "buy").cases == 9
