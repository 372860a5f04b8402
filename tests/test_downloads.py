"""Files that pages offer: those that a site asks for, with an honest size and day, and nothing that is hidden."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
import zipfile
from datetime import date
from typing import Any

import pytest

import jmsite.outputs.downloads
from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.importing.recognise import read_map
from jmsite.live.preview import Preview
from jmsite.model.downloads import DOWNLOADS, Download
from jmsite.model.page import Output
from jmsite.model.sources import Options
from jmsite.model.value import replace
from jmsite.pipeline import build
from jmsite.report import text

SITE = "title: Minimal\nexports: [xlsx, pptx, csv, csv-wide, json, html]\naudiences: [public]\n"
FILES = {f"downloads/journeys/visit{one.suffix}" for one in DOWNLOADS.values() if one.name in SITE}


@pytest.fixture
def asking(project) -> Any:
    """A site that offers what needs no program."""
    return project("minimal").edit("site.yaml", SITE)


def offered(html: str) -> list[tuple[str, str]]:
    """The files that a page offers, each with what is said of its size."""
    (menu,) = re.findall(r'<details class="downloads".*?</details>', html, re.DOTALL)
    return re.findall(r'<a href="([^"]+)" download>.*?<span>(.*?)</span>', menu)


def test_every_map_offers_its_files(asking):
    built = asking.build()
    assert {path for path in built.files if path.startswith("downloads/journeys/")} == FILES
    found = offered(built.page("/journeys/visit/").html)
    assert {path.removeprefix("../../") for path, _ in found} == FILES
    for path, size in found:
        content = built.files[path.removeprefix("../../")]
        assert size == f"{Download(format='', label='', url='', size=len(content)).kilobytes:g} kB"


def test_what_is_offered_is_what_the_command_exports(asking):
    built = asking.build()
    for name in ("visit.xlsx", "visit.csv", "visit.json"):
        draft = read_map(name, built.files[f"downloads/journeys/{name}"])
        assert ("journey", "visit") in {(one.kind, one.id) for one in draft.entities}
    wide = read_map("visit.csv", built.files["downloads/journeys/visit.wide.csv"])
    assert [stage.title for stage in wide.journeys[0].stages] == ["Arrive"]


def test_a_map_as_one_file_is_what_the_command_exports_and_offers_nothing(asking, tmp_path):
    built = asking.build()
    content = built.files["downloads/journeys/visit.html"]
    target = tmp_path / "visit.html"
    assert run(["export", "html", "visit", "-o", str(target), "--root", str(asking.root)]) == 0
    assert content == target.read_bytes()
    # what it says of itself would have to be known before it is made
    assert b"downloads" not in content.partition(b"<body")[2].partition(b"<script")[0]
    assert b"data-page" in content


def test_a_map_as_one_file_is_made_again_when_one_of_its_pages_changes(asking):
    asking.edit("journeys/other/journey.md", "---\ntitle: Other\n---\n")
    asking.edit("journeys/other/01-go.md", "---\ntitle: Go\ndoing: Goes\n---\n")
    before = asking.build()
    asking.edit("journeys/other/01-go.md", "---\ntitle: Go\ndoing: Runs\n---\n")
    after = asking.build()
    other, visit = (f"downloads/journeys/{name}.html" for name in ("other", "visit"))
    assert b"Runs" in after.files[other]
    assert b"Runs" not in before.files[other]
    assert after.files[visit] == before.files[visit]
    assert asking.build(clean=True).files == after.files


def test_a_site_that_asks_for_nothing_offers_nothing(project):
    built = project("minimal").build()
    assert not any(path.startswith("downloads/") for path in built.files)
    assert 'class="downloads"' not in built.page("/journeys/visit/").html


def test_pages_with_charts_and_tables_offer_their_data(asking):
    values = "[{date: 2026-01-01, value: 3.5, n: 12}, {date: 2026-02-01, value: 2, n: 10}]"
    asking.edit("metrics/wait.md", f"---\ntitle: Wait\nkind: mean\nreadings: {values}\n---\n")
    asking.edit("opportunities/lamp.md", "---\ntitle: '=Lamp'\ntags: [light, cheap]\n---\n")
    built = asking.build()
    found = offered(built.page("/metrics/wait/").html)
    assert [path for path, _ in found] == ["../../downloads/metrics/wait.csv"]
    readings = table(built.files["downloads/metrics/wait.csv"])
    assert [(row["date"], row["value"], row["n"]) for row in readings] == [
        ("2026-01-01", "3.5", "12"),
        ("2026-02-01", "2", "10"),
    ]
    found = offered(built.page("/opportunities/").html)
    assert [path for path, _ in found] == ["../downloads/opportunities.csv"]
    (row,) = table(built.files["downloads/opportunities.csv"])
    assert (row["id"], row["title"], row["tags"]) == ("lamp", "'=Lamp", "light; cheap")
    # what is no CSV is not offered beside them
    assert "downloads/opportunities.xlsx" not in built.files


def test_every_page_with_charts_or_tables_offers_what_is_behind_them(asking):
    asking.edit_all(
        {
            "personas/ben.md": "---\ntitle: Ben\n---\n",
            "touchpoints.yaml": "door: {title: Door, channel: shop}\n",
            "channels.yaml": "shop: {title: Shop}\n",
            "departments.yaml": "care: {title: Care}\n",
            "metrics/wait.md": "---\ntitle: Wait\nkind: mean\nreadings: [{date: 2026-01-01, value: 3.5, n: 12}]\n---\n",
            "journeys/visit/journey.md": "---\ntitle: Visit\npersonas: [anna, ben]\n---\n",
            "journeys/visit/01-arrive.md": "---\ntitle: Arrive\nsteps:\n  - title: Open\n    touchpoint: [door]\n"
            "    metrics: [wait]\n    departments: [care]\n    emotion: {anna: 1, ben: -2}\n"
            "    pains: [{text: It sticks, persona: ben, severity: 3}]\n---\n",
        }
    )
    built = asking.build()
    assert not [rule for rule in built.rules if rule.startswith("reference/")], built.report

    def rows(path: str) -> list[dict[str, str]]:
        return table(built.files[f"downloads/{path}.csv"])

    felt = [("visit/arrive/open", "anna", "1"), ("visit/arrive/open", "ben", "-2")]
    for path in ("journeys.scores", "compare/visit", "touchpoints/door", "channels/shop"):
        assert [(row["step"], row["persona"], row["score"]) for row in rows(path)] == felt, path
    assert [row["score"] for row in rows("personas/ben")] == ["-2"]
    (pain,) = rows("thread")
    assert (pain["pain"], pain["severity"], pain["state"], pain["persona"]) == (
        "It sticks",
        "3",
        "nobody",
        "ben",
    )
    assert rows("departments/care") == [pain]
    (reading,) = rows("journeys/visit/arrive")
    assert (reading["metric"], reading["value"]) == ("wait", "3.5")
    (basis,) = (
        rows("research.basis") if "downloads/research.basis.csv" in built.files else rows("health.basis")
    )
    assert (basis["journey"], basis["assumed"]) == ("visit", "2")
    assert {row["list"] for row in rows("health")} >= {"unowned"}
    # a menu leads to each of them, and what would be empty is not there
    for url in ("/compare/visit/", "/touchpoints/door/", "/thread/", "/health/", "/journeys/visit/arrive/"):
        for path, _ in offered(built.page(url).html):
            assert path.replace("../", "") in built.files
    assert "downloads/departments.csv" in built.files
    asking.replace("journeys/visit/01-arrive.md", "    metrics: [wait]\n", "")
    assert "downloads/journeys/visit/arrive.csv" not in asking.build().files


def test_the_preview_offers_no_table_that_would_be_empty(asking):
    preview = Preview(asking.root, Options(preview=True, drafts=True), Memo())
    preview.refresh()
    page = preview.published.outputs["journeys/visit/arrive/index.html"].content
    assert isinstance(page, bytes)
    assert b'class="downloads"' not in page
    assert preview.download("downloads/journeys/visit/arrive.csv") is None


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def words(content: bytes) -> str:
    """All that is in a file, unpacked, and in the files inside; of a page all but the scripts of the theme."""
    if not content.startswith(b"PK"):
        text = content.decode("utf-8-sig", "replace")
        return re.sub(r"<script\b.*?</script>", "", text, flags=re.DOTALL)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(words(archive.read(name)) for name in archive.namelist())


def test_no_file_holds_what_its_readers_may_not_see(asking):
    asking.edit("personas/ben.md", "---\ntitle: Secretben\ngoals: [Secretgoal]\n---\n\nSecretprose\n")
    asking.edit(
        "metrics/secretwait.md",
        "---\ntitle: Secretwait\nkind: mean\nreadings: [{date: 2026-01-01, value: 77123}]\n---\n",
    )
    asking.edit(
        "journeys/visit/journey.md", "---\ntitle: Visit\npersonas: [anna, ben]\nvisibility: public\n---\n"
    )
    asking.edit("personas/anna.md", "---\ntitle: Anna\nvisibility: public\n---\n\n[him](ben.md)\n")
    asking.edit(
        "journeys/visit/01-arrive.md",
        "---\ntitle: Arrive\nvisibility: public\nsteps:\n  - title: Open\n"
        "    metrics: secretwait\n    emotion: {anna: 1, ben: -2}\n"
        "    pains: [{text: Secretpain, persona: ben}, {text: Known, persona: anna}]\n---\n",
    )
    asking.edit(
        "journeys/visit/02-secret.md",
        "---\ntitle: Secretstage\nvisibility: internal\ndoing: Waits\n---\n\nSecretstory\n",
    )
    inside, outside = asking.build(), asking.build(audience="public")
    for path in FILES:
        assert "Secretstage" in words(inside.files[path])
        told = words(outside.files[path])
        assert "Known" in told
        assert not re.search(r"secret|\bben\b|77123", told, re.IGNORECASE), path
    assert not any("secret" in path for path in outside.files if path.startswith("downloads/"))


def test_the_day_is_that_of_the_youngest_file_that_is_in_it(asking):
    inputs = discover(asking.root, Options())
    days = {path: date(2026, 1, 3) for path in inputs.content}
    days["content/personas/anna.md"] = date(2026, 5, 17)
    pages = {one.path: one.content for one in build(replace(inputs, days=days), Memo()).outputs}
    page = pages["journeys/visit/index.html"]
    assert isinstance(page, bytes)
    menu = page.decode().partition('class="downloads"')[2].partition("</details>")[0]
    # the journey's own files are of January
    assert re.findall(r'<time datetime="(.*?)">', menu) == ["2026-05-17"] * len(FILES)


def test_an_edit_makes_only_the_files_again_that_hold_it(asking, monkeypatch):
    asking.edit("journeys/other/journey.md", "---\ntitle: Other\n---\n")
    asking.edit("journeys/other/01-go.md", "---\ntitle: Go\ndoing: Goes\n---\n")
    before = asking.build()
    made: list[str] = []
    real = jmsite.outputs.downloads._content
    monkeypatch.setattr(
        jmsite.outputs.downloads, "_content", lambda *args: (made.append(args[1].path), real(*args))[1]
    )
    asking.edit("journeys/other/01-go.md", "---\ntitle: Go\ndoing: Runs\n---\n")
    after = asking.build()
    assert not [path for path in made if "visit" in path]
    assert "downloads/journeys/other.csv" in made
    assert b"Runs" in after.files["downloads/journeys/other.csv"]
    assert after.files["downloads/journeys/visit.xlsx"] == before.files["downloads/journeys/visit.xlsx"]
    assert asking.build(clean=True).files == after.files


def test_the_preview_makes_a_file_when_somebody_asks_for_it(asking):
    preview = Preview(asking.root, Options(preview=True, drafts=True), Memo())
    preview.refresh()
    page = preview.published.outputs["journeys/visit/index.html"].content
    assert isinstance(page, bytes)
    for path in FILES:
        assert f'href="../../{path}" download' in page.decode()
        assert path not in preview.published.outputs
    found = preview.download("downloads/journeys/visit.json")
    assert found is not None
    assert isinstance(found.content, bytes)
    assert json.loads(found.content)["entities"]["journey"][0]["id"] == "visit"
    single = preview.download("downloads/journeys/visit.html")
    # in the preview, too, it is what readers of the site would get
    assert single == Output(
        path="downloads/journeys/visit.html", content=asking.build().files["downloads/journeys/visit.html"]
    )
    assert preview.download("downloads/journeys/none.json") is None
    assert preview.download("journeys/visit/index.html") is None


def test_what_is_no_format_and_what_is_not_installed_is_told(asking, monkeypatch):
    report = asking.edit("site.yaml", "title: A\nexports: [xlsx, exel]\n").build().report
    assert "exel" in report
    real = importlib.util.find_spec
    monkeypatch.setattr(
        "jmsite.exporting.table.find_spec", lambda name: None if name == "xlsxwriter" else real(name)
    )
    asking.edit("site.yaml", "title: A\nexports: [csv, xlsx]\n")
    found = build(discover(asking.root, Options()), Memo())
    assert "site.yaml:2:16 error site/not-installed  'xlsx' needs a package" in text(found.diagnostics)
    assert 'pip install "jmsite[exchange]"' in text(found.diagnostics)
    paths = {one.path for one in found.outputs}
    assert "downloads/journeys/visit.csv" in paths
    assert "downloads/journeys/visit.xlsx" not in paths


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ja", "ar"])
def test_the_menu_speaks_the_language_of_the_site(asking, language: str):
    asking.edit("site.yaml", SITE + f"language: {language}\n")
    built = asking.build()
    menu = built.page("/journeys/visit/").html.partition('class="downloads"')[2].partition("</details>")[0]
    assert "download." not in menu
    assert ("Download" in menu) == (language == "en")
