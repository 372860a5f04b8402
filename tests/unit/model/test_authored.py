"""Fields written as an author would: short, and the same when they are read again."""

from __future__ import annotations

import pytest
from filled import Filler

from jmsite.formats.yaml import reader
from jmsite.formats.yaml.scalars import unwritten
from jmsite.formats.yaml.writer import to_yaml
from jmsite.model.authored import authored
from jmsite.model.entities.journey import Journey, Stage, Step
from jmsite.model.entities.metric import Metric
from jmsite.model.entities.site import Site
from jmsite.model.fields import Fields
from jmsite.model.kinds import KINDS

REFERRED = (
    "persona journey stage step next touchpoint channel department system metric research insight"
    " opportunity solution asset data link"
)
IDS = dict.fromkeys(REFERRED.split(" "), ("one", "two"))
MODELS = [*dict.fromkeys(kind.model for kind in KINDS.values() if kind.model is not Site), Step]


def again(fields: Fields) -> Fields:
    text = to_yaml(authored(fields))
    read = reader.load(text, "content/x.yaml")
    assert read.diagnostics == (), text
    return type(fields).model_validate(unwritten(read.value.value))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_survives(model: type[Fields]):
    fields = model.model_validate(Filler("Some words: with a colon", IDS).fields(model))
    assert again(fields) == fields
    assert fields != model.model_construct(title="x"), "the filler fills nothing"


def test_settings_survive():
    fields = Site.model_validate(
        {
            "title": "S",
            "review_every": "P90D",
            "emotion_scale": {"min": 1, "max": 5, "words": {1: "awful", 4.5: "good"}},
            "lanes": {"carbon": {"title": "Carbon", "type": "rating"}},
            "fields": {"persona": {"shoe": {"title": "Shoe size", "type": "number"}}},
            "rules": {"stage/too-many-steps": {"severity": "off"}},
            "repository": {"url": "https://example.org/maps", "branch": "trunk"},
        }
    )
    assert again(fields) == fields


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_goes_without_saying_is_left_out(model: type[Fields]):
    given = {name: "Words" for name, field in model.model_fields.items() if field.is_required()}
    given |= {"chart": "trend"} if "chart" in given else {}
    assert authored(model.model_validate(given)) == given


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (Step(emotion={"": {"score": 1}}), "emotion: 1\n"),
        (Step(emotion={"anna": 1, "ben": -1.5}), "emotion: {anna: 1, ben: -1.5}\n"),
        (Step(emotion={"anna": {"score": 1, "word": "glad"}}), "emotion:\n  anna: {score: 1, word: glad}\n"),
        (Step(touchpoint="shop", personas="anna"), "personas: [anna]\ntouchpoint: shop\n"),
        (Step(touchpoint=["shop", "chat"]), "touchpoint: [shop, chat]\n"),
        (
            Step(pains=["Slow", {"text": "Dear", "severity": 2}]),
            "pains:\n  - Slow\n  - {text: Dear, severity: 2}\n",
        ),
        (Step(next="again"), "next: again\n"),
        (Step(wait="PT20M"), "wait: PT20M\n"),
        (
            Journey(title="Buy", tags=["shop"], personas=["anna"]),
            "title: Buy\npersonas: [anna]\ntags: [shop]\n",
        ),
        (
            Stage(title="Need", steps=[{"title": "I look", "emotion": 0}]),
            "title: Need\nsteps:\n  - {title: I look, emotion: 0}\n",
        ),
        (
            Site(title="S", emotion_scale={"min": 1, "max": 5, "words": {1: "awful", 4.5: "good"}}),
            "title: S\nemotion_scale:\n  min: 1\n  max: 5\n  words: {1: awful, 4.5: good}\n",
        ),
        (
            Metric(readings=[{"date": "2026-01-31", "value": 3}]),
            "readings:\n  - {date: 2026-01-31, value: 3}\n",
        ),
        (Metric(readings={"file": "data/a.csv"}), "readings: {file: data/a.csv}\n"),
    ],
)
def test_it_is_as_short_as_an_author_would_write(fields: Fields, text: str):
    assert to_yaml(authored(fields)) == text
