"""Rules about comments that ask for a finding to be ignored."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, warning

IGNORE: tuple[Rule, ...] = (
    warning(
        "ignore/malformed",
        "A comment does not say which rule to ignore.",
        "It is unclear what it is meant to silence, so it silences nothing.",
        "Write `jmsite: ignore RULE because` and the reason, with the rule as it stands in the report.",
    ),
    warning(
        "ignore/without-reason",
        "A comment ignores a rule without giving a reason.",
        "Whoever reads the file next cannot tell whether the exception still holds, so it counts for nothing.",
        "Add the reason after the word `because`.",
    ),
    warning(
        "ignore/unknown-rule",
        "A comment ignores a rule that does not exist.",
        "It silences nothing.",
        "Correct the name of the rule; `jmsite explain` lists them.",
    ),
    warning(
        "ignore/an-error",
        "A comment ignores an error.",
        "An error leaves something out of the site or makes it wrong, whatever anybody thinks of it.",
        "Put the error right, and remove the comment.",
    ),
    warning(
        "ignore/unused",
        "A comment ignores a finding that does not exist.",
        "The finding has been put right, or the comment stands in the wrong place. Left alone, it would silence the"
        " next one unseen.",
        "Remove the comment; or move it directly above what it is about, or to the top of the file for all of it.",
    ),
)
