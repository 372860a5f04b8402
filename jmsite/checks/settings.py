"""Find settings that are well written and that nothing heeds."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping

from jmsite.checks.audiences import unknown_audience
from jmsite.checks.exports import not_installed
from jmsite.checks.icons import icons_of, missing_icon
from jmsite.checks.own_lanes import check_lanes
from jmsite.checks.rule_settings import JOURNEYS, plain_options
from jmsite.checks.scale_words import duplicate_words
from jmsite.content.default_visibility import covers
from jmsite.content.validation_messages import meant_by, rule_message
from jmsite.model.entities.journey import Step
from jmsite.model.entities.site import RuleSetting, Site
from jmsite.model.field_errors import admit
from jmsite.model.fields import Fields
from jmsite.model.findings import SITE, Finding
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES
from jmsite.model.rules.rule import NARROWING, Narrowed, RuleOptions
from jmsite.model.sources import Files, Loc
from jmsite.model.suggestions import ProbablyMeant, probably_meant


def check_settings(site: Site, themes: Mapping[str, Files]) -> Iterator[Finding]:
    """Yield settings of site.yaml that nothing heeds: rules and kinds that are none, fields over those there
    are, icons.
    """
    families = {id.partition("/")[0] for id in RULES}
    for id, setting in site.rules.items():
        if id in RULES or id in families:
            yield from _options(id, setting)
        else:
            near = probably_meant(id, [*RULES, *families])
            hint = near.hint or "'jmsite explain' lists the rules"
            yield _unknown(("rules", id), f"there is no rule '{id}'", hint, near)
    kinds = [kind.name for kind in KINDS.values() if kind.readable]
    for kind, own in site.fields.items():
        if kind in kinds:
            yield from _taken(("fields", kind), own, KINDS[kind].model)
        else:
            near = probably_meant(kind, kinds)
            hint = near.hint or f"it can be {', '.join(kinds)}"
            message = f"there is no kind '{kind}'"
            yield _unknown(("fields", kind), message, hint, _unless(near, site.fields))
    yield from _taken(("lanes",), site.lanes, Step)
    yield from check_lanes(site.lanes)
    yield from duplicate_words(SITE, site.emotion_scale)
    for path, audience in site.visibility.items():
        yield from unknown_audience(audience, site, SITE, ("visibility", path))
    yield from not_installed(site)
    icons = icons_of(themes, site.theme)
    for name, lane in site.lanes.items():
        if lane.icon:
            yield from missing_icon(SITE, ("lanes", name, "icon"), lane.icon, icons)


def _unknown(loc: Loc, message: str, hint: str, near: ProbablyMeant) -> Finding:
    """Return a finding of a name that there is not, where it is written."""
    return Finding(
        rule="field/unknown", entity=SITE, field=loc, message=message, hint=hint, named=True, meant=near
    )


def _unless(near: ProbablyMeant, there: Container[str]) -> ProbablyMeant:
    """Return what was meant, for the fix; nothing where that stands there already: a key cannot stand twice."""
    return ProbablyMeant() if near.found in there else near


def _options(id: str, setting: RuleSetting) -> Iterator[Finding]:
    """Yield settings that a rule does not have, or that are none; a family has only what all rules have."""
    options = RULES[id].options if id in RULES else RuleOptions
    yield from _refused(("rules", id), setting, options)
    for part in NARROWING:
        for name, entry in getattr(setting, part).items():
            loc = ("rules", id, part, name)
            yield from _refused(loc, entry, options)
            for nested in NARROWING:
                if nested in entry.model_fields_set:
                    message = f"'{nested}' has no effect here"
                    hint = f"write it under '{id}'"
                    yield _unknown((*loc, nested), message, hint, ProbablyMeant())


def _refused(loc: Loc, setting: RuleSetting | Narrowed, options: type[RuleOptions]) -> Iterator[Finding]:
    """Yield what the declaration of a rule refuses of settings for it."""
    read = admit(options, plain_options(setting))
    for wrong in read if isinstance(read, tuple) else ():
        rule, message, hint = rule_message(wrong, wrong.loc, options)
        near = _unless(meant_by(wrong, wrong.loc, options), setting.model_fields_set)
        at, named = (*loc, *wrong.loc), wrong.kind == "extra_forbidden"
        yield Finding(rule=rule, entity=SITE, field=at, message=message, hint=hint, named=named, meant=near)


def check_paths(site: Site, files: Iterable[str]) -> Iterator[Finding]:
    """Yield entries of site.yaml for files of content, of which there are none."""
    narrowed = {id: setting for id, setting in site.rules.items() if setting.paths or setting.journeys}
    if not site.visibility and not narrowed:
        return
    paths = [path.removeprefix("content/") for path in files]
    parents = {
        "/".join(parts[:end]) for path in paths for parts in [path.split("/")] for end in range(1, len(parts))
    }
    known = sorted({*parents, *paths})
    yield from _covering_nothing("visibility/unknown-path", ("visibility",), site.visibility, paths, known)
    for id, setting in narrowed.items():
        loc = ("rules", id, "paths")
        yield from _covering_nothing("site/unknown-path", loc, setting.paths, paths, known)
        yield from _unknown_journeys(id, setting, paths)


def _covering_nothing(
    rule: str, loc: Loc, entries: Collection[str], paths: list[str], known: list[str]
) -> Iterator[Finding]:
    for entry in entries:
        if not any(covers(entry, path) for path in paths):
            near = probably_meant(entry, known)
            yield Finding(
                rule=rule,
                entity=SITE,
                field=(*loc, entry),
                message=f"there is no file or folder '{entry}'",
                hint=near.hint,
                named=True,
                meant=_unless(near, entries),
            )


def _unknown_journeys(id: str, setting: RuleSetting, paths: list[str]) -> Iterator[Finding]:
    folder = JOURNEYS.removeprefix("content/")
    there = {path.split("/")[1] for path in paths if path.startswith(folder)}
    for journey in setting.journeys:
        if journey not in there:
            near = probably_meant(journey, sorted(there))
            yield Finding(
                rule="ref/unknown-journey",
                entity=SITE,
                field=("rules", id, "journeys", journey),
                message=f"unknown journey '{journey}'",
                hint=near.hint,
                named=True,
                meant=_unless(near, setting.journeys),
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
