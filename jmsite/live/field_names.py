"""The names of fields in forms, in the words in which the site shows these fields to its readers, and their meaning."""

from __future__ import annotations

from jmsite.editing.field_words import FieldWords
from jmsite.editing.forms import FormField
from jmsite.model.kinds import KINDS
from jmsite.model.messages import Messages, capitalized
from jmsite.model.value import replace

OTHERWISE = frozenset({"link", "personas", "rows"})
"""Facts whose words on a page say something else than what is written in the field of the name."""
LANES = {"fail_point": "fail", "duration": "time"}
"""Fields of which a lane has another name; otherwise a lane is called as its field."""


def in_words(form: FormField, words: Messages, own: FieldWords) -> FormField:
    """Return a form in the language of the site: as pages call its fields, else by ``own``, the words of forms.

    In a language that has neither, a field has no title and the description of its declaration.
    """
    fields = tuple([in_words(one, words, own) for one in form.fields])
    return replace(
        form, fields=fields, title=_title(form, words, own), description=own.described(form.description)
    )


def _title(form: FormField, words: Messages, own: FieldWords) -> str:
    for key in _keys(form):
        found = words.phrase(key)
        # a message that is not there is said by its key, and one with blanks is a sentence about a value
        if found != key and "{" not in found:
            return capitalized(found)
    return own.names.get(form.name, "")


def _keys(form: FormField) -> list[str]:
    kind = form.kinds[0] if len(form.kinds) == 1 else ""
    names = (kind, KINDS[kind].folder) if kind in KINDS else ()
    keys = [f"{'kind' if form.many else 'one'}.{kind}"] if form.name in names else []
    keys.append(f"lane.{LANES.get(form.name, form.name)}")
    if form.name not in OTHERWISE:
        keys.append(f"fact.{form.name.replace('_', '-')}")
    return keys
