"""What programs leave in files beside words: HTML in Markdown and labels, and cells that could not be worked out."""

from __future__ import annotations

import pytest
from workbooks import xlsx

from jmsite.importing.draft import DraftJourney, DraftMap
from jmsite.importing.html_in_text import words_of
from jmsite.importing.recognise import read_map


def lanes(journey: DraftJourney) -> list[tuple[str, dict[str, list[str]]]]:
    return [
        (
            stage.title,
            {lane: [one.text for one in some] for lane, some in stage.lanes.items()},
        )
        for stage in journey.stages
    ]


def one(draft: DraftMap) -> DraftJourney:
    (journey,) = draft.journeys
    return journey


OUTLINE = """<div align="center">

# Renting a&nbsp;bike <img src="a.png" alt="">

</div>

## <span style="color: #c00">Look</span> {#look .wide}

<b>Doing:</b> Compares prices &amp; sizes
- **Pain points**: <font color="red">Too many</font> tabs<br/>
- <strong>Touchpoints:</strong>&nbsp;&nbsp;Web&shy;site

## Book&nbsp;it

**Doing:**
<ul>
<li>Pays</li>
<li>Waits</li>
</ul>

```
<div>&nbsp;code</div>
```
"""
HTML_TABLE = """# Renting

<table style="width:100%">
<thead><tr><th>Stage</th><th>Doing</th><th>Pain points</th><th>Touchpoints</th></tr></thead>
<tbody>
<tr>
  <td rowspan="2"><b>Look</b></td><td>Compares<br>Asks</td><td><ul><li>Slow</li><li>Dark</li></ul></td><td>Site</td>
</tr>
<tr><td>Calls</td><td colspan="2">&nbsp;</td></tr>
<tr><td>Book</td><td>Pays</td><td>Fees &lt; 5&nbsp;€</td><td>Till</td></tr>
</tbody>
</table>

Some words <em>below</em>.
"""


def test_words_of_an_outline_are_clean():
    look, book = lanes(one(read_map("a.md", OUTLINE.encode())))
    assert look == (
        "Look",
        {"doing": ["Compares prices & sizes"], "pains": ["Too many tabs"], "touchpoint": ["Website"]},
    )
    assert book == ("Book it", {"doing": ["Pays", "Waits"]})
    assert one(read_map("a.md", OUTLINE.encode())).title == "Renting a bike"


def test_a_table_in_html_is_a_table():
    journey = one(read_map("a.md", HTML_TABLE.encode()))
    assert journey.title == "Renting"
    (title, look), (_, book) = lanes(journey)
    assert title == "Look"
    assert look["pains"] == ["Slow", "Dark"]
    assert [text for text in look["doing"] if text] == ["Compares", "Asks", "Calls"]
    assert book == {"doing": ["Pays"], "pains": ["Fees < 5 €"], "touchpoint": ["Till"]}
    assert journey.stages[-1].line == 10


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("<https://a.example> and <b@c.example>", "<https://a.example> and <b@c.example>"),
        ("Tom&nbsp;&amp; Ann &copy; &unknown; &", "Tom & Ann © &unknown; &"),
        ('<p class="x">Waits <mark>long</mark></p>', "Waits long"),
        ("<details><summary>More</summary>", "More"),
        ("{severity: 3}", "{severity: 3}"),
        ('<img alt="A lamp" src="x"> lit', "A lamp lit"),
        ("<style>p {}</style>Word", "Word"),
    ],
)
def test_only_html_is_taken_away(line: str, words: str):
    assert words_of(line) == words


def test_labels_of_drawio_are_clean():
    shape = '<mxCell id="{}" value="{}" style="rounded=1;html=1" vertex="1" parent="1"/>'
    labels = [
        "&lt;style&gt;p{}&lt;/style&gt;&lt;div style=&quot;font-size:9px&quot;&gt;I&amp;nbsp;look&lt;/div&gt;",
        "I &amp;amp; you&lt;br&gt;&lt;font color=&quot;#f00&quot;&gt;pay&lt;/font&gt;",
        "&lt;ul&gt;&lt;li&gt;I wait&lt;/li&gt;&lt;/ul&gt;",
    ]
    shapes = "".join(shape.format(at, label) for at, label in enumerate(labels, 2))
    arrows = "".join(
        f'<mxCell id="e{at}" edge="1" parent="1" source="{at}" target="{at + 1}"/>' for at in (2, 3)
    )
    text = f'<mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>{shapes}{arrows}</root></mxGraphModel>'
    steps = [step.title for stage in one(read_map("a.drawio", text.encode())).stages for step in stage.steps]
    assert steps == ["I look", "I & you pay", "I wait"]


@pytest.mark.parametrize(
    "failed", ["#N/A", "#REF!", "#NV", "#DIV/0!", "#WERT!", "Err:502", "#¿NOMBRE?", "####"]
)
def test_cells_that_could_not_be_worked_out_are_told_and_no_text(failed: str):
    draft = read_map(
        "a.csv",
        f"Stage,Doing,Pain points,Touchpoints\nLook,{failed},Slow,Site\nBuy,Pays,{failed},Till\n".encode(),
    )
    assert lanes(one(draft)) == [
        ("Look", {"pains": ["Slow"], "touchpoint": ["Site"]}),
        ("Buy", {"doing": ["Pays"], "touchpoint": ["Till"]}),
    ]
    told = [(each.text, each.line) for each in draft.remarks if "could not work out" in each.text]
    assert told == [(f"'{failed}', which the sheet could not work out", line) for line in (2, 3)]


def test_a_failed_cell_of_a_workbook_is_told_once_with_its_place():
    rows = [
        ["Stage", "Doing", "Pain points", "Touchpoints"],
        ["Look", "#N/A", "Slow", ""],
        ["Buy", "Pays", "x", "y"],
    ]
    draft = read_map("a.xlsx", xlsx({"Map": rows}))
    assert lanes(one(draft))[0] == ("Look", {"pains": ["Slow"]})
    told = [each for each in draft.remarks if "#N/A" in each.text]
    assert len(told) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Pay {.wide #pay width=50%}", "Pay"),
        ("Pay {: .wide title='Pay now' }", "Pay"),
        ("Pay {today}", "Pay {today}"),
        # with a pattern that could read each of these in two ways this test would never end
        ("Pay {" + 'a="b" ' * 60 + "! }", "Pay {" + 'a="b" ' * 60 + "! }"),
    ],
)
def test_classes_behind_a_line_are_left_out(line: str, words: str):
    assert words_of(line) == words
