"""``jmsite import`` of files made to do harm: refused with a reason, nothing written, nothing of this machine read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from corpora_maps import MAPS
from test_cli import snapshot

from jmsite.cli.app import run

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "hahahahaha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY i SYSTEM "secret.txt">]>'
SECRET = "the key under the mat"


@pytest.fixture
def site(tmp_path, monkeypatch) -> Path:
    """A site without content, in a folder with a secret beside it."""
    root = tmp_path / "portal"
    (root / "content").mkdir(parents=True)
    (root / "content/site.yaml").write_text("title: T\n")
    (root / "secret.txt").write_text(SECRET)
    monkeypatch.chdir(root)
    return root


def archive(files: dict[str, str | bytes]) -> bytes:
    """Return files as a ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def inside(book: bytes, wrong: str) -> bytes:
    """Return a workbook, each sheet of which has a document type before it, and an entity as the text of a cell."""
    parts: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(book)) as whole:
        for name in whole.namelist():
            parts[name] = whole.read(name)
            if "worksheets/sheet" in name or name == "xl/sharedStrings.xml":
                parts[name] = wrong + parts[name].decode().partition("?>")[2].replace("</t>", "&i;</t>", 1)
    return archive(parts)


def files(wrong: str) -> dict[str, bytes]:
    """Return a file of each format of XML, with ``wrong`` as its document type."""
    sheet = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        "&i;</office:document-content>"
    )
    return {
        "flow.drawio": f'{wrong}<mxfile><diagram name="&i;"><mxGraphModel/></diagram></mxfile>'.encode(),
        "journey.xml": f"{wrong}<cjml><journey><title>&i;</title></journey></cjml>".encode(),
        "log.xes": f"{wrong}<log><trace><string key='a' value='&i;'/></trace></log>".encode(),
        "map.xlsx": inside((MAPS / "long.xlsx").read_bytes(), wrong),
        "map.ods": archive(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": wrong + sheet}
        ),
    }


@pytest.mark.parametrize("wrong", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("name", sorted(files("")))
def test_entities_are_neither_opened_nor_multiplied(site, capsys, name, wrong):
    (site / name).write_bytes(files(wrong)[name])
    before = snapshot(site)
    assert run(["import", name]) == 1
    told = capsys.readouterr()
    assert name in told.out
    assert SECRET not in told.out + told.err
    assert "hahahahahahahaha" not in told.out + told.err
    assert "Traceback" not in told.err
    assert snapshot(site) == before


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "content.xml", "ppt/slides/slide1.xml", "map.md"]
)
def test_an_archive_that_grows_without_end_is_refused(site, capsys, part):
    (site / "map.xlsx").write_bytes(archive({"[Content_Types].xml": "<Types/>", part: b"0" * 300_000_000}))
    before = snapshot(site)
    assert run(["import", "map.xlsx"]) == 1
    assert "map.xlsx" in capsys.readouterr().out
    assert snapshot(site) == before


@pytest.mark.parametrize(
    "name", ["../../out.md", "/out.md", "a/../../../out.md", "..\\..\\out.md", "C:\\out.md"]
)
def test_names_in_an_archive_lead_nowhere(site, capsys, name):
    (site / "maps.zip").write_bytes(archive({name: (MAPS / "long-table.md").read_bytes()}))
    before = {file for file in site.parent.rglob("*") if file.is_file()}
    run(["import", "maps.zip"])
    made = {file for file in site.parent.rglob("*") if file.is_file()} - before
    assert all(file.is_relative_to(site / "content") for file in made)
    assert not any(file.stem.startswith("out") for file in made)
