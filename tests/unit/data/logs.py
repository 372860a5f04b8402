"""Ask what a small log of events says that a test writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from asking import blob

from jmsite.data.dimensions import ident
from jmsite.data.events import EventQuestion, flow_of
from jmsite.data.events.plan import Plan
from jmsite.data.events.question import FunnelAsked
from jmsite.model.entities.events import Events
from jmsite.model.findings import Examined
from jmsite.model.flow import JourneyFlow

HEAD = "case,time,event\n"


def straight(steps: int) -> Plan:
    """A map on which each step follows the one before."""
    return Plan(ways=tuple((at + 1,) if at + 1 < steps else () for at in range(steps)))


def flow_in(
    file: Path,
    steps: str,
    *,
    plan: Plan | None = None,
    funnels: tuple[FunnelAsked, ...] = (),
    who: dict[str, str] | None = None,
    **fields: Any,
) -> Examined[JourneyFlow]:
    """What the log in a file says of steps, which are named in a row, separated by a bar."""
    names = steps.split("|")
    question = EventQuestion(
        journey="buy",
        events=Events.model_validate({"min_n": 1, **fields}),
        blob=blob(file),
        steps=tuple(names),
        called=tuple((ident(name), at) for at, name in enumerate(names)),
        who=tuple((who or {}).items()),
        plan=plan or straight(len(names)),
        funnels=funnels,
    )
    return flow_of(question)


def flow(
    folder: Path, log: str, steps: str = "a|b|c", name: str = "log.csv", **more: Any
) -> Examined[JourneyFlow]:
    """What a log says that is written as text."""
    file = folder / name
    file.write_text(log, "utf-8")
    return flow_in(file, steps, **more)


def written(*ways: str) -> str:
    """A log in which each case goes through letters, one an hour, at its own hours of one day after the other."""
    rows = [
        f"{case},2026-03-{case + 1:02}T{hour:02}:00Z,{event}\n"
        for case, way in enumerate(ways)
        for hour, event in enumerate(way)
    ]
    return HEAD + "".join(rows)
