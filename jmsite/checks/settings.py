"""Find settings that are well written and that nothing heeds."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from jmsite.checks.audiences import unknown_audience
from jmsite.checks.icons import icons_of, missing_icon
from jmsite.checks.own_lanes import check_lanes
from jmsite.checks.scale_words import words_twice
from jmsite.checks.severities import plain_options
from jmsite.content.default_visibility import covers
from jmsite.content.validation_messages import meant_by, tell
from jmsite.model.entities.journey import Step
from jmsite.model.entities.site import RuleSetting, Site
from jmsite.model.field_errors import admit
from jmsite.model.fields import Fields
from jmsite.model.findings import SITE, Finding
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.sources import Files, Loc
from jmsite.model.suggestions import Meant, meant


def check_settings(site: Site, themes: Mapping[str, Files]) -> Iterator[Finding]:
    """Yield settings of site.yaml that nothing heeds: rules and kinds that are none, fields over those there
    are, icons.
    """
    families = {id.partition("/")[0] for id in RULES}
    for id, setting in site.rules.items():
        if id in RULES or id in families:
            yield from _options(id, setting)
        else:
            near = meant(id, [*RULES, *families])
            hint = near.hint or "'jmsite explain' lists the rules"
            yield _unknown(("rules", id), f"there is no rule '{id}'", hint, near)
    kinds = [kind.name for kind in KINDS.values() if kind.readable]
    for kind, own in site.fields.items():
        if kind in kinds:
            yield from _taken(("fields", kind), own, KINDS[kind].model)
        else:
            near = meant(kind, kinds)
            hint = near.hint or f"it can be {', '.join(kinds)}"
            message = f"there is no kind '{kind}'"
            yield _unknown(("fields", kind), message, hint, _unless(near, site.fields))
    yield from _taken(("lanes",), site.lanes, Step)
    yield from check_lanes(site.lanes)
    yield from words_twice(SITE, site.emotion_scale)
    for path, audience in site.visibility.items():
        yield from unknown_audience(audience, site, SITE, ("visibility", path))
    icons = icons_of(themes, site.theme)
    for name, lane in site.lanes.items():
        if lane.icon:
            yield from missing_icon(SITE, ("lanes", name, "icon"), lane.icon, icons)


def _unknown(loc: Loc, message: str, hint: str, near: Meant) -> Finding:
    """Return a finding of a name that there is not, where it is written."""
    return Finding(
        rule="field/unknown", entity=SITE, field=loc, message=message, hint=hint, named=True, meant=near
    )


def _unless(near: Meant, there: Container[str]) -> Meant:
    """Return what was meant, for the fix; nothing where that stands there already: a key cannot stand twice."""
    return Meant() if near.found in there else near


def _options(id: str, setting: RuleSetting) -> Iterator[Finding]:
    """Yield settings that a rule does not have, or that are none; a family has only what all rules have."""
    options = RULES[id].options if id in RULES else RuleOptions
    read = admit(options, plain_options(setting))
    for wrong in read if isinstance(read, tuple) else ():
        rule, message, hint = tell(wrong, wrong.loc, options)
        near = _unless(meant_by(wrong, wrong.loc, options), setting.model_fields_set)
        loc, named = ("rules", id, *wrong.loc), wrong.kind == "extra_forbidden"
        yield Finding(rule=rule, entity=SITE, field=loc, message=message, hint=hint, named=named, meant=near)


def check_paths(site: Site, files: Iterable[str]) -> Iterator[Finding]:
    """Yield entries under ``visibility:`` that speak of no file of content."""
    if not site.visibility:
        return
    paths = [path.removeprefix("content/") for path in files]
    parents = {
        "/".join(parts[:end]) for path in paths for parts in [path.split("/")] for end in range(1, len(parts))
    }
    for entry in site.visibility:
        if not any(covers(entry, path) for path in paths):
            near = meant(entry, sorted({*parents, *paths}))
            message, loc = f"there is no file or folder '{entry}'", ("visibility", entry)
            fixed = _unless(near, site.visibility)
            yield Finding(
                rule="visibility/unknown-path",
                entity=SITE,
                field=loc,
                message=message,
                hint=near.hint,
                named=True,
                meant=fixed,
            )


def _taken(loc: tuple[str, ...], own: Iterable[str], model: type[Fields]) -> Iterator[Finding]:
    """Yield own fields that are called like one of ours."""
    ours = {field.alias or name for name, field in model.model_fields.items()}
    for name in own:
        # ids have hyphens where names of our fields have underscores
        if name.replace("-", "_") in ours:
            message = f"'{name}' is already the name of a field"
            hint = "choose another name"
            yield Finding(
                rule="field/not-allowed",
                entity=SITE,
                field=(*loc, name),
                message=message,
                hint=hint,
                named=True,
            )
