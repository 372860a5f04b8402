"""``jmsite check --fix`` in what readings name: columns, sources, and the ids in their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import write_files

from jmsite.cli.app import run
from jmsite.content.discover import discover
from jmsite.editing import edited_files, fixes_of
from jmsite.engine.memo import Memo
from jmsite.pipeline import check

METRIC = "content/metrics/ease.yaml"
SITE = {
    "site.yaml": "title: Small\nsources: {answers: {file: data/a.csv}}\n",
    "personas/anna.md": "---\ntitle: Anna Berg\n---\n",
    "personas/ben.md": "---\ntitle: Ben\n---\n",
    "channels.yaml": "phone: {title: By phone}\nshop: {title: Shop}\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\n---\n",
    "journeys/buy/01-pay.md": "---\ntitle: Pay\n---\n",
    "data/a.csv": "day,score,who,where\n2026-01-01,3,anna,phone\n2026-01-02,4,ben,shop\n",
}


def written(root: Path, files: Mapping[str, str]) -> Path:
    write_files(root / "content", files)
    return root


def fixed(root: Path) -> str:
    """The metric as it is when nothing is left to fix; the other files stay as they are."""
    for _ in range(4):
        edits = fixes_of(check(discover(root), Memo(), 1))
        before = (root / METRIC).read_bytes()
        assert set(edits) <= {METRIC}
        (root / METRIC).write_bytes(edited_files({METRIC: before}, edits).get(METRIC, before))
    assert edited_files({METRIC: (root / METRIC).read_bytes()}, edits) == {}
    return (root / METRIC).read_bytes().decode()


HEAD = "title: Ease\nkind: csat\n"


@pytest.mark.parametrize(
    ("readings", "right"),
    [
        ("{source: anwsers, date: day, value: score}", "{source: answers, date: day, value: score}"),
        ("{file: data/a.csv, date: 'dayy', value: scroe}", "{file: data/a.csv, date: 'day', value: score}"),
        ("{file: data/a.csv, date: day, value: SCORE }", None),
        ("{ date: day, file: data/a.csv, value: score, persona: whoo }",
         "{ date: day, file: data/a.csv, value: score, persona: who }"),
    ],
)  # fmt: skip
def test_what_readings_name_is_put_right(tmp_path: Path, readings: str, right: str | None):
    root = written(tmp_path, {**SITE, "metrics/ease.yaml": f"{HEAD}readings: {readings}\n"})
    assert fixed(root) == f"{HEAD}readings: {right or readings}\n"


def test_a_column_that_nobody_names_is_added(tmp_path: Path):
    table = {"data/a.csv": "dates,values\n2026-01-01,3\n"}
    flow = written(
        tmp_path, {**SITE, **table, "metrics/ease.yaml": f"{HEAD}readings: {{file: data/a.csv}}  # all\n"}
    )
    made = fixed(flow)
    assert "date: dates" in made
    assert "value: values" in made
    assert made.endswith("file: data/a.csv}  # all\n")
    (fault, other) = check(
        discover(written(flow, {"metrics/ease.yaml": f"{HEAD}readings: {{file: data/a.csv}}\n"})), Memo(), 1
    )[:2]
    assert {fault.hint, other.hint} == {
        "write 'date: dates' under 'readings'",
        "write 'value: values' under 'readings'",
    }


def test_ids_of_a_file_are_said_in_the_map_and_the_file_stays(tmp_path: Path):
    table = {
        "data/a.csv": "day,score,who,where\n2026-01-01,3,ana,phon\n2026-01-02,4,benn,shop\n2026-01-02,4,zzz,shop\n"
    }
    text = f"{HEAD}readings:\n  file: data/a.csv # of all\n  date: day\n  value: score\n  persona: who\n"
    text += "  channel: where\n"
    root = written(tmp_path, {**SITE, **table, "metrics/ease.yaml": text})
    lines = fixed(root).splitlines()
    assert "map: {persona: {ana: anna, benn: ben}, channel: {phon: phone}}" in [
        line.strip() for line in lines
    ]
    assert [line for line in lines if "map:" not in line] == text.splitlines()
    left = [one.message for one in check(discover(root), Memo(), 1)]
    assert left == ["there is no persona 'zzz'; these readings count only in the total"]


def test_an_id_in_the_map_is_put_right_where_it_stands(tmp_path: Path):
    table = {"data/a.csv": "day,score,who\n2026-01-01,3,Segment A\n2026-01-02,4,Segment B\n"}
    text = f"{HEAD}readings:\n  file: data/a.csv\n  date: day\n  value: score\n  persona: who\n  map:\n    persona:\n"
    text += "      Segment A: 'ana'  # her\n      Segment B: Ben\n"
    root = written(tmp_path, {**SITE, **table, "metrics/ease.yaml": text})
    assert fixed(root) == text.replace("'ana'", "'anna'").replace(": Ben", ": ben")


def test_a_stage_in_a_list_by_hand_is_put_right_where_it_stands(tmp_path: Path):
    text = f"{HEAD}readings:\n  - {{date: 2026-01-01, value: 3, stage: buy/pya}}\n  - {{date: 2026-01-02, value: 3}}\n"
    root = written(tmp_path, {**SITE, "metrics/ease.yaml": text})
    (fault,) = check(discover(root), Memo(), 1)
    assert (fault.rule, fault.place.line, fault.place.column) == ("data/unknown-id", 4, 41)
    assert fault.hint == "did you mean 'buy/pay'?"
    assert fixed(root) == text.replace("pya", "pay")


def test_the_patch_of_a_line_that_is_added_keeps_the_line_ends_of_its_file(
    tmp_path: Path, monkeypatch, capsys
):
    table = {"data/a.csv": "day,score,who\n2026-01-01,3,ana\n"}
    text = f"{HEAD}readings:\n  file: data/a.csv\n  date: day\n  value: score\n  persona: who\n".replace(
        "\n", "\r\n"
    )
    root = written(tmp_path, {**SITE, **table, "metrics/ease.yaml": text})
    monkeypatch.chdir(root)
    run(["check", "--fix"])
    assert (root / METRIC).read_bytes().decode() == text
    assert "+  map: {persona: {ana: anna}}\r\n" in capsys.readouterr().out
    assert fixed(root) == text.replace("  file", "  map: {persona: {ana: anna}}\r\n  file")


NAMES = {
    "date": ("day", "dayy"),
    "value": ("score", "scor"),
    "persona": ("who", "whoo"),
    "channel": ("where", "wehre"),
}
STYLES = st.sampled_from(["{}", "'{}'", '"{}"'])


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(list(NAMES)),
    st.lists(st.booleans(), min_size=4, max_size=4),
    st.lists(STYLES, min_size=4, max_size=4),
    st.sampled_from(["flow", "block"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(["", "  # dayy, ana"]),
)
def test_fixes_of_readings_are_idempotent_and_change_nothing_else(
    tmp_path_factory, order, wrong, styles, form, end, mark, comment
):
    """Names of columns are put right in their quotes; of ids in the file, one line or entry is added."""
    root = tmp_path_factory.mktemp("site")
    rows = "day,score,who,where\n2026-01-01,3,ana,phone\n2026-01-02,4,ben,shop\n"

    def metric(bad: bool, head: str = "") -> str:
        named = [
            f"{name}: {style.format(NAMES[name][bad and slip])}"
            for name, slip, style in zip(order, wrong, styles, strict=True)
        ]
        parts = [*([head] if head else []), *named, "file: data/a.csv"]
        body = (
            f" {{{', '.join(parts)}}}{comment}"
            if form == "flow"
            else "".join(f"{end}  {part}" for part in parts)
        )
        return ("\ufeff" if mark else "") + HEAD.replace("\n", end) + f"readings:{body}{end}# the end{end}"

    written(root, {**SITE, "data/a.csv": rows, "metrics/ease.yaml": metric(bad=True)})
    assert fixed(root) == metric(bad=False, head="map: {persona: {ana: anna}}")
    assert [one.rule for one in check(discover(root), Memo(), 1)] == []
