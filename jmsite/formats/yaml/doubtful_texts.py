"""Say of texts without quotation marks where YAML hardly reads them as they were meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jmsite.formats.yaml.comments import text_lost_to_comment
from jmsite.formats.yaml.places import Span, YamlLines
from jmsite.formats.yaml.swallowed_lists import may_be_list, swallowed_list


def doubts(lines: YamlLines, node: Any, may_have_comment: bool) -> Iterator[tuple[str, str, Span, str]]:
    """Yield the rule, the message, the place and the hint where a comment goes on with a text, and where a text looks
    like a list.
    """
    cut = text_lost_to_comment(lines, node) if may_have_comment else None
    if cut is not None:
        span, said, remedy = cut
        message = f"this is a comment, so the text ends before it: {said}"
        yield "yaml/comment-in-text", message, span, remedy
    listed = swallowed_list(lines, node) if may_be_list(node.value) else None
    if listed is not None:
        span, message, remedy = listed
        yield "yaml/list-in-text", message, span, remedy
