"""Maps in shapes that nobody planned for: lists in place of headings, heads over heads, labels with their unit."""

from __future__ import annotations

import pytest
from workbooks import xlsx

from jmsite.importing.draft import DraftJourney, NoJourneyError
from jmsite.importing.recognise import read_map


def one(name: str, content: bytes) -> DraftJourney:
    (journey,) = read_map(name, content).journeys
    return journey


NUMBERED = """# Customer journey: Gym

1\\. **Trigger**
   - Actions: sees a poster
   - Emotions: positive
   - Pain points: no price

2. __Join__:
   - Actions: signs
   - Pain points: 24 months
"""


def test_items_with_labels_below_them_are_stages():
    journey = one("gym.md", NUMBERED.encode())
    assert [(stage.title, [each.text for each in stage.lanes["pains"]]) for stage in journey.stages] == [
        ("Trigger", ["no price"]),
        ("Join", ["24 months"]),
    ]
    plan = NUMBERED.replace("Actions", "Tasks").replace("Pain points", "Owner").replace("Emotions", "Due")
    with pytest.raises(NoJourneyError):
        read_map("plan.md", plan.encode())


def test_heads_over_heads_are_stages_over_steps():
    rows = [
        ["", "Before", "", "After"],
        ["", "Plan", "Pack", "Unpack"],
        ["Doing", "a", "b", "c"],
        ["Feeling", "-2", "0", "2"],
        ["Pain points", "p", "", "q"],
    ]
    journey = one("move.xlsx", xlsx({"Map": rows}, merged=["B1:C1"]))
    assert [(stage.title, [step.title for step in stage.steps]) for stage in journey.stages] == [
        ("Before", ["Plan", "Pack"]),
        ("After", ["Unpack"]),
    ]


def test_a_label_may_have_its_unit():
    journey = one("a.csv", b"Stage,Actions,Satisfaction %,Pain points\nFind,Look,80%,a\nBuy,Pay,35 %,b\n")
    assert [[felt.value for felt in stage.feelings] for stage in journey.stages] == [[80], [35]]


def test_numbers_of_stages_in_chinese_and_labels_in_arabic():
    text = "# 用户旅程：点外卖\n\n## 阶段一：选择\n- 用户行为：浏览\n- 痛点：慢\n\n"
    text += "## 阶段二：等待\n- 用户行为：看\n- 情绪：焦虑\n"
    assert [stage.title for stage in one("a.md", text.encode()).stages] == ["选择", "等待"]
    text = "# رحلة\n\n## الوعي\n- الإجراءات: يرى\n- المشاكل: السعر\n\n"
    text += "## الشراء\n- الإجراءات: يدفع\n- المشاعر: 😊\n"
    assert [list(stage.lanes) for stage in one("a.md", text.encode()).stages] == [
        ["doing", "pains"],
        ["doing"],
    ]
