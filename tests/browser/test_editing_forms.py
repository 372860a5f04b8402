"""Forms of every kind that is edited in a page: opened, changed, with one line of its file changed, and undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from editing import Edited, edited
from test_axe_editing import LOOKS, faults

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

PERSONA, PLACES = "content/personas/anna.md", "content/touchpoints.yaml"
EASE, TOLD = "content/metrics/ease.yaml", "content/metrics/told.yaml"
OPPORTUNITY, SOLUTION = "content/opportunities/ask-less.md", "content/solutions/form.md"
INSIGHT, STUDY = "content/insights/too-long.md", "content/research/talks.md"
FILES = {
    "content/site.yaml": "title: A shop\nsearch: false\n",
    "content/journeys/buy/journey.md": "---\ntitle: Buying\npersonas: [anna]\n---\n",
    "content/journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n  - title: I look\n---\n",
    PERSONA: "---\ntitle: Anna\nrole: Nurse   # on nights\ngoals:\n  - Be home by six\n  - Read less\ntraits:\n"
    "  - {left: calm, right: quick, value: 30}\ndemographics: {age: 41, town: Ulm}\n---\n\nShe reads.\n",
    PLACES: "counter:\n  title: The counter\n  importance: 2  # so far\nletter: {title: The letter}\n",
    EASE: "title: Ease\nreadings:\n  # from the paper forms\n  - {date: 2026-01-31, value: 4, n: 30}\n"
    "  - date: 2026-02-28\n    value: 3.5   # fewer people\n    n: 12\ntarget: 5\n",
    TOLD: "title: Told\nreadings:\n  file: data/told.csv  # every month\n  value: score\n",
    "content/data/told.csv": "date,score\n2026-01-31,3\n",
    OPPORTUNITY: "---\ntitle: Ask less\ncustomer_value: 80\neffort: 2  # days\ninsights: [too-long]\n---\n",
    SOLUTION: "---\ntitle: A shorter form\nopportunities: [ask-less]\nstatus: idea  # for now\n---\n",
    INSIGHT: "---\ntitle: It takes too long\nseverity: 2   # of three\nresearch: [talks]\n---\n",
    STUDY: "---\ntitle: Talks\nmethod: interview\nn: 8  # people\n---\n",
}


@pytest.fixture(scope="module")
def site(browser: Any, cache: DiskCache, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    """A preview for all of these tests: each of them leaves its files as they were."""
    root = tmp_path_factory.mktemp("forms").resolve() / "site"
    with edited(browser, cache, root, FILES, bypass_csp=True) as found:
        yield found


def fill(label: str, words: str) -> Callable[[Any], None]:
    return lambda form: form.get_by_label(label, exact=True).first.fill(words)


def choose(label: str, words: str) -> Callable[[Any], None]:
    return lambda form: form.get_by_label(label).first.select_option(words)


def take(words: str) -> Callable[[Any], None]:
    def choose_it(form: Any) -> None:
        form.get_by_role("combobox").fill(words)
        form.get_by_role("option", name=words, exact=True).click()

    return choose_it


def another_reading(form: Any) -> None:
    form.get_by_role("button", name="Add another").click()
    last = form.locator(".entries > li").last
    last.get_by_label("Date", exact=True).fill("2026-03-31")
    last.get_by_label("Value", exact=True).fill("3,25")
    last.get_by_label("Participants or cases", exact=True).fill("20")


def other_value(form: Any) -> None:
    form.locator(".entries > li").nth(1).get_by_label("Value", exact=True).fill("3.6")


def without_the_first(form: Any) -> None:
    form.get_by_role("button", name="Remove this entry").first.click()


def another_name(form: Any) -> None:
    form.get_by_role("button", name="Add another").click()
    last = form.locator(".entries > li").last
    last.get_by_label("Name", exact=True).fill("height")
    last.get_by_label("Value", exact=True).fill("172 cm")


def another_period(form: Any) -> None:
    form.get_by_text("More fields").click()
    form.get_by_label("Every").first.select_option("quarter")


class FormChange(NamedTuple):
    """A change in the form of a field: of which file and page, and what stands in the file before and after."""

    path: str
    page: str
    field: str
    change: Callable[[Any], None]
    before: str
    after: str


CASES = {
    "a text": FormChange(PERSONA, "/personas/anna/", "role", fill("Role", "Midwife"), "Nurse ", "Midwife "),
    "an entry": FormChange(
        PERSONA, "/personas/anna/", "goals", fill("Entry 2", "Read more"), "Read less", "Read more"
    ),
    "a part": FormChange(PERSONA, "/personas/anna/", "traits", fill("Value", "45"), "value: 30", "value: 45"),
    "by name": FormChange(
        PERSONA, "/personas/anna/", "demographics", another_name, "Ulm}", "Ulm, height: 172 cm}"
    ),
    "touchpoint": FormChange(
        PLACES, "/touchpoints/counter/", "importance", fill("Importance", "4"), "2  #", "4  #"
    ),
    "touchpoint, new": FormChange(
        PLACES, "/touchpoints/letter/", "status", choose("Status", "live"), "letter}", "letter, status: live}"
    ),
    "metric": FormChange(EASE, "/metrics/ease/", "target", fill("Target", "4.5"), "target: 5", "target: 4.5"),
    "reading, added": FormChange(
        EASE,
        "/metrics/ease/",
        "readings",
        another_reading,
        "    n: 12\n",
        "    n: 12\n  - date: 2026-03-31\n    value: 3.25\n    n: 20\n",
    ),
    "reading, changed": FormChange(
        EASE, "/metrics/ease/", "readings", other_value, "value: 3.5 ", "value: 3.6 "
    ),
    "reading, removed": FormChange(
        EASE, "/metrics/ease/", "readings", without_the_first, "  - {date: 2026-01-31, value: 4, n: 30}\n", ""
    ),
    "readings of a file": FormChange(
        TOLD,
        "/metrics/told/",
        "readings",
        another_period,
        "  value: score\n",
        "  value: score\n  every: quarter\n",
    ),
    "opportunity": FormChange(
        OPPORTUNITY, "/opportunities/ask-less/", "effort", fill("Effort", "3"), "2  #", "3  #"
    ),
    "solution": FormChange(
        SOLUTION, "/solutions/form/", "status", choose("Status", "planned"), "idea ", "planned "
    ),
    "insight": FormChange(
        INSIGHT, "/insights/too-long/", "severity", fill("Severity", "3"), "2   #", "3   #"
    ),
    "insight, a reference": FormChange(
        INSIGHT, "/insights/too-long/", "personas", take("Anna"), "severity", "personas: [anna]\nseverity"
    ),
    "study": FormChange(STUDY, "/research/talks/", "n", fill("Participants or cases", "9"), "n: 8 ", "n: 9 "),
}


def opened(site: Edited, name: str) -> Any:
    """Open the form of a field by its very name."""
    site.tab.get_by_role("button", name="This page").click()
    site.tab.get_by_role("menuitem", name="All fields").click()
    site.tab.locator(f"dialog.fields .row[data-field='{name}']").click()
    form = site.tab.locator(".editor")
    form.wait_for()
    return form


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_form_changes_the_line_that_is_meant_and_can_be_undone(site: Edited, case: FormChange):
    path, page, field, change, before, after = case
    site.go(page)
    form = opened(site, field)
    assert form.locator(".about").count() >= 1
    change(form)
    form.get_by_role("button", name="Save").click()
    site.becomes(path, before, after)
    form.wait_for(state="detached")
    site.undone(path)


def test_what_is_refused_is_told_beside_its_field(site: Edited):
    site.go("/opportunities/ask-less/")
    form = opened(site, "effort")
    form.get_by_label("Effort").fill("7")
    form.get_by_role("button", name="Save").click()
    wrong = form.locator(".field .wrong:not([hidden])")
    wrong.wait_for()
    assert form.get_by_label("Effort").get_attribute("aria-invalid") is not None
    assert site.text(OPPORTUNITY) == FILES[OPPORTUNITY]
    site.tab.keyboard.press("Escape")
    site.go("/metrics/ease/")
    form = opened(site, "readings")
    form.locator(".entries > li").nth(1).get_by_label("Value", exact=True).fill("much")
    form.get_by_role("button", name="Save").click()
    form.locator(".entries > li").nth(1).locator(".wrong:not([hidden])").wait_for()
    assert site.text(EASE) == FILES[EASE]


def test_what_is_referred_to_cannot_be_deleted_and_it_is_said_where(site: Edited):
    site.go("/personas/anna/")
    site.tab.get_by_role("button", name="This page").click()
    site.tab.get_by_role("menuitem", name="Delete").click()
    site.tab.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    told = site.tab.get_by_role("status").filter(has_text="cannot be deleted")
    told.wait_for()
    assert told.inner_text().splitlines()[1:] == ["I look (Step)", "Buying (Journey)"]
    assert site.text(PERSONA) == FILES[PERSONA]


def test_every_field_of_every_kind_has_a_form_that_says_what_it_is(site: Edited):
    for _, page, *_ in {case.page: case for case in CASES.values()}.values():
        site.go(page)
        entity = site.tab.evaluate("document.documentElement.dataset.entity")
        _, form = site.live.post("form", {"at": entity})
        for field in form["fields"]:
            assert field["description"], f"{entity}#{field['name']}"
            assert field["type"] != "object" or field["fields"], f"{entity}#{field['name']}"


def test_axe_finds_nothing_in_the_forms_of_any_kind(site: Edited):
    found = []
    for path, page, field, change, *_ in CASES.values():
        site.go(page)
        site.tab.evaluate(AXE_SCRIPT)
        change(opened(site, field))
        found += [f"{path} {field}: {fault}" for look in LOOKS for fault in faults(site.tab, look)]
    assert found == []


def test_something_new_is_made_on_the_page_that_lists_its_kind(site: Edited):
    for kind, path in (
        ("touchpoint", "/touchpoints/"),
        ("opportunity", "/opportunities/"),
        ("metric", "/metrics/"),
    ):
        site.go(path)
        site.tab.get_by_role("button", name="This page").click()
        site.tab.get_by_role("menuitem", name=f"New {kind}").click()
        site.tab.locator(".editor").get_by_label("Title").fill(f"A new {kind}")
        site.tab.keyboard.press("Enter")
        site.tab.wait_for_url(f"**{path}a-new-{kind}/")
        site.go(f"{path}a-new-{kind}/")
        site.tab.keyboard.press("Control+z")
        site.live.until(lambda path=path, kind=kind: site.live.get(f"{path}a-new-{kind}/")[0] == 404, "gone")
