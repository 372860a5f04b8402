"""Our messages for PyYAML's errors, and which of the two places of an error to point at."""

from __future__ import annotations

from jmsite.model.value import Value


class YamlMessage(Value):
    """A message for a fault. ``at_start`` points at where the construct begins, not where it broke."""

    message: str
    hint: str = ""
    at_start: bool = False
    rule: str = "yaml/syntax"
    after_colon: str = ""
    """The hint where the line has a colon before."""
    glued: str = ""
    """The hint where a colon has no space behind it."""
    misfit: bool = False
    """True where something does not go on as what stands before it."""


_CLOSE = "close the quotation"
_QUOTE = "put quotation marks around the text"
_NEXT_LINE = "begin it on the next line"
_NOT_OURS = YamlMessage(message="this line is not one of fields", hint="remove the line that begins with '%'")
_ANOTHER = YamlMessage(message="another document begins here", rule="yaml/several-documents")
_SAME_ANCHOR = YamlMessage(
    message="an anchor of this name stands above", hint="give it another name", rule="yaml/alias"
)

_WORDINGS: tuple[tuple[str, YamlMessage], ...] = (
    (
        "mapping values are not allowed",
        YamlMessage(
            message="a colon stands where no field can begin",
            hint="look at the indentation, and for a missing space after the colon above",
            after_colon="put quotation marks around text with a colon",
        ),
    ),
    (
        "could not find expected ':'",
        YamlMessage(
            message="this is neither a field nor a list entry",
            hint="add a colon",
            at_start=True,
            glued="put a space behind the colon",
        ),
    ),
    ("cannot start any token", YamlMessage(message="a value cannot begin with this character", hint=_QUOTE)),
    (
        "did not find expected key",
        YamlMessage(
            message="this does not fit the fields above",
            hint="check the indentation and the quotation marks",
            misfit=True,
        ),
    ),
    (
        "did not find expected '-'",
        YamlMessage(
            message="this does not fit the list above",
            hint="begin list entries with '- ' in one column",
            misfit=True,
        ),
    ),
    (
        "expected ',' or ']'",
        YamlMessage(
            message="this list is not closed", hint="commas between entries, ']' at the end", at_start=True
        ),
    ),
    (
        "expected ',' or '}'",
        YamlMessage(
            message="this mapping is not closed", hint="commas between fields, '}' at the end", at_start=True
        ),
    ),
    (
        "unexpected end of stream",
        YamlMessage(message="this quotation mark has no partner", hint=_CLOSE, at_start=True),
    ),
    (
        "unexpected document indicator",
        YamlMessage(message="this quotation mark has no partner", hint=_CLOSE, at_start=True),
    ),
    (
        "unknown escape character",
        YamlMessage(message="no known sign follows this backslash", hint="use single quotation marks"),
    ),
    (
        "escape code",
        YamlMessage(message="this escape stands for no character", hint="write the character itself"),
    ),
    (
        "expected hexdecimal number",
        YamlMessage(message="this escape lacks digits", hint="use single quotation marks"),
    ),
    (
        "block sequence entries are not allowed",
        YamlMessage(message="a list cannot begin here", hint=_NEXT_LINE),
    ),
    ("mapping keys are not allowed", YamlMessage(message="a field cannot begin here", hint=_NEXT_LINE)),
    (
        "expected comment or line break",
        YamlMessage(message="nothing may follow here", hint="begin the text on the next line"),
    ),
    (
        "expected node content",
        YamlMessage(message="a value is missing here", hint="write it, or remove the comma or bracket"),
    ),
    (
        "expected <document start>",
        YamlMessage(
            message="this does not belong to what stands above",
            hint="check the indentation and the line above",
        ),
    ),
    ("expected a single document", _ANOTHER),
    ("another document", _ANOTHER),
    (
        "undefined alias",
        YamlMessage(
            message="this alias names nothing above it", hint="write the value out", rule="yaml/alias"
        ),
    ),
    ("duplicate anchor", _SAME_ANCHOR),
    ("second occurrence", _SAME_ANCHOR),
    ("undefined tag handle", YamlMessage(message="this tag is not known", hint="remove it", rule="yaml/tag")),
    ("tag", YamlMessage(message="this tag cannot be read", hint=f"remove it, or {_QUOTE}", rule="yaml/tag")),
    ("anchor", YamlMessage(message="this is not the name of an anchor", hint=_QUOTE)),
    ("alias", YamlMessage(message="this is not the name of an alias", hint=_QUOTE)),
    (
        "indentation",
        YamlMessage(message="the indentation is not right", hint="indent with spaces, alike on each line"),
    ),
    ("directive", _NOT_OURS),
    ("document", _NOT_OURS),
)
_OTHERWISE = YamlMessage(
    message="from here on this cannot be read", hint="check the indentation, brackets and quotation marks"
)


def wording(context: str, problem: str) -> YamlMessage:
    """Return our words for a fault that a YAML parser describes as ``problem``, met in ``context``."""
    # in their order: words that are part of longer problems stand last
    for part, words in _WORDINGS:
        if part in problem:
            return words
    return next((words for part, words in _WORDINGS if part in context), _OTHERWISE)
