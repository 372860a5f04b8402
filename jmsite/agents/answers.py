"""Answers to agents: what a site says, as plain values, and what edits would do to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jmsite.editing.errors import RefusedEditError
from jmsite.editing.site_editing import FieldConflictError, parse_address
from jmsite.exporting.content import plain_entity
from jmsite.impact import impact_of
from jmsite.model.catalog import Catalog, Entity
from jmsite.model.codec import encode
from jmsite.model.kinds import ENTITIES
from jmsite.model.site_edits import SiteEdit
from jmsite.model.value import from_plain, plain
from jmsite.sessions.files import FileConflictError
from jmsite.sessions.patch_text import net, patch_text
from jmsite.sessions.session import EditSession, FaultyEditError, Proposal

Plain = dict[str, Any]
EVIDENCE = ("research", "insight")
MOST = 20
"""Entities that are named in place of one that is not there."""


class NoSuchEntityError(LookupError):
    """There is no such entity; the message says what there is."""


class Answers:
    """The answers of a site as it is now. Drafts are among it, as agents help to write them."""

    def __init__(self, session: EditSession) -> None:
        self._session = session

    @property
    def _catalog(self) -> Catalog:
        return self._session.current().compiled.catalog

    # -- reading
    def journeys(self) -> list[Plain]:
        """Return every journey with its stages."""
        catalog = self._catalog
        return [
            {
                **_named(one),
                "personas": list(one.fields.personas),
                "state": one.fields.state,
                "stages": [_named(stage) for stage in catalog.stages_of(one.id)],
            }
            for one in catalog.all("journey")
        ]

    def steps(self, of: str) -> list[Plain]:
        """Return the steps of a journey or stage, with their lanes and the scores that hold for them."""
        catalog, (kind, id) = self._catalog, _target(of, "journey", "stage")
        _found(catalog, kind, id)
        steps = catalog.moments(id) if kind == "journey" else catalog.steps_of(id)
        return [
            {**_named(one), "fields": encode(one.fields), "scores": encode(catalog.points(one.id))}
            for one in steps
        ]

    def entity(self, at: str) -> Plain:
        """Return one entity with all its fields."""
        kind, id = _target(at)
        catalog = self._catalog
        found = _found(catalog, kind, id)
        if kind == "step":
            return {**_named(found), "fields": encode(found.fields), "scores": encode(catalog.points(id))}
        return {**_named(found), **plain_entity(catalog, found)}

    def listed(self, kind: str) -> list[Plain]:
        """Return the entities of a kind by name."""
        if kind not in ENTITIES:
            raise NoSuchEntityError(f"there is no kind '{kind}'; there are {', '.join(sorted(ENTITIES))}")
        return [_named(one) for one in self._catalog.all(kind)]

    def evidence(self, at: str) -> Plain:
        """Return what something rests on: the research and insights that it or its steps name."""
        kind, id = _target(at)
        catalog = self._catalog
        _found(catalog, kind, id)
        found: Plain = {}
        for other in EVIDENCE:
            named = [one for one in catalog.all(other) if _names(catalog, (kind, id), (other, one.id))]
            found[other] = [{**_named(one), **plain_entity(catalog, one)} for one in named]
        return found

    def metrics(self) -> list[Plain]:
        """Return every metric with its readings as they were measured."""
        catalog = self._catalog
        return [{**_named(one), **plain_entity(catalog, one)} for one in catalog.all("metric")]

    def findings(self) -> list[Plain]:
        """Return what the check finds wrong or doubtful, the gravest first as they stand."""
        found = self._session.current().compiled.site.diagnostics
        return [
            {
                "rule": one.rule,
                "severity": one.severity.value,
                "path": one.place.path,
                "line": one.place.line,
                "message": one.message,
                "hint": one.hint,
            }
            for one in found
        ]

    def impact(self, at: str) -> list[Plain]:
        """Return what depends on something, nearest first."""
        kind, id = _target(at)
        catalog = self._catalog
        _found(catalog, kind, id)
        return [plain(one) for one in impact_of(catalog, ((kind, id),)).dependents]

    # -- writing
    def propose(self, edits: Sequence[Plain]) -> Plain:
        """Return the patch of edits that pass the check, or why they cannot be made. Nothing is written."""
        return self._told(edits, write=False)

    def apply(self, edits: Sequence[Plain]) -> Plain:
        """Write edits that pass the check; return the patch, or why they cannot be made."""
        return self._told(edits, write=True)

    def _told(self, edits: Sequence[Plain], write: bool) -> Plain:
        try:
            made = [from_plain(one, SiteEdit) for one in edits]
            with self._session.lock:
                inputs = self._session.current().inputs
                found = self._session.apply(made) if write else self._session.propose(made)
            return {"ok": True, "written": write, **self._patch(inputs, found)}
        except FaultyEditError as error:
            return {"ok": False, "errors": [plain(one) for one in error.faults]}
        except FieldConflictError as error:
            return {"ok": False, "conflict": {"yours": error.yours, "theirs": error.theirs}}
        except (RefusedEditError, FileConflictError, ValueError) as error:
            return {"ok": False, "refused": str(error)}

    def _patch(self, inputs: Any, found: Proposal) -> Plain:
        text = patch_text(net(inputs, found.patches))
        return {"patch": text, "remarks": [plain(one) for one in found.remarks]}


def _named(one: Entity[Any]) -> Plain:
    return {"at": one.handle, "title": one.title}


def _target(at: str, *kinds: str) -> tuple[str, str]:
    """Return the kind and id of an address; a bare word is the id of the first of ``kinds``."""
    if kinds and ":" not in at:
        return kinds[at.count("/")] if at.count("/") < len(kinds) else kinds[-1], at
    address = parse_address(at)
    return address.kind, address.id


def _found(catalog: Catalog, kind: str, id: str) -> Entity[Any]:
    found = catalog.find(kind, id) if kind in ENTITIES else None
    if found is None:
        known = [one.handle for one in catalog.all(kind)][:MOST] if kind in ENTITIES else sorted(ENTITIES)
        raise NoSuchEntityError(f"there is no {kind} '{id}'; there are {', '.join(known) or 'none'}")
    return found


def _names(catalog: Catalog, of: tuple[str, str], other: tuple[str, str]) -> bool:
    """Return whether something, or a step or stage of it, names an entity."""
    uses = catalog.uses(*other)
    own = {(one.kind, one.id) for one in uses}
    return of in own or any(
        kind in ("step", "stage") and f"{id}/".startswith(f"{of[1]}/") for kind, id in own
    )
