"""A word in every field of every kind, at each place where it may stand, is on a page, in the search and in a twin.

Where two values stand in one place, a finding at the one that is not shown says so.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from conftest import Built, Project
from shown import Shown
from test_shown_fields import FILLER, LISTED, Loc, at, entities, front, leaves, write
from test_shown_fields import site as filled_site

from jmsite.content.check_participants import OF_A_STEP
from jmsite.content.classify import classify
from jmsite.model.entities.journey import Stage, StageVariant, Step
from jmsite.model.kinds import KINDS
from jmsite.outputs.search import library

site = filled_site
Entities = dict[str, dict[str, Any]]
HERE = replace(FILLER, ids={**FILLER.ids, "next": ["told"]})
ANOTHER = "journeys/another/"
UNSEEN = {
    ("site.yaml", "description"): "what authors are told of a field or lane of the site's own",
    ("research", "file"): "raw answers are people's own words, and never part of a site",
    ("journeys", "id"): "what stages call a phase by",
}
"""Fields of words that nobody is shown, by place and name, and why."""
FOR_AUTHORS = {
    "watch": "what makes reviews due, which readers see then",
    "of": "the fingerprints of what was reviewed",
    "code_owner": "what CODEOWNERS is made from",
    "events": "which columns of a log hold what: readers see what people did",
}
"""Fields that nobody is shown, wherever they stand, with all that is in them, and why."""
ONLY_ON_PAGES = {("site.yaml", "tagline"), ("site.yaml", "title")}
"""What is on every page, so that it tells none from the others."""
BESIDE_THE_MAP = {"owner", "tags"}
"""What the page of a stage says of the whole stage, and no cell of the map."""
NOT_MERGED = BESIDE_THE_MAP | {"title", "goal", "summary"}
"""What it says for one persona alone."""


def of_registries() -> Entities:
    """The kinds that may stand together in one file, each as an entry of it."""
    found: Entities = {}
    for kind in LISTED:
        path = f"{KINDS[kind].folder}.yaml"
        if classify(f"content/{path}").kind.startswith("registry:"):
            fields = FILLER.fields(KINDS[kind].model, parent=None, aliases=[f"former/{kind}"])
            found[path] = {"listed": {name: one for name, one in fields.items() if name != "readings"}}
    return found


def of_stages() -> Entities:
    """Stages and variants in all their forms that do not say the same thing twice."""
    plain = FILLER.fields(Stage, phase=None, steps=None, aliases=None, journey="inner")
    beside = {name: one for name, one in plain.items() if name not in OF_A_STEP}
    varied = FILLER.fields(StageVariant, steps=None, aliases=None, journey="inner")
    step = HERE.fields(Step, id="told", journey="inner")
    bare = {"steps": [{"id": "told", "title": "Told"}]}
    of_steps = ("emotion", "intensity", "duration", "wait", "image", "journey", "moment_of_truth")
    whole = {name: one for name, one in varied.items() if name not in of_steps}
    differing = {name: one for name, one in step.items() if name not in ("title", "personas")}
    return {
        f"{ANOTHER}journey.md": {"title": "Another", "personas": ["open"]},
        f"{ANOTHER}01-plain.md": plain,
        f"{ANOTHER}02-beside.md": {**beside, **bare},
        f"{ANOTHER}03-varied.md": {"title": "Varied", "summary": "Not without words"},
        f"{ANOTHER}03-varied.open.md": varied,
        f"{ANOTHER}04-whole.md": {"title": "Whole", **bare},
        f"{ANOTHER}04-whole.open.md": {**whole, "steps": [differing]},
        f"{ANOTHER}05-own.md": {"title": "Own", **bare},
        f"{ANOTHER}05-own.open.md": {"steps": [{**step, "id": "alone", "personas": ["open"]}]},
    }


def marked(files: Entities) -> dict[str, tuple[str, Loc]]:
    """Put a word of its own in place of each text; where each stands."""
    places: dict[str, tuple[str, Loc]] = {}
    for path, fields in files.items():
        for loc in list(leaves(fields)):
            value = at(fields, loc)
            if isinstance(value, str) and "Words" in value:
                mark = f"mark{len(places):04}x"
                at(fields, loc[:-1])[loc[-1]] = mark
                places[mark] = (path, loc)
    return places


def own_pages(path: str, loc: Loc) -> Iterator[str]:
    """The pages that must say what stands in a file: an entity's own; of a stage also the map of its journey."""
    folder, _, rest = path.partition("/")
    if folder == "journeys":
        journey, _, name = rest.partition("/")
        stage, _, ending = name.removesuffix(".md").partition("-")[2].partition(".")
        if stage:
            yield f"{folder}/{journey}/{stage}/index.html"
        if loc[0] not in ((NOT_MERGED if ending else BESIDE_THE_MAP) if stage else ()):
            yield f"{folder}/{journey}/index.html"
    elif path == "index.md":
        yield "index.html"
    elif path != "site.yaml" and loc[-1:] != ("title",):  # a persona with a name and a title goes by the name
        yield f"{folder.removesuffix('.yaml')}/{'open' if rest else 'listed'}/index.html"


def missed(built: Built, places: dict[str, tuple[str, Loc]]) -> Iterator[tuple[str, Loc, str]]:
    """Where words stand that are not said in some way, and no finding names."""
    found = " ".join(f"{one.excerpt} {one.message}" for one in built.diagnostics)
    pages = {
        path: Shown(page.decode()).text.casefold()
        for path, page in built.files.items()
        if path.endswith(".html")
    }
    said = {
        "page": " ".join(pages.values()),
        "search": " ".join(Shown(one.html).text for one in library(built.build.outputs).entries).casefold(),
        "twin": b" ".join(one for path, one in built.files.items() if path.endswith(".md"))
        .decode()
        .casefold(),
    }
    for mark, (path, loc) in places.items():
        name = next(part for part in reversed(loc) if isinstance(part, str))
        key = (path.partition("/")[0], name)
        if mark in found or key in UNSEEN or not FOR_AUTHORS.keys().isdisjoint(loc):
            continue
        yield from ((path, loc, way) for way in said if mark not in said[way] and key not in ONLY_ON_PAGES)
        yield from ((path, loc, page) for page in own_pages(path, loc) if mark not in pages[page])


def single(value: Any) -> Any:
    """A list of one as its one, as short as authors may write it."""
    if isinstance(value, dict):
        return {name: single(one) for name, one in value.items()}
    return single(value[0]) if isinstance(value, list) and len(value) == 1 else value


@pytest.mark.parametrize("form", [lambda value: value, single], ids=["lists", "single values"])
def test_every_word_is_on_a_page_in_the_search_and_in_a_twin(
    site: Project, form: Callable[[Any], Any]
) -> None:
    files = {
        path: fields for path, fields in entities().items() if not path.startswith("journeys/open/01-open")
    }
    files = form(copy.deepcopy(files | of_registries() | of_stages()))
    del files["journeys/open/journey.md"]["events"]  # a log of steps that are not written here
    places = marked(files)
    for path, fields in files.items():
        write(site, path, fields)
    for path in ("journeys/open/01-open.md", "journeys/open/01-open.open.md"):
        site.delete(path)
    site.edit(
        "journeys/open/01-open.md",
        front({"title": "Open", "phase": "open", "steps": [{"id": "open", "title": "Open"}]}),
    )
    built = site.build()
    assert [one for one in built.diagnostics if one.severity == "error"] == [], built.report
    assert len(places) > 250
    assert list(missed(built, places)) == []
