"""Rules about themes, and what they take from the themes they extend."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

THEME: tuple[Rule, ...] = (
    error(
        "theme/missing",
        "The theme does not exist.",
        "Pages cannot be made without a theme.",
        "Correct `theme:` in site.yaml, or add the folder under `themes/`.",
    ),
    error(
        "theme/broken",
        "A file of the theme has an error.",
        "Pages that use it cannot be made.",
        "Correct the file at the given place, or delete it to use the default theme's.",
    ),
    warning(
        "theme/unknown-field",
        "`theme.yaml` has an unknown field.",
        "The setting has no effect.",
        "Correct its name, or remove it.",
    ),
    warning(
        "theme/unknown-file",
        "A file of the theme is not used.",
        "It neither replaces a file of the theme that this one extends, nor is it used otherwise: its name"
        " is mistyped, or the file it replaced no longer exists.",
        "Give it the name of the file it should replace (see `jmsite theme list`), use it somewhere, or delete it.",
    ),
    warning(
        "theme/unknown-token",
        "A brand sets an unknown design token.",
        "The setting has no effect: the name is mistyped, or the theme no longer has this token.",
        "Use the name of a token in the theme's `styles/tokens.css`, or delete the line.",
    ),
    warning(
        "theme/unknown-block",
        "A template fills a block that the template it extends does not have.",
        "The content of the block is not shown.",
        "Use the name of a block of the template named in `extends`.",
    ),
    info(
        "theme/drifted",
        "The original of a file you have taken over has changed since.",
        "Your copy lacks the fixes and additions made to the original.",
        "Apply the changes by hand, then run `jmsite theme doctor --accept`; or delete your copy.",
    ),
)
