"""Something is added in a copy of the package by the files that ``jmsite/README.md`` names, and is there everywhere."""

from __future__ import annotations

import pytest
from extending import LANGUAGES, Extended

STAGE = """---
title: Arrive
steps:
  - title: I find the door
    emotion: {metric: delight}
    metrics: [delight]
    rituals: [{text: Hums a tune, persona: anna}]
---
"""


@pytest.fixture(scope="module")
def with_a_lane(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return (
        Extended.copied(tmp_path_factory.mktemp("lane"))
        .before(
            "jmsite/model/entities/lanes.py",
            "    frontstage: Annotated[",
            '    rituals: Annotated[Many[AnyNote], Field(description="What the customer always does.")] = ()\n',
        )
        .before(
            "jmsite/model/entities/lanes.py",
            '    LaneKind(key="frontstage"',
            '    LaneKind(key="rituals", role="customer", icon="loop"),\n',
        )
        .said(lane__rituals="Rituals")
    )


def test_a_lane_takes_the_files_that_the_readme_names(with_a_lane: Extended) -> None:
    assert with_a_lane.readme_names("a lane")


def test_a_lane_is_shown_translated_searched_and_twinned(with_a_lane: Extended) -> None:
    stage = STAGE.replace("{metric: delight}", "1").replace("    metrics: [delight]\n", "")
    for language in LANGUAGES:
        site = with_a_lane.content("site.yaml", f"title: Minimal\nlanguage: {language}\n")
        site.content("journeys/visit/01-arrive.md", stage).built()
        assert 'data-lane="rituals"' in site.page("journeys/visit/index.html")
        assert f"Rituals ({language})" in site.page("journeys/visit/index.html")
        assert "Hums a tune" in site.page("journeys/visit/arrive/index.html")
    assert "Hums a tune" in site.page("journeys/visit/arrive/index.md")
    assert "Rituals (ja)" in site.page("journeys/visit/arrive/index.md")
    assert "Hums a tune" in site.searched()


def test_a_lane_is_checked(with_a_lane: Extended) -> None:
    stage = STAGE.replace("persona: anna", "persona: bob").replace("metrics: [delight]", "ritual: [x]")
    code, said = with_a_lane.content("journeys/visit/01-arrive.md", stage).run("check")
    assert code == 1
    assert "ref/unknown" in said
    assert "'bob'" in said
    assert "rituals" in said.partition("'ritual'")[2]


@pytest.fixture(scope="module")
def with_a_kind_of_metric(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    row = (
        '        MetricKind(\n            name="delight", made="the share of the best answer", statistic="share",\n'
        '            good="v >= {best}", answers=(1.0, 4.0), whole=100.0, emotion="whole", asks=True,\n        ),\n'
    )
    return (
        Extended.copied(tmp_path_factory.mktemp("metric"))
        .before("jmsite/model/metric_kinds.py", '        MetricKind(name="ces"', row)
        .said(metric__kind__delight="Share of the best answer")
        .content(
            "metrics/delight.yaml", "title: Delight\nkind: delight\nreadings: {file: data/delight.csv}\n"
        )
        .content("journeys/visit/01-arrive.md", STAGE.partition("    rituals")[0] + "---\n")
    )


def answers(*given: int) -> str:
    return "date,value\n" + "".join(f"2026-05-03,{one}\n" for one in given)


def test_a_kind_of_metric_takes_the_files_that_the_readme_names(with_a_kind_of_metric: Extended) -> None:
    assert with_a_kind_of_metric.readme_names("a kind of metric")


def test_a_kind_of_metric_is_worked_out_shown_translated_searched_and_twinned(
    with_a_kind_of_metric: Extended,
) -> None:
    for language in LANGUAGES:
        site = with_a_kind_of_metric.content("site.yaml", f"title: Minimal\nlanguage: {language}\n")
        site.content("data/delight.csv", answers(4, 4, 4, 1)).built()
        page = site.page("metrics/delight/index.html")
        assert f"Share of the best answer ({language})" in page
        assert "75" in page
    twin = site.page("metrics/delight/index.md")
    assert "Share of the best answer (ja)" in twin
    assert "75" in twin
    assert "Share of the best answer (ja)" in site.searched()
    journey = site.content("site.yaml", "title: Minimal\n").built() / "journeys" / "visit" / "index.html"
    assert ">+1<" in journey.read_text("utf-8").replace("+1.0", "+1")


def test_a_kind_of_metric_is_checked_and_in_the_schema(with_a_kind_of_metric: Extended) -> None:
    code, said = with_a_kind_of_metric.content("data/delight.csv", answers(4, 5)).run("check", "--strict")
    assert code == 1
    assert "'5' is not between 1 and 4" in said
    mistyped = "title: Delight\nkind: delights\n"
    _, said = with_a_kind_of_metric.content("metrics/delight.yaml", mistyped).run("check")
    assert "'delight'" in said
    assert '"delight"' in with_a_kind_of_metric.run("schema")[1]


PAGE_KINDS_END = '    )\n}\n"""Every kind of page by its name'
PLANS = '''"""What is planned."""

from jmsite.model.catalog import Catalog
from jmsite.model.markdown import escaped
from jmsite.model.page import Link, Page
from jmsite.model.value import Value
from jmsite.pages.markdown.text import Parts, bullets, link, paragraphs


class Plans(Value):
    """The maps that are planned for."""

    maps: tuple[Link, ...]


def plans(catalog: Catalog, _: str) -> Page:
    """Return the page of plans."""
    maps = tuple(Link(journey.title, journey.url) for journey in catalog.all("journey"))
    return Page("plans", "plans/", catalog.words.phrase("nav.plans"), Plans(maps), section="plans/")


def told(catalog: Catalog, _: str, __: str) -> Parts:
    """Return the plans as Markdown."""
    page = plans(catalog, "")
    return paragraphs(f"# {escaped(page.title)}", bullets(link(one.title, one.url) for one in page.view.maps))
'''
PLANS_TEMPLATE = """{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
<p>{{ t("plans.lead") }}</p>
<ul>{% for map in view.maps %}<li><a href="{{ to(map.url) }}">{{ map.title }}</a></li>{% endfor %}</ul>
{% endblock %}
"""
PLANS_ROW = """        PageKind(
            name="plans", pages=Single("plans/", has_journeys), view="plans:plans", markdown="plans:told",
            menu=10, found_as="page",
        ),
"""


@pytest.fixture(scope="module")
def with_a_page_kind(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return (
        Extended.copied(tmp_path_factory.mktemp("page"))
        .added("jmsite/pages/plans.py", PLANS)
        .before("jmsite/pages/page_kinds.py", PAGE_KINDS_END, PLANS_ROW)
        .added("themes/default/templates/pages/plans.html", PLANS_TEMPLATE)
        .said(nav__plans="Plans", plans__lead="What comes next")
    )


def test_a_page_kind_takes_the_files_that_the_readme_names(with_a_page_kind: Extended) -> None:
    assert with_a_page_kind.readme_names("a page kind")


def test_a_page_kind_is_shown_linked_translated_searched_and_twinned(with_a_page_kind: Extended) -> None:
    for language in LANGUAGES:
        settings = f"title: Minimal\nlanguage: {language}\nurl: https://example.org\n"
        with_a_page_kind.content("site.yaml", settings).built()
        page = with_a_page_kind.page("plans/index.html")
        assert f"<h1>Plans ({language})</h1>" in page
        assert f"What comes next ({language})" in page
        assert 'href="../journeys/visit/"' in page.replace("index.html", "")
        assert f"Plans ({language})</a>" in with_a_page_kind.page("index.html")
    twin = with_a_page_kind.page("plans/index.md")
    assert twin.startswith("# Plans")
    assert "[A visit](../journeys/visit/index.md)" in twin
    assert "<loc>https://example.org/plans/</loc>" in with_a_page_kind.page("sitemap.xml")
    assert "What comes next (ja)" in with_a_page_kind.searched()


def test_the_address_of_a_page_kind_is_checked(with_a_page_kind: Extended) -> None:
    code, said = with_a_page_kind.content("index.md", "---\naliases: [plans]\n---\n").run("check")
    assert code == 1
    assert "alias/collision" in said


HUMANS = '''"""Say who is behind a site."""

from jmsite.model.catalog import Catalog
from jmsite.model.page import Output
from jmsite.outputs.table import OUTPUTS, BuiltPages


def humans(catalog: Catalog, pages: BuiltPages) -> tuple[Output, ...]:
    """Return the file that names the personas."""
    lines = [catalog.words.phrase("kind.persona"), *(persona.title for persona in catalog.all("persona"))]
    return (Output(OUTPUTS["humans"].path, "\\n".join((*lines, *pages.urls)).encode()),)
'''


@pytest.fixture(scope="module")
def with_an_output(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    row = '        OutputKind(name="humans", path="humans.txt", maker="humans:humans"),\n'
    return (
        Extended.copied(tmp_path_factory.mktemp("output"))
        .added("jmsite/outputs/humans.py", HUMANS)
        .before("jmsite/outputs/table.py", '        OutputKind(name="charts"', row)
    )


def test_an_output_takes_the_files_that_the_readme_names(with_an_output: Extended) -> None:
    assert with_an_output.readme_names("an output beside the pages")


def test_an_output_is_there_in_the_words_of_the_site_and_follows_edits(with_an_output: Extended) -> None:
    with_an_output.content("site.yaml", "title: Minimal\nlanguage: de\n").built()
    assert with_an_output.page("humans.txt").splitlines()[:2] == ["Personas", "Anna"]
    assert "personas/anna/" in with_an_output.page("humans.txt")
    with_an_output.content("personas/anna.md", "---\ntitle: Anna Berg\n---\n").built()
    assert "Anna Berg" in with_an_output.page("humans.txt")


def test_the_name_of_an_output_is_taken(with_an_output: Extended) -> None:
    code, said = with_an_output.content("index.md", "---\naliases: [humans.txt]\n---\n").run("check")
    assert code == 1
    assert "alias/collision" in said


LONELY = '''"""Check that personas are on some map."""

from collections.abc import Iterator

from jmsite.model.catalog import Catalog
from jmsite.model.findings import Finding


def lonely(catalog: Catalog) -> Iterator[Finding]:
    """Return a finding for each persona that no journey names."""
    for persona in catalog.all("persona"):
        if not catalog.users("persona", persona.id, "journey"):
            message = f"no journey is of '{persona.id}'"
            yield Finding("persona/lonely", ("persona", persona.id), ("title",), message)
'''
LONELY_RULE = """    warning(
        "persona/lonely",
        "A persona is on no map.",
        "Nobody meets her.",
        "Name her in a journey.",
    ),
"""


@pytest.fixture(scope="module")
def with_a_check(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return (
        Extended.copied(tmp_path_factory.mktemp("check"))
        .added("jmsite/checks/lonely.py", LONELY)
        .before(
            "jmsite/checks/table.py",
            "from jmsite.checks.links",
            "from jmsite.checks.lonely import lonely\n",
        )
        .before(
            "jmsite/checks/table.py",
            '    EntityCheck(name="charts"',
            '    SiteCheck(name="lonely", rules=("persona/lonely",), look=lonely),\n',
        )
        .before("jmsite/model/rules/journey.py", '    error(\n        "persona/takes-no-part"', LONELY_RULE)
    )


def test_a_check_takes_the_files_that_the_readme_names(with_a_check: Extended) -> None:
    assert with_a_check.readme_names("a check of the whole site")


def test_a_check_is_run_by_check_and_build_explained_and_settled_by_the_site(with_a_check: Extended) -> None:
    with_a_check.built()
    with_a_check.content("personas/bob.md", "---\ntitle: Bob\n---\n")
    for command in ("check", "build"):
        code, said = with_a_check.run(command)
        assert code == 0
        assert "no journey is of 'bob'" in said
        assert "content/personas/bob.md:2:8" in said
        assert with_a_check.run(command, "--strict")[0] == 1
    assert "A persona is on no map." in with_a_check.run("explain", "persona/lonely")[1]
    with_a_check.content("site.yaml", "title: Minimal\nrules: {persona/lonely: {severity: off}}\n").built()


FIGURE = '''class Scores(Value):
    """Scores one after the other."""

    scores: tuple[float, ...]


'''
DRAWING = '''"""Scores one after the other: a dot for each."""

from jmsite.charts.layers import DOT, across, layer, picture, plainly


def scores(figure):
    """Draw a dot for each score."""
    rows = [{"x": place, "y": score, "colour": "var(--ink)"} for place, score in enumerate(figure.scores)]
    channels = {"x": across("x", -1, len(rows)), "y": across("y", -2, 2), "fill": plainly("colour")}
    return picture([layer("dots", "point", rows, channels, **DOT)], 320, 64)
'''
VIEW = '''"""Scores one after the other."""

from jmsite.model.figures import Drawing, FigureTable, Scores


def scores(catalog, block):
    """Draw each score of each step of a journey."""
    found = [point.score for step in catalog.journey_steps(block.journey) for point in catalog.points(step.id)]
    rows = tuple((f"{one:g}",) for one in found)
    return Drawing(Scores(tuple(found)), f"{len(found)} scores", FigureTable(("score",), rows))
'''
BLOCK = "# Read\n\n```chart\nchart: scores\njourney: visit\n```\n"


@pytest.fixture(scope="module")
def with_a_kind_of_chart(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    row = '        ChartKind(name="scores", of="journey", view="last_scores:scores", takes="emotion"),\n'
    return (
        Extended.copied(tmp_path_factory.mktemp("chart"))
        .before("jmsite/model/figures.py", "Figure = (\n", FIGURE)
        .before("jmsite/model/figures.py", '        ChartKind(name="heat-map"', row)
        .added("jmsite/charts/scores.py", DRAWING)
        .added("jmsite/pages/parts/figures/last_scores.py", VIEW)
        .content("pages/read.md", BLOCK)
    )


def test_a_kind_of_chart_takes_the_files_that_the_readme_names(with_a_kind_of_chart: Extended) -> None:
    assert with_a_kind_of_chart.readme_names("a kind of chart")


def test_a_kind_of_chart_is_drawn_explored_searched_and_twinned(with_a_kind_of_chart: Extended) -> None:
    site = with_a_kind_of_chart.built()
    page = with_a_kind_of_chart.page("pages/read/index.html")
    assert 'class="chart chart-scores"' in page
    assert page.partition('class="chart chart-scores"')[2].partition("</svg>")[0].count("<circle") == 2
    explored = page.partition('data-explore="')[2].partition('"')[0]
    assert (site / explored).is_file()
    assert "2 scores" in page
    assert "2 scores" in with_a_kind_of_chart.page("pages/read/index.md")
    assert "2 scores" in with_a_kind_of_chart.searched()


def test_a_kind_of_chart_is_checked_and_in_the_schema(with_a_kind_of_chart: Extended) -> None:
    unsaid = BLOCK.replace("journey: visit", "journey: empty") + BLOCK.replace("journey: visit\n", "")
    site = with_a_kind_of_chart.content("journeys/empty/journey.md", "---\ntitle: Empty\n---\n")
    _, said = site.content("pages/read.md", unsaid + BLOCK.replace("chart: scores", "chart: score")).run(
        "check"
    )
    assert "nothing to draw for this scores" in said
    assert "scores needs 'journey'" in said
    assert "'scores'" in said.partition("'score'")[2]
    assert '"scores"' in site.run("schema")[1]


PRINCIPLE = '''"""Principles: what a company holds itself to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.fields import Common, FilledText, JourneyId, Many


class Principle(Common):
    """What a company holds itself to."""

    promise: Annotated[FilledText, Field(description="What customers can rely on.")]
    journeys: Annotated[Many[JourneyId], Field(description="Where it shows.")] = ()
'''
PRINCIPLE_PAGES = '''"""The page of a principle, and the list of them all."""

from __future__ import annotations

from jmsite.model.catalog import Catalog
from jmsite.model.page import Link, Page
from jmsite.model.value import Value
from jmsite.pages.parts.page.entity_page import entity_page, require_entity


class PrincipleView(Value):
    """A principle, and where it shows."""

    promise: str
    journeys: tuple[Link, ...]


def principle(catalog: Catalog, id: str) -> Page:
    """Return the page of a principle."""
    entity = require_entity(catalog.find("principle", id))
    fields = entity.fields
    shown = tuple(Link(title=one.title, url=one.url) for one in catalog.found("journey", fields.journeys))
    view = PrincipleView(promise=fields.promise, journeys=shown)
    return entity_page(catalog, entity, "principle", view, fields.promise)


def principles(catalog: Catalog, _: str) -> Page:
    """Return the list of all principles."""
    all = tuple(Link(title=one.title, url=one.url) for one in catalog.all("principle"))
    title = catalog.words.phrase("kind.principle")
    view = PrincipleView(promise="", journeys=all)
    return Page(kind="principles", url="principles/", title=title, view=view, section="principles/")
'''
PRINCIPLE_TEMPLATE = """{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
<p>{{ view.promise }}</p>
<ul>{% for one in view.journeys %}<li><a href="{{ to(one.url) }}">{{ one.title }}</a></li>{% endfor %}</ul>
{% endblock %}
"""
PRINCIPLE_ROWS = """        PageKind(
            name="principles", pages=ListOf(kind="principle"), view="principle:principles", markdown=LIST, menu=9
        ),
        PageKind(name="principle", pages=EachOf(kind="principle"), view="principle:principle", markdown=ENTITY),
"""


@pytest.fixture(scope="module")
def with_a_kind_of_entity(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    row = '        Kind(name="principle", title="Principles", model=Principle, kept=True, icon="star", result=15),\n'
    return (
        Extended.copied(tmp_path_factory.mktemp("entity"))
        .before(
            "jmsite/model/homes.py",
            '    "page": KindHome(',
            '    "principle": KindHome(folder="principles", begins="markdown", named=True),\n',
        )
        .before(
            "jmsite/model/kinds.py",
            "from jmsite.model.entities.registry import",
            "from jmsite.model.entities.principle import Principle\n",
        )
        .before("jmsite/model/kinds.py", '        Kind(\n            name="page"', row)
        .added("jmsite/model/entities/principle.py", PRINCIPLE)
        .added("jmsite/pages/principle.py", PRINCIPLE_PAGES)
        .before("jmsite/pages/page_kinds.py", PAGE_KINDS_END, PRINCIPLE_ROWS)
        .added("themes/default/templates/pages/principle.html", PRINCIPLE_TEMPLATE)
        .added("themes/default/templates/pages/principles.html", PRINCIPLE_TEMPLATE)
        .said(kind__principle="Principles", one__principle="Principle", nav__principles="Principles")
        .content(
            "principles/no-queue.md",
            "---\ntitle: No queue\npromise: Nobody waits longer than a tune.\njourneys: [visit]\n---\nWe *count*.\n",
        )
    )


def test_a_kind_of_entity_takes_the_files_that_the_readme_names(with_a_kind_of_entity: Extended) -> None:
    assert with_a_kind_of_entity.readme_names("a kind of entity", "a page kind")


def test_a_kind_of_entity_is_shown_linked_translated_searched_and_twinned(
    with_a_kind_of_entity: Extended,
) -> None:
    for language in ("en", "ja"):
        site = with_a_kind_of_entity.content("site.yaml", f"title: Minimal\nlanguage: {language}\n")
        site.built()
        page = site.page("principles/no-queue/index.html")
        assert "Nobody waits longer than a tune." in page
        assert 'href="../../journeys/visit/"' in page
        assert f"Principles ({language})" in site.page("principles/index.html")
    twin = site.page("principles/no-queue/index.md")
    assert "Nobody waits longer than a tune." in twin
    assert "We *count*." in twin
    assert "No queue" in site.searched()
    assert "No queue" in site.page("principles/index.md")


def test_a_kind_of_entity_is_checked_made_anew_and_in_the_schema(with_a_kind_of_entity: Extended) -> None:
    site = with_a_kind_of_entity.content("site.yaml", "title: Minimal\n")
    assert "principle.json" in str(site.run("schema"))
    code, said = site.run("new", "principle", "Plain prices")
    assert code == 0, said
    assert "promise" in (site.folder / "site" / "content" / "principles" / "plain-prices.md").read_text(
        "utf-8"
    )
    site.content("principles/plain-prices.md", "---\ntitle: Plain prices\n---\n")
    assert "field 'promise' is missing" in site.run("check")[1]
    site.content(
        "principles/plain-prices.md", "---\ntitle: Plain\npromise: One price.\njourneys: [visits]\n---\n"
    )
    code, said = site.run("check")
    assert code == 1
    assert "ref/unknown" in said
    assert "'visit'" in said
