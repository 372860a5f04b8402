"""The names of fields in forms, in the words in which the site shows these fields to its readers."""

from __future__ import annotations

from jmsite.editing.forms import FormField
from jmsite.model.kinds import KINDS
from jmsite.model.messages import Messages, capitalized
from jmsite.model.value import replace

OTHERWISE = frozenset({"link", "personas", "rows"})
"""Facts whose words on a page say something else than what is written in the field of the name."""
LANES = {"fail_point": "fail", "duration": "time"}
"""Fields of which a lane has another name; otherwise a lane is called as its field."""


def in_words(form: FormField, words: Messages) -> FormField:
    """Return a form whose fields have titles in the language of the site; those without words there have none."""
    fields = tuple([in_words(one, words) for one in form.fields])
    return replace(form, fields=fields, title=_title(form, words))


def _title(form: FormField, words: Messages) -> str:
    for key in _keys(form):
        found = words.phrase(key)
        # a message that is not there is said by its key, and one with blanks is a sentence about a value
        if found != key and "{" not in found:
            return capitalized(found)
    return ""


def _keys(form: FormField) -> list[str]:
    kind = form.kinds[0] if len(form.kinds) == 1 else ""
    names = (kind, KINDS[kind].folder) if kind in KINDS else ()
    keys = [f"{'kind' if form.many else 'one'}.{kind}"] if form.name in names else []
    keys.append(f"lane.{LANES.get(form.name, form.name)}")
    if form.name not in OTHERWISE:
        keys.append(f"fact.{form.name.replace('_', '-')}")
    return keys
