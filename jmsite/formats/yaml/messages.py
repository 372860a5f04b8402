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


_CLOSE = "close the quotation marks"
_QUOTE = "put quotation marks around the text"
_NEXT_LINE = "begin it on the next line"
_NOT_OURS = YamlMessage(message="this line is not a field", hint="remove the line that begins with '%'")
_ANOTHER = YamlMessage(message="another document begins here", rule="yaml/several-documents")
_SAME_ANCHOR = YamlMessage(
    message="an anchor of this name already exists above", hint="choose another name", rule="yaml/alias"
)

_WORDINGS: tuple[tuple[str, YamlMessage], ...] = (
    (
        "mapping values are not allowed",
        YamlMessage(
            message="unexpected colon: no field can begin here",
            hint="check the indentation, and for a missing space after the colon above",
            after_colon="put quotation marks around text that contains a colon",
        ),
    ),
    (
        "could not find expected ':'",
        YamlMessage(
            message="this is neither a field nor a list entry",
            hint="add a colon",
            at_start=True,
            glued="put a space after the colon",
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
            hint="begin all list entries with '- ' in the same column",
            misfit=True,
        ),
    ),
    (
        "expected ',' or ']'",
        YamlMessage(
            message="this list is not closed",
            hint="put commas between entries, and ']' at the end",
            at_start=True,
        ),
    ),
    (
        "expected ',' or '}'",
        YamlMessage(
            message="this mapping is not closed",
            hint="put commas between fields, and '}' at the end",
            at_start=True,
        ),
    ),
    (
        "unexpected end of stream",
        YamlMessage(message="this quotation mark is not closed", hint=_CLOSE, at_start=True),
    ),
    (
        "unexpected document indicator",
        YamlMessage(message="this quotation mark is not closed", hint=_CLOSE, at_start=True),
    ),
    (
        "unknown escape character",
        YamlMessage(message="unknown escape sequence", hint="use single quotation marks"),
    ),
    (
        "escape code",
        YamlMessage(
            message="this escape sequence stands for no character", hint="write the character itself"
        ),
    ),
    (
        "expected hexdecimal number",
        YamlMessage(message="this escape sequence lacks digits", hint="use single quotation marks"),
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
            message="this does not fit what is above",
            hint="check the indentation and the line above",
        ),
    ),
    ("expected a single document", _ANOTHER),
    ("another document", _ANOTHER),
    (
        "undefined alias",
        YamlMessage(
            message="there is no anchor above for this alias", hint="write the value out", rule="yaml/alias"
        ),
    ),
    ("duplicate anchor", _SAME_ANCHOR),
    ("second occurrence", _SAME_ANCHOR),
    # before the tag that one may be about
    ("directive", _NOT_OURS),
    ("undefined tag handle", YamlMessage(message="this tag is not known", hint="remove it", rule="yaml/tag")),
    ("tag", YamlMessage(message="this tag cannot be read", hint=f"remove it, or {_QUOTE}", rule="yaml/tag")),
    ("anchor", YamlMessage(message="this is not the name of an anchor", hint=_QUOTE)),
    ("alias", YamlMessage(message="this is not the name of an alias", hint=_QUOTE)),
    (
        "indentation",
        YamlMessage(
            message="the indentation is not right", hint="indent all lines with the same number of spaces"
        ),
    ),
    ("document", _NOT_OURS),
)
_OTHERWISE = YamlMessage(
    message="this cannot be read from here on", hint="check the indentation, brackets and quotation marks"
)


def wording(context: str, problem: str) -> YamlMessage:
    """Return our words for a fault that a YAML parser describes as ``problem``, met in ``context``."""
    # in their order: words that are part of longer problems stand last
    for part, words in _WORDINGS:
        if part in problem:
            return words
    return next((words for part, words in _WORDINGS if part in context), _OTHERWISE)
