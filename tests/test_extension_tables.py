"""What is one row of a table is added as one: a format, a tool, a download, a source, a rule of practice."""

from __future__ import annotations

import json

import pytest
from extending import LANGUAGES, Extended


def copied(tmp_path_factory: pytest.TempPathFactory, name: str) -> Extended:
    return Extended.copied(tmp_path_factory.mktemp(name))


LINES = '''"""Journeys as plain lines: a step on each."""

from jmsite.exporting.selection import Selection
from jmsite.model.catalog import Catalog


def as_lines(catalog: Catalog, selection: Selection) -> bytes:
    """Return the titles of the steps of journeys, one a line."""
    steps = (step for journey in selection.all("journey") for step in catalog.journey_steps(journey.id))
    return "".join(f"{step.title}\\n" for step in steps).encode()
'''
LINES_ROW = """        ExportFormat(
            name="lines", suffix="txt", holds="journeys", maker="lines:as_lines", needs=("journey",)
        ),
"""


@pytest.fixture(scope="module")
def with_an_export(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    return (
        copied(tmp_path_factory, "export")
        .added("jmsite/exporting/lines.py", LINES)
        .before("jmsite/exporting/table.py", '        ExportFormat(name="okf"', LINES_ROW)
    )


def test_a_format_to_export_takes_the_files_that_the_readme_names(with_an_export: Extended) -> None:
    assert with_an_export.readme_names("a format to export")


def test_a_format_to_export_is_made_named_and_refused_like_the_others(with_an_export: Extended) -> None:
    code, said = with_an_export.run("export", "lines", "visit", "--output", "visit.txt")
    assert code == 0, said
    assert (with_an_export.folder / "site" / "visit.txt").read_text("utf-8") == "I find the door\nI wait\n"
    assert "lines" in with_an_export.run("export", "line")[1]
    alone = with_an_export.content("personas/bob.md", "---\ntitle: Bob\n---\n").run("export", "lines", "bob")
    assert "lines holds journeys, and there are none" in alone[1]


DOWNLOAD_ROW = '        DownloadFormat(name="lines", suffix=".txt"),\n'


def test_a_file_that_pages_offer_takes_the_files_that_the_readme_names_and_is_offered(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    site = (
        copied(tmp_path_factory, "download")
        .before("jmsite/model/downloads.py", '        DownloadFormat(name="html"', DOWNLOAD_ROW)
        .said(download__lines="Plain lines")
    )
    assert site.readme_names("a file that pages offer")
    site.added("jmsite/exporting/lines.py", LINES)
    site.before("jmsite/exporting/table.py", '        ExportFormat(name="okf"', LINES_ROW)
    for language in LANGUAGES:
        site.content("site.yaml", f"title: Minimal\nlanguage: {language}\nexports: [lines]\n").built()
        page = site.page("journeys/visit/index.html")
        assert f"Plain lines ({language})" in page
        assert "downloads/journeys/visit.txt" in page
    assert site.page("downloads/journeys/visit.txt") == "I find the door\nI wait\n"
    assert "lines" in site.content("site.yaml", "title: Minimal\nexports: [line]\n").run("check")[1]


TALLY = '''"""Tallies: a title with an exclamation mark, and a step on each line below it."""

from jmsite.importing.draft import DraftJourney, DraftMap, DraftMoment, DraftStage, NoJourneyError


def read_tally(text: str) -> DraftMap:
    """Return the journey of a text. Raises ``NoJourneyError`` where it is none."""
    title, *rest = [line.strip() for line in text.splitlines() if line.strip()]
    if not title.endswith("!"):
        raise NoJourneyError("no line ends with an exclamation mark")
    steps = tuple(DraftMoment(title=one, line=at) for at, one in enumerate(rest, 2))
    stage = DraftStage(title="All", line=1, steps=steps)
    return DraftMap(format="tally", journeys=(DraftJourney(title=title[:-1], line=1, stages=(stage,)),))
'''


@pytest.fixture(scope="module")
def with_an_import(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    recognise = "jmsite/importing/recognise.py"
    return (
        copied(tmp_path_factory, "import")
        .added("jmsite/importing/tally.py", TALLY)
        .before(
            recognise, "from jmsite.importing.decode_text", "from jmsite.importing.tally import read_tally\n"
        )
        .before(recognise, '    "arrows": lambda', '    "tally": lambda given: read_tally(given.text),\n')
    )


def test_a_format_to_import_takes_the_files_that_the_readme_names(with_an_import: Extended) -> None:
    assert with_an_import.readme_names("a format to import")


def test_a_format_to_import_is_read_written_and_named(with_an_import: Extended) -> None:
    file = with_an_import.folder / "site" / "walk.txt"
    file.write_text("A walk!\nI leave\nI come back\n", "utf-8")
    code, said = with_an_import.run("import", "walk.txt", "--as", "tally")
    assert code == 0, said
    written = with_an_import.folder / "site" / "content" / "journeys" / "a-walk"
    assert "title: A walk" in (written / "journey.md").read_text("utf-8")
    assert "I come back" in "".join(one.read_text("utf-8") for one in written.glob("*.md"))
    assert "tally" in with_an_import.run("import", "walk.txt", "--as", "tallies")[1]


SMILES = '''"""Exports of Smiles: the day, and below ``Smile of the day`` a score of 1 to 5."""

from jmsite.importing.surveys.export import Export, RawTable, cell, plain_columns


def is_smiles(table: RawTable) -> bool:
    """Return whether a table is from Smiles."""
    return cell(table.row(0), 1) == "Smile of the day"


def read_smiles(table: RawTable) -> Export:
    """Return the export in a table."""
    body = table.below(1)
    return Export(
        format="smiles",
        columns=tuple(plain_columns(table.row(0), body, {"when": "day"})),
        lines=body.lines,
        reasons=("",) * len(body.rows),
        days=("When",),
    )
'''


@pytest.fixture(scope="module")
def with_a_survey_tool(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    families = "jmsite/importing/surveys/families.py"
    imported = "from jmsite.importing.surveys.smiles import is_smiles, read_smiles\n"
    row = '    Family(name="smiles", matches=is_smiles, read=read_smiles),\n'
    return (
        copied(tmp_path_factory, "survey")
        .added("jmsite/importing/surveys/smiles.py", SMILES)
        .before(families, "from jmsite.importing.surveys.surveymonkey", imported)
        .before(families, '    Family(name="salesforce"', row)
    )


def test_a_survey_tool_takes_the_files_that_the_readme_names(with_a_survey_tool: Extended) -> None:
    assert with_a_survey_tool.readme_names("a survey tool to import")


def test_a_survey_tool_is_known_by_its_header_and_becomes_a_metric(with_a_survey_tool: Extended) -> None:
    rows = "".join(f"2026-05-{day:02},{day % 5 + 1}\n" for day in range(1, 29))
    (with_a_survey_tool.folder / "site" / "faces.csv").write_text(f"When,Smile of the day\n{rows}", "utf-8")
    code, said = with_a_survey_tool.run("import", "faces.csv", "--column", "Smile of the day")
    assert code == 0, said
    assert "28 of 28 rows count" in said
    (metric,) = (with_a_survey_tool.folder / "site" / "content" / "metrics").iterdir()
    assert "readings:" in metric.read_text("utf-8")
    with_a_survey_tool.built()


SOURCE_FIELD = """    typed: Annotated[
        FilledText | None, Field(description="Readings as they are typed here: `2026-01-01 4, 2026-01-02 5`.")
    ] = None
"""
TYPED = '''"""The way to readings that are typed into site.yaml."""

from jmsite.data.sources.packed_answers import unpack_answer
from jmsite.model.sources import Snapshot

COLUMNS = (("date", "DATE"), ("value", "DOUBLE"))


def ask_typed(queries, inputs, cache):
    """Return what is typed into the address of each query as a table."""
    return {query: _table(query.address) for query in queries}


def _table(words):
    """Return rows that are divided by commas, and their cells by blanks."""
    rows = [row.split() for row in words.split(",")]
    data = "".join(",".join(row) + "\\n" for row in (("date", "value"), *rows)).encode()
    blob = unpack_answer("typed.csv", COLUMNS, data)
    return Snapshot(blob=blob, basis=blob.digest)
'''
TYPED_SITE = """title: Minimal
sources:
  by-hand: {typed: "2026-01-01 4, 2026-01-02 5"}
"""


@pytest.fixture(scope="module")
def with_a_source(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    fetch = "jmsite/data/fetch.py"
    imported = "from jmsite.data.sources.typed_in import ask_typed\n"
    return (
        copied(tmp_path_factory, "source")
        .before("jmsite/model/entities/site.py", "    sheet: Annotated[\n", SOURCE_FIELD)
        .added("jmsite/data/sources/typed_in.py", TYPED)
        .before(fetch, "from jmsite.model.catalog import", imported)
        .before(fetch, '    "url": Door(', '    "typed": Door(ask=ask_typed, closed=True),\n')
        .content("site.yaml", TYPED_SITE)
        .content("metrics/ease.yaml", "title: Ease\nkind: csat\nreadings: {source: by-hand}\n")
    )


def test_a_kind_of_source_takes_the_files_that_the_readme_names(with_a_source: Extended) -> None:
    assert with_a_source.readme_names("a kind of source")


def test_a_kind_of_source_is_asked_measured_and_in_the_schema(with_a_source: Extended) -> None:
    with_a_source.built()
    assert "100" in with_a_source.page("metrics/ease/index.html")
    assert "Readings as they are typed here" in with_a_source.run("schema")[1]


RULE = """    remark(
        "simplicity/shouting",
        "A step shouts.",
        "Nobody reads on.",
        "Take a point in place of the exclamation mark.",
        "- title: I wait.",
    ),
"""
SHOUTING = '''def shouting(_: Catalog, step: Entity[Step], __: RuleOptions) -> Iterator[EntityFinding]:
    """Notice a step whose title ends with an exclamation mark."""
    if step.title.endswith("!"):
        yield EntityFinding(message=f"step \'{step.title}\' shouts", field=("title",))


'''
RULE_ROW = '    Practice(rule="simplicity/shouting", kinds=("step",), look=simplicity.shouting),\n'
STAGE = """---
title: Arrive
steps:
  - title: I find the door!
    emotion: 1
---
"""


@pytest.fixture(scope="module")
def with_a_rule_of_practice(tmp_path_factory: pytest.TempPathFactory) -> Extended:
    rules = "jmsite/model/rules/practice/simplicity.py"
    return (
        copied(tmp_path_factory, "practice")
        .before(rules, '    remark(\n        "simplicity/too-many-stages"', RULE)
        .before("jmsite/practice/simplicity.py", "def too_many_stages(", SHOUTING)
        .before("jmsite/practice/table.py", '    Practice(rule="simplicity/too-many-stages"', RULE_ROW)
        .content("journeys/visit/01-arrive.md", STAGE)
    )


def test_a_rule_of_practice_takes_the_files_that_the_readme_names(with_a_rule_of_practice: Extended) -> None:
    assert with_a_rule_of_practice.readme_names("a rule of practice")


def test_a_rule_of_practice_is_asked_for_found_explained_and_ignored(
    with_a_rule_of_practice: Extended,
) -> None:
    site = with_a_rule_of_practice
    asked = "title: Minimal\nrules: {simplicity/shouting: {severity: warning}}\n"
    assert "shouts" not in site.run("check")[1]
    _, said = site.content("site.yaml", asked).run("check", "--format", "json")
    (found,) = [one for one in json.loads(said) if one["rule"] == "simplicity/shouting"]
    assert (found["message"], found["severity"]) == ("step 'I find the door!' shouts", "warning")
    assert "A step shouts." in site.run("explain", "simplicity/shouting")[1]
    ignored = STAGE.replace(
        "door!\n", "door!  # jmsite: ignore simplicity/shouting because it is loud there\n"
    )
    assert "shouts" not in site.content("journeys/visit/01-arrive.md", ignored).run("check")[1]
