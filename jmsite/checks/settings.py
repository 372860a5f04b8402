"""Find settings that are well written and that nothing heeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from jmsite.checks.own_lanes import check_lanes
from jmsite.checks.severities import plain_options
from jmsite.checks.whole_site import WholeSite
from jmsite.content.check_audiences import unknown_audience
from jmsite.content.default_visibility import covers
from jmsite.content.validation_messages import meant_by, tell
from jmsite.model.admit import admit
from jmsite.model.catalog import Catalog
from jmsite.model.diagnostics import Diagnostic
from jmsite.model.entities.journey import Step
from jmsite.model.entities.site import RuleSetting, Site
from jmsite.model.entity import Draft
from jmsite.model.fields import Fields
from jmsite.model.kinds import KINDS
from jmsite.model.rules import RULES, fault
from jmsite.model.rules.rule import RuleOptions
from jmsite.model.sources import Files
from jmsite.model.suggestions import correction, meant
from jmsite.theme.translations import chain_or_default


def check_settings(draft: Draft, site: Site, themes: Mapping[str, Files]) -> Iterator[Diagnostic]:
    """Yield settings of site.yaml that nothing heeds: rules and kinds that are none, fields over those there
    are, icons.
    """
    families = {id.partition("/")[0] for id in RULES}
    for id, setting in site.rules.items():
        if id in RULES or id in families:
            yield from _options(draft, id, setting)
        else:
            near, place = meant(id, [*RULES, *families]), draft.key(("rules", id))
            hint = near.hint or "'jmsite explain' lists the rules"
            yield fault("field/unknown", f"there is no rule '{id}'", place, hint, fix=correction(place, near))
    kinds = [kind.name for kind in KINDS.values() if kind.readable]
    for kind, own in site.fields.items():
        if kind in kinds:
            yield from _taken(draft, ("fields", kind), own, KINDS[kind].model)
        else:
            near, place = meant(kind, kinds), draft.key(("fields", kind))
            fix = correction(place, near) if near.found not in site.fields else None
            hint = near.hint or f"it can be {', '.join(kinds)}"
            yield fault("field/unknown", f"there is no kind '{kind}'", place, hint, fix=fix)
    yield from _taken(draft, ("lanes",), site.lanes, Step)
    yield from check_lanes(draft, site.lanes)
    for path, audience in site.visibility.items():
        wrong = unknown_audience(audience, site, draft.place(("visibility", path)))
        if wrong is not None:
            yield wrong
    icons = _icons(site, themes)
    for name, lane in site.lanes.items():
        if lane.icon:
            yield from _icon(draft, ("lanes", name, "icon"), lane.icon, icons)


def _options(draft: Draft, id: str, setting: RuleSetting) -> Iterator[Diagnostic]:
    """Yield settings that a rule does not have, or that are none; a family has only what all rules have."""
    options = RULES[id].options if id in RULES else RuleOptions
    read = admit(options, plain_options(setting))
    for wrong in read if isinstance(read, tuple) else ():
        rule, message, hint = tell(wrong, wrong.loc, options)
        loc = ("rules", id, *wrong.loc)
        place = draft.key(loc) if wrong.kind == "extra_forbidden" else draft.place(loc)
        near = meant_by(wrong, wrong.loc, options)
        fix = None if near.found in setting.model_fields_set else correction(place, near)
        yield fault(rule, message, place, hint, fix=fix)


def missing_icons(catalog: Catalog, site: WholeSite) -> Iterator[Diagnostic]:
    """Return the icons of entities that the theme does not have."""
    icons = _icons(catalog.site, site.themes)
    for unit in site.units:
        for draft in unit.written:
            icon = getattr(draft.fields, "icon", None)
            yield from _icon(draft, ("icon",), str(icon), icons) if icon else ()


def check_paths(draft: Draft, site: Site, files: Iterable[str]) -> Iterator[Diagnostic]:
    """Entries under ``visibility:`` that speak of no file of content."""
    if not site.visibility:
        return
    paths = [path.removeprefix("content/") for path in files]
    parents = {
        "/".join(parts[:end]) for path in paths for parts in [path.split("/")] for end in range(1, len(parts))
    }
    for entry in site.visibility:
        if not any(covers(entry, path) for path in paths):
            near, place = meant(entry, sorted({*parents, *paths})), draft.key(("visibility", entry))
            fix = correction(place, near) if near.found not in site.visibility else None
            message = f"nothing lies at '{entry}'"
            yield fault("visibility/unknown-path", message, place, near.hint, fix=fix)


def _taken(
    draft: Draft, loc: tuple[str, ...], own: Iterable[str], model: type[Fields]
) -> Iterator[Diagnostic]:
    """Own fields that are called like one of ours."""
    ours = {field.alias or name for name, field in model.model_fields.items()}
    for name in own:
        if name.replace("-", "_") in ours:
            message = f"'{name}' is the name of a field that there is already"
            yield fault("field/not-allowed", message, draft.key((*loc, name)), "give it another name")


def _icons(site: Site, themes: Mapping[str, Files]) -> list[str]:
    files = chain_or_default(themes, site.theme).files
    found = (path for path in files if path.startswith("icons/") and path.endswith(".svg"))
    return [path.removeprefix("icons/").removesuffix(".svg") for path in found]


def _icon(draft: Draft, loc: tuple[str, ...], icon: str, icons: Sequence[str]) -> Iterator[Diagnostic]:
    if icon not in icons:
        near, place = meant(icon, icons), draft.place(loc)
        hint = near.hint or "it is called as a file under icons/ in the theme, without its ending"
        message = f"the theme has no icon '{icon}'"
        yield fault("field/not-allowed", message, place, hint, fix=correction(place, near))
