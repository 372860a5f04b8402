"""Signs that no page can hold are told and never written: in names, texts and tables, and by their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.page import Output
from jmsite.model.sources import Options
from jmsite.pipeline import build

CHART = """
```chart
chart: vega-lite
caption: Visits
data: data/a.csv
spec:
  mark: bar
  encoding: {x: {field: name, type: nominal}, y: {field: visits, type: quantitative}}
```
"""
SITE = {
    "site.yaml": "title: Small\n",
    "personas/anna.md": "---\ntitle: Anna\n---\n",
    "journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\n---\n",
    "journeys/buy/01-pay.md": "---\ntitle: Pay\nsteps: [{title: I pay, pains: [Slow]}]\n---\n",
    "pages/ok.md": f"# Ok\n\nWords\n{CHART}",
    "data/a.csv": "name,visits\nA,1\nB,2\n",
}
SIGNS = ("\x01", "\x1b", "\x7f", "\x9b", "\u202d", "\u202e", "\ufdd0")
RULE = "file/control-character"


def told(root: Path, files: dict[str, str | bytes], sign: str) -> list[tuple[str, str]]:
    """What is found, by rule and path, once it is known that no output has the sign."""
    for path, text in {**SITE, **files}.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    built = build(discover(root, Options()), Memo(), 1)
    assert built.outputs
    assert [one.path for one in built.outputs if holds(one, sign)] == []
    found = ((one.rule, one.place.path.removeprefix("content/")) for one in built.diagnostics)
    return [one for one in found if one[0] != "file/unused"]


def holds(output: Output, sign: str) -> bool:
    """Whether a sign is in the address or content of what is made of the content; line ends are in any."""
    found = output.content if isinstance(output.content, bytes) else b""
    if output.path.startswith("theme/"):
        return False
    said = sign.encode() in found or ascii(sign)[1:-1].encode() in found
    return sign in output.path or (said and sign not in "\n\t")


@pytest.mark.parametrize("sign", [*SIGNS, "\n", "\t", "\u2066", "\u2028"], ids=ascii)
@pytest.mark.parametrize(
    "path",
    ["pages/a{}b.md", "personas/b{}.md", "assets/c{}.png", "data/d{}.csv", "metrics/e{}.yaml", "pages/f{}/g.md",
     "journeys/h{}/journey.md", "journeys/buy/02-i{}.md"],
)  # fmt: skip
def test_a_file_whose_name_has_such_a_sign_is_left_out_and_told(tmp_path: Path, path: str, sign: str):
    text = "title: E\n" if path.endswith("yaml") else "---\ntitle: E\n---\n"
    shown = path.format("\ufffd").removesuffix("/g.md").removesuffix("/journey.md")
    content = (
        f"---\ntitle: Ok\n---\n![c](../{path.format(sign)})\n"
        if path.startswith("assets")
        else SITE["pages/ok.md"]
    )
    found = told(tmp_path, {path.format(sign): text, "pages/ok.md": content}, sign)
    assert (RULE, shown) in found


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("pages/ok.md", "# A{}b\n\nc{}d\n\n```python\ne{}f\n```\n"),
        ("pages/ok.md", "# A&#x{0:x};b\n\n*c&#{0};d* [e&#{0};](https://example.org)\n"),
        ("pages/ok.md", "# Ok\n\n<b title='&#x{0:X};'>&#{0};</b>\n"),
        ("personas/anna.md", "---\ntitle: A{}\nsummary: B{}\n---\n"),
        ("personas/anna.md", '---\ntitle: "A\\u{0:04x}"\n---\n'),
        ("journeys/buy/01-pay.md", "---\ntitle: Pay\nsteps: [{{title: I pay, pains: ['*a* &#{0};']}}]\n---\n"),
    ],
)  # fmt: skip
def test_a_text_that_has_such_a_sign_is_told(tmp_path: Path, path: str, text: str, sign: str):
    numbered = "{0" in text
    made = text.format(ord(sign)) if numbered else text.replace("{}", sign)
    settings = "title: Small\nprose: {html: sanitize}\n" if "<b" in text else SITE["site.yaml"]
    assert (RULE, path) in told(tmp_path, {path: made, "site.yaml": settings}, sign)


def test_what_stands_in_code_is_code(tmp_path: Path):
    assert told(tmp_path, {"pages/ok.md": "# Ok\n\nWrite `&#x202e;`.\n\n    &#1;\n"}, "\u202e") == []


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
@pytest.mark.parametrize(
    "table", ["name,visits\nA{}b,1\nC,2\n", "name,visits,o{}\nA,1,2\n", '[{"name": "A{}", "visits": 1}]']
)
def test_a_table_that_has_such_a_sign_is_drawn_without_it(tmp_path: Path, table: str, sign: str):
    name = "data/a.json" if table.startswith("[") else "data/a.csv"
    page = SITE["pages/ok.md"].replace("data/a.csv", name)
    data = table.replace("{}", f"\\u{ord(sign):04x}" if name.endswith("json") else sign)
    assert told(tmp_path, {name: data, "pages/ok.md": page}, sign) == [
        ("data/control-character", "pages/ok.md")
    ]


def test_signs_that_languages_need_stay(tmp_path: Path):
    words = "می\u200cخواهم \u200fابجد\u200e \u2067ab\u2069 👩\u200d💻"
    assert told(tmp_path, {"pages/ok.md": f"# {words}\n\n{words}\n"}, "\u202e") == []
