"""Entities and whole catalogs as plain values, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.catalog import Catalog
from jmsite.model.codec import (
    KNOWN,
    decode,
    decode_catalog,
    decode_entity,
    encode_catalog,
    encode_entity,
)
from jmsite.model.kinds import ENTITIES
from jmsite.model.readings import Point
from jmsite.model.sources import Options
from jmsite.pipeline import catalog_of

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def sample() -> Catalog:
    return catalog_of(discover(ROOT, Options()), Memo()).value


def test_the_sample_survives_as_json(sample: Catalog):
    text = json.dumps(encode_catalog(sample), ensure_ascii=False, allow_nan=False)
    again = decode_catalog(json.loads(text))
    for name in (*ENTITIES, *KNOWN):
        assert again.table(name) == sample.table(name), name
        assert list(again.table(name)) == list(sample.table(name)), name
    assert json.dumps(encode_catalog(again), ensure_ascii=False) == text


def test_every_kind_and_table_of_the_sample_is_there(sample: Catalog):
    encoded = encode_catalog(sample)
    assert set(encoded["entities"]) == {kind for kind in ENTITIES if sample.table(kind)}
    assert {"stages", "steps", "uses", "points", "series", "prose"} <= set(encoded)


def test_fields_are_named_as_authors_name_them_and_defaults_left_out(sample: Catalog):
    study = encode_entity(next(one for one in sample.all("research") if one.fields.from_))
    assert "from" in study["fields"]
    assert "draft" not in study["fields"]
    assert study["kind"] == "research"


def test_what_is_no_entity_is_refused():
    with pytest.raises(ValueError, match="there is no kind 'nothing'"):
        decode_entity({"kind": "nothing"})
    with pytest.raises(ValueError, match="severity"):
        decode_entity(
            {
                "kind": "insight", "id": "a", "url": "", "path": "", "title": "A",
                "fields": {"title": "A", "severity": 9},
            }
        )  # fmt: skip
    with pytest.raises(ValueError, match="score"):
        decode({"step": "a", "persona": "b", "basis": "assumed"}, Point)
