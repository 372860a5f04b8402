"""Rules of practice about simplicity: what a reader can still take in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from jmsite.model.rules.practice.row import remark
from jmsite.model.rules.rule import Rule, RuleOptions


class MostSteps(RuleOptions):
    """The most steps that a journey may have."""

    max: Annotated[int, Field(ge=1, description="The most steps.")] = 20


class MostStages(RuleOptions):
    """The most stages that a journey may have."""

    max: Annotated[int, Field(ge=1, description="The most stages.")] = 8


class MostWords(RuleOptions):
    """The most words that may stand in a cell of a map."""

    max: Annotated[int, Field(ge=1, description="The most words in a cell.")] = 60


class MostLanes(RuleOptions):
    """The most lanes that a map may have."""

    max: Annotated[int, Field(ge=1, description="The most lanes.")] = 14


SIMPLICITY: tuple[Rule, ...] = (
    remark(
        "simplicity/too-many-steps",
        "A journey has more steps than a reader can take in.",
        "On a map that needs scrolling in all directions, nobody sees the shape of the experience.",
        "Merge steps that feel the same, or move a part into a journey of its own and name it in the step.",
        "- title: I exchange the size\n  journey: exchange-a-size",
        MostSteps,
    ),
    remark(
        "simplicity/too-many-stages",
        "A journey has more stages than a reader can take in.",
        "Stages are what readers remember, and nobody remembers a long list.",
        "Merge stages with one goal, or group them with `phases:` and draw a map for each phase.",
        "phases: [{id: before, title: Before the move}, {id: after, title: After the move}]",
        MostStages,
    ),
    remark(
        "simplicity/long-cell",
        "A cell of the map holds more text than a reader takes in at a glance.",
        "The map is read across, cell by cell; a page of text in one of them stops everybody.",
        "Keep the point in the lane, and move the rest into the prose below the fields.",
        "doing: [Opens four tabs and compares the size tables]",
        MostWords,
    ),
    remark(
        "simplicity/too-many-lanes",
        "A map has more lanes than a reader can keep track of.",
        "With every lane, the ones that matter are harder to find.",
        "Remove lanes with an entry or two, or keep them out of the map with `views:` in site.yaml.",
        "lanes: {carbon: {title: Carbon, type: rating, views: [table]}}",
        MostLanes,
    ),
    remark(
        "simplicity/one-step",
        "A stage has only one step.",
        "Either it is not a stage in its own right, or nobody has looked closely enough at what happens in it.",
        "Add what else happens, merge the stage with its neighbour, or write the lanes in the stage itself.",
        "steps:\n  - title: I wait for the parcel\n  - title: I open it at the door",
    ),
)
