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
    """Whether it is about something that does not go on as what stands before it."""


_CLOSE = "close the quotation"
_QUOTE = "put quotation marks around the text"
_NEXT_LINE = "begin it on the next line"
_NOT_OURS = YamlMessage("this line is not one of fields", "remove the line that begins with '%'")
_ANOTHER = YamlMessage("another document begins here", rule="yaml/several-documents")
_SAME_ANCHOR = YamlMessage("an anchor of this name stands above", "give it another name", rule="yaml/alias")

_WORDINGS: tuple[tuple[str, YamlMessage], ...] = (
    (
        "mapping values are not allowed",
        YamlMessage(
            "a colon stands where no field can begin",
            "look at the indentation, and for a missing space after the colon above",
            after_colon="put quotation marks around text with a colon",
        ),
    ),
    (
        "could not find expected ':'",
        YamlMessage(
            "this is neither a field nor a list entry",
            "add a colon",
            at_start=True,
            glued="put a space behind the colon",
        ),
    ),
    ("cannot start any token", YamlMessage("a value cannot begin with this character", _QUOTE)),
    (
        "did not find expected key",
        YamlMessage(
            "this does not fit the fields above", "check the indentation and the quotation marks", misfit=True
        ),
    ),
    (
        "did not find expected '-'",
        YamlMessage(
            "this does not fit the list above", "begin list entries with '- ' in one column", misfit=True
        ),
    ),
    (
        "expected ',' or ']'",
        YamlMessage("this list is not closed", "commas between entries, ']' at the end", True),
    ),
    (
        "expected ',' or '}'",
        YamlMessage("this mapping is not closed", "commas between fields, '}' at the end", True),
    ),
    ("unexpected end of stream", YamlMessage("this quotation mark has no partner", _CLOSE, True)),
    ("unexpected document indicator", YamlMessage("this quotation mark has no partner", _CLOSE, True)),
    (
        "unknown escape character",
        YamlMessage("no known sign follows this backslash", "use single quotation marks"),
    ),
    ("escape code", YamlMessage("this escape stands for no character", "write the character itself")),
    ("expected hexdecimal number", YamlMessage("this escape lacks digits", "use single quotation marks")),
    ("block sequence entries are not allowed", YamlMessage("a list cannot begin here", _NEXT_LINE)),
    ("mapping keys are not allowed", YamlMessage("a field cannot begin here", _NEXT_LINE)),
    (
        "expected comment or line break",
        YamlMessage("nothing may follow here", "begin the text on the next line"),
    ),
    (
        "expected node content",
        YamlMessage("a value is missing here", "write it, or remove the comma or bracket"),
    ),
    (
        "expected <document start>",
        YamlMessage("this does not belong to what stands above", "check the indentation and the line above"),
    ),
    ("expected a single document", _ANOTHER),
    ("another document", _ANOTHER),
    (
        "undefined alias",
        YamlMessage("this alias names nothing above it", "write the value out", rule="yaml/alias"),
    ),
    ("duplicate anchor", _SAME_ANCHOR),
    ("second occurrence", _SAME_ANCHOR),
    ("undefined tag handle", YamlMessage("this tag is not known", "remove it", rule="yaml/tag")),
    ("tag", YamlMessage("this tag cannot be read", f"remove it, or {_QUOTE}", rule="yaml/tag")),
    ("anchor", YamlMessage("this is not the name of an anchor", _QUOTE)),
    ("alias", YamlMessage("this is not the name of an alias", _QUOTE)),
    ("indentation", YamlMessage("the indentation is not right", "indent with spaces, alike on each line")),
    ("directive", _NOT_OURS),
    ("document", _NOT_OURS),
)
_OTHERWISE = YamlMessage(
    "from here on this cannot be read", "check the indentation, brackets and quotation marks"
)


def wording(context: str, problem: str) -> YamlMessage:
    """Return our words for a fault that a YAML parser describes as ``problem``, met in ``context``."""
    for part, words in _WORDINGS:
        if part in problem:
            return words
    return next((words for part, words in _WORDINGS if part in context), _OTHERWISE)
