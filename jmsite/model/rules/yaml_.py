"""Rules about YAML as it is written."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, warning

YAML: tuple[Rule, ...] = (
    error(
        "yaml/syntax",
        "The YAML cannot be read.",
        "From the faulty spot on, nobody can tell what is meant.",
        "Look at the place and the line above it: indentation, quotation marks, brackets, a missing colon.",
    ),
    error(
        "yaml/duplicate-key",
        "A key stands twice in one mapping.",
        "Only one of the two could hold, and readers of the file could not tell which.",
        "Keep one of them, or join their values.",
    ),
    error(
        "yaml/merge-key",
        "A mapping uses the merge key `<<`.",
        "It left the YAML standard with version 1.2, and what it yields is not visible at its place.",
        "Write the fields out.",
    ),
    error(
        "yaml/tag",
        "A value has a tag that is not used here.",
        "Tags could stand for values of any type; fields know their types without them.",
        "Remove the tag.",
    ),
    error(
        "yaml/complex-key",
        "A key is a list or a mapping.",
        "Fields and ids have plain names.",
        "Write a plain word as the key. Put quotation marks around a key that begins with a bracket.",
    ),
    error(
        "yaml/alias",
        "An alias leads nowhere, to itself, or to too much.",
        "Aliases can blow a small file up to any size.",
        "Write the value out.",
    ),
    warning(
        "yaml/comment-in-text",
        "A text without quotation marks ends where `#` follows a blank.",
        "YAML takes what follows for a comment: of 'Opens ticket #4711' only 'Opens ticket' is read, and shown.",
        "Put quotation marks around the whole text. For a comment that is one, put a blank behind `#`.",
    ),
    error(
        "yaml/too-deep",
        "Lists or mappings stand too deep inside each other.",
        "No field is that deep; such files exist to exhaust the programs that read them.",
        "Check the brackets.",
    ),
    error(
        "yaml/several-documents",
        "A file holds several YAML documents.",
        "A file speaks of one thing; what follows the first `---` would be lost.",
        "Make a file of each, or remove the line with `---`.",
    ),
    error(
        "yaml/not-finite",
        "A number is infinite or not a number.",
        "It can be neither drawn nor compared.",
        "Write a number, leave the field out, or put quotation marks around a word.",
    ),
    error(
        "yaml/not-a-mapping",
        "A file holds no fields.",
        "A file is read as `field: value`, line by line; a list or a single value has no names.",
        "Give each value the name of its field.",
    ),
)
