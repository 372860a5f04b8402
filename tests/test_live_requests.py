"""What the preview answers: ranges of recordings, addresses without a slash, and very many connections."""

from __future__ import annotations

import http.client
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from live import Running, running
from test_live import plant

from jmsite.engine.cache import DiskCache

TALK = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, cache: DiskCache) -> Iterator[Running]:
    root = plant(tmp_path_factory.mktemp("asked").resolve() / "site")
    (root / "content/assets").mkdir()
    (root / "content/assets/talk.mp3").write_bytes(TALK)
    (root / "content/pages/talk.md").write_text("# Talk\n\n[Listen](../assets/talk.mp3)\n")
    with running(root, cache) as found:
        yield found


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=100-", 100, 10240),
        ("bytes=-2", 10238, 10240),
        ("bytes=10000-99999", 10000, 10240),
    ],
)
def test_a_range_of_a_recording_is_answered(live: Running, asked: str, start: int, stop: int):
    status, headers, body = live.get("/assets/talk.mp3", Range=asked)
    assert (status, body) == (206, TALK[start:stop])
    assert headers["content-range"] == f"bytes {start}-{stop - 1}/10240"
    assert headers["content-length"] == str(stop - start)
    assert "content-security-policy" in headers


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=0-1,3-4", "pages=1-2", "bytes=x-"])
def test_what_is_no_range_is_answered_by_the_whole(live: Running, asked: str):
    status, headers, body = live.get("/assets/talk.mp3", Range=asked)
    assert (status, body, headers["accept-ranges"]) == (200, TALK, "bytes")


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=7-3", "bytes=-0"])
def test_a_range_that_is_not_there_is_refused(live: Running, asked: str):
    status, headers, body = live.get("/assets/talk.mp3", Range=asked)
    assert (status, body, headers["content-range"]) == (416, b"", "bytes */10240")


def test_who_asks_for_the_head_gets_no_body(live: Running):
    status, headers, body = live.get("/assets/talk.mp3", "HEAD")
    assert (status, body, headers["content-length"]) == (200, b"", "10240")


def test_an_asset_that_becomes_a_link_out_of_content_is_never_answered(live: Running):
    secret = live.root.parent / "secret.mp3"
    secret.write_bytes(b"Nobody may hear this")
    file = live.root / "content/assets/talk.mp3"
    file.unlink()
    file.symlink_to(secret)
    answers = {live.get("/assets/talk.mp3")[2] for _ in range(20)}
    assert not [body for body in answers if b"Nobody" in body]
    file.unlink()
    file.write_bytes(TALK)
    live.until(lambda: live.get("/assets/talk.mp3")[2] == TALK, "the recording")


@pytest.mark.parametrize("query", ["", "?q=x", "?q=%C3%A9%20%26&persona=anna"])
def test_an_address_without_its_slash_keeps_what_is_asked(live: Running, query: str):
    status, headers, _ = live.get(f"/pages/read{query}")
    assert (status, headers["location"]) == (307, f"/pages/read/{query}")


def test_the_preview_answers_while_more_connections_than_it_may_have_ask_for_nothing(tmp_path: Path):
    root = plant(tmp_path / "site")

    def few() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))

    command = [sys.executable, "-u", "-m", "jmsite", "serve", "--root", str(root), "--port", "18600"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=few
    )
    assert server.stdout is not None
    address = next(found for line in server.stdout if (found := re.search(r":(\d+)/ ", line)))
    idle = [socket.create_connection(("127.0.0.1", int(address[1]))) for _ in range(150)]
    for _ in range(2):
        asked = http.client.HTTPConnection("127.0.0.1", int(address[1]), timeout=60)
        asked.request("GET", "/")
        answer = asked.getresponse()
        assert (answer.status, b"Small" in answer.read()) == (200, True)
        asked.close()
        for connection in idle:
            connection.close()
    server.send_signal(signal.SIGINT)
    _, said = server.communicate(timeout=60)
    assert said == ""
