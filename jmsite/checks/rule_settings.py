"""Read what site.yaml sets for a rule: in general, and for a folder, a file or a journey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from jmsite.content.default_visibility import covers
from jmsite.model.entities.site import RuleSetting
from jmsite.model.field_errors import admit
from jmsite.model.rules.rule import NARROWING, Narrowed, RuleOptions

Options = TypeVar("Options", bound=RuleOptions)
JOURNEYS = "content/journeys/"


def options_at(rule_id: str, settings: Mapping[str, RuleSetting], kind: type[Options], path: str) -> Options:
    """Return what site.yaml sets for a rule in a file, as the rule's declaration reads it; for all of the site where
    ``path`` is "".

    Settings that it refuses count for nothing; ``check_settings`` tells them.
    """
    setting = settings.get(rule_id)
    if setting is None:
        return kind()
    read = _read(kind, plain_options(setting))
    for entry in entries_at(setting, path):
        narrowed = _read(kind, plain_options(entry))
        read = read.model_copy(update={name: getattr(narrowed, name) for name in narrowed.model_fields_set})
    return read


def entries_at(setting: RuleSetting, path: str) -> Iterator[Narrowed]:
    """Yield what is set for a part of the content that a file belongs to: what counts more comes later."""
    if setting.paths and path:
        # a longer path is about less, and so counts more
        for entry in sorted(setting.paths, key=len):
            if covers(entry, path):
                yield setting.paths[entry]
    if setting.journeys and path.startswith(JOURNEYS):
        journey = path.removeprefix(JOURNEYS).partition("/")[0]
        if journey in setting.journeys:
            yield setting.journeys[journey]


def plain_options(setting: RuleSetting | Narrowed) -> dict[str, Any]:
    """Return the settings of a rule as they are written."""
    return {name: getattr(setting, name) for name in setting.model_fields_set}


def _read(kind: type[Options], written: dict[str, Any]) -> Options:
    plain = {name: value for name, value in written.items() if name not in NARROWING}
    read = admit(kind, plain)
    return read if isinstance(read, kind) else kind()
