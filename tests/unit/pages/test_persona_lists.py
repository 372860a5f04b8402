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
