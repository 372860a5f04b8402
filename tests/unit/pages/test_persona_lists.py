"""What a persona wants, fears or does: a list where there is more than one, else a line."""

from __future__ import annotations

import re

ANNA = """---
title: Anna
goals: [Be home by six]
pains: [Forms, Queues]
---
"""


def test_a_single_item_is_a_line_and_several_are_a_list(project):
    html = project("minimal").edit("personas/anna.md", ANNA).build().page("/personas/anna/").html
    blocks = dict(re.findall(r'<div class="block"><h2>(.*?)</h2>(.*?)</div>', html, flags=re.DOTALL))
    assert blocks["Goals"] == "<p>Be home by six</p>"
    assert blocks["Pains"] == "<ul><li><span>Forms</span></li><li><span>Queues</span></li></ul>"


def test_a_study_says_with_how_many_people_it_spoke(project):
    made = project("minimal").edit("research/talks.md", "---\ntitle: Talks\nn: 12\n---\n\nWords.\n")
    built = made.edit("personas/anna.md", "---\ntitle: Anna\nresearch: [talks]\n---\n").build()
    assert "Talks n 12 " in built.page("/personas/anna/").text
