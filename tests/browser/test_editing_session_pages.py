"""A session of edits in a real browser: another id, what changed, commits, conflicts, refusals, and a workshop."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from live import Running, running
from test_editing_pages import FILES, MAP, STAGE, TEXT, choose, press
from written import write_files

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

CHANCE = "content/opportunities/signs.md"
SITE = {
    **FILES,
    "content/site.yaml": "title: A shop\nsearch: false\n",
    CHANCE: "---\ntitle: Signs\nsteps: [buy/find/i-look]   # at the door\n---\n\nFor [Anna](../personas/anna.md).\n",
}
AUTHOR = ("-c", "user.name=Kim", "-c", "user.email=kim@example.org")


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ("git", *AUTHOR, *words), cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def planted(root: Path) -> Path:
    write_files(root, SITE)
    return root


@pytest.fixture
def live(tmp_path: Path, cache: DiskCache, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A site in a repository that knows another one to push to."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Kim")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "kim@example.org")
    root = planted(tmp_path.resolve() / "site")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "hub.git")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", str(tmp_path / "hub.git"))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    with running(root, cache, editing=True) as found:
        yield found


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """A function that opens a page for editing in a window of its own; no window may throw an error."""
    wrong: list[str] = []
    contexts = []

    def open_(live: Running, path: str = MAP, **how: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(live.url.rstrip("/") + path)
        page.get_by_role("button", name="Editing", exact=True).wait_for()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


def read(live: Running, path: str = STAGE) -> str:
    file = live.root / path
    return file.read_text() if file.is_file() else ""


def has(live: Running, words: str, path: str = STAGE) -> str:
    live.until(lambda: words in read(live, path), f"{words!r} in {path}")
    return read(live, path)


def on_page(page: Any, item: str) -> None:
    page.get_by_role("button", name="This page").click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def give_id(page: Any, id: str) -> Any:
    form = page.get_by_role("dialog")
    form.get_by_label("Id", exact=True).fill(id)
    form.get_by_role("button", name="Change everywhere").click()
    return form


def test_a_step_gets_another_id_and_so_does_all_that_refers_to_it(opened: Any, live: Running):
    page = opened(live)
    choose(page, "I look", "Change the id")
    form = page.get_by_role("dialog")
    form.get_by_text("Signs (Opportunity)").wait_for()
    assert form.get_by_label("Id", exact=True).input_value() == "i-look"
    give_id(page, "browse")
    has(live, "buy/find/browse", CHANCE)
    assert read(live, CHANCE) == SITE[CHANCE].replace("i-look", "browse")
    assert "    id: browse\n" in read(live) or "  - id: browse\n" in read(live)
    lines = [one for one in read(live).splitlines() if "browse" not in one]
    assert set(TEXT.splitlines()) - set(lines) <= {"  - title: I look   # in the shop"}
    page.locator("[data-entity='step:buy/find/browse']").first.wait_for()
    page.keyboard.press("Control+z")
    live.until(lambda: read(live) == TEXT and read(live, CHANCE) == SITE[CHANCE], "all as it was")


def test_a_persona_gets_another_id_and_its_former_address_leads_on(opened: Any, live: Running):
    page = opened(live, "/personas/anna/")
    on_page(page, "Change the id")
    page.get_by_role("dialog").get_by_text("Buying (Journey)").wait_for()
    give_id(page, "ann")
    page.wait_for_url("**/personas/ann/")
    assert read(live, "content/personas/anna.md") == ""
    assert "aliases: [personas/anna]" in read(live, "content/personas/ann.md")
    assert read(live) == TEXT.replace("anna:", "ann:")
    assert "personas: [ann]" in read(live, "content/journeys/buy/journey.md")
    assert "](../personas/ann.md)" in read(live, CHANCE)
    page.goto(live.url.rstrip("/") + "/personas/anna/")
    page.wait_for_url("**/personas/ann/")
    page.get_by_role("button", name="Editing", exact=True).wait_for()
    page.keyboard.press("Control+z")
    page.wait_for_url("**/personas/anna/")
    assert {path: read(live, path) for path in SITE} == SITE
    assert read(live, "content/personas/ann.md") == ""
    page.get_by_role("button", name="Editing", exact=True).wait_for()
    page.keyboard.press("Control+y")
    page.wait_for_url("**/personas/ann/")


def test_an_id_that_is_taken_or_none_is_refused_in_its_field(opened: Any, live: Running):
    page = opened(live)
    choose(page, "I look", "Change the id")
    form = give_id(page, "i-ask")
    form.locator(".field .wrong").filter(has_text="there is already a step").wait_for()
    give_id(page, "I ASK")
    form.locator(".field .wrong").filter(has_text="is not a valid id").wait_for()
    assert form.get_by_label("Id", exact=True).get_attribute("aria-invalid") is not None
    assert read(live) == TEXT


def changes(page: Any) -> Any:
    page.get_by_role("button", name="Changes").click()
    panel = page.get_by_role("dialog", name="Changes")
    panel.wait_for()
    return panel


def change(page: Any, live: Running, words: str = "Too many shops") -> None:
    """Change the first pain, and wait until it is written and shown."""
    press(page, "pains", "Too many")
    page.get_by_role("dialog").get_by_label("Text").fill(words)
    page.keyboard.press("Enter")
    has(live, words)
    page.locator(".map").get_by_text(words).first.wait_for()


def add_persona(page: Any, live: Running) -> None:
    on_page(page, "New persona")
    page.get_by_role("dialog").get_by_role("textbox").fill("Kim")
    page.keyboard.press("Enter")
    page.wait_for_url("**/personas/kim/")
    page.goto(live.url.rstrip("/") + MAP)
    page.get_by_role("button", name="Editing", exact=True).wait_for()


def put_back(page: Any, panel: Any, path: str) -> None:
    panel.locator("summary").filter(has_text=path).click()
    panel.locator("details").filter(has_text=path).get_by_role("button", name="Put this file back").click()
    sure = page.get_by_role("alertdialog").filter(has_text=path)
    sure.get_by_role("button", name="Put this file back").click()
    sure.wait_for(state="detached")


def test_the_panel_tells_what_changed_and_puts_each_file_back(opened: Any, live: Running):
    page = opened(live)
    add_persona(page, live)
    change(page, live)
    panel = changes(page)
    assert "I look, Pains: Too many{+ shops+}" in panel.locator(".sentences").inner_text()
    assert "Kim" in panel.locator(".sentences").inner_text()
    assert panel.locator("summary code").all_inner_texts() == [STAGE, "content/personas/kim.md"]
    panel.locator("summary").filter(has_text=STAGE).click()
    shown = panel.locator("details[open] .diff")
    assert "Too many shops" in shown.locator(".new").last.inner_text()
    assert "Too many," in shown.locator(".old").last.inner_text()
    panel.locator("summary").filter(has_text=STAGE).click()
    put_back(page, panel, STAGE)
    live.until(lambda: read(live) == TEXT, "the stage as it was committed")
    assert read(live, "content/personas/kim.md")
    panel = page.get_by_role("dialog", name="Changes")
    put_back(page, panel, "content/personas/kim.md")
    live.until(lambda: not read(live, "content/personas/kim.md"), "no new persona")
    page.get_by_text("Nothing has changed since the last commit.").wait_for()
    page.keyboard.press("Escape")
    # what was put back can be had again
    page.keyboard.press("Control+z")
    live.until(lambda: "Kim" in read(live, "content/personas/kim.md"), "the persona again")


def test_what_changed_is_committed_on_a_branch_and_pushed(opened: Any, live: Running, tmp_path: Path):
    page = opened(live)
    (live.root / "notes.txt").write_text("not of the content\n")
    change(page, live)
    panel = changes(page)
    message = panel.get_by_role("textbox", name="Message").input_value()
    assert message == "I look, Pains: Too many{+ shops+}"
    assert panel.get_by_role("textbox", name="Branch").input_value() == "main"
    panel.get_by_role("textbox", name="Branch").fill("main~1")
    panel.get_by_role("button", name="Commit").click()
    panel.get_by_role("status").filter(has_text="is no name of a branch").wait_for()
    panel.get_by_role("textbox", name="Branch").fill("shops")
    panel.get_by_role("checkbox", name="Push to the remote").check()
    panel.get_by_role("button", name="Commit").click()
    live.until(lambda: git(live.root, "branch", "--show-current").strip() == "shops", "the branch")
    live.until(lambda: "shops" in git(tmp_path / "hub.git", "branch"), "pushed")
    assert git(tmp_path / "hub.git", "log", "-1", "--format=%B", "shops").strip() == message.strip()
    assert git(live.root, "show", "--name-only", "--format=").split() == [STAGE]
    assert git(live.root, "log", "-1", "--format=%s", "main").strip() == "Begin"
    assert "notes.txt" in git(live.root, "status", "--porcelain")
    page.get_by_role("dialog", name="Changes").wait_for(state="detached")
    changes(page).get_by_text("Nothing has changed since the last commit.").wait_for()


def test_a_site_that_is_no_repository_says_what_to_run(opened: Any, tmp_path: Path, cache: DiskCache):
    with running(planted(tmp_path.resolve() / "plain"), cache, editing=True) as live:
        page = opened(live)
        panel = changes(page)
        assert panel.locator("pre").inner_text().splitlines() == ["git init", "git add content", "git commit"]
        assert panel.get_by_role("button", name="Commit").count() == 0


def test_two_windows_that_edit_the_same_words_lose_nothing(opened: Any, live: Running):
    one, other = opened(live), opened(live)
    press(one, "pains", "Too many")
    mine = one.get_by_role("dialog")
    mine.get_by_label("Text").fill("Mine")
    change(other, live, "Too many by far")
    mine.get_by_role("button", name="Save").click()
    mine.get_by_role("heading", name="What is there now").wait_for()
    assert mine.locator("pre").all_inner_texts() == ["Mine", "Too many by far"]
    assert "Too many by far" in read(live)
    mine.get_by_role("button", name="Start from what is there now").click()
    field = one.get_by_role("dialog").get_by_label("Text")
    live.until(lambda: field.input_value() == "Too many by far", "what is there now")
    field.fill("Mine and too many by far")
    one.keyboard.press("Enter")
    assert has(live, "Mine and") == TEXT.replace("Too many,", "Mine and too many by far,")
    # what stands elsewhere in the file is nobody's conflict
    other.get_by_text("Mine and too many").first.wait_for()
    press(one, "pains", "Too dear")
    form = one.get_by_role("dialog")
    form.get_by_label("Text").fill("Too dear for me")
    change_title(other)
    has(live, "I look round")
    form.get_by_role("button", name="Save").click()
    assert "I look round" in has(live, "Too dear for me")


def change_title(page: Any) -> None:
    title = page.locator("#find--i-look h3 a")
    title.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("Title").fill("I look round")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")


def test_a_refused_edit_says_why_in_its_field(opened: Any, live: Running):
    page = opened(live)
    press(page, "pains", "Too dear")
    form = page.get_by_role("dialog")
    severity = form.get_by_label("Severity")
    severity.fill("7")
    form.get_by_role("button", name="Save").click()
    wrong = form.locator(".field").filter(has=page.get_by_label("Severity")).locator(".wrong")
    wrong.wait_for()
    assert "7" in wrong.inner_text()
    assert severity.get_attribute("aria-invalid") is not None
    assert wrong.get_attribute("id") in severity.get_attribute("aria-describedby")
    assert read(live) == TEXT
    severity.fill("3")
    form.get_by_role("button", name="Save").click()
    assert "severity: 3" in has(live, "severity: 3")


def test_undo_and_redo_go_by_keys_through_all_files(opened: Any, live: Running):
    page = opened(live)
    change(page, live)
    add_persona(page, live)
    change_title(page)
    after = has(live, "I look round")
    for _ in range(3):
        page.keyboard.press("Control+z")
    live.until(lambda: read(live) == TEXT, "undone")
    assert not read(live, "content/personas/kim.md")
    page.get_by_role("button", name="Undo").and_(page.locator(":disabled")).wait_for()
    for keys in ("Control+y", "Control+Shift+z", "Meta+y"):
        page.keyboard.press(keys)
    live.until(lambda: read(live) == after, "done again")
    assert "Kim" in read(live, "content/personas/kim.md")


def test_a_workshop_keeps_what_is_chosen_counts_down_and_writes_a_note(opened: Any, live: Running):
    page = opened(live)
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="Workshop").click()
    line = page.get_by_role("textbox", name="Line")
    kind = page.get_by_role("combobox", name="Kind")

    def put(words: str) -> str:
        line.fill(words)
        page.keyboard.press("Enter")
        return has(live, words)

    put("I wait at the counter")
    put("I pay")
    page.locator(".map .step h3").filter(has_text="I pay").first.wait_for()
    kind.select_option("pains")
    page.get_by_role("combobox", name="Step", exact=True).select_option(label="I choose")
    put("The queue is long")
    put("Cash only")
    kind.select_option("quotes")
    text = put("Never again")
    chosen = text.split("title: I choose")[1].split("title: I wait")[0]
    assert all(one in chosen for one in ("The queue is long", "Cash only", "Never again"))
    assert (
        page.get_by_role("combobox", name="Step", exact=True).locator(":checked").inner_text() == "I choose"
    )
    clock = page.locator("button.clock")
    assert clock.inner_text() == "10:00"
    clock.click()
    page.clock.run_for(61_000)
    assert clock.inner_text() == "8:59"
    clock.click()  # held
    page.clock.run_for(30_000)
    assert clock.inner_text() == "8:59"
    clock.click()
    page.clock.run_for(600_000)
    assert clock.inner_text() == "0:00"
    note(page, live)
    page.get_by_role("button", name="End").click()
    assert line.count() == 0


def note(page: Any, live: Running) -> None:
    """Write the note of a workshop, and see what is in it."""
    page.get_by_role("button", name="Write the note").click()
    asked = page.get_by_role("dialog").filter(has_text="Only the number is kept.")
    asked.get_by_role("spinbutton").fill("5")
    asked.get_by_role("button", name="Write the note").click()
    live.until(lambda: list((live.root / "content/research").glob("workshop-*.md")), "the note")
    (file,) = (live.root / "content/research").glob("workshop-*.md")
    text = file.read_text()
    assert "method: workshop" in text
    assert "n: 5\n" in text
    for one in ("- Step: I pay", "- Pain: Cash only", "- Quote: Never again"):
        assert one in text
