"""``jmsite explain``: why a rule exists and how to satisfy it."""

from __future__ import annotations

from typing import Annotated

import typer

from jmsite.cli.stop import unknown

RuleId = Annotated[str | None, typer.Argument(metavar="[RULE]", help="Its id, as faults show it.")]


def explain(rule: RuleId = None) -> None:
    """Say why a rule exists and how to satisfy it; without a rule, list them all."""
    from jmsite.model.rules import RULES

    if rule is None:
        width = max(map(len, RULES))
        typer.echo("\n".join(f"{row.id:{width}}  {row.severity:7}  {row.title}" for row in RULES.values()))
        return
    if rule not in RULES:
        raise unknown("rule", rule, RULES)
    from jmsite.report import explain as explained

    typer.echo(explained(rule), nl=False)
