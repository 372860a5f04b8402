"""Rules about the site as a whole, and the charts in its prose."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

SITE: tuple[Rule, ...] = (
    error(
        "site/missing",
        "There is no `content/site.yaml`.",
        "It names the site, and marks the folder as one.",
        "Create it with at least `title:`, or start a new site with `jmsite init`.",
    ),
    warning(
        "site/language",
        "The interface has no words in the site's language.",
        "Readers meet English words and forms around the content.",
        "Correct `language:` in site.yaml, or add `i18n/<language>.yaml` to a theme of your own.",
    ),
    info(
        "site/history",
        "Git does not answer about the folder of the site.",
        "It trusts no repository of another owner, as in containers; so no page says when it last changed.",
        "If you trust it: `git config --global --add safe.directory <folder>`.",
    ),
    error(
        "chart/bad-block",
        "A chart in prose is not described as charts are.",
        "What to draw cannot be told.",
        "Write `chart: <name>` and the fields of that chart as YAML inside the block.",
    ),
    error(
        "chart/too-much",
        "A chart in prose takes more time, memory or room than a chart may.",
        "It would hold up the build, and then its readers.",
        "Sum the data up before, and take out what makes many rows, marks, letters or steps.",
    ),
    warning(
        "chart/nothing-to-draw",
        "There is nothing to draw for a chart in prose.",
        "Readers meet a sentence that announces a picture, and no picture.",
        "Add what the hint names, or take the block out until it is there.",
    ),
)
