"""The MCP server (the door to the SDK): tools by which agents read a site and propose edits of it."""

from __future__ import annotations

from typing import Any

from mcp.server.fastmcp import FastMCP
from mcp.types import ToolAnnotations

from jmsite.agents.answers import Answers
from jmsite.sessions.session import EditSession

WORDS = (
    "Customer journey maps as text in git. Entities are addressed as KIND:ID (step:buy/choose/compare, persona:anna), "
    "fields as KIND:ID#FIELD (step:buy/choose/compare#pains.0.text; numbers count from 0). Edits are proposed as "
    "patches that pass the site's own check; people apply them."
)
READS = ToolAnnotations(readOnlyHint=True, openWorldHint=False)
WRITES = ToolAnnotations(readOnlyHint=False, destructiveHint=True, openWorldHint=False)


def server(session: EditSession, allow_write: bool = False) -> FastMCP:
    """Return the server of a site; it has a tool that writes only where that is allowed."""
    made = FastMCP("jmsite", instructions=WORDS)
    answers = Answers(session)
    _reading(made, answers)
    _knowing(made, answers)
    _writing(made, answers, allow_write)
    return made


def _reading(made: FastMCP, answers: Answers) -> None:
    @made.tool(annotations=READS)
    def journeys() -> list[dict[str, Any]]:
        """List all journeys with their personas and stages."""
        return answers.journeys()

    @made.tool(annotations=READS)
    def steps(of: str) -> list[dict[str, Any]]:
        """List the steps of a journey (`buy`) or a stage (`buy/choose`), with lanes and emotion scores."""
        return answers.steps(of)

    @made.tool(annotations=READS)
    def entity(at: str) -> dict[str, Any]:
        """Read one entity with all its fields: `persona:anna`, `step:buy/choose/compare`, `opportunity:refund`."""
        return answers.entity(at)

    @made.tool(annotations=READS)
    def entities(kind: str) -> list[dict[str, Any]]:
        """List the entities of a kind: persona, touchpoint, metric, insight, opportunity and so on."""
        return answers.listed(kind)


def _knowing(made: FastMCP, answers: Answers) -> None:
    @made.tool(annotations=READS)
    def evidence(at: str) -> dict[str, Any]:
        """Read the research and insights that a journey, stage, step or other entity rests on."""
        return answers.evidence(at)

    @made.tool(annotations=READS)
    def metrics() -> list[dict[str, Any]]:
        """Read all metrics with their readings."""
        return answers.metrics()

    @made.tool(annotations=READS)
    def findings() -> list[dict[str, Any]]:
        """List what the check finds: errors, warnings and remarks, with the place of each."""
        return answers.findings()

    @made.tool(annotations=READS)
    def impact(at: str) -> list[dict[str, Any]]:
        """List what depends on an entity, nearest first."""
        return answers.impact(at)


def _writing(made: FastMCP, answers: Answers, allow_write: bool) -> None:
    @made.tool(annotations=READS)
    def propose_edits(edits: list[dict[str, Any]]) -> dict[str, Any]:
        """Propose edits and get the patch they make, or why they cannot be made. Nothing is written.

        Each edit is an object: `{"op": "set", "at": "step:buy/choose/compare#title", "value": "I compare"}`.
        `op` is `set`, `add` (to a list; `to` is its place), `remove`, `move` (an entry `to` a number; a step or stage
        `before` or `after` another), `rename` (`value` is the new id), `create` (`value` are the fields) or `delete`.
        """
        return answers.propose(edits)

    if allow_write:

        @made.tool(annotations=WRITES)
        def apply_edits(edits: list[dict[str, Any]]) -> dict[str, Any]:
            """Write edits to the files, if they pass the check. They are written as for `propose_edits`."""
            return answers.apply(edits)
