"""The report of an import at its end: as text, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from jmsite.importing.draft import DraftJourney, DraftMap, Remark
from jmsite.model.value import Value, plain

ORDER = ("taken", "changed", "left out")


class Imported(Value):
    """The outcome for one file: the paths that were written, or why there was nothing to write.

    ``question`` is what the file does not tell, ``choices`` are the answers there are.
    """

    file: str
    draft: DraftMap | None = None
    paths: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    refused: str = ""
    sought: str = ""
    what: str = "journey"
    question: str = ""
    choices: tuple[str, ...] = ()


def as_text(files: Sequence[Imported], dry: bool = False) -> str:
    """Return the report as somebody at a terminal reads it."""
    return "\n".join(line for one in files for line in _lines(one, dry)) + "\n"


def _lines(one: Imported, dry: bool) -> Iterable[str]:
    if one.question:
        yield f"{one.file}: nothing written: {one.question}"
        yield from (f"  {choice}" for choice in one.choices)
        return
    if one.draft is None:
        yield f"{one.file}: no {one.what} found: {one.refused}"
        if one.sought:
            yield f"  looked for: {one.sought}"
        return
    yield f"{one.file}: read as {one.draft.format}"
    for did in ORDER:
        remarks = [each for each in one.remarks if each.did == did]
        if remarks or did == "taken":
            yield f"  {did}:"
        if did == "taken":
            yield from (f"    {line}" for line in _taken(one.draft))
        yield from (f"    {_place(each)}  {each.text}" for each in remarks)
    yield f"  {'would write' if dry else 'written'}:"
    yield from (f"    {path}" for path in one.paths)


def _place(remark: Remark) -> str:
    line = f"{remark.file}:{remark.line}" if remark.line else remark.file
    return f"{line} ({remark.spot})" if remark.spot else line


def _taken(draft: DraftMap) -> Iterable[str]:
    titles = Counter(journey.title for journey in draft.journeys)
    for journey in draft.journeys:
        yield _journey(journey, alike=titles[journey.title] > 1)
    if draft.personas:
        yield f"personas: {', '.join(dict.fromkeys(one.title for one in draft.personas))}"
    for kind, count in Counter(one.kind for one in draft.entities).items():
        yield _many(count, kind)


def _many(count: int, kind: str) -> str:
    if count == 1 or kind == "research":
        return f"{count} {kind}"
    return f"{count} {kind[:-1]}ies" if kind.endswith("y") and kind[-2] not in "aeiou" else f"{count} {kind}s"


def _journey(journey: DraftJourney, alike: bool) -> str:
    """Return a line about a journey; of several with one title, it says which one it is."""
    steps = sum(len(stage.steps) for stage in journey.stages)
    lanes = Counter(
        lane
        for stage in journey.stages
        for moment in (stage, *stage.steps)
        for lane, some in moment.lanes.items()
        for _ in some
    )
    felt = sum(bool(moment.feelings) for stage in journey.stages for moment in (stage, *stage.steps))
    if felt:
        lanes["emotion"] = felt
    what = ", ".join(f"{lane} {count}" for lane, count in lanes.items())
    which = " and ".join(journey.personas) or journey.state
    of = f" ({'future state' if journey.state == 'future' else which})" if alike else ""
    amount = ", ".join([_many(len(journey.stages), "stage"), *([_many(steps, "step")] if steps else [])])
    return f"'{journey.title}'{of}: {amount}" + (f"; {what}" if what else "")


def as_json(files: Sequence[Imported]) -> str:
    """Return the report as JSON: one object a file, with what was found, each remark with its place, and the paths."""
    return json.dumps([_object(one) for one in files], ensure_ascii=False, indent=2) + "\n"


def _object(one: Imported) -> dict[str, object]:
    if one.question:
        asks = {"question": one.question, "choices": list(one.choices)}
        return {"file": one.file, "refused": one.question, **asks, "journeys": [], "written": []}
    if one.draft is None:
        return {"file": one.file, "refused": one.refused, "sought": one.sought, "journeys": [], "written": []}
    draft = plain(one.draft)
    return {
        "file": one.file,
        "format": one.draft.format,
        "journeys": draft["journeys"],
        "personas": draft["personas"],
        "entities": draft["entities"],
        **({"counts": draft["counts"]} if draft["counts"] else {}),
        "remarks": [plain(each) for each in one.remarks],
        "written": list(one.paths),
    }
