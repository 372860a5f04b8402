"""Find lanes of a site's own that cannot stand where they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jmsite.model.entities.journey import Step
from jmsite.model.entities.site import OwnLane
from jmsite.model.findings import SITE, Finding
from jmsite.model.lane_order import LANE_OF, ROLE_OF, lane_before
from jmsite.model.suggestions import probably_meant

_RULE = "field/not-allowed"


def check_lanes(own: Mapping[str, OwnLane]) -> Iterator[Finding]:
    """Yield what is wrong with the places of the lanes that site.yaml declares."""
    for name, lane in own.items():
        # names of fields of steps are told with all other names that are taken (check_settings)
        if name in ROLE_OF and name not in Step.model_fields:
            message = f"'{name}' is already the name of a lane"
            hint = "choose another name"
            yield Finding(
                rule=_RULE, entity=SITE, field=("lanes", name), message=message, hint=hint, named=True
            )
        if lane.after:
            yield from _after(name, lane, own)


def _after(name: str, lane: OwnLane, own: Mapping[str, OwnLane]) -> Iterator[Finding]:
    loc = ("lanes", name, "after")
    written, first = lane.after or "", lane_before(lane, own)
    chain = _chain(name, own)
    if not first:
        near = probably_meant(written, [*own, *LANE_OF])
        hint = near.hint or f"the lanes are {', '.join(ROLE_OF)}, and your own"
        yield Finding(
            rule=_RULE, entity=SITE, field=loc, message=f"there is no lane '{written}'", hint=hint, meant=near
        )
    # a circle: following it would not end
    elif chain and chain[-1] == name:
        between = " and ".join(f"'{one}'" for one in chain[:-1])
        message = f"'{name}' comes after itself" + (f", by {between}" if between else "")
        yield Finding(rule=_RULE, entity=SITE, field=loc, message=message, hint="put it after another lane")
    elif "role" in lane.model_fields_set and chain and _role(chain[-1], own) not in ("", lane.role):
        role = _role(chain[-1], own)
        message = f"'{first}' is a {role} lane, so lanes after it must be as well"
        yield Finding(
            rule=_RULE,
            entity=SITE,
            field=loc,
            message=message,
            hint=f"remove 'role: {lane.role}' or 'after'",
        )


def _chain(name: str, own: Mapping[str, OwnLane]) -> list[str]:
    """Return the lanes that a lane stands after, one after the other; a circle ends in what it comes back to."""
    found: list[str] = []
    here = name
    while here in own and (before := lane_before(own[here], own)):
        found.append(before)
        # or a circle would be gone round for ever
        if before in found[:-1] or before == name:
            break
        here = before
    return found


def _role(name: str, own: Mapping[str, OwnLane]) -> str:
    return own[name].role if name in own else ROLE_OF.get(name, "")
