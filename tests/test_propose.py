"""A reader without a clone proposes a change at the host of the repository: plain links, and no code that edits."""

from __future__ import annotations

import re

import pytest

STAGE = """---
title: Find
steps:
  - title: I look
  - title: I ask
---
"""
EDITING = (b"~edit/", b"jmsite-edit", b"x-jmsite-token", b"data-token", b"data-edit", b"data-entity")


def site(project, repository: str):
    return (
        project("minimal")
        .edit("site.yaml", f"title: A shop\nrepository: {repository}\n")
        .edit("personas/anna.md", "---\ntitle: Anna\n---\n")
        .edit("journeys/buy/journey.md", "---\ntitle: Buying\npersonas: [anna]\n---\n")
        .edit("journeys/buy/01-find.md", STAGE)
    )


FILE = "content/journeys/buy/01-find.md"


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("{url: 'https://github.com/acme/maps'}", f"https://github.com/acme/maps/edit/main/{FILE}#L4"),
        (
            "{url: 'https://github.com/acme/gitlab-maps/', branch: live, path: site}",
            f"https://github.com/acme/gitlab-maps/edit/live/site/{FILE}#L4",
        ),
        ("{url: 'https://gitlab.com/acme/maps'}", f"https://gitlab.com/acme/maps/-/edit/main/{FILE}#L4"),
        (
            "{url: 'https://git.example.org/gitlab/maps'}",
            f"https://git.example.org/gitlab/maps/-/edit/main/{FILE}#L4",
        ),
        (
            "{url: 'https://bitbucket.org/acme/maps', branch: live}",
            f"https://bitbucket.org/acme/maps/src/live/{FILE}?mode=edit&at=live#lines-4",
        ),
        ("{url: 'https://codeberg.org/acme/maps'}", f"https://codeberg.org/acme/maps/_edit/main/{FILE}#L4"),
        (
            "{url: 'https://code.example.org/maps', branch: '{next}'}",
            f"https://code.example.org/maps/edit/{{next}}/{FILE}#L4",
        ),
    ],
)
def test_a_step_leads_to_its_line_in_the_editor_of_the_host(project, repository: str, address: str):
    found = site(project, repository)
    # in the built site, and in a preview that does not edit
    for options in ({}, {"preview": True}):
        built = found.build(**options)
        assert built.rules == []
        for url in ("/journeys/buy/", "/journeys/buy/find/"):
            assert address in built.page(url).links, (options, url)
        # of a page the link stands at its foot
        assert address.replace("4", "1") in built.page("/journeys/buy/find/").links


def test_nothing_that_edits_is_in_a_site_that_is_built(project):
    found = site(project, "{url: 'https://github.com/acme/maps'}")
    for path, data in found.build().files.items():
        assert not [one for one in EDITING if one in data], path
    preview = found.build(preview=True, editing=True).files
    assert any(re.search(rb"/~edit/", data) for data in preview.values())
