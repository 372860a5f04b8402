"""Rules about fields: their names and values."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, info, warning

FIELD: tuple[Rule, ...] = (
    error(
        "field/unknown",
        "A field has an unknown name.",
        "It is misspelt or in the wrong place, so its value would not be shown.",
        "Use the suggested name; or declare a custom field in site.yaml and write it under `fields:`.",
    ),
    error(
        "field/missing",
        "A required field is missing.",
        "The entry cannot be understood or shown without it.",
        "Add the field.",
    ),
    error(
        "field/empty",
        "A field is empty.",
        "Readers would see a gap.",
        "Fill it in, or remove it.",
    ),
    error(
        "field/wrong-type",
        "A value has the wrong type.",
        "Numbers, lists and dates are calculated with, counted and compared, so they must be written as such.",
        "Write the value in the form given in the message.",
    ),
    error(
        "field/not-allowed",
        "A value is not one of the allowed values.",
        "Colours, icons and filters exist for the allowed values only.",
        "Use one of the values listed in the message.",
    ),
    error(
        "field/out-of-range",
        "A number is too small or too large.",
        "It would fall outside the range that is drawn.",
        "Use a number within the limits given in the message.",
    ),
    error(
        "field/malformed",
        "A value is not in the required form.",
        "Ids, colours, dates and durations are read by software as well as by people.",
        "Write the value in the form given in the message.",
    ),
    error(
        "field/twice",
        "The same field is set in both files of an entry.",
        "If the values differ, it is unclear which one applies.",
        "Keep the field in one of the two files.",
    ),
    error(
        "field/undeclared",
        "A custom field is not declared.",
        "Its title and type are unknown, and a misspelt name would go unnoticed.",
        "Declare it in site.yaml: under `lanes:` for steps, under `fields:` for everything else.",
    ),
    error(
        "field/wrong-type-own",
        "The value of a custom field does not match its declared type.",
        "A custom field is shown according to its type.",
        "Change the value, or the type in site.yaml.",
    ),
    error(
        "visibility/unknown-audience",
        "A visibility names an undeclared audience.",
        "The content would be shown to nobody, or to the wrong people.",
        "Use `internal`, `public`, or one of the `audiences:` in site.yaml.",
    ),
    warning(
        "visibility/unknown-path",
        "A path under `visibility:` in site.yaml matches no file.",
        "The content it was meant for may be shown to the wrong people.",
        "Write the folder or file relative to content/: `journeys`, `touchpoints`, `pages/departments`.",
    ),
    info(
        "visibility/partly-hidden",
        "An audience may see a journey, but not everything on it.",
        "Its map has gaps that readers cannot see. This may be intended, or an oversight.",
        "To show the parts as well, set `visibility:` in them, or for their folder in site.yaml. If the"
        " gaps are intended, you need not do anything.",
    ),
)
