"""Rules about fields: their names and values."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

FIELD: tuple[Rule, ...] = (
    error(
        "field/unknown",
        "A field is not known.",
        "It is misspelt or misplaced, and what it says would be shown nowhere.",
        "Take the field that is suggested, or declare an own one in site.yaml and write it under `fields:`.",
    ),
    error(
        "field/missing",
        "A field is missing that must be there.",
        "Without it the rest cannot be understood or shown.",
        "Add the field.",
    ),
    error(
        "field/empty",
        "A field is empty that must say something.",
        "An empty value shows a gap where readers expect words.",
        "Fill it in, or remove the field.",
    ),
    error(
        "field/wrong-type",
        "A value is not of the field's type.",
        "What is meant to be a number, a list or a day is counted, listed or compared as such.",
        "Write the value in the form that the message names.",
    ),
    error(
        "field/not-allowed",
        "A value is not one of those a field can have.",
        "Colours, icons and filters know the listed values only.",
        "Take one of the values that the message lists.",
    ),
    error(
        "field/out-of-range",
        "A number is too small or too large for its field.",
        "It would be drawn off its scale.",
        "Write a number within the bounds that the message names.",
    ),
    error(
        "field/malformed",
        "A value is not written in the form that its field has.",
        "Ids, colours, days and durations are read by programs as well as by people.",
        "Write it in the form that the message names.",
    ),
    error(
        "field/twice",
        "A field stands in both files of one entity.",
        "When they differ, nobody can tell which one holds.",
        "Keep the field in one of the two files.",
    ),
    error(
        "field/undeclared",
        "An own field is not declared.",
        "Without a declaration its title and type are not known, and a misspelling would go unseen.",
        "Declare it in site.yaml: under `lanes:` for steps, under `fields:` for other kinds.",
    ),
    error(
        "field/wrong-type-own",
        "The value of an own field is not of the type declared for it.",
        "It is shown as what it is declared to be.",
        "Change the value, or the type in site.yaml.",
    ),
    error(
        "visibility/unknown-audience",
        "A visibility names an audience that is not declared.",
        "Nobody would see the content, or the wrong people would.",
        "Use `internal`, `public`, or one of the `audiences:` in site.yaml.",
    ),
    warning(
        "visibility/unknown-path",
        "An entry under `visibility:` in site.yaml speaks of no file.",
        "What it was meant for is shown to others than intended.",
        "Write a folder or a file as it lies under content/: `journeys`, `touchpoints`, `pages/departments`.",
    ),
    info(
        "visibility/partly-hidden",
        "An audience may read a journey, and not everything that is on it.",
        "Its map has gaps that its readers cannot see, which may be meant, or forgotten.",
        "Show the parts too, with `visibility:` in them or by their folder in site.yaml; or leave it, if it is meant.",
    ),
)
