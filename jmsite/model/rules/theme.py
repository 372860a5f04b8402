"""Rules about themes, and what they take from the themes they extend."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

THEME: tuple[Rule, ...] = (
    error(
        "theme/missing",
        "The theme is not there.",
        "Without a theme there are no pages.",
        "Correct `theme:` in site.yaml, or add the folder under `themes/`.",
    ),
    error(
        "theme/broken",
        "A part of the theme is faulty.",
        "Pages that use the part cannot be made.",
        "Correct the file at the place named, or delete it to use the default theme's.",
    ),
    warning(
        "theme/unknown-field",
        "`theme.yaml` has a field that themes do not have.",
        "A setting that nobody reads changes nothing, and its author waits for it.",
        "Correct its name, or take it out.",
    ),
    warning(
        "theme/unknown-file",
        "A file of a theme replaces none of the theme it extends, and nothing uses it.",
        "It has no effect: its name is mistyped, or what it replaced has gone.",
        "Name it as the file it should replace (`jmsite theme list` shows those), use it in one, or delete it.",
    ),
    warning(
        "theme/unknown-token",
        "A brand sets a token that no stylesheet knows.",
        "It has no effect: its name is mistyped, or the theme no longer has it.",
        "Use the name of a token in the theme's `styles/tokens.css`, or delete the line.",
    ),
    warning(
        "theme/unknown-block",
        "A template fills a block that the template it extends does not have.",
        "What it says there is shown nowhere.",
        "Use the name of a block of the template named in `extends`.",
    ),
    info(
        "theme/drifted",
        "A file that was taken over has changed since in the theme it was taken from.",
        "The site misses what has been mended or added there.",
        "Take the change over by hand and say so with `jmsite theme doctor --accept`, or delete the file.",
    ),
)
