"""``check --online`` asks whether links still lead anywhere: bounded, in public only, for findings at their lines."""

from __future__ import annotations

import functools
import http.server
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmsite import online
from jmsite.cli.app import run
from jmsite.online import is_public, replies_of
from jmsite.practice.upkeep import web_addresses

RULE = "upkeep/link-gone"


class Answers(http.server.BaseHTTPRequestHandler):
    """A server that answers by the path it is asked for, and notes what it was asked."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def _answer(self, method: str) -> None:
        self.asked.append((method, self.path))
        name = self.path.partition("?")[0].strip("/")
        if name == "no-head" and method == "HEAD":
            name = "404"
        if name == "hangs-up" and method == "HEAD":
            self.close_connection = True
            return
        status = int(name) if name.isdigit() else 302 if name.startswith("to-") else 200
        self.send_response(status)
        if name.startswith("to-"):
            port = self.server.server_address[1]
            ways = {"to-gone": "/404", "to-ring": "/to-ring", "to-inside": f"http://127.0.0.2:{port}/404"}
            self.send_header("Location", ways[name])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def answering() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    asked: list[tuple[str, str]] = []
    handler = type("Noting", (Answers,), {"asked": asked})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture
def server() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    with answering() as (base, asked):
        yield base, asked


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server of the test be asked, which is in no public network."""
    monkeypatch.setattr(online, "is_public", lambda address: address == "127.0.0.1")


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    ("path", "gone"),
    [
        ("404", "its server answers 404"),
        ("410", "its server answers 410"),
        ("to-gone", "its server answers 404"),
        ("200", ""),
        ("no-head", ""),
        ("hangs-up", ""),
        ("403", ""),
        ("429", ""),
        ("500", ""),
        ("to-ring", ""),
    ],
)
def test_only_what_its_server_says_is_gone_is_gone(server, path: str, gone: str):
    base, _ = server
    replies = replies_of([f"{base}/{path}"])
    assert dict(replies.gone) == ({f"{base}/{path}": gone} if gone else {})
    assert replies.unknown == (path in ("403", "429", "500", "to-ring"))


@pytest.mark.usefixtures("local")
def test_the_head_is_asked_first_and_the_page_only_where_it_says_no(server):
    base, asked = server
    replies_of([f"{base}/fine"])
    assert asked == [("HEAD", "/fine")]
    replies_of([f"{base}/404?page=2&word=größe"])
    assert asked[1:] == [
        ("HEAD", "/404?page=2&word=gr%C3%B6%C3%9Fe"),
        ("GET", "/404?page=2&word=gr%C3%B6%C3%9Fe"),
    ]


def test_nothing_private_is_asked(server):
    base, asked = server
    replies = replies_of([f"{base}/404", base.replace("127.0.0.1", "localhost") + "/404"])
    assert dict(replies.gone) == {}
    assert replies.unknown == 2
    assert asked == []


@pytest.mark.usefixtures("local")
def test_nobody_is_led_into_a_private_network(server):
    base, asked = server
    replies = replies_of([f"{base}/to-inside"])
    assert asked == [("HEAD", "/to-inside")]
    assert (dict(replies.gone), replies.unknown) == ({}, 1)


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1/404", "http://me:secret@127.0.0.1/404", "http:///404", "http://[::1/404"]
)
def test_an_address_that_may_not_be_asked_is_not(address: str):
    assert dict(replies_of([address]).gone) == {}


def test_a_name_that_no_server_has_is_gone(monkeypatch: pytest.MonkeyPatch):
    def nobody(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    assert dict(replies_of(["https://gone.example/a"]).gone) == {
        "https://gone.example/a": "there is no server of this name"
    }


def test_a_name_that_cannot_be_looked_up_now_is_not(monkeypatch: pytest.MonkeyPatch):
    def later(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", later)
    replies = replies_of(["https://slow.example/a"])
    assert (dict(replies.gone), replies.unknown) == ({}, 1)


@pytest.mark.usefixtures("local")
def test_no_more_are_asked_than_there_is_room_for(server, monkeypatch: pytest.MonkeyPatch):
    base, asked = server
    monkeypatch.setattr(online, "MOST", 3)
    replies = replies_of([f"{base}/404?{number}" for number in range(5)] * 2)
    assert (len(replies.gone), replies.unknown) == (3, 2)
    assert len(asked) == 6


@pytest.mark.usefixtures("local")
def test_a_server_that_never_answers_keeps_nobody(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(online, "ALL", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        replies = replies_of([f"http://127.0.0.1:{silent.getsockname()[1]}/404"])
    assert (dict(replies.gone), replies.unknown) == ({}, 1)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_what_is_public(address: str, public: bool):
    assert is_public(address) == public


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://a.example/b.", ["https://a.example/b"]),
        (
            "[here](https://a.example/b_(c)) and (https://d.example)",
            ["https://a.example/b_(c)", "https://d.example"],
        ),
        ("link: https://a.example/b?c=1&d=2#e", ["https://a.example/b?c=1&d=2#e"]),
        ("{link: https://a.example/b, owner: Ida}", ["https://a.example/b"]),
        ("<https://a.example/b>, “https://c.example/d”", ["https://a.example/b", "https://c.example/d"]),
        ("**https://a.example/b**", ["https://a.example/b"]),
        ("ftp://a.example, https://, http:/x", []),
    ],
)
def test_an_address_ends_where_its_reader_would_say(text: str, found: list[str]):
    assert [address for _, address in web_addresses(text)] == found


@given(st.text(alphabet="ab:/.()[] \nhttps", max_size=80))
def test_an_address_stands_where_it_is_found(text: str):
    for start, address in web_addresses(text):
        assert text[start : start + len(address)] == address


PAGE = """---
title: Interviews
link: {base}/404
---

Told [here]({base}/410#top), [there]({base}/fine) and `{base}/404` in code.

<!-- {base}/404 -->
"""


@pytest.fixture
def checked(site: Path, capsys: pytest.CaptureFixture[str]):
    """The command over the site: its code, what it finds, and what it says beside."""

    def look(*words: str) -> tuple[int, list[dict[str, object]], str]:
        code = run(["check", "--root", str(site), "--format", "json", "--jobs", "1", *words])
        said = capsys.readouterr()
        return code, json.loads(said.out or "[]"), said.err

    return look


@pytest.fixture
def site(tmp_path: Path, server) -> Path:
    base, _ = server
    for path, text in {
        "site.yaml": "title: Journeys\n",
        "research/interviews.md": PAGE.format(base=base),
    }.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("local")
def test_a_link_that_is_gone_is_a_finding_at_its_place(site: Path, checked, server):
    _, asked = server
    code, found, _ = checked("--online")
    assert code == 0
    assert [(one["rule"], one["severity"], one["line"], one["column"]) for one in found] == [
        (RULE, "warning", 3, 7),
        (RULE, "warning", 6, 13),
    ]
    assert sorted({path for _, path in asked}) == ["/404", "/410", "/fine"]


@pytest.mark.usefixtures("local")
def test_the_web_is_asked_on_demand_only_and_each_time(checked, server):
    _, asked = server
    assert checked()[1] == []
    assert asked == []
    checked("--online")
    before = len(asked)
    checked("--online")
    assert len(asked) == 2 * before
    assert checked()[1] == []


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    ("settings", "severities"),
    [
        ("practice: strict\n", {"error"}),
        ("practice: off\n", {"warning"}),
        (f"rules: {{{RULE}: {{severity: info}}}}\n", {"info"}),
        (f"rules: {{{RULE}: {{severity: off}}}}\n", set()),
        (f"rules: {{{RULE}: {{allow: [127.0.0.1]}}}}\n", set()),
        ("rules: {upkeep: {severity: off}}\n", set()),
    ],
)
def test_the_site_says_how_bad_that_is(site: Path, checked, settings: str, severities: set[str]):
    (site / "content" / "site.yaml").write_text(f"title: Journeys\n{settings}", "utf-8")
    _, found, _ = checked("--online", "--rule", RULE)
    assert {one["severity"] for one in found} == severities


@pytest.mark.usefixtures("local")
def test_what_is_allowed_is_not_even_asked(site: Path, checked, server):
    base, asked = server
    settings = f"title: Journeys\nrules: {{{RULE}: {{allow: ['{base}/4']}}}}\n"
    (site / "content" / "site.yaml").write_text(settings, "utf-8")
    assert checked("--online")[1] == []
    assert {path for _, path in asked} == {"/fine"}


@pytest.mark.usefixtures("local")
def test_a_comment_ignores_it_and_one_that_is_not_needed_is_told(site: Path, checked):
    page = site / "content" / "research" / "interviews.md"
    said = "# jmsite: ignore upkeep/link-gone because the archive is down until May\n"
    text = page.read_text("utf-8").replace("link:", f"{said}link:")
    page.write_text(text, "utf-8")
    assert [one["line"] for one in checked("--online")[1]] == [7]
    assert checked()[1] == []
    page.write_text(text.replace("/404", "/fine"), "utf-8")
    assert [(one["rule"], one["line"]) for one in checked("--online")[1]] == [
        ("ignore/unused", 3),
        (RULE, 7),
    ]


def test_of_how_many_nothing_is_known_is_said_once(checked):
    code, found, said = checked("--online")
    assert (code, found) == (0, [])
    assert said.splitlines() == ["3 of 3 addresses gave no answer that says whether they are gone"]


def test_for_an_audience_the_web_is_not_asked(site: Path, server):
    _, asked = server
    assert run(["check", "--root", str(site), "--online", "--audience", "public"]) == 2
    assert asked == []
