"""Rules about journeys, their stages and steps."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, warning

JOURNEY: tuple[Rule, ...] = (
    warning(
        "stage/duplicate-order",
        "Two stages of a journey have the same number.",
        "They are then sorted by name, which is rarely intended.",
        "Give each stage its own number: `02-consideration.md`.",
    ),
    error(
        "stage/without-number",
        "The file name of a stage has no number.",
        "The numbers put the stages in order.",
        "Begin the name with a number: `02-consideration.md`.",
    ),
    error(
        "stage/without-journey",
        "A stage is in a folder without a journey.",
        "A stage is shown on the map of its journey.",
        "Add `journey.md` to the folder, or move the stage.",
    ),
    error(
        "stage/named-anytime",
        "A stage is called `anytime`, and its journey also has moments that can happen at any time.",
        "The ids of such moments begin with `anytime`, so they could be mistaken for steps of this stage.",
        "Rename the file of the stage.",
    ),
    error(
        "variant/without-stage",
        "A persona's variant belongs to a stage that does not exist.",
        "A variant changes a stage for one persona, so it needs the stage.",
        "Name the file after the stage, with `.<persona>` before the extension: `02-consideration.anna.md`.",
    ),
    error(
        "variant/unknown-persona",
        "A stage has a variant for a persona that does not exist.",
        "It would not be shown to anyone.",
        "Correct the persona's id in the file name, or add the persona.",
    ),
    warning(
        "variant/one-for-all",
        "A persona's variant contradicts the stage, or the variant of another persona.",
        "Variants add to the lists of a step. Its title, duration, image and the like are the same for all personas.",
        "Remove the value from the variant, or describe the difference in a text lane.",
    ),
    error(
        "persona/takes-no-part",
        "Something is written for a persona who does not take part.",
        "Curves and lanes show only personas who take the journey and the step, so it would not be shown,"
        " or be shown for everyone.",
        "Add the persona to `personas:` of the journey, and of the step if it has its own; or remove the text.",
    ),
    error(
        "step/duplicate-id",
        "Two steps of a stage have the same id.",
        "A reference to that id would be ambiguous. Where no id is given, it is made from the title.",
        "Give one of the steps a different `id:`.",
    ),
    warning(
        "step/without-title",
        "A step has no title.",
        "Readers see its id or number instead of what the customer does.",
        "Add a `title:` in the customer's words: `title: I compare three shops`.",
    ),
    warning(
        "step/longer-wait",
        "The wait of a step or stage is longer than its duration.",
        "The wait is part of the duration, so one of the two must be wrong, and both are shown.",
        "Write the total time as `duration:`, and how much of it is waiting as `wait:`.",
    ),
    error(
        "phase/unknown",
        "A stage names a phase that its journey does not have.",
        "The stage would belong to no phase.",
        "Correct the id, or declare the phase in the journey: `phases: [{id: before, title: Before the move}]`.",
    ),
    error(
        "phase/duplicate-id",
        "Two phases of a journey have the same id.",
        "A reference to that id would be ambiguous. Where no id is given, it is made from the title.",
        "Give one of the phases a different `id:`.",
    ),
    warning(
        "phase/order",
        "The stages of a phase are not next to each other, or the phases are out of order.",
        "A phase is drawn as one band above its stages.",
        "Number the stages so that those of a phase follow each other, in the order of `phases:`.",
    ),
    warning(
        "phase/without-stage",
        "A phase has no stages.",
        "A phase is drawn above its stages, so this one is not shown.",
        "Add `phase:` with its id to the stages that belong to it, or remove the phase.",
    ),
    error(
        "emotion/out-of-scale",
        "An emotion score is outside the scale.",
        "It cannot be drawn, and comparing it with other scores would be misleading.",
        "Use a score on the scale, or change `emotion_scale:` in site.yaml or in the journey.",
    ),
    error(
        "emotion/unknown-word",
        "An emotion is given as a word that the scale does not define.",
        "Its score is unknown, so it would be missing from every curve.",
        "Use a word of the scale or a number, or define the word under `words:` of `emotion_scale:`.",
    ),
    error(
        "emotion/word-twice",
        "A word of the emotion scale stands for two scores.",
        "Where the word is used, it is unclear which score is meant.",
        "Keep it for one of the scores.",
    ),
)
