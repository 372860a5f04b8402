"""Words that stand where ids can stand: those that name an entity lead to it, any others are kept as words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from jmsite.content.assemble import Target, UnitEntities
from jmsite.content.resolve_references import Known, KnownReasons, Lexicons
from jmsite.content.ties import UnitTies
from jmsite.model.catalog import Entity, Use
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entity import Draft
from jmsite.model.fields import ID
from jmsite.model.references import WrittenReference, with_renamed_references
from jmsite.model.rules import fault
from jmsite.model.rules.ref import home_of, word_for
from jmsite.model.suggestions import Lexicon, ProbablyMeant, correction
from jmsite.model.value import Value, replace

# compiled once: every word of every reference is held against it
_ID = re.compile(ID)
_LIKE_AN_ID, _LIKE_A_NAME = 0.7, 0.8
"""The likeness to an id that is there from which a word is taken for it, misspelt; and from which any words are asked
about."""
_NAMED = 4
"""The number of words that a finding quotes before it counts the rest."""


class WordsForIds(Value):
    """The meaning of words where ids can stand: by kind and word, the id of what they name, or themselves."""

    ids: Mapping[Target, str]
    kept: frozenset[Target]

    def __contains__(self, target: object) -> bool:
        """Return whether such words are no mistake."""
        return target in self.ids or target in self.kept


def words_for_ids(asked: Iterable[Target], known: Known, lexicons: Lexicons) -> WordsForIds:
    """Return what the words in lanes come to, of ``asked``, which stand where either may stand. Those that look like
    an id that is there, misspelt, are neither.
    """
    written = {target for target in asked if target[1] not in known.get(target[0], {})}
    named = {target: lexicons.of(target[0]).named(target[1]) for target in written}
    # of words that several things are called by, nobody can tell which is meant
    ids = {target: found[0] for target, found in named.items() if len(found) == 1}
    rest = (target for target in written if target not in ids)
    return WordsForIds(
        ids=ids, kept=frozenset(one for one in rest if not _is_misspelt(one[1], lexicons.of(one[0])))
    )


def _is_misspelt(word: str, lexicon: Lexicon) -> bool:
    """Return whether a word can only be meant as an id, or as a list of ids."""
    return bool(lexicon.several(word)) or bool(_ID.fullmatch(word) and lexicon.meant(word, _LIKE_AN_ID).found)


def with_ids(unit: UnitEntities, words: WordsForIds) -> UnitEntities:
    """Return a unit with the ids of what its words name."""
    entities = tuple(
        replace(one, fields=with_renamed_references(one.fields, words.ids)) for one in unit.entities
    )
    written = tuple(
        replace(one, fields=with_renamed_references(one.fields, words.ids)) for one in unit.written
    )
    uses = tuple(((target[0], words.ids.get(target, target[1])), use) for target, use in unit.uses)
    return replace(unit, entities=entities, written=written, uses=uses)


def not_linked(ties: Iterable[UnitTies], words: WordsForIds) -> dict[Target, tuple[Use, ...]]:
    """Return the words that name nothing, by kind, with the steps and stages in which they stand."""
    found: dict[Target, list[Use]] = defaultdict(list)
    for tie in ties:
        for target in tie.uses.keys() & words.kept:
            found[target] += [use for use in tie.uses[target] if _stands_in(tie.entities[use.kind][use.id])]
    return {target: tuple(uses) for target, uses in sorted(found.items()) if uses}


def _stands_in(user: Entity[Any]) -> bool:
    return user.kind == "step" or bool(getattr(user.fields, "steps", ()))


def word_faults(
    unit: UnitEntities,
    words: WordsForIds,
    hidden: Container[Target],
    excuses: KnownReasons,
    lexicons: Lexicons,
) -> Iterator[Diagnostic]:
    """Yield what is to be said of words in a unit that stand where ids can stand; nothing of what is hidden."""
    for draft in unit.written:
        kept: dict[str, dict[str, WrittenReference]] = defaultdict(dict)
        for referred in draft.references:
            if not referred.or_text:
                continue
            target = (referred.kind, referred.id)
            if target in words.ids and (referred.kind, words.ids[target]) not in hidden:
                yield _by_title(draft, referred, words.ids[target])
            elif target in words.kept and not excuses.hold(*target):
                kept[referred.kind].setdefault(referred.id, referred)
        for kind, found in kept.items():
            yield from _kept(draft, kind, found, lexicons.of(kind))


def _by_title(draft: Draft, referred: WrittenReference, id: str) -> Diagnostic:
    """Return that words are taken for the entity that they name, which a new title would undo."""
    place = draft.place(referred.loc)
    fix = correction(place, ProbablyMeant(word=referred.id, found=id, certain=True))
    hint = f"write the id, '{id}'" + (": `jmsite check --fix --write` does" if fix else "")
    message = f"'{referred.id}' is read as the {word_for(referred.kind)} '{id}', by its name"
    return fault("ref/by-title", message, place, hint, fix=fix)


def _kept(
    draft: Draft, kind: str, found: Mapping[str, WrittenReference], lexicon: Lexicon
) -> Iterator[Diagnostic]:
    """Yield one finding for each word that is near something, and one for all others of a kind in a file."""
    hints = {word: _hint(word, lexicon) for word in found}
    far = [word for word in found if not hints[word]]
    for word in found:
        if hints[word]:
            yield _unlinked(draft, kind, [word], found[word], hints[word])
    if far:
        they = "it" if len(far) == 1 else "them"
        hint = f"to link {they}, add {they} in {home_of(kind).replace('`', '')}"
        yield _unlinked(draft, kind, far, found[far[0]], hint)


def _hint(word: str, lexicon: Lexicon) -> str:
    """Return which entities may be meant, or ""."""
    named = lexicon.named(word)
    return (
        f"write the id of the one you mean: {' or '.join(named)}"
        if named
        else lexicon.meant(word, _LIKE_A_NAME).hint
    )


def _unlinked(
    draft: Draft, kind: str, words: Sequence[str], first: WrittenReference, hint: str
) -> Diagnostic:
    quoted = [f"'{word}'" for word in words[:_NAMED]]
    quoted += [f"{len(words) - _NAMED:,} more"] if len(words) > _NAMED else []
    named = " and ".join(part for part in (", ".join(quoted[:-1]), quoted[-1]) if part)
    verb, names = ("is", "that name") if len(words) == 1 else ("are", "these names")
    message = f"{named} {verb} not linked yet: there is no {word_for(kind)} of {names}"
    return fault("ref/not-linked", message, draft.place(first.loc), hint)
