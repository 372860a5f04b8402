"""A metric says where its numbers come from and how fresh they are, on its page and in its Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from conftest import Built, Project

from jmsite.content.discover import discover
from jmsite.data.sources.committed_answers import INDEX, key_of
from jmsite.engine.memo import Memo
from jmsite.model.sources import Options, Query, Snapshot
from jmsite.model.value import replace
from jmsite.pipeline import build, compiled

MARCH = date(2026, 3, 3)
ADDRESS = "postgres://reader@numbers.example/cx"
SQL = "SELECT day, minutes FROM answers"
SETTINGS = f"""visibility: {{metrics: public}}
sources:
  mailed: {{file: data/mailed.csv}}
  waves: {{files: data/waves/*.csv}}
  cx: {{url: '{ADDRESS}', password_env: CX_PASSWORD}}
"""
ROWS = "date,value\n2026-01-05,3\n2026-02-09,4\n"
METRICS = {
    "written": "readings: [{date: 2026-02-09, value: 3}, {date: 2026-03-10, value: 4}]",
    "months": "readings: [{date: 2026-01-01, value: 3}, {date: 2026-02-01, value: 4}]",
    "empty": "summary: Nothing yet",
    "filed": "readings: {file: data/mailed.csv}",
    "named": "readings: {source: mailed}",
    "waves": "readings: {source: waves}",
    "asked": f"readings: {{source: cx, sql: '{SQL}', date: day, value: minutes}}",
}
TOLD = {
    "written": ("Entered by hand", "10 Mar 2026"),
    "months": ("Entered by hand", "February 2026"),
    "filed": ("data/mailed.csv", "9 Feb 2026"),
    "named": ("mailed (data/mailed.csv)", "9 Feb 2026"),
    "waves": ("waves (data/waves/*.csv)", "9 Feb 2026"),
}


@pytest.fixture
def site(project: Callable[[str], Project]) -> Project:
    """A site with a metric of each origin; the answer of the warehouse is kept with the content."""
    made = project("minimal")
    made.edit("site.yaml", f"title: Minimal\n{SETTINGS}")
    made.edit("data/mailed.csv", ROWS).edit("data/waves/one.csv", ROWS)
    made.edit("data/snapshots/cx-asked.csv", '"day","minutes"\n"2026-02-09",4\n')
    keep(made, "2026-03-03T10:00:00+00:00")
    for name, fields in METRICS.items():
        made.edit(f"metrics/{name}.yaml", f"title: {name}\n{fields}\n")
    return made


def keep(site: Project, taken: str) -> None:
    """Say when the warehouse gave the answer that is kept."""
    key = key_of(Query(kind="url", address=ADDRESS, sql=SQL))
    entry = {"file": "cx-asked.csv", "taken": taken, "columns": [["day", "DATE"], ["minutes", "DOUBLE"]]}
    site.edit(INDEX.removeprefix("content/"), json.dumps({key: entry}))


def on(site: Project, today: date, snapshots: Mapping[Query, Snapshot] | None = None) -> Built:
    """The site as the public sees it on a day, with the answers that were there before."""
    found = replace(discover(site.root, Options(audience="public")), today=today, snapshots=snapshots or {})
    return Built(build(found, Memo()))


def told(built: Built, metric: str) -> tuple[str, ...]:
    """What the Markdown of a metric says of its source and its latest reading; its page has to say the same."""
    lines = built.files[f"metrics/{metric}/index.md"].decode()
    page = built.page(f"/metrics/{metric}/").text
    found = re.findall(r"- \*\*(Source|Latest reading):\*\* (.*)", lines)
    for name, value in found:
        assert f"{name} {unescaped(value)}" in page
    return tuple(unescaped(value) for _, value in found)


def unescaped(markdown: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


@pytest.mark.parametrize("metric", TOLD)
def test_a_metric_says_where_its_numbers_come_from_and_when_the_latest_is_of(
    site: Project, metric: str
) -> None:
    assert told(on(site, MARCH), metric) == TOLD[metric]


def test_a_metric_without_readings_says_neither(site: Project) -> None:
    built = on(site, MARCH)
    assert told(built, "empty") == ()
    assert "Latest reading" not in built.page("/metrics/empty/").text


def test_an_old_answer_of_a_warehouse_says_when_it_was_asked(site: Project) -> None:
    assert told(on(site, MARCH), "asked") == ("cx", "9 Feb 2026")
    assert told(on(site, date(2026, 3, 4)), "asked") == ("cx, asked on 3 March 2026", "9 Feb 2026")
    keep(site, "2026-03-04T10:00:00+00:00")
    assert told(on(site, date(2026, 3, 4)), "asked") == ("cx", "9 Feb 2026")


def test_an_answer_of_the_same_day_is_old_where_there_is_no_newer_one(
    site: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CX_PASSWORD", raising=False)
    fresh = compiled(replace(discover(site.root), today=MARCH), Memo())
    last = {replace(one, refresh=timedelta(0)): kept for one, kept in fresh.inputs.snapshots.items()}
    site.delete("data/snapshots/snapshots.json")
    site.replace("site.yaml", "CX_PASSWORD}", "CX_PASSWORD, refresh: PT0S}")
    built = on(site, MARCH, last)
    assert "data/old-answer" in built.rules
    assert told(built, "asked") == ("cx, asked on 3 March 2026", "9 Feb 2026")


def test_an_index_of_answers_that_somebody_edited_says_no_day(site: Project) -> None:
    keep(site, "last week")
    assert told(on(site, date(2026, 3, 4)), "asked") == ("cx", "9 Feb 2026")


def test_neither_address_nor_user_nor_secret_is_told(site: Project) -> None:
    written = b"".join(on(site, date(2026, 3, 4)).files.values())
    for word in (b"numbers.example", b"reader@", b"postgres:", b"CX_PASSWORD"):
        assert word not in written


@pytest.mark.parametrize(
    ("language", "source", "latest"),
    [
        ("de", "cx, abgefragt am 3. März 2026", "Letzter Messwert"),
        ("fr", "cx (réponse du 3 mars 2026)", "Dernière mesure"),
        ("es", "cx (respuesta del 3 de marzo de 2026)", "Última medición"),
        ("ja", "cx（2026年3月3日に取得）", "最新の測定値"),
        ("ar", "cx (إجابة 3 مارس 2026)", "أحدث قراءة"),
    ],
)
def test_it_is_said_in_every_language(site: Project, language: str, source: str, latest: str) -> None:
    site.replace("site.yaml", "sources:", f"language: {language}\nsources:")
    built = on(site, date(2026, 3, 4))
    lines = unescaped(built.files["metrics/asked/index.md"].decode())
    for text in (lines, built.page("/metrics/asked/").text):
        assert source in text.replace("\u00a0", " ")
        assert latest in text


# -- key figures

WHERE = (
    "/", "/touchpoints/door/", "/systems/till/", "/departments/shop/", "/journeys/visit/", "/journeys/visit/come/",
)  # fmt: skip
PUBLIC = ", ".join(f"{kind}: public" for kind in (
    "metrics", "personas", "journeys", "touchpoints", "systems", "departments",
))  # fmt: skip


@pytest.fixture
def watched(site: Project) -> Project:
    """The site with a step that names three of the metrics, and all that stands around a step."""
    site.delete("journeys/visit/01-arrive.md")
    for metric in ("waves", "named", "filed"):
        site.delete(f"metrics/{metric}.yaml")
    site.edit("touchpoints.yaml", "door: {title: Door}\n").edit("systems.yaml", "till: {title: Till}\n")
    site.edit("departments.yaml", "shop: {title: Shop}\n")
    step = "{id: enter, title: Enter, touchpoint: door, systems: [till], departments: [shop], "
    step += "metrics: [written, months, asked], emotion: {anna: 1}}"
    site.edit("journeys/visit/01-come.md", f"---\ntitle: Come\nsteps:\n  - {step}\n---\n")
    site.replace("site.yaml", "{metrics: public}", f"{{{PUBLIC}}}")
    return site


def figures(built: Built, url: str) -> dict[str, str]:
    """What the key figures of a page say of when they are, by metric."""
    page = built.page(url).html
    shown = re.findall(
        r'<a class="(?:tile|metric)" [^>]*><span class="name">([^<]*)|<h3 class="over">(\w+)<', page
    )
    days = re.findall(r'<span class="dated">([^<]*)</span>|<p class="when">([^<]*)</p>', page)
    told = ("".join(day).replace("\u00a0", " ") for day in days)
    return dict(zip(map("".join, shown), told, strict=True))


def test_a_key_figure_says_of_when_it_is_and_only_a_stale_one_says_more(watched: Project) -> None:
    days = {"written": "10 Mar 2026", "months": "February 2026", "asked": "9 Feb 2026"}
    stale = {name: f"{days[name]}, no newer reading" for name in ("written", "months")}
    fresh, late = on(watched, date(2026, 3, 12)), on(watched, date(2026, 9, 1))
    for url in WHERE:
        # a stage draws its metrics over time, which takes two readings
        shown = {name: day for name, day in days.items() if name != "asked" or not url.endswith("/come/")}
        assert (url, figures(fresh, url)) == (url, shown)
        assert (url, figures(late, url)) == (url, shown | stale)


@pytest.mark.parametrize(
    ("metric", "last"), [("written", date(2026, 5, 7)), ("months", date(2026, 5, 5))], ids=["day", "month"]
)
def test_a_reading_is_stale_after_twice_the_usual_time(watched: Project, metric: str, last: date) -> None:
    assert "no newer" not in figures(on(watched, last), "/")[metric]
    late = on(watched, last + timedelta(1))
    assert "no newer" in figures(late, "/")[metric]
    assert told(late, metric)[1].endswith(", no newer reading")


def test_without_a_day_of_the_build_nothing_is_stale(watched: Project) -> None:
    built = watched.build()
    assert set(figures(built, "/").values()) == {"10 Mar 2026", "February 2026", "9 Feb 2026"}


def test_an_answer_is_stale_when_it_is_older_than_its_source_lets_it_become(watched: Project) -> None:
    watched.replace("site.yaml", "CX_PASSWORD}", "CX_PASSWORD, refresh: P7D}")
    assert figures(on(watched, date(2026, 3, 10)), "/")["asked"] == "9 Feb 2026"
    assert figures(on(watched, date(2026, 3, 11)), "/")["asked"] == "9 Feb 2026, asked on 3 March 2026"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Februar 2026, seitdem kein neuer Wert"),
        ("fr", "février 2026, sans mesure depuis"),
        ("es", "febrero de 2026, sin mediciones desde entonces"),
        ("ja", "2026年2月、以降は未更新"),
        ("ar", "فبراير 2026، ولا قراءة بعدها"),
    ],
)
def test_that_a_reading_is_stale_is_said_in_every_language(
    watched: Project, language: str, said: str
) -> None:
    watched.replace("site.yaml", "sources:", f"language: {language}\nsources:")
    assert figures(on(watched, date(2026, 9, 1)), "/")["months"] == said
