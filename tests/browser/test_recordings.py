"""Recordings play: in the page, when they are opened alone, and in the preview, from any moment on."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterator
from typing import Any

import pytest
from hosted import until
from live import Running, running
from test_live import plant

from jmsite.engine.cache import DiskCache

pytestmark = pytest.mark.browser

SECONDS = 4
READY = "selector => { const one = document.querySelector(selector); return one && one.readyState > 0; }"


def call() -> bytes:
    """Some seconds of silence."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(2 * 8_000 * SECONDS))
    return written.getvalue()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, cache: DiskCache) -> Iterator[Running]:
    root = plant(tmp_path_factory.mktemp("recorded").resolve() / "site")
    (root / "content/assets").mkdir()
    (root / "content/assets/call.wav").write_bytes(call())
    (root / "content/pages/calls.md").write_text(
        "![The call](../assets/call.wav) [alone](../assets/call.wav)\n"
    )
    with running(root, cache) as found:
        yield found


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    yield page
    page.close()
    assert said == []


def test_a_part_of_a_recording_is_answered_alone(live: Running):
    whole = call()
    status, headers, body = live.get("/assets/call.wav", Range="bytes=100-199")
    assert (status, body) == (206, whole[100:200])
    assert headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert headers["accept-ranges"] == "bytes"
    status, headers, body = live.get("/assets/call.wav", Range=f"bytes={len(whole)}-")
    assert status == 416
    assert live.get("/assets/call.wav")[2] == whole


def test_a_recording_plays_in_the_page_from_any_moment_on(live: Running, tab: Any):
    tab.goto(f"{live.url}pages/calls/")
    until(tab, READY, arg="audio")
    moment = tab.evaluate(
        f"""async () => {{
            const one = document.querySelector('audio');
            const come = new Promise(done => one.addEventListener('seeked', done, {{once: true}}));
            one.currentTime = {SECONDS - 1};
            await come;
            return [one.duration, one.currentTime];
        }}"""
    )
    assert moment == [SECONDS, SECONDS - 1]


def test_a_recording_plays_alone(live: Running, tab: Any):
    tab.goto(f"{live.url}assets/call.wav")
    until(tab, READY, arg="video, audio")
    assert tab.evaluate("document.querySelector('video, audio').duration") == SECONDS
