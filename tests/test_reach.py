"""Where links in fields lead."""

from __future__ import annotations

from collections.abc import Callable

from conftest import Project

SITE = """title: Minimal
fields: {persona: {sheet: {title: Sheet, type: link}}}
lanes: {form: {title: Form, type: link}}
"""
TOUCHPOINTS = """shop: {title: Shop, link: pages/guide.md#ask}
call: {title: Call, link: care@example.org}
site: {title: Site, link: "https://example.org/shop"}
"""


def test_a_path_in_a_field_leads_to_the_page_or_the_file(project: Callable[[str], Project]):
    made = (
        project("minimal")
        .edit("site.yaml", SITE)
        .edit("pages/guide.md", "# How to ask\n\n## Ask\n")
        .edit("assets/form.pdf", "a form")
        .edit("touchpoints.yaml", TOUCHPOINTS)
        .edit("personas/anna.md", "---\ntitle: Anna\nfields: {sheet: assets/form.pdf}\n---\n")
        .edit(
            "journeys/visit/01-arrive.md",
            "---\nsteps: [{title: I come, fields: {form: assets/form.pdf}}]\n---\n",
        )
        .build()
    )
    assert made.rules == []
    assert "../../pages/guide/#ask" in made.page("/touchpoints/shop/").links
    assert "How to ask" in made.page("/touchpoints/shop/").text
    assert "mailto:care@example.org" in made.page("/touchpoints/call/").links
    assert "https://example.org/shop" in made.page("/touchpoints/site/").links
    assert "../../assets/form.pdf" in made.page("/personas/anna/").links
    assert "../../assets/form.pdf" in made.page("/journeys/visit/").links
    assert made.files["assets/form.pdf"] == b"a form"
    assert "[How to ask]" in made.files["touchpoints/shop/index.md"].decode()


def test_a_path_to_what_is_hidden_is_no_link(project: Callable[[str], Project]):
    made = (
        project("minimal")
        .edit("pages/guide.md", "---\nvisibility: internal\n---\n# Secret words\n")
        .edit("touchpoints.yaml", "shop: {title: Shop, link: pages/guide.md, visibility: public}\n")
        .build(audience="public")
    )
    assert made.rules == []
    assert "Secret words" not in made.page("/touchpoints/shop/").text
    assert not [
        path for path, content in made.files.items() if b"guide/" in content or b"guide.md" in content
    ]
