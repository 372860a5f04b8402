"""Say each change in a sentence, in the words of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from jmsite.changes.fields import key_of
from jmsite.changes.statements import plain_words
from jmsite.changes.wording import abridge, mark_differences, share_kept
from jmsite.model.catalog import Catalog
from jmsite.model.change import Change, Piece, StatedValue
from jmsite.model.written_durations import WrittenDuration
from jmsite.pages.parts.changes.change_labels import choice, label
from jmsite.pages.parts.figures.curve_and_trend import amount
from jmsite.pages.parts.page.scores import score_on_scale

MOST_WORDS = 40
"""Words of a text that a sentence has at most."""
ALIKE = 0.3
"""From this share on that two texts have in common, their words are marked; else one stands after the other."""
SHARES = ("confidence", "likelihood")
"""Fields that hold a share of one."""
SLOT = "\0"

Pieces = tuple[Piece, ...]


def sentence(catalog: Catalog, change: Change) -> Pieces:
    """Return a change as a sentence, by the catalog after it; words that were and are there are marked."""
    whole = _of_whole(catalog, change)
    if whole:
        return (Piece(text=whole),)
    return _after_lead(catalog, _lead(catalog, change), what_happened(catalog, change))


def plain(pieces: Iterable[Piece]) -> str:
    """Return a sentence as plain text: words that were there stand in ``[-…-]``, those that are there in ``{+…+}``."""
    signs = {"": ("", ""), "was": ("[-", "-]"), "now": ("{+", "+}")}
    return "".join(f"{signs[one.mark][0]}{one.text}{signs[one.mark][1]}" for one in pieces)


def _of_whole(catalog: Catalog, change: Change) -> str:
    """Return what happened to an entity as a whole; "" where one of its fields changed."""
    words = catalog.words
    if not change.field and change.what in ("added", "removed"):
        told = change.after or change.before
        size = words.plural(told.n, "count.steps") if told and told.n is not None else ""
        kind = next(
            said for key in ("one", "kind") if "." not in (said := words.phrase(f"{key}.{change.kind}"))
        )
        named = words.phrase("change.named", kind=kind, title=_quoted(catalog, change.title))
        key = "change.new" if change.what == "added" else "change.gone"
        return words.phrase(key, what=words.row(named, size))
    if change.field == "title" and change.before and change.after:
        before, after = (_quoted(catalog, one.text) for one in (change.before, change.after))
        return words.phrase("change.renamed", before=before, after=after)
    return ""


def _lead(catalog: Catalog, change: Change) -> str:
    """Return what a change is of: the entity, its field, whose it is; what says so by itself is left out."""
    words = catalog.words
    told = change.after or change.before
    whose = told.details.get("persona", ()) if told else ()
    field = change.field if change.field != "emotion" and not _is_flag(change) else ""
    return words.row(
        plain_words(change.title), label(catalog, change) if field else "", *(one.text for one in whose)
    )


def _after_lead(catalog: Catalog, lead: str, said: Pieces) -> Pieces:
    before, _, after = catalog.words.phrase("pair", name=lead, value=SLOT).partition(SLOT)
    return (Piece(text=before), *said, *([Piece(text=after)] if after else ()))


def what_happened(catalog: Catalog, change: Change) -> Pieces:
    """Return what happened, without what it happened to: for a cell of a table that says so."""
    if change.what == "moved":
        return (Piece(text=_moved(catalog, change)),)
    if change.field == "emotion":
        return (Piece(text=_score(catalog, change)),)
    if change.field == "readings":
        return (Piece(text=_reading(catalog, change)),)
    before, after = change.before, change.after
    if before and after:
        return _changed(catalog, change, before, after)
    told = after or before
    if told is None:
        return ()
    value = label(catalog, change) if _is_flag(change) else _value(catalog, change, told)
    keys = {"solved": "change.is-solved", "added": "change.is-new"}
    said = catalog.words.phrase(keys.get(change.what, "change.is-gone"), value=value)
    return (Piece(text=catalog.words.row(said, _severity(catalog, told))),)


def _is_flag(change: Change) -> bool:
    told = change.after or change.before
    return told is not None and told.form == "flag" and not (change.before and change.after)


def _moved(catalog: Catalog, change: Change) -> str:
    words, before, after = catalog.words, change.before, change.after
    if change.field or before is None or after is None:
        return words.phrase("change.order")
    if change.kind == "page":
        guide = words.phrase("nav.pages")
        return words.phrase("change.moved", before=before.text or guide, after=after.text or guide)
    if after.kind != change.kind:
        was, now = (_quoted(catalog, one.text) for one in (before, after))
        return words.phrase("change.moved", before=was, after=now)
    if not after.text:
        return words.phrase("change.first")
    return words.phrase("change.after", title=_quoted(catalog, after.text))


def _changed(catalog: Catalog, change: Change, before: StatedValue, after: StatedValue) -> Pieces:
    """Return how something that is told differs: its words, and what else is said of it."""
    details = list(_details_changed(catalog, change, before, after))
    if before.form == after.form == "words":
        same = before.text == after.text
        said = (
            (Piece(text=_quoted(catalog, after.text)),) if same else _texts(catalog, before.text, after.text)
        )
    elif before.form == after.form == "entity" and before.id == after.id:
        said = (Piece(text=_quoted(catalog, after.text)),)
    else:
        said = (Piece(text=_to(catalog, _value(catalog, change, before), _value(catalog, change, after))),)
    if not details:
        return said
    comma = catalog.words.phrase("comma")
    return (*said, Piece(text="".join(f"{comma}{one}" for one in details)))


def _texts(catalog: Catalog, before: str, after: str) -> Pieces:
    pieces = mark_differences(before, after)
    if share_kept(pieces) >= ALIKE:
        return abridge(pieces, MOST_WORDS)
    return (Piece(text=_to(catalog, _quoted(catalog, before), _quoted(catalog, after))),)


def _details_changed(
    catalog: Catalog, change: Change, before: StatedValue, after: StatedValue
) -> Iterator[str]:
    for name in dict.fromkeys((*before.details, *after.details)):
        if key_of(before, name) != key_of(after, name):
            was, now = (_listed(catalog, change, name, one.details.get(name, ())) for one in (before, after))
            nothing = catalog.words.phrase("none")
            yield f"{label(catalog, change, name)} {_to(catalog, was or nothing, now or nothing)}"


def _severity(catalog: Catalog, told: StatedValue) -> str:
    """Return how much a pain or a gain matters, in a word."""
    severity = next((one.number for one in told.details.get("severity", ())), None)
    return catalog.words.phrase(f"severity.{severity:.0f}") if severity is not None else ""


def _listed(catalog: Catalog, change: Change, field: str, told: Iterable[StatedValue]) -> str:
    return catalog.words.row(*(_value(catalog, change, one, field) for one in told))


def _to(catalog: Catalog, before: str, after: str) -> str:
    return catalog.words.phrase("change.to", before=before, after=after)


def _quoted(catalog: Catalog, text: str) -> str:
    words = plain_words(text).split(" ")
    short = " ".join(words[:MOST_WORDS]) + (" …" if len(words) > MOST_WORDS else "")
    return catalog.words.phrase("quote", text=catalog.words.inner(short))


# -- values


def _value(catalog: Catalog, change: Change, told: StatedValue, detail: str = "") -> str:
    words, field = catalog.words, detail or change.field
    if told.form == "number" and told.number is not None:
        return _number(catalog, change, told.number, field)
    if told.form == "choice":
        return choice(words, change.kind, field, told.text)
    if told.form == "day":
        return words.day(date.fromisoformat(told.text), "medium")
    if told.form == "span":
        return words.span(WrittenDuration.of(timedelta(seconds=told.number or 0), told.text))
    if told.form == "flag":
        return label(catalog, change, field)
    return _quoted(catalog, told.text)


def _number(catalog: Catalog, change: Change, value: float, field: str) -> str:
    base = field.partition(".")[0]
    if base in SHARES:
        return catalog.words.percent(value)
    if base == "severity":
        return catalog.words.phrase(f"severity.{value:.0f}")
    return amount(catalog.words, value, _unit(catalog, change))


def _unit(catalog: Catalog, change: Change) -> str:
    metric = catalog.metric(change.id) if change.kind == "metric" else None
    return (metric.fields.unit or "") if metric else ""


def _score(catalog: Catalog, change: Change) -> str:
    """Return how somebody feels now and felt: both scores, what they rest on, and how many were asked."""
    words, before, after = catalog.words, change.before, change.after
    persona = catalog.persona(change.persona)
    who = persona.title if persona else change.persona
    told = after or before
    if told is None:
        return ""
    if before is None or after is None:
        key = "change.set" if after else "change.unset"
        score = words.phrase(key, value=_scores(catalog, change, told)[0])
        return words.row(f"{who} {score}".strip(), words.phrase(f"basis.{told.basis}"), _n(catalog, told))
    was, now = _scores(catalog, change, before, after)
    # the score may have stayed where what it rests on has changed
    felt = now if before.number == after.number else _to(catalog, was, now)
    return words.row(f"{who} {felt}".strip(), *_rests_on(catalog, before, after))


def _rests_on(catalog: Catalog, before: StatedValue, after: StatedValue) -> Iterator[str]:
    words = catalog.words
    was, now = (words.phrase(f"basis.{one.basis}") for one in (before, after))
    yield now if was == now else _to(catalog, was, now)
    told, asked = _n(catalog, before), _n(catalog, after)
    yield _to(catalog, told, asked) if told and asked and told != asked and was == now else asked
    if before.number == after.number and before.text != after.text and before.text and after.text:
        yield _to(catalog, _quoted(catalog, before.text), _quoted(catalog, after.text))


def _scores(catalog: Catalog, change: Change, *told: StatedValue) -> tuple[str, ...]:
    """Return scores on the scale of their journey; as exact as it takes to tell them apart."""
    # rounded scores first; more decimals only where 3.42 and 3.44 would both be told as 3.4
    for exact in (False, True):
        said = tuple(
            score_on_scale(catalog, one.number or 0, change.journey, exact=exact or one.basis != "measured")
            for one in told
        )
        if len({one.number for one in told}) == len(set(said)):
            break
    return said


def _n(catalog: Catalog, told: StatedValue) -> str:
    return catalog.words.phrase("n", n=catalog.words.number(told.n, 0)) if told.n is not None else ""


def _reading(catalog: Catalog, change: Change) -> str:
    words, before, after = catalog.words, change.before, change.after
    told = after or before
    if told is None or (before and after and told.basis == "earlier"):
        return words.phrase("change.readings")
    values = [one.number for one in (before, after) if one is not None]
    said = [amount(words, value, _unit(catalog, change), values) for value in values]
    if before is not None and after is not None:
        value = said[1] if before.number == after.number else _to(catalog, *said)
    else:
        value = words.phrase("change.set" if after else "change.unset", value=said[0])
    return words.row(value, words.day(date.fromisoformat(told.text), "medium"), _n(catalog, told))
