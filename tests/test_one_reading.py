"""A file of readings is read once in a build, however many metrics ask it, and not at all where none does anew."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from openings import openings
from workbooks import xlsx

FILES, METRICS = 3, 10


def rows(seed: int) -> list[list[str]]:
    head = ["day", "journey", *(f"score_{at}" for at in range(METRICS))]
    return [
        head,
        *(
            [f"2026-{1 + day % 6:02}-15", "buy", *(str((day * 7 + seed + at) % 11) for at in range(METRICS))]
            for day in range(60)
        ),
    ]


def as_csv(seed: int) -> bytes:
    return "\n".join(map(",".join, rows(seed))).encode()


def as_json(seed: int) -> bytes:
    head, *below = rows(seed)
    return json.dumps([dict(zip(head, row, strict=True)) for row in below]).encode()


def as_parquet(seed: int, folder: Path) -> bytes:
    (folder / "a.csv").write_bytes(as_csv(seed))
    duckdb.read_csv(str(folder / "a.csv")).write_parquet(str(folder / "a.parquet"))
    return (folder / "a.parquet").read_bytes()


def content(form: str, seed: int, folder: Path) -> bytes:
    if form == "csv":
        return as_csv(seed)
    if form == "json":
        return as_json(seed)
    return as_parquet(seed, folder) if form == "parquet" else xlsx({"Answers": rows(seed)})


def metric(file: int, at: int, form: str) -> str:
    return (
        f"title: Score {file} {at}\nkind: nps\n"
        f"readings: {{file: data/many/{file}.{form}, date: day, value: score_{at}, journey: journey}}\n"
    )


def pool(at: int, form: str) -> str:
    """A metric of the answers to one question in all files together."""
    surveys = "".join(
        f"    - {{file: data/many/{file}.{form}, date: day, value: score_{at}, journey: journey}}\n"
        for file in range(FILES)
    )
    return f"title: Together {at}\nkind: nps\nreadings:\n  pool:\n{surveys}"


@pytest.mark.parametrize("form", ["csv", "json", "parquet", "xlsx"])
def test_many_metrics_open_a_file_no_more_often_than_one(project, tmp_path, form):
    site = project("minimal")
    for file in range(FILES):
        site.edit(f"data/many/{file}.{form}", content(form, file, tmp_path))
        site.edit(f"metrics/m{file}-0.yaml", metric(file, 0, form))
    folder = site.root / "content/data/many"
    one = openings(folder, lambda: site.build(clean=True))
    for file in range(FILES):
        for at in range(1, METRICS):
            site.edit(f"metrics/m{file}-{at}.yaml", metric(file, at, form))
    for at in range(METRICS):  # of files that other metrics ask already
        site.edit(f"metrics/pooled-{at}.yaml", pool(at, form))
    many = openings(folder, lambda: site.build(clean=True))
    assert sorted(many) == [f"{file}.{form}" for file in range(FILES)]
    assert all(many[name] <= one[name] for name in many)
    again = openings(folder, lambda: site.build(clean=True))
    assert again == dict.fromkeys(many, 1)  # to see that nothing has changed


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_surveys_that_are_pooled_by_many_metrics_are_opened_as_often_as_by_one(project, tmp_path, form):
    site = project("minimal")
    for file in range(FILES):
        site.edit(f"data/many/{file}.{form}", content(form, file, tmp_path))
    folder = site.root / "content/data/many"
    site.edit("metrics/pooled-0.yaml", pool(0, form))
    one = openings(folder, lambda: site.build(clean=True))
    for at in range(1, METRICS):
        site.edit(f"metrics/pooled-{at}.yaml", pool(at, form))
    many = openings(folder, lambda: site.build(clean=True))
    assert sorted(many) == sorted(one)
    assert all(many[name] <= one[name] for name in many)
    assert "June 2026" in site.build().page("/metrics/pooled-4/").text
