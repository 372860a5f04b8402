"""Rules about prose: what Markdown is read otherwise than it was meant."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, info, warning

PROSE: tuple[Rule, ...] = (
    warning(
        "prose/unclosed-comment",
        "A comment in prose has no end.",
        "Without it nobody can tell what is meant for readers: all of it is shown, `<!--` included.",
        "Put `-->` behind the comment, in the same paragraph, list item or quotation; or a backslash before the `<`.",
    ),
    info(
        "prose/plain-code",
        "Code is shown without colours.",
        "Some languages take so long to be highlighted that a few signs could stop a build; others when code is long.",
        "Nothing need be done; shorter blocks of code are highlighted in most languages.",
    ),
)
