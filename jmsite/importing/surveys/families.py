"""The tools whose exports are known, by their headers; what is sure stands before what any table might be."""

from __future__ import annotations

from jmsite.importing.surveys.export import Family, RawTable
from jmsite.importing.surveys.ga4 import is_ga4, read_ga4
from jmsite.importing.surveys.google_forms import is_google_forms, read_google_forms
from jmsite.importing.surveys.qualtrics import is_qualtrics, read_qualtrics
from jmsite.importing.surveys.reports import is_hubspot, is_salesforce, read_hubspot, read_salesforce
from jmsite.importing.surveys.reviews import is_google_play, is_trustpilot, read_google_play, read_trustpilot
from jmsite.importing.surveys.scores import is_nps_counts, is_scores, read_nps_counts, read_scores
from jmsite.importing.surveys.surveymonkey import is_surveymonkey, read_surveymonkey
from jmsite.importing.surveys.tickets import is_jira, is_zendesk, read_jira, read_zendesk
from jmsite.importing.surveys.typeform import is_typeform, read_typeform

SURE: tuple[Family, ...] = (
    Family(name="qualtrics", matches=is_qualtrics, read=read_qualtrics),
    Family(name="surveymonkey", matches=is_surveymonkey, read=read_surveymonkey),
    Family(name="typeform", matches=is_typeform, read=read_typeform),
    Family(name="google-forms", matches=is_google_forms, read=read_google_forms),
    Family(name="google-play", matches=is_google_play, read=read_google_play),
    Family(name="trustpilot", matches=is_trustpilot, read=read_trustpilot),
    Family(name="zendesk", matches=is_zendesk, read=read_zendesk),
    Family(name="jira", matches=is_jira, read=read_jira),
    Family(name="hubspot", matches=is_hubspot, read=read_hubspot),
    Family(name="nps-counts", matches=is_nps_counts, read=read_nps_counts),
    Family(name="ga4", matches=is_ga4, read=read_ga4),
    Family(name="salesforce", matches=is_salesforce, read=read_salesforce),
)
"""Exports that their headers make sure of."""
PLAIN = Family(name="scores", matches=is_scores, read=read_scores)
"""A table with a date and a score: asked last, since a map may have both."""
FAMILIES: dict[str, Family] = {one.name: one for one in (*SURE, PLAIN)}


def sure_family(table: RawTable) -> Family | None:
    """Return the tool that a table is from; None where no header tells."""
    return next((one for one in SURE if one.matches(table)), None)
