"""The commands that judge and build, as somebody types them."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import TESTS

from jmsite.cli.app import COMMANDS, run
from jmsite.version import VERSION

PAGE = """---
title: Anna
{field}: [Be home by six]
---
"""


@pytest.fixture
def site(project, monkeypatch) -> Path:
    """The minimal site, and the folder to stand in."""
    root = project("minimal").root
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def broken(site: Path) -> Path:
    """The same with an error in one file and a warning in another."""
    (site / "content/personas/anna.md").write_text(PAGE.format(field="gaols"))
    (site / "content/strays").mkdir()
    (site / "content/strays/note.md").write_text("Where does this belong?\n")
    return site


def jmsite(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "jmsite", *words], cwd=cwd, capture_output=True, text=True, check=False
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_the_version_is_said_without_loading_the_commands(tmp_path):
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "jmsite", "--version"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout == f"jmsite {VERSION}\n"
    assert not re.search(r"\| +(typer|pydantic|rich|altair|jinja2)\b", said.stderr)


def test_the_version_can_be_asked_for_beside_other_options(capsys):
    assert run(["--version", "check"]) == 0
    assert capsys.readouterr().out == f"jmsite {VERSION}\n"


@pytest.mark.parametrize("command", [name for name, _ in COMMANDS])
def test_every_command_says_what_it_does(command, capsys):
    assert run([command, "--help"]) == 0
    assert f"Usage: jmsite {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [["nonsense"], ["build", "--nonsense"], ["new", "persona"], ["check", "--format"]]
)
def test_wrong_usage_is_2(words, capsys):
    assert run(words) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("command", [["build"], ["check"], ["new", "persona", "anna"]])
def test_a_folder_without_a_site_is_wrong_usage(command, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(command) == 2
    assert "jmsite init" in capsys.readouterr().err


def test_the_site_is_found_from_a_folder_inside_it(site, monkeypatch):
    monkeypatch.chdir(site / "content" / "personas")
    assert run(["build"]) == 0
    assert (site / "build/site/index.html").is_file()


def test_the_site_can_be_named(site, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--root", str(site)]) == 0


def test_build_says_in_one_line_what_it_did(site, capsys):
    assert run(["build"]) == 0
    first = capsys.readouterr()
    assert re.fullmatch(
        r"\d+ pages, \d+ written, 0 unchanged, \d+ charts drawn, \d+ reused, search indexed, no problems,"
        r" \d+\.\d\d s → .*\n",
        first.out,
    )
    assert first.err == ""
    assert run(["build"]) == 0
    assert re.search(r"pages, 0 written, \d+ unchanged, 0 charts drawn", capsys.readouterr().out)


def test_build_removes_what_is_stale_and_says_so(site, capsys):
    run(["build"])
    capsys.readouterr()
    (site / "content/personas/anna.md").unlink()
    (site / "content/journeys/visit/journey.md").write_text("---\ntitle: A visit\n---\n")
    (site / "build/site/mine.txt").write_text("not of jmsite")
    assert run(["build"]) == 0
    assert re.search(r"\d+ removed", capsys.readouterr().out)
    assert not (site / "build/site/personas/anna/index.html").exists()
    assert (site / "build/site/mine.txt").exists()


def test_build_with_errors_leaves_the_old_site(site, capsys):
    run(["build"])
    before = snapshot(site / "build/site")
    (site / "content/personas/anna.md").write_text(PAGE.format(field="gaols"))
    capsys.readouterr()
    assert run(["build"]) == 1
    said = capsys.readouterr()
    assert "content/personas/anna.md:3:1 error field/unknown" in said.err
    assert "nothing written" in said.out
    assert "1 error" in said.out
    assert snapshot(site / "build/site") == before


def test_build_takes_warnings_unless_strict(site):
    (site / "content/strays").mkdir()
    (site / "content/strays/note.md").write_text("Where does this belong?\n")
    assert run(["build"]) == 0
    assert run(["build", "--strict"]) == 1


def test_build_into_another_folder_for_another_address(site):
    assert run(["build", "--out", "elsewhere", "--base-url", "https://example.org/maps"]) == 0
    assert (site / "elsewhere/personas/anna/index.html").is_file()
    assert "https://example.org/maps/personas/anna/" in (site / "elsewhere/sitemap.xml").read_text()
    assert not (site / "build/site").exists()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--audience", "pulbic"], "did you mean 'public'?"),
        (["--base-url", "example.org"], "begin with https://"),
        (["--base-url", "https://"], "not a web address"),
        (["--base-url", 'https://a b/"><script>'], "not a web address"),
        (["--out", "content/site"], "choose another folder"),
        (["--out", "."], "choose another folder"),
        (["--format", "jsno"], "did you mean 'json'?"),
    ],
)
def test_build_called_wrongly_says_how_and_writes_nothing(words, hint, site, capsys):
    before = snapshot(site)
    assert run(["build", *words]) == 2
    assert hint in capsys.readouterr().err
    assert snapshot(site) == before


def test_an_audience_of_the_site_is_known(site):
    (site / "content/site.yaml").write_text("title: Minimal\naudiences: [partners]\n")
    assert run(["build", "--audience", "partners"]) == 0


def test_clean_works_everything_out_anew(site, capsys):
    run(["build"])
    before = snapshot(site / "build/site")
    capsys.readouterr()
    assert run(["build", "--clean"]) == 0
    assert re.search(r"0 written, .*[1-9]\d* charts drawn, 0 reused", capsys.readouterr().out)
    assert snapshot(site / "build/site") == before


def test_timings_name_the_steps(site, capsys):
    assert run(["build", "--timings"]) == 0
    assert re.search(r"^discover +\d+\.\d{3} s$", capsys.readouterr().out, re.MULTILINE)


def test_a_second_build_at_the_same_time_is_refused(site, capsys):
    import fcntl

    run(["build"])
    (site / "content/personas/ben.md").write_text("---\ntitle: Ben\n---\n")
    lock = next((site / "build/cache").glob("*-lock"))
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert run(["build"]) == 1
    said = capsys.readouterr().err
    assert said == f"jmsite: another build is writing to {site / 'build/site'}\n"


def test_an_output_that_cannot_be_written_is_one_line(site, capsys):
    (site / "taken").write_text("a file")
    assert run(["build", "--out", "taken/site"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"jmsite: cannot write {site / 'taken'}")
    assert said.count("\n") == 1


def test_a_full_disk_is_one_line_that_names_the_place(site, monkeypatch, capsys):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("jmsite.outputs.site_folder.open", full, raising=False)
    assert run(["build"]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(rf"jmsite: cannot write {re.escape(str(site))}\S*: No space left on device\n", said)


def test_interrupting_is_no_accident(site, monkeypatch, capsys):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jmsite.cli.build.find_root", interrupted)
    assert run(["build"]) == 130
    assert capsys.readouterr().err == ""


def test_check_finds_everything_and_writes_nothing(broken, capsys):
    before = snapshot(broken / "content")
    assert run(["check"]) == 1
    said = capsys.readouterr()
    assert "content/personas/anna.md:3:1 error field/unknown" in said.out
    assert "did you mean 'goals'?" in said.out
    assert "content/strays/note.md" in said.out
    assert said.out.endswith("1 error, 1 warning\n")
    assert said.err == ""
    assert snapshot(broken / "content") == before
    assert not (broken / "build/site").exists()


def test_check_into_a_pipe_says_only_what_it_found(site):
    said = jmsite("check", cwd=site)
    assert (said.stdout, said.stderr, said.returncode) == ("no problems\n", "", 0)


@pytest.mark.parametrize(
    ("asked", "found", "code"),
    [
        (["content/personas"], {"field/unknown"}, 1),
        (["content/strays/note.md"], {"file/unknown-place"}, 0),
        (["content/strays/note.md", "--strict"], {"file/unknown-place"}, 1),
        (["--rule", "file"], {"file/unknown-place"}, 0),
        (["--rule", "field/unknown"], {"field/unknown"}, 1),
        (["--rule", "ref"], set(), 0),
        (["."], {"field/unknown", "file/unknown-place"}, 1),
    ],
)
def test_check_shows_what_was_asked_for(asked, found, code, broken, capsys):
    assert run(["check", *asked, "--format", "json"]) == code
    assert {fault["rule"] for fault in json.loads(capsys.readouterr().out)} == found


def test_known_faults_do_not_count(broken, capsys):
    run(["check", "--format", "json"])
    (broken / "known.json").write_text(capsys.readouterr().out)
    assert run(["check", "--strict", "--baseline", "known.json"]) == 0
    assert capsys.readouterr().out == "no problems\n"
    (broken / "content/personas/ben.md").write_text(PAGE.format(field="gaols"))
    assert run(["check", "--baseline", "known.json"]) == 1
    assert "ben.md" in capsys.readouterr().out


def test_a_known_fault_excuses_no_second_one_like_it(site, capsys):
    page = site / "content/pages/twice.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("[one](gone.md)\n")
    run(["check", "--format", "json"])
    (site / "known.json").write_text(capsys.readouterr().out)
    page.write_text("Words before.\n\n[one](gone.md)\n\n[another](gone.md)\n")
    assert run(["check", "--baseline", "known.json"]) == 1
    assert capsys.readouterr().out.endswith("1 error\n")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--baseline", "missing.json"], "check --format json > missing.json"),
        (["--baseline", "content/site.yaml"], "is not a list of problems"),
        (["--baseline", "content"], "is not a file"),
        (["--baseline", "deep.json"], "is not a list of problems"),
        (["--format", "jsno"], "did you mean 'json'?"),
        (["--rule", "feild"], "did you mean 'field'?"),
        (["content/nowhere"], "does not exist"),
        (["/"], "is not part of the site"),
    ],
)
def test_check_called_wrongly_says_how(words, hint, site, capsys):
    (site / "deep.json").write_text("[" * 100_000)
    assert run(["check", *words]) == 2
    assert hint in capsys.readouterr().err


def test_a_reader_who_has_seen_enough_is_no_accident(broken):
    said = subprocess.run(
        f"{sys.executable} -m jmsite explain | head -1",
        shell=True,
        cwd=broken,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.count("\n") == 1
    assert said.stderr == ""


@pytest.mark.parametrize("command", [["build"], ["check"]])
def test_ctrl_c_ends_every_process_without_a_word(command, site):
    journeys = site / "content/journeys"
    for number in range(60):  # enough to be shared out
        (journeys / f"j{number}").mkdir(parents=True)
        (journeys / f"j{number}/journey.md").write_text(f"---\ntitle: {number}\npersonas: [anna]\n---\n")
        stage = (
            "---\ntitle: S\nsteps:\n" + "".join(f"  - title: Step {step}\n" for step in range(60)) + "---\n"
        )
        (journeys / f"j{number}/01-s.md").write_text(stage)
    for seconds in (0, 0.1, 0.2, 0.4, 0.8):
        shutil.rmtree(site / "build", ignore_errors=True)
        process = subprocess.Popen(
            [sys.executable, "-m", "jmsite", *command],
            cwd=site,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        while process.poll() is None and not (site / "build/cache").exists():
            time.sleep(0.01)  # it is still loading
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)  # ends only when every process has let go of the pipe
        assert "Traceback" not in said
        assert process.returncode in (0, 130)


def test_a_review_beyond_the_end_of_the_calendar_is_never_due(site, capsys):
    fields = "title: Anna\nreviewed: 9999-12-31\nreview_every: P999D\n"
    (site / "content/personas/anna.md").write_text(f"---\n{fields}---\n")
    assert run(["build"]) == 0
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_whose_name_is_no_utf8_is_a_fault(site, capsys):
    (site / "content/pages").mkdir(exist_ok=True)
    Path(os.fsdecode(os.fsencode(site / "content/pages") + b"/bad\xff.md")).write_text("Words.\n")
    assert run(["build"]) == 1
    assert (
        "content/pages/bad?.md:1:1 error file/unreadable  its name is not valid UTF-8"
        in capsys.readouterr().err
    )


def test_a_command_loads_no_plugins_of_pydantic(project, tmp_path):
    """They would be looked for among all that is installed, and run here."""
    (tmp_path / "lib/stranger-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "lib/stranger-1.0.dist-info/METADATA").write_text(
        "Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n"
    )
    (tmp_path / "lib/stranger-1.0.dist-info/entry_points.txt").write_text(
        "[pydantic]\nstranger = stranger:plugin\n"
    )
    (tmp_path / "lib/stranger.py").write_text("raise SystemExit('a plugin was loaded')\n")
    around = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS.parent), str(tmp_path / "lib")])}
    command = [sys.executable, "-m", "jmsite", "check", "--root", str(project("minimal").root)]
    ran = subprocess.run(command, capture_output=True, text=True, env=around, check=False)
    assert (ran.returncode, "a plugin was loaded" in ran.stderr) == (0, False), ran.stderr
