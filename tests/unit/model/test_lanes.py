"""The one table of lanes is whole: fields, words, icons, and what the styles leave out of the map."""

from __future__ import annotations

import re

import pytest
import yaml

from jmsite.model.entities.journey import Step
from jmsite.model.entities.lanes import LANES, ROLES, LaneKind
from jmsite.pages.parts.map.lanes import MAKERS
from jmsite.resources import themes_folder

THEME = themes_folder() / "default"
LANGUAGES = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in (THEME / "i18n").glob("*.yaml")}


@pytest.mark.parametrize("lane", LANES, ids=lambda lane: lane.key)
def test_a_lane_has_a_field_an_icon_and_its_name_in_every_language(lane: LaneKind) -> None:
    assert set(lane.filled_by) <= Step.model_fields.keys()
    assert lane.role in ROLES
    assert (lane.holds or lane.sort) in MAKERS
    assert (THEME / "icons" / f"{lane.icon}.svg").is_file()
    assert all(words.get(f"lane.{lane.key}") for words in LANGUAGES.values())


def test_the_styles_leave_out_of_the_map_what_the_table_does() -> None:
    styles = (THEME / "styles" / "parts" / "map.css").read_text("utf-8")
    left_out = re.search(r"#ui\\:view-table\):checked\) :is\((.*?)\):not", styles, re.DOTALL)
    assert left_out
    named = set(re.findall(r'data-lane="(\w+)"', left_out[1]))
    assert named == {lane.key for lane in LANES if not lane.on_map}


def test_every_field_of_lines_is_in_a_lane_or_in_the_readouts() -> None:
    shown = {field for lane in LANES for field in lane.filled_by}
    apart = {"id", "title", "summary", "personas", "moment_of_truth", "research", "fields", "watch"}
    readouts = {"emotion"}
    named_by_others = {"insights", "opportunities"}
    assert Step.model_fields.keys() - shown == apart | readouts | named_by_others
