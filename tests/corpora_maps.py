"""The maps of corpora/, and what an importer should find in each of them (EXPECTED.yaml, which explains its words)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from jmsite.importing.draft import DraftFeeling, DraftJourney, DraftMap, DraftMoment, DraftStage
from jmsite.importing.recognise import read_map

MAPS = Path(__file__).parent / "corpora" / "maps"
EXPECTED: dict[str, Any] = yaml.safe_load((MAPS / "EXPECTED.yaml").read_text("utf-8"))
REFUSED = sorted(name for name, entry in EXPECTED.items() if entry.get("refuse"))
LANES = [
    "doing",
    "touchpoint",
    "channel",
    "thinking",
    "quotes",
    "pains",
    "gains",
    "needs",
    "opportunities",
    "frontstage",
    "backstage",
    "departments",
    "metrics",
    "research",
]


def read(name: str) -> DraftMap:
    return read_map(name, (MAPS / name).read_bytes())


def sketch(draft: DraftMap, expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The journeys of a draft in the words of EXPECTED, with as much of each as is expected."""
    return [_journey(journey, entry) for journey, entry in zip(draft.journeys, expected, strict=True)]


def wanted(expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is expected, without what is said to be unknown and what another test asks."""
    return [_of_a_map(_without(entry)) for entry in expected]


def _without(entry: Any) -> Any:
    if isinstance(entry, list):
        return [_without(one) for one in entry]
    if not isinstance(entry, dict):
        return entry
    dropped = {
        "at",
        "stages_unknown",
        "also_right",
        "lanes",
        "others",
        "arrows",
        "kind",
        "severities",
        "empty",
        "decision",
        "lane",
        "compliance",
        "deviation",
        "goal",
        "id",
    }
    kept = {key: _without(value) for key, value in entry.items() if key not in dropped and value != "none"}
    if isinstance(kept.get("title"), str) and kept["title"].startswith("none"):
        del kept["title"]
    if isinstance(kept.get("personas"), str):
        del kept["personas"]
    if isinstance(kept.get("channel"), str):
        kept["channel"] = 1
    if "variants" in kept:
        kept["steps"] = [
            {**{k: v for k, v in one.items() if k != "steps"}, "doing": len(one["steps"])}
            for one in kept.pop("variants")
        ]
    return kept


def _of_a_map(entry: dict[str, Any]) -> dict[str, Any]:
    """What is expected of a journey that has no durations of its own: those of flows have a test of their own."""
    return {key: value for key, value in entry.items() if key not in ("duration", "durations")}


def _journey(journey: DraftJourney, entry: dict[str, Any]) -> dict[str, Any]:
    entry = _of_a_map(_without(entry))
    found: dict[str, Any] = {}
    for key in entry:
        if key == "stages":
            found[key] = [_stage(*pair) for pair in zip(journey.stages, entry[key], strict=True)]
        elif key == "steps":
            steps = [step for stage in journey.stages for step in stage.steps]
            found[key] = [_step(*pair) for pair in zip(steps, entry[key], strict=True)]
        elif key == "compares_to":
            found[key] = entry[key] if journey.compares_to == 0 else None
        elif key == "personas":
            found[key] = list(journey.personas)
        else:
            found[key] = getattr(journey, key, None)
    return found


def _stage(stage: DraftStage, entry: dict[str, Any]) -> dict[str, Any]:
    found = _moment(stage, entry)
    if "skipped" in entry:
        found["skipped"] = stage.skipped
    if "steps" in entry:
        found["steps"] = [_step(*pair) for pair in zip(stage.steps, entry["steps"], strict=True)]
    return found


def _step(step: DraftMoment, entry: Any) -> Any:
    return step.title if isinstance(entry, str) else _moment(step, entry)


def _moment(moment: DraftMoment, entry: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"title": moment.title}
    found |= {
        lane: len(moment.lanes[lane])
        for lane in LANES
        if moment.lanes.get(lane) and (lane != "frontstage" or lane in entry)
    }
    for key in ("duration", "wait"):
        if key in entry:  # the words are read in the tests of durations
            found[key] = entry[key] if getattr(moment, key) else ""
    if moment.truth:
        found["moment_of_truth"] = True
    if "prose" in entry:
        found["prose"] = next((part for part in moment.prose if part == entry["prose"]), moment.prose)
    if "next" in entry:
        found["next"] = [{"to": one.to, **({"when": one.when} if one.when else {})} for one in moment.next]
    if "emotion" in entry:
        found["emotion"] = _felt(moment.feelings, entry["emotion"])
    return found


def _felt(feelings: tuple[DraftFeeling, ...], entry: dict[str, Any]) -> dict[str, Any]:
    if not feelings:
        return {}
    found: dict[str, Any] = {}
    if "source" in entry:
        words = {feelings[0].source, *(one.word for one in feelings)}
        found["source"] = entry["source"] if entry["source"] in words else sorted(words)
    if "value" in entry:
        found["value"] = feelings[0].value
    if "scale" in entry:
        found["scale"] = list(map(int, feelings[0].scale or ()))
    if "scale_sure" in entry:
        found["scale_sure"] = feelings[0].sure
    if "sign" in entry:
        found["sign"] = " then ".join({1: "+", 0: "0", -1: "-", None: "?"}[one.sign] for one in feelings)
    return found
