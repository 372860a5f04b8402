"""``jmsite explain``: why a rule exists and how to satisfy it."""

from __future__ import annotations

from typing import Annotated

import typer

from jmsite.cli.errors import unknown

RuleId = Annotated[
    str | None,
    typer.Argument(metavar="[RULE]", help="Id of a rule, as shown in a report, or of a family of rules."),
]


Page = Annotated[
    bool, typer.Option("--markdown", help="Print the rules of practice as a page for your own guide.")
]


def explain(rule: RuleId = None, markdown: Page = False) -> None:
    """Explain why a rule exists and how to satisfy it. Without a rule, or for a family, list the rules."""
    from jmsite.model.rules import RULES

    if markdown:
        from jmsite.report import practice_in_markdown

        typer.echo(practice_in_markdown(), nl=False)
        return

    rows = [row for row in RULES.values() if rule is None or row.id.startswith(f"{rule.rstrip('/')}/")]
    if rows:
        width = max(len(row.id) for row in rows)
        typer.echo("\n".join(f"{row.id:{width}}  {row.severity:7}  {row.title}" for row in rows))
        return
    if rule is None or rule not in RULES:
        raise unknown("rule", rule or "", RULES)
    from jmsite.report import explain as explained

    typer.echo(explained(rule), nl=False)
