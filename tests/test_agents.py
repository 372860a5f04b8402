"""Agents read a site by tools of MCP and propose edits; they write only where that is allowed."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.shared.memory import create_connected_server_and_client_session
from mcp.types import TextContent
from test_live_editing import LOOK, STAGE, plant

from jmsite.agents.server import server
from jmsite.engine.memo import Memo
from jmsite.sessions.session import EditSession

READING = {"journeys", "steps", "entity", "entities", "evidence", "metrics", "findings", "impact"}


def apart(run: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """What a coroutine returns, in a thread: a browser of other tests may have a loop in this one."""
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(asyncio.run(run()))
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(60)
    assert found, "it never ended"
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


class Agent:
    def __init__(self, root: Path, allow_write: bool = False) -> None:
        self.root = root
        self._server = server(EditSession(root, Memo()), allow_write)

    def tools(self) -> dict[str, Any]:
        async def run() -> dict[str, Any]:
            async with create_connected_server_and_client_session(self._server._mcp_server) as client:
                return {tool.name: tool for tool in (await client.list_tools()).tools}

        return dict(apart(run))

    def ask(self, tool: str, **given: Any) -> Any:
        async def run() -> Any:
            async with create_connected_server_and_client_session(self._server._mcp_server) as client:
                return await client.call_tool(tool, given)

        answer = apart(run)
        texts = [part.text for part in answer.content if isinstance(part, TextContent)]
        if answer.isError:
            return "".join(texts)
        return (
            answer.structuredContent.get("result", answer.structuredContent)
            if answer.structuredContent
            else [json.loads(text) for text in texts]
        )


@pytest.fixture
def agent(tmp_path: Path) -> Agent:
    return Agent(plant(tmp_path.resolve() / "site"))


def test_there_are_tools_to_read_and_one_to_propose(agent: Agent):
    tools = agent.tools()
    assert set(tools) == READING | {"propose_edits"}
    assert all(tool.description and tool.annotations.readOnlyHint for tool in tools.values())


def test_what_a_site_says_is_read(agent: Agent):
    (journey,) = agent.ask("journeys")
    assert (journey["at"], journey["stages"]) == ("journey:buy", [{"at": "stage:buy/find", "title": "Find"}])
    for of in ("buy", "journey:buy", "buy/find", "stage:buy/find"):
        (step,) = agent.ask("steps", of=of)
        assert (step["at"], step["scores"][0]["score"]) == (LOOK, 1.0)
    assert agent.ask("entity", at="persona:anna")["title"] == "Anna"
    assert agent.ask("entity", at=LOOK)["fields"]["pains"][1]["severity"] == 2
    assert agent.ask("entities", kind="touchpoint") == [{"at": "touchpoint:shop", "title": "The shop"}]
    assert {one["id"] for one in agent.ask("impact", at="persona:anna")} >= {"buy"}
    assert {one["severity"] for one in agent.ask("findings")} <= {"error", "warning", "info"}
    assert agent.ask("metrics") == []
    assert agent.ask("evidence", at="journey:buy") == {"research": [], "insight": []}


def test_what_is_not_there_is_said(agent: Agent):
    assert "there is no persona 'ana'; there are persona:anna" in agent.ask("entity", at="persona:ana")
    assert "no address" in agent.ask("entity", at="anna")
    assert "there is no kind 'cat'" in agent.ask("entities", kind="cat")


def test_a_proposal_is_a_patch_and_writes_nothing(agent: Agent):
    said = agent.ask("propose_edits", edits=[{"op": "set", "at": f"{LOOK}#title", "value": "I look around"}])
    assert (said["ok"], said["written"]) == (True, False)
    assert "+    title: I look around   # her words" in said["patch"]
    assert (agent.root / "content/journeys/buy/01-find.md").read_text() == STAGE


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        ({"op": "set", "at": f"{LOOK}#pains.1.severity", "value": 9}, "errors"),
        ({"op": "set", "at": "persona:zoe#title", "value": "x"}, "refused"),
        ({"op": "set", "at": f"{LOOK}#title", "value": "x", "was": "y"}, "conflict"),
        ({"op": "fly"}, "refused"),
        ({"op": "create", "at": "persona:../../evil"}, "refused"),
    ],
)
def test_a_proposal_that_would_do_harm_is_refused_with_the_reason(
    agent: Agent, edit: dict[str, Any], why: str
):
    said = agent.ask("propose_edits", edits=[edit])
    assert said["ok"] is False
    assert said[why]


def test_the_command_serves_by_standard_input_and_output(agent: Agent):
    words = ["-m", "jmsite", "mcp", "--root", str(agent.root)]

    async def run() -> list[str]:
        process = StdioServerParameters(command=sys.executable, args=words)
        async with stdio_client(process) as (read, write), ClientSession(read, write) as client:
            await client.initialize()
            return [tool.name for tool in (await client.list_tools()).tools]

    assert set(apart(run)) == READING | {"propose_edits"}


def test_an_agent_writes_only_where_that_is_allowed(tmp_path: Path):
    root = plant(tmp_path.resolve() / "site")
    edit = {"op": "set", "at": f"{LOOK}#title", "value": "I look around"}
    assert "Unknown tool" in Agent(root).ask("apply_edits", edits=[edit])
    writer = Agent(root, allow_write=True)
    assert writer.tools()["apply_edits"].annotations.readOnlyHint is False
    assert writer.ask("apply_edits", edits=[edit])["written"] is True
    assert "I look around" in (root / "content/journeys/buy/01-find.md").read_text()
