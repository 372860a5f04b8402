"""Data of persons are found by what they are, where they are shown, and nothing else is taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import write_files

from jmsite.content.discover import discover
from jmsite.engine.memo import Memo
from jmsite.model.diagnostics import Diagnostic
from jmsite.pipeline import check


@pytest.fixture
def found(tmp_path: Path):
    """What the rules of privacy and pictures find in files of a site."""

    def look(files: dict[str, str], settings: str = "") -> list[Diagnostic]:
        rules = "rules: {privacy: {severity: warning}, inclusion/no-alternative-text: {severity: warning}}\n"
        write_files(tmp_path / "content", {"site.yaml": f"title: Journeys\n{settings or rules}", **files})
        faults = check(discover(tmp_path), Memo())
        return [one for one in faults if one.rule.startswith(("privacy/", "inclusion/"))]

    return look


def page(text: str) -> dict[str, str]:
    return {"pages/call.md": f"---\ntitle: A call\n---\n\nWhat was said.\n\n{text}\n"}


@pytest.mark.parametrize(
    ("text", "rule", "part"),
    [
        ("Ask anna.berg@gmail.com.", "email", "anna.berg@gmail.com"),
        ("[Anna](mailto:anna@web.de)", "email", "anna@web.de"),
        ("Call +44 20 7946 0958.", "phone", "+44 20 7946 0958"),
        ("Call +49 (0)30 9018 2000!", "phone", "+49 (0)30 9018 2000"),
        ("Pays with 4111-1111-1111-1111.", "card", "4111-1111-1111-1111"),
        ("Pays with 378282246310005.", "card", "378282246310005"),
        ("From DE89370400440532013000.", "bank-account", "DE89370400440532013000"),
        ("From NL91 ABNA 0417 1643 00 at once.", "bank-account", "NL91 ABNA 0417 1643 00"),
        ("It is RSSMRA85T10A562S.", "identity-number", "RSSMRA85T10A562S"),
        ("It is 131052-308T.", "identity-number", "131052-308T"),
        ("It is 756.9217.0769.85.", "identity-number", "756.9217.0769.85"),
        ("It is 44051401359.", "identity-number", "44051401359"),
        ("It is X-2482300W.", "identity-number", "X-2482300W"),
    ],
)
def test_data_of_a_person_are_found_where_they_stand(found, text: str, rule: str, part: str):
    (one,) = found(page(text))
    assert one.rule == f"privacy/{rule}"
    assert one.excerpt == text
    assert text[one.place.column - 1 : (one.place.end_column or 0) - 1] == part
    # findings are kept in logs
    assert part not in one.message


@pytest.mark.parametrize(
    "text",
    [
        "Ask anna@shop.example, ben@example.com or care@shop.test.",
        "Between 2026-05-31 and 2026-06-30, 14:00-15:00, rooms 12 34 56 78.",
        "Order 4111 1111 1111 1112 of 1,234,567,890,123 or 3.14159265358979.",
        "[A map](https://maps.example/4111111111111111)",
        "`+44 20 7946 0958` and anna@berg",
        "```\nanna.berg@gmail.com\n```",
        "<!-- anna.berg@gmail.com -->",
        "DE89370400440532013001 and 12345678A",
        "Version 10.20.30.40, article 00012345678, part 12345678901234567890123",
    ],
)
def test_what_only_looks_like_it_is_nothing(found, text: str):
    assert found(page(text)) == []


def test_fields_are_looked_at_but_for_those_that_are_there_to_be_used(found):
    doing = "doing: [Dials +44 20 7946 0958]  # +44 20 7946 0959"
    stage = f"---\ntitle: Need\nsteps:\n  - title: I call\n    {doing}\n---\n"
    files = {
        "journeys/buy/journey.md": "---\ntitle: Buying\n---\n",
        "journeys/buy/01-need.md": stage,
        "departments.yaml": "care:\n  title: Care\n  contact: care@shop.co.uk\n",
        "systems.yaml": "crm: {title: CRM, link: 'mailto:crm@shop.co.uk', summary: Ask crm@shop.co.uk}\n",
    }
    assert [(one.place.path, one.place.line, one.place.column) for one in found(files)] == [
        ("content/journeys/buy/01-need.md", 5, 19),
        ("content/systems.yaml", 1, 63),
    ]


def test_numbers_without_a_country_are_dialled_where_the_site_is(found):
    text = page("Call 020 7946 0958.")
    rules = "rules: {privacy/phone: {severity: warning}}\n"
    assert found(text, rules) == []
    assert len(found(text, f"language: en-GB\n{rules}")) == 1
    assert len(found(text, "rules: {privacy/phone: {severity: warning, region: gb}}\n")) == 1


def test_a_site_says_which_addresses_and_countries_it_means(found):
    text = page("care@shop.co.uk, anna@shop.co.uk, 12345678Z, 111222333")

    def spotted(addresses: str, countries: str) -> list[int]:
        mail = f"privacy/email: {{severity: warning, allow: {addresses}}}"
        identity = f"privacy/identity-number: {{severity: info, countries: {countries}}}"
        return [one.place.column for one in found(text, f"rules: {{{mail}, {identity}}}\n")]

    assert spotted("[care@shop.co.uk]", "[NL, xx]") == [18, 46]
    assert spotted("[shop.co.uk]", "[]") == []


def test_rows_of_data_that_a_chart_shows_are_looked_at(found):
    spec = "chart: vega-lite\ndata: data/who.csv\nspec:\n  mark: bar\n  encoding: {x: {field: who}, y: {field: n}}\n"
    files = page(f"```chart\n{spec}```")
    files["data/who.csv"] = "who,n\nanna.berg@gmail.com,3\nben@gmail.com,2\n"
    told = [(one.rule, one.place.path) for one in found(files)]
    assert told == [("privacy/email", "content/pages/call.md")]


def test_a_picture_says_what_it_shows(found):
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    files = {**page("![ ](../assets/a.svg) ![A square](../assets/a.svg) `![](x)`"), "assets/a.svg": picture}
    assert [(one.rule, one.place.column) for one in found(files)] == [("inclusion/no-alternative-text", 1)]
