"""The survey exports of corpora/, and the figures that are right for each of them (expected.json)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SURVEYS = Path(__file__).parent / "corpora" / "surveys"
EXPECTED: dict[str, Any] = json.loads((SURVEYS / "expected.json").read_text("utf-8"))
RECOMMEND_R = "How likely are you to recommend R to a colleague, friend, or family member?"
RANKED = (
    "Please rank the Star Wars films in order of preference with 1 being your favorite film in the franchise "
    "and 6 being your least favorite film. [Star Wars: Episode V The Empire Strikes Back]"
)
EXPECTED["r-community-2019-en.csv"] = {
    "nps": {"n": 1795, "promoters": 1386, "passives": 351, "detractors": 58, "nps": 74.0}
}

# file, --column, --dates, where the figures stand in expected.json
FIGURES: list[tuple[str, str, str, str]] = [
    ("surveymonkey-two-headers.csv", "recommend", "", "nps"),
    ("surveymonkey-two-headers.csv", "Overall, how satisfied", "", "csat"),
    ("surveymonkey-two-headers.csv", "Boarding", "", "rated_1_to_5/Boarding"),
    ("surveymonkey-two-headers.csv", "Seats", "", "rated_1_to_5/Seats"),
    ("surveymonkey-two-headers.csv", "Toilets", "", "rank_mean/Toilets"),
    ("typeform-new.csv", "tell a neighbour", "", "nps"),
    ("typeform-new.csv", "How easy", "", "ces_1_to_7"),
    ("typeform-old.csv", "", "", "rating_1_to_5"),
    ("google-forms-matrix.csv", "recommend", "", "nps"),
    ("google-forms-matrix.csv", "Tool shed", "", "matrix/Tool shed"),
    ("google-forms-matrix.csv", "Neighbours", "", "matrix/Neighbours"),
    ("google-forms-matrix.csv", "hours a week", "", "hours"),
    ("google-forms-day-first.csv", "weiterempfehlen", "", "nps"),
    ("google-forms-day-first.csv", "Schulnote", "", "school_grade_1_is_best"),
    ("google-forms-day-first.csv", "gewartet", "", "wait_minutes"),
    ("qualtrics-3-headers.csv", "Q1", "", "nps"),
    ("qualtrics-3-headers.csv", "The supper", "", "matrix/The supper"),
    ("hubspot-deals.csv", "Days until won", "", "days_from_create_to_close_of_won"),
    ("salesforce-report.csv", "", "", "csat"),
    ("zendesk-tickets.csv", "", "", "csat_good_of_good_and_bad"),
    ("zendesk-tickets.csv", "First reply time in minutes", "", "first_reply_minutes"),
    ("zendesk-tickets.csv", "Full resolution", "", "full_resolution_minutes"),
    ("google-play-reviews.csv", "", "", "stars"),
    ("trustpilot.csv", "", "", "stars"),
    ("voc.csv", "", "", "nps"),
    ("nps-counts.csv", "", "", "nps"),
    ("enps.csv", "", "day-first", "enps"),
    ("jira-issues.csv", "", "", "days_to_done"),
    ("spack-2025-google-forms.csv", "Spack packages", "", "quality/Spack packages"),
    ("star-wars-surveymonkey.csv", RANKED, "2014-06-03", "rank_mean_1_is_best/"
     "Episode V The Empire Strikes Back"),
    ("zendesk-analysis.csv", "Resolution", "", "resolution_hours"),
    ("zendesk-analysis.csv", "Response", "", "first_response_hours"),
    ("survey.xlsx", "Recommend", "", "nps"),
    ("survey.xlsx", "Satisfied", "", "csat"),
    ("survey.xlsx", "Effort", "", "effort_1_to_7_low_is_good"),
    ("r-community-2019-en.csv", RECOMMEND_R, "", "nps"),
]  # fmt: skip
# whose unfinished answers have a score as well
BESIDE = {
    "typeform-new.csv": ("tell a neighbour", "nps_with_started_rows"),
    "qualtrics-3-headers.csv": ("Q1", "nps_with_unfinished"),
}


def figures_of(file: str, path: str) -> dict[str, Any]:
    """Return the figures that are right, by their place in expected.json."""
    found = EXPECTED[file]
    for part in path.split("/"):
        found = found[part]
    return dict(found)
