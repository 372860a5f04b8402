"""Maps and surveys as they come out of databases, wikis and boards, and plans that only look like maps."""

from __future__ import annotations

import pytest
from workbooks import xlsx

from jmsite.importing.draft import DraftJourney, NoJourneyError
from jmsite.importing.recognise import read_map


def one(name: str, text: str) -> DraftJourney:
    (journey,) = read_map(name, text.encode()).journeys
    return journey


def refused(name: str, text: str) -> NoJourneyError:
    with pytest.raises(NoJourneyError) as none:
        read_map(name, text.encode())
    return none.value


DATABASE = """Name,Stage,Emotion,Pain Points,Created time,Last edited by
Fills in the request,1. Apply,😕 Confused,Cost centre unknown,"March 2, 2026",Mara
Waits,1. Apply,😠 Annoyed,Silence for 9 days,"March 2, 2026",Jon
Picks up the bike,2. Ride,😄 Happy,,"March 3, 2026",Mara
"""


def test_rows_of_a_database_are_steps_by_their_names():
    draft = read_map("Bikes 0123456789abcdef0123456789abcdef.csv", DATABASE.encode())
    (journey,) = draft.journeys
    assert journey.title == "Bikes"
    assert [(stage.title, [step.title for step in stage.steps]) for stage in journey.stages] == [
        ("Apply", ["Fills in the request", "Waits"]),
        ("Ride", ["Picks up the bike"]),
    ]
    assert not any("Mara" in line for stage in journey.stages for line in stage.prose)
    assert "the column 'Last edited by', which is about people or files" in [
        each.text for each in draft.remarks
    ]


WIKI = """# Customer journey – Heat pump

| **Persona:** Familie Aydın |
|---|

| | **1. Trigger** | **2. Quote** |
|---|---|---|
| **Touchpoints** | Plumber | E-mail |
| **Feelings** | :-( stressed | :-/ unsure |
| **Ideas for improvement** | Loan heater | - |
"""


def test_a_table_of_a_wiki_has_its_persona_above_and_faces_that_are_typed():
    journey = one("wiki.md", WIKI)
    assert journey.personas == ("Familie Aydın",)
    assert [(felt.word, felt.sign) for stage in journey.stages for felt in stage.feelings] == [
        ("stressed", -1),
        ("unsure", -1),
    ]
    assert [each.text for each in journey.stages[0].lanes["opportunities"]] == ["Loan heater"]


def test_experience_beside_emotions_is_their_score():
    journey = one("dog.csv", ",Find,Adopt\nProblems,a,b\nExperience,3,1\nEmotions,Curious,Worried\n")
    assert [(felt.word, felt.value) for stage in journey.stages for felt in stage.feelings] == [
        ("Curious", 3),
        ("Worried", 1),
    ]


def test_a_header_that_comes_again_is_told_as_such():
    header = ["Etapa", "Paso", "Canal", "Nivel emocional (1-10)", "Dolor"]
    rows = [
        header,
        ["Aviso", "Recibe un SMS", "SMS", "6", "A las 7"],
        header,
        ["Cita", "Elige", "App", "8", ""],
    ]
    draft = read_map("mapa.xlsx", xlsx({"Mapa": rows}))
    assert "the row 'Etapa', which is the header again" in [each.text for each in draft.remarks]
    steps = [step for stage in draft.journeys[0].stages for step in stage.steps]
    assert [(felt.value, felt.scale) for step in steps for felt in step.feelings] == [
        (6, (1, 10)),
        (8, (1, 10)),
    ]


LANES_AS_HEADINGS = """# Journey Map

## Persona
**Age:** 41
**Name:** Tomasz, night nurse

## Awareness
### Actions
- Sees a poster
### Emotions
- Curious
### Pain points
- Poster has no dates

## Sign-up
### Emotions
- Irritated
### Pain points
- Logs out after 10 minutes

## Key takeaways
- Nights are forgotten

## Metrics
- Sign-ups per month
"""


def test_a_lane_at_the_level_of_stages_is_none_of_the_stage_above_it():
    journey = one("nights.md", LANES_AS_HEADINGS)
    assert [stage.title for stage in journey.stages] == ["Awareness", "Sign-up"]
    assert journey.personas == ("Tomasz, night nurse",)
    assert "- Sign-ups per month" in journey.prose


def test_a_journey_without_a_title_is_told_in_an_outline_too():
    told = [each.text for each in read_map("nights.md", LANES_AS_HEADINGS.encode()).remarks]
    assert "the journey has no title in the file: it is called 'Nights'" in told


DIAGRAM = """journey
  title Log in
  section Book
    Log in #1: 3: Member
    Ask #quot;why#quot;: 2: Member %% not a comment in its middle
    a line of nothing
    Pay: 4: Member # a comment
"""


def test_nothing_of_a_diagram_vanishes_behind_a_sign():
    draft = read_map("login.mmd", DIAGRAM.encode())
    (stage,) = draft.journeys[0].stages
    assert [step.title for step in stage.steps] == ["Log in #1", 'Ask "why"', "Pay"]
    told = [(each.did, each.text) for each in draft.remarks]
    assert ("changed", "'Log in #1' has a '#' in its name, at which Mermaid would cut it") in told
    assert any(did == "left out" and "'a line of nothing'" in text for did, text in told)


ROADMAP = """# Roadmap

## Phase 1: Foundation
- **Goals**: set up CI
- **Tasks**: linter
- **Challenges**: legacy schema

## Phase 2: First version
- **Goals**: first users
- **Tasks**: payments
- **Challenges**: cards
"""


def test_the_phases_of_a_plan_are_no_stages_by_words_that_every_plan_has():
    assert "by names that plans and lists have as well" in refused("roadmap.md", ROADMAP).reason
    called = one("roadmap.md", ROADMAP.replace("# Roadmap", "# Customer journey: Paying"))
    assert len(called.stages) == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("trip.md", "# Trip\n\n## Day 1\n- Activities: park\n- Mood: tired\n", "there are: doing, emotion"),
        ("tests.md", "# Tests\n\n| Step | Expected result |\n|---|---|\n| 1 | a |\n", "no heading has lanes"),
        ("risk.csv", "Phase,Problem,Solution,Due\na,b,c,d\n", "opportunities, pains, beside Due"),
        ("list.csv", "Item,Price\na,b\n", "no header row names a stage or step"),
        (
            "head.csv",
            "Stage,Touchpoint,Emotion\n",
            "there is one row, such as a header, and nothing below it",
        ),
        ("nothing.csv", " \n", "the file is empty"),
    ],
)
def test_a_refusal_names_what_there_is_or_what_was_looked_for_in_such_a_file(name, text, said):
    assert said in refused(name, text).reason


FORMS = """ID;Startzeit;Fertigstellungszeit;E-Mail;Wie zufrieden sind Sie?
1;02.03.2026 09:11:02;02.03.2026 09:13:40;anonymous;Sehr zufrieden
2;13.03.2026 10:11:02;13.03.2026 10:13:40;anonymous;Zufrieden
3;14.03.2026 10:11:02;14.03.2026 10:13:40;anonymous;Unzufrieden
"""


def test_times_at_which_a_form_was_filled_in_are_dates():
    (metric,) = read_map("forms.csv", FORMS.encode()).entities
    assert metric.fields["kind"] == "csat"


def test_a_report_without_days_has_no_metric():
    ga4 = "# Landing page\n# Start date: 20260301\n# End date: 20260331\nLanding page,Sessions,Active users\n/,4,3\n"
    assert refused("ga4.csv", ga4).what == "metric"


def test_counts_that_make_up_a_score_are_not_told_as_left_out():
    counts = "month,detractors,passives,promoters\n2026-01,1,2,9\n2026-02,2,2,9\n"
    told = " ".join(each.text for each in read_map("nps.csv", counts.encode()).remarks)
    assert "promoters" not in told
