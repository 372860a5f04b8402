"""Entries of site.yaml that are about files: whether there are such, and what was meant where there are none."""

from __future__ import annotations

import pytest

from jmsite.checks.settings import check_paths
from jmsite.model.entities.site import RuleSetting, Site

FILES = (
    "content/site.yaml",
    "content/personas/anna.md",
    "content/journeys/buy/index.md",
    "content/journeys/buy/1-choose/index.md",
)


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("journyes", "did you mean 'journeys'?"),
        ("journeys/buuy", "did you mean 'journeys/buy'?"),
        ("journeys/buy/1-chose", "did you mean 'journeys/buy/1-choose'?"),
        ("personas/ana.md", "did you mean 'personas/anna.md'?"),
        ("elsewhere", ""),
    ],
)
def test_an_entry_for_what_is_not_there_names_the_folder_or_file_that_was_meant(entry: str, hint: str):
    (wrong,) = check_paths(Site(title="A", visibility={entry: "internal"}), FILES)
    assert (wrong.rule, wrong.field) == ("visibility/unknown-path", ("visibility", entry))
    assert (wrong.message, wrong.hint) == (f"there is no file or folder '{entry}'", hint)


@pytest.mark.parametrize("entry", ["journeys", "journeys/buy", "journeys/buy/1-choose", "personas/anna.md"])
def test_an_entry_for_a_folder_at_any_depth_or_a_file_is_right(entry: str):
    narrowed = {"link/blanks": RuleSetting(paths={entry: {"severity": "off"}})}
    assert list(check_paths(Site(title="A", visibility={entry: "internal"}, rules=narrowed), FILES)) == []


def test_settings_of_a_rule_for_a_path_or_a_journey_that_is_not_there_are_told_at_that_rule():
    narrowed = {
        "link/blanks": RuleSetting(
            paths={"persona": {"severity": "off"}}, journeys={"bye": {"severity": "off"}}
        )
    }
    found = [(one.rule, one.field, one.hint) for one in check_paths(Site(title="A", rules=narrowed), FILES)]
    assert found == [
        ("site/unknown-path", ("rules", "link/blanks", "paths", "persona"), "did you mean 'personas'?"),
        ("ref/unknown-journey", ("rules", "link/blanks", "journeys", "bye"), "did you mean 'buy'?"),
    ]


@pytest.mark.parametrize(
    ("others", "fix"),
    [({}, "personas"), ({"journeys": "internal"}, "personas"), ({"personas": "internal"}, "")],
)
def test_what_was_meant_is_a_fix_unless_it_stands_there_already(others: dict[str, str], fix: str):
    site = Site(title="A", visibility={"persona": "internal", **others})
    (wrong,) = check_paths(site, FILES)
    assert (wrong.meant.found, wrong.hint) == (fix, "did you mean 'personas'?")
