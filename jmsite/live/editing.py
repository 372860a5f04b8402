"""The writing half of the preview: what pages may ask to change, and the answers they get.

It is there only for a site on this machine, and answers only its own pages: a request is a ``POST`` of JSON to
``/~edit/<name>`` with the origin of the preview, and with the token of this process in ``x-jmsite-token``, which pages
have in ``data-token`` of ``<html>``. Whoever asks names entities and fields (``step:buy/choose/compare#pains.0``),
never a file.

=============== ==================================================== ==================================================
name            asks                                                 answers (200)
=============== ==================================================== ==================================================
``form``        ``at``                                               the form of a field or entity with its ``value``,
                                                                     ``text`` as written, and ``stamp``
``apply``       ``edits`` (``SiteEdit``), ``stamp``, ``tell``        ``undo``, ``redo``, ``remarks``, with ``tell`` also
                                                                     the changes as ``sentences``; ``at``, the
                                                                     address of the last edit now, and ``url``, its
                                                                     page from the root of the site
``dependents``  ``at``                                               ``sentences``: what refers to it
``undo``        nothing                                              as ``apply``
``redo``        nothing                                              as ``apply``
``changes``     nothing                                              ``sentences``, ``files`` with ``diff``, ``git``
``restore``     ``id`` of a file in ``changes``                      as ``apply``
``commit``      ``message``, ``branch``, ``push``                    ``said``
=============== ==================================================== ==================================================

Otherwise: 409 ``conflict`` with ``yours`` and ``theirs``; 422 ``errors``, each with ``at``, ``message`` and ``hint``,
where the site would have errors that it has not now; 423 ``refused`` with the reason; 400 for what is no such request,
500 for a mistake of ours.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from jmsite.differences.change_lines import described_changes
from jmsite.editing.errors import RefusedEditError
from jmsite.editing.field_words import field_words
from jmsite.editing.forms import Choice, form_at, on_scale
from jmsite.editing.site_editing import FieldConflictError, FoundField, field_at, parse_address
from jmsite.impact import impact_of
from jmsite.live.changes import UncommittedChanges, sentences
from jmsite.live.field_names import in_words
from jmsite.model.catalog import Catalog
from jmsite.model.entities.lanes import LANES
from jmsite.model.site_edits import EditAddress, SiteEdit
from jmsite.model.value import from_plain, plain, replace
from jmsite.sessions.files import FileConflictError
from jmsite.sessions.session import EditSession, FaultyEditError, Proposal, SiteNow

PREFIX = "/~edit/"
TOKEN = "x-jmsite-token"  # noqa: S105 - the name of a header
MOST = 1_000_000
"""Bytes of a request; nobody types more into a field."""
ABOVE = {"step": ("journey", "stage", "persona"), "stage": ("journey", "persona")}
"""The kinds whose pages show a step or stage without naming it: its journey, and who feels it."""
Answer = tuple[int, dict[str, Any]]


class Editing:
    """The edits that pages of a preview may ask for; each question is answered with a status and plain values."""

    def __init__(self, session: EditSession, shown: Callable[[], Catalog | None] = lambda: None) -> None:
        self._session, self._shown = session, shown
        self._changed = UncommittedChanges(session)
        # a new one for each process: a page of yesterday cannot edit today
        self.token = secrets.token_urlsafe(24)
        self._names: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "form": self._form,
            "apply": self._apply,
            "dependents": self._dependents,
            "undo": self._undo,
            "redo": self._redo,
            "changes": lambda _: self._changed.report(),
            "restore": self._restore,
            "commit": lambda asked: self._changed.commit(asked),
        }

    def knows(self, token: str) -> bool:
        """Return whether somebody has the token of this process; it takes as long for any that is wrong."""
        # the time that a comparison takes would tell how much of a guess is right
        return secrets.compare_digest(token.encode(), self.token.encode())

    def answer(self, name: str, body: bytes) -> Answer:
        """Return the status and the answer to a question by its name."""
        make = self._names.get(name)
        if make is None:
            return 404, {"refused": f"there is no '{name}' here"}
        try:
            asked = json.loads(body or b"{}")
            if not isinstance(asked, dict):
                raise ValueError("expected an object")
            return 200, make(asked)
        except RefusedEditError as error:
            return 423, {"refused": str(error)}
        except FaultyEditError as error:
            return 422, {"errors": [plain(one) for one in error.faults]}
        except FieldConflictError as error:
            return 409, {"conflict": {"yours": error.yours, "theirs": error.theirs}}
        except FileConflictError as error:
            return 409, {"conflict": {"yours": _text(error.yours), "theirs": _text(error.theirs)}}
        except (ValueError, RecursionError) as error:
            return 400, {"refused": str(error) or "this is no request for an edit"}
        except OSError as error:
            return 423, {"refused": f"the file could not be written: {error.strerror or error}"}
        except Exception as error:  # a mistake of ours: the page says so, and what was typed is not lost
            return 500, {"refused": f"this edit could not be made: {type(error).__name__}: {error}"}

    # -- reading
    def _form(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        now = self._session.current()
        address = self._written(parse_address(_word(asked, "at")))

        def known(kind: str) -> list[Choice]:
            return [(id, entity.title) for id, entity in sorted(now.written.entities(kind).items())]

        scale = now.compiled.catalog.scale(address.id.partition("/")[0])
        words, own = now.compiled.catalog.words, field_words(now.compiled.catalog.site.language)

        def form(written: Any = None) -> dict[str, Any]:
            asked = on_scale(form_at(address.kind, address.loc, known, written), scale.min, scale.max)
            told = in_words(asked, words, own)
            return {**plain(told), "at": str(address), "title": self._title(now, address, told.title)}

        if not address.id and address.kind != "site":
            return {**form(), "value": None, "text": "", "stamp": ""}
        form()  # a field that there is not is refused as that
        found = field_at(now.written, address)
        return {
            **form(found.value),
            "value": found.value,
            "text": found.text,
            "stamp": stamp(found),
            "line": found.line,
            "measured": _measured(now, address),
        }

    def _title(self, now: SiteNow, address: EditAddress, told: str) -> str:
        named = [part for part in address.loc if isinstance(part, str) and part]
        if not named:
            return address.kind
        lane = next((one.key for one in LANES if named[0] in one.filled_by), "") if len(named) == 1 else ""
        return (
            now.compiled.catalog.words.phrase(f"lane.{lane}") if lane else told or named[-1].replace("_", " ")
        )

    def _dependents(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        address = parse_address(_word(asked, "at"))
        catalog = self._session.current().compiled.catalog
        found = impact_of(catalog, ((address.kind, address.id),))
        near = [
            one
            for one in found.below((address.kind, address.id))
            if one.kind not in ABOVE.get(address.kind, ())
        ]
        kinds = {one.kind: catalog.words.phrase(f"one.{one.kind}") for one in near}
        return {
            "sentences": [f"{one.title} ({kinds[one.kind]})" for one in near],
            "at": [f"{one.kind}:{one.id}" for one in near],
        }

    def _meant(self, edit: SiteEdit) -> SiteEdit:
        """Return an edit that a page asks for as it is meant of what is written."""
        address = parse_address(edit.at)
        found = self._written(address)
        return edit if found == address else replace(edit, at=str(found))

    def _written(self, address: EditAddress) -> EditAddress:
        """Return the address of an entry among all that are written: a page may show some of them to its readers
        only.
        """
        catalog, loc = self._shown(), address.loc
        if catalog is None or len(loc) < 2 or not isinstance(loc[1], int):
            return address
        seen = catalog.find(address.kind, address.id)
        every = self._session.current().written.find((address.kind, address.id))
        some, all = (getattr(one.fields, str(loc[0]), ()) if one else () for one in (seen, every))
        # as many as are written: nothing is hidden, and the numbers are the same
        if not isinstance(some, tuple) or not isinstance(all, tuple) or len(some) == len(all):
            return address
        return replace(address, loc=(loc[0], _number_of(some, all, int(loc[1])), *loc[2:]))

    # -- writing
    def _apply(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        edits = [self._meant(from_plain(one, SiteEdit)) for one in _list(asked, "edits")]
        if not edits:
            raise ValueError("'edits' is empty")
        with self._session.lock:
            if asked.get("stamp"):
                seen = next((one for one in edits if one.op != "create"), edits[0])
                # under the lock: between looking and writing nobody else may write
                self._hold(seen, _word(asked, "stamp"))
            proposal = self._session.apply(edits)
        return self._done(proposal, address_after(edits[-1]), asked.get("tell") is True)

    def _hold(self, edit: SiteEdit, stamped: str) -> None:
        """Raise ``FieldConflictError`` where a field is not what a page has seen."""
        address = parse_address(edit.at)
        found = field_at(self._session.current().written, address)
        if stamp(found) != stamped:
            raise FieldConflictError(edit.value, found.value)

    def _done(self, proposal: Proposal | None = None, at: str = "", tell: bool = False) -> dict[str, Any]:
        undo, redo = self._session.counts
        if proposal is None:
            return {"undo": undo, "redo": redo, "at": at, "url": "", "remarks": [], "sentences": []}
        return {
            "undo": undo,
            "redo": redo,
            "at": at,
            "url": _url(proposal.after.catalog, at),
            "remarks": [plain(one) for one in proposal.remarks],
            "sentences": _sentences(proposal) if tell else [],
        }

    def _undo(self, _: Mapping[str, Any]) -> dict[str, Any]:
        self._session.undo()
        return self._done()

    def _redo(self, _: Mapping[str, Any]) -> dict[str, Any]:
        self._session.redo()
        return self._done()

    def _restore(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        self._changed.restore(_word(asked, "id"))
        return self._done()


def address_after(edit: SiteEdit) -> str:
    """Return the address of what was edited, as it is after the edit."""
    address = parse_address(edit.at)
    if address.loc:
        return edit.at
    holder, slash, last = address.id.rpartition("/")
    if edit.op == "rename":
        whole = str(edit.value)
        return f"{address.kind}:{whole if '/' in whole or not slash else f'{holder}/{whole}'}"
    goal = edit.before or edit.after or edit.to if edit.op == "move" else None
    if isinstance(goal, str):
        near = goal.partition(":")[2] or goal
        inside = near if goal == edit.to else near.rpartition("/")[0]
        return f"{address.kind}:{inside}/{last}"
    return edit.at


def _sentences(proposal: Proposal) -> list[str]:
    return sentences(described_changes(proposal.before.catalog, proposal.after.catalog, ("", "")))


def _url(catalog: Catalog, at: str) -> str:
    address = parse_address(at)
    found = catalog.find(address.kind, address.id)
    return found.url if found else ""


def _number_of(some: Sequence[Any], all: Sequence[Any], number: int) -> int:
    """Return which of all entries is the one of a number among some of them, in the same order."""
    at = -1
    for one in some[: number + 1]:
        at = next((later for later in range(at + 1, len(all)) if all[later] == one), -1)
        if at < 0:
            raise RefusedEditError("the page shows something else than what is written now; load it again")
    return at if number < len(some) else len(all)


def stamp(found: FoundField) -> str:
    """Return what stands for a field as it is written."""
    return hashlib.blake2b(f"{found.path}\0{found.text}".encode(), digest_size=12).hexdigest()


def _measured(now: SiteNow, address: EditAddress) -> bool:
    """Return whether the feeling at an address is the latest reading of a metric."""
    if address.kind != "step" or address.loc[:1] != ("emotion",):
        return False
    points = now.compiled.catalog.points(address.id)
    who = str(address.loc[1]) if len(address.loc) > 1 else ""
    return any(point.basis == "measured" for point in points if not who or point.persona == who)


def _word(asked: Mapping[str, Any], name: str) -> str:
    found = asked.get(name)
    if not isinstance(found, str):
        raise ValueError(f"'{name}' is missing")
    return found


def _list(asked: Mapping[str, Any], name: str) -> list[Any]:
    found = asked.get(name)
    if not isinstance(found, list):
        raise ValueError(f"'{name}' is missing")
    return found


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")
