"""Rules about prose: what Markdown is read otherwise than it was meant."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, info, warning

PROSE: tuple[Rule, ...] = (
    warning(
        "prose/unclosed-comment",
        "A comment in prose is not closed.",
        "It is unclear what is meant for readers, so all of it is shown, `<!--` included.",
        "Add `-->` in the same paragraph, list item or quotation; or put a backslash before the `<`.",
    ),
    info(
        "prose/plain-code",
        "A code block is shown without syntax highlighting.",
        "Highlighting it could take so long that it holds up the build.",
        "You need not do anything. Shorter blocks are highlighted in most languages.",
    ),
)
