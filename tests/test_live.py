"""The preview follows every way of saving: one edit is one rebuild, and nothing is lost."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from live import PATIENCE, Running, running
from written import write_files

from jmsite.charts import sandbox
from jmsite.engine.cache import DiskCache
from jmsite.live import preview as preview_module
from jmsite.live.loop import bound
from jmsite.live.watch import GONE, QUIET, Watch, events_arrive

SITE = {
    "content/site.yaml": "title: Small\ntheme: own\ncharts: false\n",
    "content/personas/anna.md": "---\ntitle: Anna\n---\n\nWho Anna is.\n",
    "content/journeys/buy/journey.md": "---\ntitle: Buy\npersonas: [anna]\n---\n\nIt begins.\n",
    "content/journeys/buy/01-find.md": "---\ntitle: Find\nsteps:\n  - {title: I look, emotion: 1}\n---\n\nLooking.\n",
    "content/pages/read.md": "# Read me\n\nSlowly.\n",
    "themes/own/theme.yaml": "extends: default\n",
    "themes/own/styles/tokens.css": ":root { --ink: #000001; }\n",
}
PAGE = "content/pages/read.md"
URL = "/pages/read/"


def plant(root: Path) -> Path:
    write_files(root, SITE)
    return root


@pytest.fixture
def live(tmp_path: Path, cache: DiskCache) -> Iterator[Running]:
    with running(plant(tmp_path.resolve() / "site"), cache) as found:
        yield found


def words(text: str) -> str:
    return f"# Read me\n\n{text}\n"


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def beside_and_renamed(file: Path, text: str) -> None:
    """Save in one step: nobody can read the file while it is empty, so the page before it stays until the new one."""
    part = file.with_name(f".{file.name}.kate-swp")
    part.write_text(text)
    part.replace(file)


def outside_and_renamed(file: Path, text: str) -> None:
    part = file.parents[2].parent / "elsewhere.md"
    part.write_text(text)
    part.replace(file)


def as_vim_does(file: Path, text: str) -> None:
    probe = file.with_name("4913")
    probe.touch()
    probe.unlink()
    backup = file.with_name(f"{file.name}~")
    file.rename(backup)
    file.write_text(text)
    backup.unlink()


def deleted_and_made(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text)


def emptied_and_written(file: Path, text: str) -> None:
    with file.open("w") as stream:
        for part in re.findall(r".{1,8}", text, re.DOTALL):
            stream.write(part)
            stream.flush()


@pytest.mark.parametrize(
    "save",
    [in_place, beside_and_renamed, outside_and_renamed, as_vim_does, deleted_and_made, emptied_and_written],
)
def test_every_way_of_saving_is_one_rebuild(live: Running, save: Callable[[Path, str], None]):
    save(live.root / PAGE, words("Quickly."))
    live.sees(URL, "Quickly.")
    live.calm()
    # a machine that pauses in the middle of a save of several strokes makes two of it; one stroke is one rebuild
    in_one_stroke = save in (beside_and_renamed, outside_and_renamed)
    assert len(live.changes) <= (1 if in_one_stroke else 2)
    assert "pages/read/index.html" in live.changes[-1].changed
    assert len(live.changes) > 1 or live.changes[0].changed == ("pages/read/index.html",)
    assert live.errors == []


def test_a_file_written_slowly_ends_up_whole(live: Running):
    with (live.root / PAGE).open("w") as stream:
        for part in ("# Read me\n\n", "Bit ", "by ", "bit."):
            stream.write(part)
            stream.flush()
            time.sleep(0.15)
    live.sees(URL, "Bit by bit.")


def test_a_save_that_changes_nothing_rebuilds_nothing(live: Running):
    in_place(live.root / PAGE, (live.root / PAGE).read_text())
    (live.root / PAGE).touch()
    live.calm()
    assert live.changes == []


def test_reading_rebuilds_nothing(live: Running):
    for _ in range(20):
        for file in live.root.rglob("*"):
            if file.is_file():
                file.read_bytes()
        live.page(URL)
    live.calm()
    assert live.changes == []


def test_what_editors_leave_behind_rebuilds_nothing(live: Running):
    for name in (".read.md.swp", "read.md~", "#read.md#", "4913", ".DS_Store", "read.md.bak"):
        (live.root / "content/pages" / name).write_text("not content")
    live.calm()
    assert live.changes == []


def test_a_burst_of_500_files_is_a_few_rebuilds_and_all_of_them_arrive(live: Running):
    for folder in range(50):
        (live.root / f"content/pages/part-{folder}").mkdir()
    for number in range(500):
        file = live.root / f"content/pages/part-{number % 50}/page-{number}.md"
        file.write_text(f"# Page {number}\n\nText {number}.\n")
    live.sees("/pages/part-49/page-499/", "Text 499.")
    live.calm()
    for number in range(500):
        assert f"pages/part-{number % 50}/page-{number}/index.html" in live.preview.published.outputs
    # two where nothing holds up whoever writes; on a busy machine they come in as many pieces as there are pauses
    assert len(live.changes) < 50


def test_what_is_told_without_a_pause_is_one_burst(tmp_path: Path):
    watch = Watch((tmp_path,))
    for number in range(500):
        watch.tell(f"page-{number}.md", QUIET)
    watch.tell("page-500.md", GONE)
    assert next(watch.bursts()) == {f"page-{number}.md" for number in range(501)}


def test_a_new_nested_folder(live: Running):
    folder = live.root / "content/pages/deep/deeper"
    folder.mkdir(parents=True)
    (folder / "new.md").write_text("# New\n\nDeep down.\n")
    live.sees("/pages/deep/deeper/new/", "Deep down.")
    (folder / "new.md").write_text("# New\n\nDeeper still.\n")
    live.sees("/pages/deep/deeper/new/", "Deeper still.")


def test_a_folder_renamed_moved_in_and_deleted(live: Running):
    journeys = live.root / "content/journeys"
    (journeys / "buy").rename(journeys / "shop")
    live.sees("/journeys/shop/find/", "Looking.")
    assert live.get("/journeys/buy/find/")[0] == 404
    elsewhere = live.root.parent / "use"
    shutil.copytree(journeys / "shop", elsewhere)
    elsewhere.rename(journeys / "use")
    live.sees("/journeys/use/find/", "Looking.")
    (journeys / "use/01-find.md").write_text(
        SITE["content/journeys/buy/01-find.md"].replace("Looking", "Using")
    )
    live.sees("/journeys/use/find/", "Using.")
    shutil.rmtree(journeys / "shop")
    live.until(lambda: live.get("/journeys/shop/find/")[0] == 404, "the end of the folder")
    assert live.page("/journeys/use/find/")


def test_themes_begun_while_serving(live: Running):
    themes = live.root / "themes"
    shutil.rmtree(themes)
    live.until(lambda: bool(live.state()["faults"]), "the fault")
    (themes / "own/templates/pages").mkdir(parents=True)
    (themes / "own/theme.yaml").write_text("extends: default\n")
    template = themes / "own/templates/pages/page.html"
    template.write_text('{% extends "base.html" %}{% block content %}<p>Ours.</p>{% endblock %}\n')
    live.sees(URL, "Ours.")
    template.write_text(template.read_text().replace("Ours.", "Ours again."))
    live.sees(URL, "Ours again.")


def test_content_taken_away_and_put_back(live: Running):
    content = live.root / "content"
    content.rename(live.root / "away")
    (live.root / "away").rename(content)
    in_place(live.root / PAGE, words("Back."))
    live.sees(URL, "Back.")


def test_a_link_inside_content_follows_its_file(live: Running):
    (live.root / "content/pages/again.md").symlink_to(live.root / PAGE)
    live.sees("/pages/again/", "Slowly.")
    in_place(live.root / PAGE, words("Twice."))
    live.sees("/pages/again/", "Twice.")
    live.sees(URL, "Twice.")


def test_a_link_out_of_content_is_a_fault_and_shows_nothing(live: Running):
    secret = live.root.parent / "secret.md"
    secret.write_text("# Secret\n\nNobody may read this.\n")
    (live.root / "content/pages/out.md").symlink_to(secret)
    live.until(lambda: bool(live.state()["faults"]), "the fault")
    (fault,) = live.state()["faults"]
    assert (fault["rule"], fault["path"]) == ("file/outside-content", "content/pages/out.md")
    assert live.get("/pages/out/")[0] == 404
    (live.root / "content/pages/out.md").unlink()
    live.until(lambda: not live.state()["faults"], "the end of the fault")


def test_a_change_during_a_build_is_not_lost(live: Running, monkeypatch: pytest.MonkeyPatch):
    begun, going = threading.Event(), threading.Event()
    build = preview_module.previewed

    def slowly(*arguments: object) -> object:
        begun.set()
        assert going.wait(20)
        return build(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(preview_module, "previewed", slowly)
    in_place(live.root / PAGE, words("First."))
    assert begun.wait(20)
    in_place(live.root / PAGE, words("Second."))
    (live.root / "content/personas/anna.md").write_text("---\ntitle: Anna B\n---\n\nWho.\n")
    going.set()
    live.sees(URL, "Second.")
    live.sees("/personas/anna/", "Anna B")


def test_a_build_that_raises_keeps_serving_and_says_so(live: Running, monkeypatch: pytest.MonkeyPatch):
    build = preview_module.previewed

    def raising(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(preview_module, "previewed", raising)
    beside_and_renamed(live.root / PAGE, words("Lost?"))
    live.until(lambda: bool(live.errors), "the error")
    assert live.state()["stumbled"] == "RuntimeError: a bug"
    assert "Slowly." in live.page(URL)
    monkeypatch.setattr(preview_module, "previewed", build)
    (live.root / "content/personas/anna.md").write_text("---\ntitle: Anna B\n---\n\nWho.\n")
    live.sees("/personas/anna/", "Anna B")
    live.sees(URL, "Lost?")
    assert live.state()["stumbled"] == ""


def test_a_fault_leaves_the_last_good_page_and_its_repair_shows(live: Running):
    beside_and_renamed(live.root / PAGE, "---\ntitle: [a\n---\n\nBroken.\n")
    live.until(lambda: live.state()["faulty"], "the fault")
    (fault, *_) = live.state()["faults"]
    assert fault["path"] == PAGE
    assert fault["line"] in (2, 3)
    assert fault["open"].startswith("vscode://file")
    assert "Slowly." in live.page(URL)
    in_place(live.root / PAGE, words("Mended."))
    live.sees(URL, "Mended.")
    assert live.state()["faults"] == []


def test_nothing_is_missing_or_mixed_during_50_rebuilds(live: Running):
    wrong: list[str] = []
    asked = 0
    done = threading.Event()

    def ask() -> None:
        nonlocal asked
        while not done.is_set():
            status, headers, body = live.get(URL)
            if status != 200 or len(body) != int(headers["content-length"]) or not body.endswith(b"</html>"):
                wrong.append(f"page {status}, {len(body)} bytes")
                continue
            sheet = re.search(r'rel="stylesheet" href="([^"]+)"', body.decode())
            status, headers, style = (
                live.get(f"{URL}{sheet[1]}".replace("/pages/read/../../", "/")) if sheet else (0, {}, b"")
            )
            shown = re.search(r"Round (\d+)\.", body.decode())
            if status != 200 or len(style) != int(headers["content-length"]):
                wrong.append(f"style {status}")
            if shown and f"#0000{int(shown[1]):02x}".encode() not in style:
                wrong.append(f"page {shown[1]} with another style")
            asked += 1

    clients = [threading.Thread(target=ask) for _ in range(2)]
    for client in clients:
        client.start()
    for number in range(1, 51):
        style = live.root / "themes/own/styles/tokens.css"
        style.with_name(".part").write_text(f":root {{ --ink: #0000{number:02x}; }}\n")
        live.preview._building.acquire()
        style.with_name(".part").replace(style)
        in_place(live.root / PAGE, words(f"Round {number}."))
        live.preview._building.release()
        live.sees(URL, f"Round {number}.")
    done.set()
    for client in clients:
        client.join(20)
    assert asked > 50
    assert wrong == []


def test_looking_for_changes_where_none_are_announced(tmp_path: Path, cache: DiskCache):
    with running(plant(tmp_path.resolve() / "site"), cache, poll=True) as live:
        in_place(live.root / PAGE, words("Polled."))
        live.sees(URL, "Polled.")


def test_events_arrive_here_and_the_probe_leaves_nothing(tmp_path: Path):
    assert events_arrive(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_next_free_port_is_taken(live: Running, tmp_path: Path, cache: DiskCache):
    with running(plant(tmp_path.resolve() / "other"), cache) as other:
        assert other.port != live.port
        assert "Slowly." in other.page(URL)


def test_two_previews_that_begin_in_one_moment_do_not_get_one_port():
    with bound("127.0.0.1", 18400, 1) as first, bound("127.0.0.1", 18400, 1) as second:
        assert first.getsockname() != second.getsockname()


def test_a_content_folder_that_goes_and_comes_is_followed(live: Running):
    live.sees(URL, "Slowly.")
    (live.root / "content").rename(live.root / "elsewhere")
    live.until(lambda: "site/missing" in [one["rule"] for one in live.state()["faults"]], "the fault")
    live.sees(URL, "Slowly.")
    (live.root / "elsewhere").rename(live.root / "content")
    live.until(lambda: not live.state()["faulty"], "the repair")


def test_what_keeps_the_first_build_from_being_stands_where_the_site_will_be(
    tmp_path: Path, cache: DiskCache
):
    root = plant(tmp_path.resolve() / "site")
    settings = root / "content/site.yaml"
    settings.write_text("title: Small\ntheme: nope\n")
    with running(root, cache) as live:
        status, headers, body = live.get("/")
        assert (status, headers["refresh"]) == (503, "1")
        assert "content/site.yaml:2:8 error theme/missing" in body.decode()
        settings.write_text("title: Small\n")
        live.sees("/", "Small")


def test_of_very_many_faults_a_message_holds_the_gravest_and_their_number(live: Running):
    names = ", ".join(f"nobody-{at}" for at in range(400))
    file = live.root / "content/journeys/buy/journey.md"
    file.write_text(f"---\ntitle: Buy # {'x' * 5000}\npersonas: [anna, {names}]\n---\n\nIt begins.\n")
    live.until(lambda: len(live.state()["faults"]) > 100, "the faults")
    state = live.state()
    assert len(state["faults"]) + state["more"] == len(live.preview.published.diagnostics) >= 400
    assert len(json.dumps(state)) < 500_000
    for told in state["faults"]:
        assert told["excerpt"][told["column"] - 1 - told["cut"] :].startswith("nobody-")


ENDLESS = """# Read me

```chart
chart: vega-lite
spec:
  data: {values: [{a: 1}]}
  mark: point
  transform: [{calculate: "test(regexp('^(a+)+$'), 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", as: b}]
  encoding: {x: {field: a, type: quantitative}}
```
"""


def test_a_chart_that_never_ends_holds_up_no_reader_and_is_told(
    live: Running, monkeypatch: pytest.MonkeyPatch
):
    drawing, ended = threading.Event(), threading.Event()
    said = sandbox._said

    def noted(stdin: IO[bytes], stdout: IO[bytes], question: bytes) -> bytes:
        endless = b"regexp" in question
        if endless:
            drawing.set()
        answer = said(stdin, stdout, question)
        if endless:
            ended.set()
        return answer

    monkeypatch.setattr(sandbox, "_said", noted)
    beside_and_renamed(live.root / PAGE, ENDLESS)
    live.until(drawing.is_set, "the drawing")
    assert "Slowly." in live.page(URL)
    assert not ended.is_set()
    live.until(lambda: "drawing this chart takes too long" in json.dumps(live.state()), "the fault")
    (live.root / PAGE).write_text("# Read me\n\nMended.\n")
    live.sees(URL, "Mended.")
    assert live.errors == []


def test_who_listens_hears_from_time_to_time_that_somebody_is_there(
    live: Running, monkeypatch: pytest.MonkeyPatch
):
    """Proxies and browsers end a connection on which nothing is said."""
    monkeypatch.setattr("jmsite.live.serve.HEARTBEAT", 0.05)
    connection = http.client.HTTPConnection("127.0.0.1", live.port, timeout=PATIENCE)
    connection.request("GET", "/~live/events")
    stream = connection.getresponse()
    heard = [stream.readline() for _ in range(8)]
    connection.close()
    assert [line for line in heard if line.startswith(b":")]
