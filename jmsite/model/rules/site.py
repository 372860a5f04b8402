"""Rules about the site as a whole, and the charts in its prose."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

SITE: tuple[Rule, ...] = (
    error(
        "site/missing",
        "There is no `content/site.yaml`.",
        "It names the site, and marks the folder as a site.",
        "Create it with at least a `title:`, or start a new site with `jmsite init`.",
    ),
    warning(
        "site/language",
        "The interface is not available in the site's language.",
        "Readers see English words and formats around the content.",
        "Correct `language:` in site.yaml, or add `i18n/<language>.yaml` to your own theme.",
    ),
    warning(
        "site/unknown-path",
        "A path under `rules:` in site.yaml matches no file.",
        "What is set for it has no effect.",
        "Write the folder or file relative to content/: `journeys/old`, `personas/anna`, `pages/drafts`.",
    ),
    error(
        "site/not-installed",
        "A format under `exports:` in site.yaml needs a package that is not installed.",
        "Readers would not find the files that the site is to offer.",
        "Install the package with the command in the hint, or remove the format from `exports:`.",
    ),
    info(
        "site/history",
        "Git refuses to read the history of this folder.",
        "Git does not trust repositories of another owner, as is common in containers, so pages cannot"
        " show when they last changed.",
        "If you trust the repository, run `git config --global --add safe.directory <folder>`.",
    ),
    error(
        "chart/bad-block",
        "A chart block in prose is not valid.",
        "It is unclear what to draw.",
        "Write `chart: <name>` and the fields of that chart inside the block, as YAML.",
    ),
    error(
        "chart/too-much",
        "A chart in prose takes too much time, memory or space.",
        "It would slow down the build, and then the page.",
        "Aggregate the data first, and reduce the number of rows, marks, labels or steps.",
    ),
    warning(
        "chart/nothing-to-draw",
        "A chart in prose has nothing to draw.",
        "Readers would find a caption without a chart.",
        "Add what the hint asks for, or remove the block until it exists.",
    ),
)
