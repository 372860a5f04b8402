"""Rules about journeys, their stages and steps."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, warning

JOURNEY: tuple[Rule, ...] = (
    warning(
        "stage/duplicate-order",
        "Two stages of a journey have the same number.",
        "Their order is then that of their names, which is rarely meant.",
        "Give each stage a number of its own: `02-consideration.md`.",
    ),
    error(
        "stage/without-number",
        "The file name of a stage has no number.",
        "The number puts the stages in order.",
        "Begin the name with one: `02-consideration.md`.",
    ),
    error(
        "stage/without-journey",
        "A stage lies in a folder without a journey.",
        "A stage is shown on the map of its journey.",
        "Add `journey.md` to the folder, or move the stage.",
    ),
    error(
        "stage/named-anytime",
        "A stage is called `anytime`, and its journey has moments at any time.",
        "The ids of such moments have `anytime` where a stage stands: they could mean its steps.",
        "Give the file of the stage another name.",
    ),
    error(
        "variant/without-stage",
        "What differs for a persona is written for a stage that is not there.",
        "There is nothing that it could differ from.",
        "Name the file like the stage, with `.<persona>` before the ending: `02-consideration.anna.md`.",
    ),
    error(
        "variant/unknown-persona",
        "What differs in a stage is written for a persona that is not there.",
        "It would be shown to nobody.",
        "Correct the persona's id in the file name, or add the persona.",
    ),
    warning(
        "variant/one-for-all",
        "What a persona's variant says stands in place of what is said for all, or for another persona.",
        "Lists of a step grow by what each persona says; its length, its picture or its reason is one for all.",
        "Leave it out of the variant, or say what differs in a lane of words.",
    ),
    error(
        "persona/takes-no-part",
        "Something is written for a persona who has no part there.",
        "Curves and lanes show those who take the journey and the step: it would be shown nowhere, or as everybody's.",
        "Add the persona to `personas:` of the journey, or of the step where it has its own, or take it away.",
    ),
    error(
        "step/duplicate-id",
        "Two steps of a stage have the same id.",
        "A reference could mean either; ids come from titles where none is written.",
        "Give one of the steps another `id:`.",
    ),
    warning(
        "step/without-title",
        "A step has no title.",
        "Readers see its id or its number instead of what the customer does.",
        "Write `title:` in the customer's words: `title: I compare three shops`.",
    ),
    warning(
        "step/longer-wait",
        "A step or stage waits longer than it takes.",
        "Waiting is a part of how long something takes: one of the two is wrong, and both are shown.",
        "Write in `duration:` how long everything takes together, and in `wait:` how much of that is waiting.",
    ),
    error(
        "phase/unknown",
        "A stage names a phase that its journey does not have.",
        "The stage would stand in no phase.",
        "Correct the id, or declare the phase in the journey: `phases: [{id: before, title: Before the move}]`.",
    ),
    error(
        "phase/duplicate-id",
        "Two phases of a journey have the same id.",
        "A stage could mean either; ids come from titles where none is written.",
        "Give one of the phases another `id:`.",
    ),
    warning(
        "phase/order",
        "The phases of a journey are interleaved, or stand in another order than they are declared in.",
        "The band of a phase is drawn over stages that follow each other: it would be torn.",
        "Number the stages so that those of a phase follow each other, in the order of `phases:`.",
    ),
    warning(
        "phase/without-stage",
        "No stage stands in a phase.",
        "A phase is drawn above its stages: this one is shown nowhere.",
        "Write its id as `phase:` in the stages that belong to it, or take it away.",
    ),
    error(
        "emotion/out-of-scale",
        "An emotion score is off the site's scale.",
        "It cannot be drawn, and comparing it with others would mislead.",
        "Write a score on the scale, or change `emotion_scale:` in site.yaml or of the journey.",
    ),
    error(
        "emotion/unknown-word",
        "An emotion is written as a word that the scale does not declare.",
        "Nobody can know which score it stands for, so that it would be missing from every curve.",
        "Write one of the words of the scale, a number, or declare the word under `words:` of `emotion_scale:`.",
    ),
    error(
        "emotion/word-twice",
        "A word of an emotion scale stands for two scores.",
        "Where it is written as a score, nobody can know which of the two is meant.",
        "Leave it at one of them.",
    ),
)
