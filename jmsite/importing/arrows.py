"""Flows drawn in text with arrows (→, ↓, v, ->): steps in order, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jmsite.importing.blocks import TextBlock, blocks_of
from jmsite.importing.draft import DraftJourney, DraftMap, DraftMoment, DraftStage, NoJourneyError, Remark
from jmsite.importing.durations import time_taken
from jmsite.importing.journey_intro import bare_title, journey_title
from jmsite.importing.labels import Words
from jmsite.importing.likely_map import strange_labels
from jmsite.model.value import Value

LEAST = 3
"""Links from which on a chain of arrows is a flow."""
_ARROW = re.compile(r"\s*(?:-{1,3}>|={1,2}>|→|➔|➜|⟶|⇒|➡️?)\s*")
_JOINT = re.compile(r"^\s*(?:[|│↓v▼V]\s*)+$")
_BRACKET = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
# the sum of a column of durations is no step
_TOTAL = re.compile(r"^(?:total|gesamt|insgesamt|итого|всего|总计|合計)\s*[:：]?\s*", re.IGNORECASE)
ALONE = (
    "there were only arrows: no stages, no personas, no emotions; each flow became one stage with its steps"
)
SOUGHT = "a heading that says that it is a journey, and three or more steps joined by arrows below it"


class _Flow(Value):
    """A chain: what it is called, its steps with their lines, and branches beside it."""

    title: str
    line: int
    links: tuple[tuple[str, int], ...]
    branches: tuple[tuple[str, int], ...] = ()


def read_arrows(text: str, words: Words, name: str) -> DraftMap:
    """Return the journeys that a text draws with arrows. Raises ``NoJourneyError`` where it draws none."""
    blocks = blocks_of(text)
    headings = [block for block in blocks if block.kind == "heading"]
    called = any(words.is_kind(block.text, "journey") for block in headings) or words.is_kind(name, "journey")
    strange = strange_labels(blocks, words)
    flows = [flow for flow in _flows(blocks) if len(flow.links) >= LEAST]
    # arrows alone are any diagram; and a text with labels of lanes says more than its arrows, which another reader
    # takes
    if not called or strange or not flows:
        raise NoJourneyError("no flow of arrows stands under a heading that calls it a journey", SOUGHT)
    heading = next((title for block in headings if (title := journey_title(block.text))), "")
    journeys, remarks = [], []
    for flow in flows:
        journey, said = _journey(flow, flow.title or heading or name)
        journeys.append(journey)
        remarks += said
    remarks.insert(0, Remark(did="changed", text=ALONE))
    return DraftMap(format="arrows", journeys=tuple(journeys), remarks=tuple(remarks))


def _flows(blocks: Sequence[TextBlock]) -> Iterator[_Flow]:
    title = ""
    for block in blocks:
        if block.kind == "heading":
            title = "" if not journey_title(block.text) else bare_title(block.text)
        elif block.kind == "chain":
            links = tuple((part, line) for text, line in block.items for part in _parts(text))
            yield _Flow(title=title, line=block.line, links=links)
            title = ""
        elif block.kind == "code":
            yield _drawn(block, title)
            title = ""
        elif block.kind in ("text", "item", "bold") and len(_parts(block.text)) >= LEAST:
            own, parts = _titled(_parts(block.text))
            yield _Flow(
                title=own or title, line=block.line, links=tuple((part, block.line) for part in parts)
            )
            title = ""
        elif block.kind in ("text", "bold") and block.text:
            title = bare_title(block.text).rstrip(":：").strip()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _ARROW.split(text) if part.strip()]


def _titled(parts: Sequence[str]) -> tuple[str, list[str]]:
    """Return the title before a flow on one line: `Kiosk: Tap card → Confirm`."""
    before, colon, rest = parts[0].partition(":")
    if colon and rest.strip():
        return bare_title(before), [rest.strip(), *parts[1:]]
    return "", list(parts)


def _drawn(block: TextBlock, title: str) -> _Flow:
    """Return the flow of a block of code: its first chain, also downwards; the others are branches."""
    lines = [(line, block.line + 1 + at) for at, line in enumerate(block.text.split("\n")) if line.strip()]
    links: list[tuple[str, int]] = []
    branches: list[tuple[str, int]] = []
    joined = True
    for text, number in lines:
        if _JOINT.match(text):
            joined = True
            continue
        parts = [(part, number) for part in _parts(text)]
        # a line of one step goes on downwards; a second chain beside the first one is a branch
        if not links or (
            joined and len(parts) == 1 and len(links) < 2 + len(lines) and not branches and _down(lines)
        ):
            links += parts
        else:
            branches.append((text.strip(), number))
        joined = False
    return _Flow(title=title, line=block.line, links=tuple(links), branches=tuple(branches))


def _down(lines: Sequence[tuple[str, int]]) -> bool:
    return sum(len(_parts(text)) > 1 for text, _ in lines) <= 1


def _journey(flow: _Flow, title: str) -> tuple[DraftJourney, list[Remark]]:
    remarks = [Remark(did="left out", text=f"the branch '{text}'", line=line) for text, line in flow.branches]
    whole = ""
    steps = []
    for text, line in flow.links:
        step, total = _step(text, line)
        whole = total or whole
        steps.append(step)
    stage = DraftStage(title=title, line=flow.line, steps=tuple(steps), duration=whole)
    return DraftJourney(title=title, line=flow.line, stages=(stage,)), remarks


def _step(text: str, line: int) -> tuple[DraftMoment, str]:
    """Return a step, with the duration in its brackets; and that of the whole where the brackets say so."""
    title = re.sub(
        r"^\s*(?:step|schritt|шаг|paso|passo)?\s*\d{1,2}\s*[.):：]\s*",
        "",
        bare_title(text),
        flags=re.IGNORECASE,
    )
    found = _BRACKET.search(title)
    if found:
        total = _TOTAL.match(found[1])
        read = time_taken(_TOTAL.sub("", found[1]))
        if read is not None:
            bare = title[: found.start()].strip()
            if total:
                return DraftMoment(title=bare, line=line), read.duration
            return DraftMoment(title=bare, line=line, duration=read.duration, wait=read.wait), ""
    return DraftMoment(title=title, line=line), ""
