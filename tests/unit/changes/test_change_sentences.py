"""A change is told in a sentence that says what it is of, what was and what is, in the words of the site."""

from __future__ import annotations

import pytest
from comparing import PORTAL, catalog, edited, since

from jmsite.pages.parts.changes.change_words import plain, sentence

QUEUE, PAY, JOURNEY = "journeys/buy/01-queue.md", "journeys/buy/02-pay.md", "journeys/buy/journey.md"
ANNA, BEN, STUDY = "personas/anna.md", "personas/ben.md", "research/visits.md"
WAIT, ORDER, APP = "metrics/wait.yaml", "opportunities/order-ahead.md", "solutions/app.md"
INSIGHT = "insights/queue.md"
LATEST = "  - {date: 2026-02-28, value: 7, n: 44}\n"
NEXT = LATEST + "  - {date: 2026-03-31, value: 5, n: 30}\n"
STEP = "  - id: order\n    title: I say what I want\n    doing: [Points at the loaf]\n"
PAINS = "text: The queue is long, severity: 3"


def sentences(path: str, old: str, new: str) -> list[str]:
    after = edited(path, (old, new))
    every = catalog(after)
    return [plain(sentence(every, change)).replace("\u00a0", " ") for change in since(after)]


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        # scores
        (QUEUE, "anna: -1.3", "anna: -1.4", ["I see the queue: Anna −1.3 → −1.4, assumed"]),
        (QUEUE, "anna: -1.3", "anna: -1", ["I see the queue: Anna −1.3 → −1.0, assumed"]),
        (QUEUE, "anna: -1.3", "anna: -1.33", ["I see the queue: Anna −1.3 → −1.33, assumed"]),
        (QUEUE, "emotion: 2", "emotion: {anna: 2}", ["I smell the bread: Ben no longer +2.0, assumed"]),
        (PAY, "{anna: 0.5}", "{anna: 0.5, ben: 1}", ["I pay: Ben now +1.0, assumed"]),
        (
            QUEUE,
            "anna: -1.3",
            "anna: {score: -1.3, research: [visits]}",
            [
                "I see the queue, Evidence, Anna: “Visits” is new",
                "I see the queue: Anna −1.3, assumed → researched",
            ],
        ),
        # pains, and what else is said of them
        (QUEUE, "severity: 3", "severity: 1", [
            "I see the queue, Pains: “The queue is long”, Severity severe → minor"
        ]),
        (QUEUE, ", severity: 3", "", ["I see the queue, Pains: “The queue is long”, Severity severe → none"]),
        (QUEUE, "queue is long", "queue is very long and loud", [
            "I see the queue, Pains: The queue is {+very +}long{+ and loud+}"
        ]),
        (QUEUE, PAINS, "text: Nobody says hello, severity: 2", [
            "I see the queue, Pains: “Nobody says hello” is new, moderate",
            "I see the queue, Pains: “The queue is long” is gone, severe",
        ]),
        # lanes and lists
        (QUEUE, ", Looks at her watch]", "]", ["I see the queue, Doing: “Looks at her watch” is gone"]),
        (QUEUE, "[Counts heads,", "[Sighs, Counts heads,", ["I see the queue, Doing: “Sighs” is new"]),
        (QUEUE, "risk: She leaves", "risk: She stays", ["I wait, Risk: She [-leaves-]{+stays+}"]),
        (QUEUE, "[shop, bakery]", "[bakery]", ["I see the queue, Lead: “Shop” → “Bakery”"]),
        (ANNA, "[Bread by seven, A smile]", "[A smile, Bread by seven]", ["Anna, Goals: now in another order"]),
        # numbers, days, times, shares and choices
        (STUDY, "n: 12", "n: 1300", ["Visits, Participants or cases: 12 → 1,300"]),
        (STUDY, "n: 12", "n: 12\nfrom: 2026-02-01", ["Visits, When: 1 Feb 2026 is new"]),
        (STUDY, "n: 12", "n: 12\nto: 2026-03-01", ["Visits, When: 1 Mar 2026 is new"]),
        (INSIGHT, "people off", "people off\nconfidence: 0.8", [
            "The queue puts people off, Confidence: 80 % is new"
        ]),
        (QUEUE, "[counter]", "[counter]\n    duration: PT5M", ["I see the queue, Duration: 5 minutes is new"]),
        (JOURNEY, "owner: Ada\n", "", ["Buying bread, Owner: “Ada” is gone"]),
        (ORDER, "open", "solved", ["Order ahead, Status: Open → Solved"]),
        (APP, "status: idea", "status: shipped\nshipped: 2026-02-01", [
            "The app, Shipped: 1 Feb 2026 is new", "The app, Status: Idea → Shipped",
        ]),
        (PAY, "title: I pay\n", "title: I pay\n    moment_of_truth: true\n", ["I pay: Moment of truth is new"]),
        # metrics and their readings
        (WAIT, "target: 3", "target: 2.5", ["Minutes in the queue, Target: 3 → 2.5"]),
        (WAIT, "lower", "higher", ["Minutes in the queue, Direction: lower is better → higher is better"]),
        (WAIT, "value: 7, n: 44", "value: 6, n: 50", [
            "Minutes in the queue, Readings: 7 → 6, 28 Feb 2026, n 50"
        ]),
        (WAIT, "value: 8", "value: 9", ["Minutes in the queue, Readings: earlier readings have changed"]),
        (WAIT, LATEST, NEXT, ["Minutes in the queue, Readings: 7 → 5, 31 Mar 2026, n 30"]),
        # whole entities, titles and prose
        (ANNA, "title: Anna", "title: Anne", ["“Anna” is now called “Anne”"]),
        (BEN, "Ben comes at noon.", "Ben comes at noon, or later.", [
            "Ben, Text: Ben comes at [-noon.-]{+noon, or later.+}"
        ]),
        (PAY, STEP, "", ["Gone: Step “I say what I want”"]),
        (PAY, "  - id: pay", "  - id: nod\n    title: I nod\n  - id: pay", ["New: Step “I nod”"]),
    ],
)  # fmt: skip
def test_a_change_is_told_as_what_was_and_what_is(path: str, old: str, new: str, told: list[str]):
    assert sorted(sentences(path, old, new)) == told


def test_a_long_text_that_is_another_one_is_cut_on_either_side():
    long = " ".join(f"word{number}" for number in range(60))
    (told,) = sentences(BEN, "Ben comes at noon.", long)
    assert "“Ben comes at noon.” → “word0 word1" in told
    assert told.endswith("word39 …”")


def test_nothing_is_told_of_what_did_not_change():
    assert since(PORTAL) == ()


@pytest.mark.parametrize(
    ("now", "told"),
    [(61, "+0.42 → +0.44, measured"), (71, "+0.4 → +0.8, measured"), (60.5, "")],
)
def test_measured_scores_are_told_as_exactly_as_it_takes_to_tell_them_apart(now: float, told: str):
    mood = (
        "title: Mood\nkind: csat\nreadings:\n  - {{date: 2026-03-01, value: {}, n: 400, step: buy/pay/pay}}\n"
    )
    before = edited(
        PAY, ("title: I pay\n    emotion: {anna: 0.5}", "title: I pay\n    emotion: {anna: {metric: mood}}")
    )
    before |= {"metrics/mood.yaml": mood.format(60.5)}
    after = {**before, "metrics/mood.yaml": mood.format(now)}
    every = catalog(after)
    found = [plain(sentence(every, one)) for one in since(after, before) if one.field == "emotion"]
    assert all(told in one for one in found)
    assert bool(found) == bool(told)
