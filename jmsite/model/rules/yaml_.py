"""Rules about YAML as it is written."""

from __future__ import annotations

from jmsite.model.rules.rule import Rule, error, warning

YAML: tuple[Rule, ...] = (
    error(
        "yaml/syntax",
        "The YAML is not valid.",
        "From this place on, it is unclear what is meant.",
        "Check this place and the line above: indentation, quotation marks, brackets, a missing colon.",
    ),
    error(
        "yaml/duplicate-key",
        "A field appears twice.",
        "Only one of the two values can apply, and it is unclear which.",
        "Remove one, or merge their values.",
    ),
    error(
        "yaml/merge-key",
        "The merge key `<<` is not supported.",
        "YAML 1.2 has no merge key, and readers cannot see here which fields it adds.",
        "Write out the fields.",
    ),
    error(
        "yaml/tag",
        "YAML tags are not supported.",
        "Every field has its own type and needs no tag; a tag could create a value of any type.",
        "Remove the tag.",
    ),
    error(
        "yaml/complex-key",
        "A field name is a list or a mapping.",
        "Fields and ids have plain names.",
        "Use a plain word. If the name begins with a bracket, put quotation marks around it.",
    ),
    error(
        "yaml/alias",
        "A YAML alias points nowhere, to itself, or to too much.",
        "Aliases can make a small file expand to any size.",
        "Write out the value.",
    ),
    warning(
        "yaml/comment-in-text",
        "Text is cut off at a `#` after a space.",
        "YAML reads the rest as a comment: only 'Opens ticket' is left of 'Opens ticket #4711'.",
        "Put quotation marks around the whole text. If it is meant as a comment, add a space after the `#`.",
    ),
    warning(
        "yaml/list-in-text",
        "A list is read as one text.",
        "YAML takes lines for entries only if each begins with a hyphen and a space, in the same column.",
        "Begin each entry with `- ` on a line of its own. If it is one text, put quotation marks around it.",
    ),
    error(
        "yaml/too-deep",
        "Lists or mappings are nested too deeply.",
        "No field is nested that deeply; such files are made to crash software.",
        "Check the brackets.",
    ),
    error(
        "yaml/several-documents",
        "A file contains more than one YAML document.",
        "Everything after the first document would be lost.",
        "Split the file, or remove the line with `---`.",
    ),
    error(
        "yaml/not-finite",
        "A number is infinite or not a number.",
        "It can be neither drawn nor compared.",
        "Write a number, remove the field, or put quotation marks around the word.",
    ),
    error(
        "yaml/not-a-mapping",
        "A file does not consist of fields.",
        "Files are read as `field: value`, line by line; a list or a single value has no field names.",
        "Write each value with the name of its field.",
    ),
)
