"""Diagrams and files of other programs: drawio, CJML, TheyDo, GOV.UK; and what is refused in them."""

from __future__ import annotations

import base64
import json
import zlib
from urllib.parse import quote

import pytest
from corpora_maps import MAPS, read

from jmsite.importing import drawio
from jmsite.importing.draft import DraftMap, NoJourneyError
from jmsite.importing.recognise import read_map

PAGE = (MAPS / "journey.drawio").read_text("utf-8").partition('name="As is">')[2].partition("</diagram>")[0]


def titles(draft: DraftMap) -> list[str]:
    return [step.title for journey in draft.journeys for stage in journey.stages for step in stage.steps]


def packed(page: str) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    data = packer.compress(quote(page, safe="").encode()) + packer.flush()
    return f'<mxfile><diagram name="Map">{base64.b64encode(data).decode()}</diagram></mxfile>'.encode()


def test_a_packed_page_says_the_same_as_a_plain_one():
    assert titles(read_map("a.drawio", packed(PAGE))) == titles(read("journey.drawio"))


def test_a_page_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(drawio, "MOST_UNPACKED", 100)
    with pytest.raises(NoJourneyError, match="unpacks to more than"):
        read_map("a.drawio", packed(PAGE))


def test_somebody_elses_lane_is_frontstage_and_no_persona():
    draft = read("journey.drawio")
    front = [
        entry.text
        for stage in draft.journeys[0].stages
        for step in stage.steps
        for entry in step.lanes.get("frontstage", ())
    ]
    assert front == ["Shop: Receipt?", "Shop: Tests it (8 minutes)"]
    assert draft.journeys[0].personas == ("Customer",)


def test_what_is_planned_is_as_it_should_be_and_what_happened_is_compared_to_it():
    planned, actual = read("cjml-2.0.xml").journeys
    assert (planned.state, actual.state, actual.compares_to) == ("future", "current", 0)
    failing = next(step for stage in actual.stages for step in stage.steps if step.title == "Types the code")
    assert failing.prose == ("Compliance: failing.",)


@pytest.mark.parametrize("name", ["cjml-dialect.xml", "cjml-dialect-inner.xml"])
def test_the_dialect_is_read_with_what_its_writer_left(name: str):
    draft = read(name)
    assert titles(draft) == ["Finds the heating cold", "Reports it", "Names a day"]
    assert draft.journeys[0].personas == ("Tenant",)
    times = 4 if name == "cjml-dialect.xml" else 3
    assert any(f"'undefined', {times} times" in one.text for one in draft.remarks if one.did == "left out")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<!DOCTYPE cjml [<!ENTITY a "b">]><cjml>&a;</cjml>', "entities or a document type"),
        ('<!DOCTYPE cjml SYSTEM "file:///etc/passwd"><cjml/>', "entities or a document type"),
        ("<cjml>\n<touchpoint>\n</cjml>", "line 3"),
        ("<cjml></cjml>", "no touchpoints"),
        ("<mxfile><diagram>!!</diagram></mxfile>", "neither plain nor packed"),
        ("<mxfile><diagram><mxGraphModel/></diagram></mxfile>", "no page has three shapes"),
    ],
)
def test_xml_that_is_no_map_is_refused_with_a_reason(text, said):
    with pytest.raises(NoJourneyError, match=said):
        read_map("a.xml", text.encode())


def test_metrics_of_an_exchange_file_have_their_readings_as_tables():
    draft = read("theydo-metrics.json")
    assert [(one.kind, one.title, one.fields["kind"]) for one in draft.entities] == [
        ("metric", "Would recommend the swimming course", "nps"),
        ("metric", "Satisfied with the changing rooms", "csat"),
        ("metric", "How hard was it to book?", "ces"),
        ("metric", "Came to the second lesson", "rate"),
        ("metric", "Water temperature", "value"),
    ]
    tables = {path: content.decode().splitlines() for path, content in draft.files}
    assert [line.rsplit(",", 2)[1:] for line in tables["data/swim-nps.csv"]] == [
        ["n", "value"], ["40", "57.5"], ["25", "20.0"], ["40", "72.5"],
    ]  # fmt: skip
    assert [line.rsplit(",", 1)[1] for line in tables["data/swim-csat.csv"]] == ["value", "43.1", "61.9"]
    assert draft.entities[2].fields["direction"] == "lower"


def test_insights_of_an_exchange_file_keep_their_words():
    draft = read("theydo-insights.json")
    assert [(one.title, one.fields["type"], one.fields["status"]) for one in draft.entities] == [
        ("Parents do not know where to wait", "pain", "validated"),
        ("The first length is told at home", "gain", "validated"),
        ("Booking opens while people are at work", "pain", "assumption"),
        ("Adults are ashamed of the small pool", "observation", "assumption"),
    ]
    assert "in the corridor" in draft.entities[0].body
    assert "https://research.example.org/swim/interviews" in draft.entities[0].body


def test_steps_of_a_government_are_stages_with_what_is_to_be_read_there():
    step = {"title": "Apply", "contents": [
        {"type": "paragraph", "text": "You need a photo."},
        {"type": "list", "contents": [{"text": "Apply online", "href": "/apply", "context": "£34"}]},
    ]}  # fmt: skip
    data = {
        "title": "A licence",
        "details": {"step_by_step_nav": {"introduction": "<p>Check first.</p>", "steps": [step]}},
    }
    (journey,) = read_map("a.json", json.dumps(data).encode()).journeys
    assert (journey.title, journey.summary) == ("A licence", "Check first.")
    assert journey.stages[0].prose == ("You need a photo.",)
    assert [(one.title, one.summary) for one in journey.stages[0].steps] == [("Apply online", "£34")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "no JSON"),
        ("[]", "no object"),
        ('{"details": {"step_by_step_nav": {"steps": []}}}', "has no steps"),
        ('{"format": "THEYDO_INSIGHTS_V1", "insights": []}', "nothing with a title"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_json_that_is_no_map_is_refused_with_a_reason(text, said):
    with pytest.raises(NoJourneyError, match=said):
        read_map("a.json", text.encode())
