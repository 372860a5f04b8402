"""What is handed on as a package of files, as those who open it ask for it."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from frictionless import validate
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_export import SAMPLE, beside, exported, portal

import jmsite
from jmsite.cli.app import run
from jmsite.exporting.archive import zipped
from jmsite.exporting.cjml import CjmlPart, _written, as_cjml
from jmsite.exporting.mermaid import scored
from jmsite.exporting.okf import as_okf
from jmsite.exporting.selection import EXPORTED, select
from jmsite.importing.draft import DraftJourney, NoJourneyError
from jmsite.importing.recognise import read_map
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.dimensions import DIMENSIONS
from jmsite.model.value import replace

SEEDS = {"seed": st.integers(0, 10**6), "count": st.integers(0, 12)}


def files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def faults(archive: bytes, into: Path) -> list[str]:
    """What the library of the format finds wrong with a package, as it is and unpacked."""
    (into / "package.zip").write_bytes(archive)
    with zipfile.ZipFile(into / "package.zip") as opened:
        opened.extractall(into / "package")
    reports = [
        validate(str(into / "package.zip"), type="package"),
        validate(str(into / "package/datapackage.json")),
    ]
    of_tables = [error.message for one in reports for task in one.tasks for error in task.errors]
    return [*(error.message for one in reports for error in one.errors), *of_tables]


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_the_metrics_of_the_sample_are_a_valid_data_package(tmp_path):
    archive = exported(SAMPLE, tmp_path / "a.zip", "datapackage")
    assert faults(archive, tmp_path) == []
    assert exported(SAMPLE, tmp_path / "b.zip", "datapackage") == archive


def test_every_reading_of_every_metric_is_in_its_table(tmp_path):
    found = files(exported(SAMPLE, tmp_path / "a.zip", "datapackage"))
    catalog = jmsite.load(SAMPLE)
    told = json.loads(found["datapackage.json"])
    assert {one["path"] for one in told["resources"]} == set(found) - {"datapackage.json"}
    assert [row["id"] for row in rows(found["metrics.csv"])] == [one.id for one in catalog.all("metric")]
    for metric in catalog.all("metric"):
        series = catalog.series(metric.id)
        wanted = [
            (one.day.isoformat(), *(getattr(one, name) or "" for name in DIMENSIONS), one.value, one.n)
            for one in (*series.total, *series.parts)
        ]
        table = rows(found[f"readings/{metric.id}.csv"])
        assert [
            (row["period"], *(row[name] for name in DIMENSIONS), _number(row["value"]), _number(row["n"]))
            for row in table
        ] == wanted
        assert [(_number(row["low"]), _number(row["high"])) for row in table] == [
            (one.low, one.high) for one in (*series.total, *series.parts)
        ]


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


@settings(max_examples=8)
@given(**SEEDS)
def test_the_package_of_any_portal_is_valid(seed: int, count: int):
    with portal(seed, count) as root:
        if jmsite.load(root).all("metric"):
            assert faults(exported(root, root / "a.zip", "datapackage"), root.parent) == []


def test_the_columns_say_what_stands_in_them(tmp_path, project):
    made = project("minimal").edit(
        "metrics/late.yaml",
        "title: =Late\nsummary: Parcels that came late\nkind: share\nunit: '%'\ndirection: lower\n"
        "readings: {file: data/late.csv, every: quarter, persona: who}\n",
    )
    made.edit("data/late.csv", "date,value,who\n2026-01-05,yes,anna\n2026-05-05,no,\n")
    found = files(exported(made.root, tmp_path / "a.zip", "datapackage", "late"))
    assert faults((tmp_path / "a.zip").read_bytes(), tmp_path) == []
    told = json.loads(found["datapackage.json"])
    (table,) = [one for one in told["resources"] if one["name"] == "readings-late"]
    columns: dict[str, Any] = {one["name"]: one for one in table["schema"]["fields"]}
    assert columns["period"]["description"] == "The first day of the quarter that the value is of."
    assert columns["value"]["description"].startswith("The value, in %: the share of “yes” or 1, in percent.")
    assert table["schema"]["foreignKeys"] == [
        {"fields": ["persona"], "reference": {"resource": "personas", "fields": ["id"]}}
    ]
    assert rows(found["personas.csv"]) == [{"id": "anna", "title": "Anna"}]
    (metric,) = rows(found["metrics.csv"])
    assert (metric["title"], metric["direction"], metric["readings"]) == (
        "'=Late",
        "lower",
        "readings/late.csv",
    )


def test_an_audience_gets_no_reading_that_its_build_does_not_show(tmp_path, project):
    made = project("minimal")
    for name, visibility in (("anna", "public"), ("ben", "internal")):
        made.edit(f"personas/{name}.md", f"---\ntitle: {name.title()}\nvisibility: {visibility}\n---\n")
    of = "  - {{date: 2026-01-01, value: 3, persona: {}}}\n"
    readings = f"readings:\n{of.format('anna')}{of.format('ben')}"
    made.edit("metrics/open.yaml", f"title: Open\nvisibility: public\n{readings}")
    made.edit("metrics/secret.yaml", f"title: Secret\n{readings}")
    inside = files(exported(made.root, tmp_path / "a.zip", "datapackage"))
    assert {row["persona"] for row in rows(inside["readings/open.csv"])} >= {"anna", "ben"}
    public = files(exported(made.root, tmp_path / "b.zip", "datapackage", "--audience", "public"))
    assert [row["id"] for row in rows(public["metrics.csv"])] == ["open"]
    assert {row["persona"] for row in rows(public["readings/open.csv"])} - {""} == {"anna"}
    everything = b"".join(public.values())
    assert b"Ben" not in everything
    assert b"ecret" not in everything
    assert faults((tmp_path / "b.zip").read_bytes(), tmp_path) == []


def test_without_a_metric_there_is_nothing_to_export(project, capsys):
    assert run(["export", "datapackage", "anna", "-o", "-", "--root", str(project("minimal").root)]) == 1
    assert "datapackage holds metrics with their readings, and there are none" in capsys.readouterr().err


def told(catalog: Catalog, journey: Entity[Any]) -> list[Any]:
    """What CJML has of a journey: actors, phases, and touchpoints with who takes them and how it feels to them."""
    phases = [(stage.title, catalog.steps_of(stage.id)) for stage in catalog.stages_of(journey.id)]
    if catalog.anytime(journey.id):
        phases.append((catalog.words.phrase("map.anytime"), catalog.anytime(journey.id)))
    cast = [one.title for one in catalog.found("persona", journey.fields.personas)]
    people = [one for _, steps in phases for step in steps for one in step.fields.personas]
    everybody = {*cast, *(one.title for one in catalog.found("persona", people))}
    return [
        " ".join(journey.title.split()),
        everybody,
        [(title, [_step(catalog, step, journey, everybody) for step in steps]) for title, steps in phases],
    ]


def _step(catalog: Catalog, step: Entity[Any], journey: Entity[Any], everybody: set[str]) -> Any:
    people = catalog.found("persona", step.fields.personas)
    felt = {point.persona: float(scored(point.score)) for point in catalog.points(step.id)}
    scores = (
        {}
        if journey.fields.state == "future"
        else {one.title: felt[id] for one in people for id in (one.id, "") if id in felt}
    )
    return " ".join(step.title.split()), {one.title for one in people} or everybody, scores


def found(journey: DraftJourney) -> list[Any]:
    everybody = set(journey.personas)
    phases = []
    for stage in journey.stages:
        steps = []
        for step in stage.steps:
            people = set(step.personas) or everybody
            scores = {}
            for one in step.feelings:
                if one.value is not None:
                    scores |= dict.fromkeys([one.persona] if one.persona else people, one.value)
            steps.append((step.title, people, scores))
        phases.append((stage.title, steps))
    return [journey.title, everybody, phases]


def by_state(catalog: Catalog) -> list[Entity[Any]]:
    return sorted(catalog.all("journey"), key=lambda one: one.fields.state == "current")


def test_actors_phases_and_touchpoints_come_back_from_cjml(tmp_path):
    catalog = jmsite.load(SAMPLE)
    draft = read_map("a.xml", as_cjml(catalog, select(catalog)))
    assert [found(one) for one in draft.journeys] == [told(catalog, one) for one in by_state(catalog)]
    planned, actual = draft.journeys[:2]
    assert (planned.state, actual.state, actual.compares_to) == ("future", "current", 0)


@settings(max_examples=15)
@given(**SEEDS)
def test_any_portal_comes_back_from_cjml_and_has_no_error(seed: int, count: int):
    with portal(seed, count) as root:
        catalog = jmsite.load(root)
        assume(any(catalog.journey_steps(one.id) for one in catalog.all("journey")))
        content = exported(root, root.parent / "a.xml", "cjml")
        draft = read_map("a.xml", content)
        assert [found(one) for one in draft.journeys] == [told(catalog, one) for one in by_state(catalog)]
        again = beside(root, root.parent / "again")
        assert run(["import", str(root.parent / "a.xml"), "--root", str(again)]) == 0
        assert run(["check", "--root", str(again)]) == 0


@pytest.mark.parametrize(
    "name", ["<script>&amp;</script>", 'a "quoted" name', "]]>", "\u200fعربي", "🛒 → 🚪"]
)
def test_no_name_breaks_the_xml(project, name):
    title = json.dumps(name, ensure_ascii=False)
    made = project("minimal").edit("personas/anna.md", f"---\ntitle: {title}\n---\n")
    step = f"{{title: {title}, channel: [{title}]}}"
    made.edit("journeys/visit/02-leave.md", f"---\ntitle: {title}\nsteps: [{step}]\n---\n")
    catalog = jmsite.load(made.root)
    draft = read_map("a.xml", as_cjml(catalog, select(catalog)))
    (journey,) = draft.journeys
    assert journey.stages[1].title == " ".join(name.split())
    assert [found(journey)[2]] == [told(catalog, *catalog.all("journey"))[2]]


def test_signs_that_xml_does_not_have_are_left_out():
    part = CjmlPart(tag="CJML", text="a\0b\x1f\ufffec")
    assert "".join(_written(part, 0)) == "<CJML>a b c</CJML>\n"


def test_cjml_names_nothing_that_an_audience_may_not_see(tmp_path, project):
    made = project("minimal").edit("personas/ben.md", "---\ntitle: Ben\nvisibility: partners\n---\n")
    everything = "{journeys: public, personas: public}"
    made.edit("site.yaml", f"title: Minimal\naudiences: [partners]\nvisibility: {everything}\n")
    made.edit("departments.yaml", "crew: {title: Secret crew, visibility: internal}\n")
    step = "{title: I go, personas: [anna, ben], channel: [Door], departments: [crew], emotion: {anna: 1, ben: 2}}"
    goal = "'See [Ben](../../personas/ben.md)'"
    made.edit("journeys/visit/02-leave.md", f"---\ntitle: Leave\ngoal: {goal}\nsteps: [{step}]\n---\n")
    inside = exported(made.root, tmp_path / "a.xml", "cjml")
    assert b"Secret crew" in inside
    public = exported(made.root, tmp_path / "b.xml", "cjml", "--audience", "public")
    assert b"I go" in public
    assert b"crew" not in public
    assert b"persona-ben" not in public
    assert b"personas/ben.md" not in public


def test_everything_that_theydo_has_comes_back(tmp_path):
    first = exported(SAMPLE, tmp_path / "a.zip", "theydo")
    assert exported(SAMPLE, tmp_path / "b.zip", "theydo") == first
    again = tmp_path / "again"
    (again / "content").mkdir(parents=True)
    (again / "content/site.yaml").write_text("title: Again\n")
    assert run(["import", str(tmp_path / "a.zip"), "--root", str(again)]) == 0
    assert run(["check", "--root", str(again)]) == 0
    before, after = jmsite.load(SAMPLE), jmsite.load(again)
    for kind in ("insight", "opportunity", "solution"):
        fields = ("type", "status", "tags")
        assert {
            one.title: [getattr(one.fields, name, None) for name in fields] for one in after.all(kind)
        } == {one.title: [getattr(one.fields, name, None) for name in fields] for one in before.all(kind)}
    for metric in before.all("metric"):
        if metric.fields.kind != "funnel":
            assert values(after, metric.id) == values(before, metric.id)
            own = after.metric(metric.id)
            assert own is not None
            assert (own.fields.target, own.fields.direction) == (
                metric.fields.target,
                metric.fields.direction if metric.fields.target is not None else "higher",
            )


def values(catalog: Catalog, metric: str) -> list[Any]:
    known = [one for one in catalog.series(metric).total if one.value is not None]
    return [(one.day, round(one.value or 0, 1)) for one in known]


def test_answers_are_handed_to_theydo_by_their_class(tmp_path, project):
    made = project("minimal")
    made.edit("metrics/nps.yaml", "title: NPS\nkind: nps\ntarget: 30\nreadings: {file: data/a.csv}\n")
    made.edit("metrics/csat.yaml", "title: CSAT\nkind: csat\nreadings: {file: data/b.csv}\n")
    made.edit(
        "metrics/late.yaml",
        "title: Late\nkind: share\ndirection: lower\ntarget: 3\nreadings: {file: data/c.csv}\n",
    )
    made.edit("metrics/told.yaml", "title: Told\nkind: nps\nreadings: [{date: 2026-01-31, value: 12.5}]\n")
    made.edit(
        "metrics/ten.yaml", "title: Ten\nkind: csat\nscale: {min: 1, max: 10}\nreadings: {file: data/d.csv}\n"
    )
    answers = {"a": (0, 6, 7, 8, 8, 9, 10), "b": (1, 3, 3, 5, 5, 5), "c": ("yes", "no", "no"), "d": (9, 2)}
    for name, some in answers.items():
        made.edit(f"data/{name}.csv", "date,value\n" + "".join(f"2026-01-05,{one}\n" for one in some))
    found = json.loads(files(exported(made.root, tmp_path / "a.zip", "theydo"))["metrics.json"])
    assert found["format"] == "THEYDO_METRICS_V1"
    metrics = {one["title"]: one for one in found["metrics"]}
    day = {"dateOfMeasurement": "2026-01-01"}
    assert metrics["NPS"]["type"] == "NPS"
    assert metrics["NPS"]["dataPoints"] == [{**day, "detractors": 2, "passives": 3, "promoters": 2}]
    assert metrics["CSAT"]["dataPoints"] == [
        {**day, "veryUnsatisfied": 1, "unsatisfied": 0, "neutral": 2, "satisfied": 0, "verySatisfied": 3}
    ]
    assert (metrics["Late"]["type"], metrics["Late"]["dataPoints"]) == (
        "RATIO",
        [{**day, "numerator": 1, "denominator": 3}],
    )
    assert metrics["Late"]["targetComparisonOperator"] == "LESS_THAN_OR_EQUAL_TO"
    assert metrics["NPS"]["targetComparisonOperator"] == "MORE_THAN_OR_EQUAL_TO"
    assert (metrics["Told"]["type"], metrics["Told"]["dataPoints"][0]["value"]) == ("OTHER", 12.5)
    assert (metrics["Ten"]["type"], metrics["Ten"]["dataPoints"][0]["numerator"]) == ("RATIO", 1)


@settings(max_examples=8)
@given(**SEEDS)
def test_what_theydo_has_of_any_portal_is_read_again(seed: int, count: int):
    with portal(seed, count) as root:
        catalog = jmsite.load(root)
        kinds = ("insight", "opportunity", "solution", "metric")
        assume(any(catalog.all(kind) for kind in kinds))
        draft = read_map("a.zip", exported(root, root.parent / "a.zip", "theydo"))
        assert [(one.kind, one.title) for one in draft.entities] == [
            (kind, " ".join(one.title.split())) for kind in kinds for one in catalog.all(kind)
        ]


def test_theydo_gets_nothing_that_an_audience_may_not_see(tmp_path, project):
    made = project("minimal").edit(
        "insights/open.md", "---\ntitle: Open\nvisibility: public\n---\n\nSee [it](secret.md).\n"
    )
    made.edit("insights/secret.md", "---\ntitle: Secret\nvisibility: internal\n---\n")
    public = b"".join(
        files(exported(made.root, tmp_path / "a.zip", "theydo", "--audience", "public")).values()
    )
    assert b"Open" in public
    assert b"ecret" not in public


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ({}, "it is empty"),
        ({"a.txt": b"Nothing of a map."}, "there is no map in the archive (a.txt: "),
        ({f"{at}.md": b"" for at in range(51)}, "has 51 files; import 50 at most"),
        ({"a.csv": b"0" * 40_000_000}, "larger than 32 MB"),
    ],
)
def test_an_archive_without_a_map_is_refused_with_the_reason(inside, told):
    with pytest.raises(NoJourneyError) as refused:
        read_map("a.zip", zipped(inside))
    assert told in refused.value.reason


def test_broken_and_nested_archives_are_refused():
    for content in (zipped({"a.md": b"x"})[:-30], zipped({"b.zip": zipped({"a.md": b"x"})})):
        with pytest.raises(NoJourneyError, match="archive"):
            read_map("a.zip", content)


def test_all_maps_of_an_archive_are_imported_and_the_rest_is_named(tmp_path):
    table = b"Stage,Doing,Emotion,Pains\nCome,Walk,1,Far\nGo,Run,2,Rain\n"
    archive = zipped({"maps/../../a.csv": table, "b.csv": table, "notes.txt": b"Hi", "__MACOSX/x": b""})
    draft = read_map("all.zip", archive)
    assert [one.title for one in draft.journeys] == ["A", "B"]
    assert any(one.text.startswith("notes.txt: ") and one.did == "left out" for one in draft.remarks)


def front(content: bytes) -> dict[str, Any]:
    found = re.match(r"---\n(.*?)---\n", content.decode(), re.DOTALL)
    assert found is not None
    return dict(yaml.safe_load(found[1]))


def not_as_the_format_asks(bundle: dict[str, bytes]) -> list[str]:
    """What is wrong with a bundle by the rules of its format, and by ours: every link leads to a file of it."""
    wrong = []
    listed: list[str] = []
    for path, content in bundle.items():
        text, folder = content.decode(), path.rpartition("/")[0]
        name = path.rpartition("/")[2]
        if name not in ("index.md", "log.md") and not front(content).get("type"):
            wrong.append(f"{path} has no type")
        if name == "index.md":
            links = re.findall(r"^\* \[.*\]\(([^()\s]*)\)(?: - .*)?$", text, re.MULTILINE)
            listed += [posixpath.normpath(f"{folder}/{unquote(one)}").lstrip("/") for one in links]
            if text.startswith("---") != (path == "index.md"):
                wrong.append(f"{path} has front matter, or none")
        for link in re.findall(r"\]\(/([^)\s]*)\)", text):
            if unquote(link) not in bundle:
                wrong.append(f"{path} leads to {link}")
        if "\0" in text:
            wrong.append(f"{path} has a sign of ours")
    files = {one for one in bundle if one.rpartition("/")[2] not in ("index.md", "log.md")}
    folders = {one.rpartition("/")[0] for one in bundle} - {""}
    if sorted(listed) != sorted({*files, *folders}):
        wrong.append(f"indexes do not list {sorted({*files, *folders} ^ set(listed))}")
    days = re.findall(r"^## (.*)$", bundle["log.md"].decode(), re.MULTILINE)
    if days != sorted(days, reverse=True) or not all(date.fromisoformat(one) for one in days):
        wrong.append("the log is in no order")
    return wrong


def test_the_sample_is_a_bundle_for_agents(tmp_path):
    archive = exported(SAMPLE, tmp_path / "a.zip", "okf")
    assert exported(SAMPLE, tmp_path / "b.zip", "okf") == archive
    bundle, catalog = files(archive), jmsite.load(SAMPLE)
    assert not_as_the_format_asks(bundle) == []
    wanted = {one.url for kind in (*EXPORTED, "stage") for one in catalog.all(kind)}
    found = {
        front(text).get("resource", "")
        for path, text in bundle.items()
        if "/" in path and not path.endswith("index.md")
    }
    assert found == {f"{catalog.site.url}{url}" for url in wanted if url}
    assert front(bundle["index.md"]) == {"okf_version": "0.2"}
    told = front(bundle["journeys/buy-clothes-online.md"])
    assert (told["type"], told["stale_after"]) == ("Journey", date(2026, 12, 13))
    assert {"id", "resource", "title"} == told["sources"][0].keys()
    assert (
        "\n## 2026-08-25\n* **Shipped**: [A code and a locker](/solutions/locker-returns.md)\n"
        in bundle["log.md"].decode()
    )


@settings(max_examples=12)
@given(**SEEDS)
def test_any_portal_is_a_bundle(seed: int, count: int):
    with portal(seed, count) as root:
        assert not_as_the_format_asks(files(exported(root, root.parent / "a.zip", "okf"))) == []


def test_a_bundle_has_places_for_names_that_mean_something_in_it(tmp_path, project):
    made = project("minimal").edit(
        "personas/log.md", "---\ntitle: Log [keeper]\n---\n\nKeeps [Anna](anna.md).\n"
    )
    made.edit("personas/index.md", "---\ntitle: Index\n---\n").edit(
        "pages/a b/(c).md", "# Here\n\n[Log](../../personas/log.md)\n"
    )
    made.edit("insights/new.md", "---\ntitle: New\nstatus: assumption\n---\n")
    made.edit("solutions/gone.md", "---\ntitle: Gone\nstatus: dropped\n---\n")
    bundle = files(exported(made.root, tmp_path / "a.zip", "okf"))
    assert not_as_the_format_asks(bundle) == []
    assert front(bundle["personas/log_.md"])["title"] == "Log [keeper]"
    assert front(bundle["solutions/gone.md"])["status"] == "deprecated"
    assert "status" not in front(bundle["insights/new.md"])
    assert b"[Anna](/personas/anna.md)" in bundle["personas/log_.md"]


def test_the_log_tells_what_git_knows(project):
    made = project("minimal")
    catalog = jmsite.load(made.root)
    days = {
        "content/personas/anna.md": date(2026, 4, 1),
        "content/journeys/visit/01-arrive.md": date(2026, 3, 1),
    }
    dated = replace(catalog, tables={**catalog.tables, "days": days})
    bundle = files(as_okf(dated, select(dated)))
    log = bundle["log.md"].decode()
    assert log.startswith(
        "# Log of changes\n\n## 2026-04-01\n* **Update**: [Anna](/personas/anna.md)\n\n## 2026-03-01\n* "
    )
    assert "* **Update**: [Arrive](/journeys/visit/arrive.md)" in log
    assert front(bundle["personas/anna.md"])["generated"]["at"] == "2026-04-01T00:00:00Z"


def test_a_part_of_a_portal_links_to_the_site_for_the_rest(tmp_path):
    bundle = files(exported(SAMPLE, tmp_path / "a.zip", "okf", "persona:anna"))
    assert not_as_the_format_asks(bundle) == []
    assert "journeys/buy-clothes-online/browse.md" in bundle
    assert "journeys/adopt-a-crm.md" not in bundle


def test_a_bundle_holds_nothing_that_an_audience_may_not_see(tmp_path, project):
    made = project("minimal").edit(
        "insights/open.md",
        "---\ntitle: Open\nvisibility: public\nresearch: [talks]\n---\n\nSee [it](secret.md).\n",
    )
    made.edit("insights/secret.md", "---\ntitle: Secret\n---\n").edit(
        "research/talks.md", "---\ntitle: Secret talks\n---\n"
    )
    inside = files(exported(made.root, tmp_path / "a.zip", "okf"))
    assert front(inside["insights/open.md"])["sources"] == [
        {"id": "talks", "resource": "/research/talks.md", "title": "Secret talks"}
    ]
    public = files(exported(made.root, tmp_path / "b.zip", "okf", "--audience", "public"))
    assert "insights/open.md" in public
    assert b"ecret" not in b"".join(public.values())
