"""The preview server gives its own pages to this machine, and nothing else to anybody."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest
from live import Running, running
from test_live import plant

from jmsite.engine.cache import DiskCache
from jmsite.live.guard import Hosts
from jmsite.live.loop import is_loopback

SECRET = "Nobody may read this"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, cache: DiskCache) -> Iterator[Running]:
    root = plant(tmp_path_factory.mktemp("guarded").resolve() / "site")
    (root / "content/assets").mkdir()
    (root / "content/assets/plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (root / "content/pages/plan.md").write_text("![A plan](../assets/plan.svg)\n")
    for place in (root / "secret.txt", root.parent / "secret.txt", root.parent / "site-secret/index.html"):
        place.parent.mkdir(exist_ok=True)
        place.write_text(SECRET)
    with running(root, cache) as found:
        yield found


def raw(live: Running, request: bytes) -> bytes:
    """The whole answer to bytes sent as they are."""
    with socket.create_connection(("127.0.0.1", live.port), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


def asked(live: Running, target: str, host: str = "127.0.0.1") -> bytes:
    return raw(live, f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode("latin-1"))


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/../../secret.txt",
        "/pages/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/secret.txt%00",
        "/%00/../secret.txt",
        "/theme/../../secret.txt",
        "/../site-secret/",
        "/../site-secret/index.html",
        "//etc/passwd",
        "/etc/passwd",
        "/file:///etc/passwd",
        "/content/site.yaml",
        "/content/pages/read.md",
        "/themes/own/theme.yaml",
        "/build/cache/answers.db",
        "/.git/config",
        "/secret.txt",
        "/\\..\\secret.txt",
    ],
)
def test_no_path_leads_out_of_the_site(live: Running, target: str):
    answer = asked(live, target)
    assert answer.split(b" ", 2)[1] in (b"400", b"404"), answer[:80]
    assert SECRET.encode() not in answer
    assert b"root:" not in answer
    assert b"extends: default" not in answer


def test_an_absolute_target_is_no_way_out(live: Running):
    answer = asked(live, "http://evil.example/../secret.txt")
    assert b" 200 " not in answer.split(b"\r\n")[0]
    assert SECRET.encode() not in answer


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST", "localhost.", "localhost:18400"]
)
def test_a_host_of_this_machine_is_served(live: Running, host: str):
    assert asked(live, "/", host).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "host",
    [
        "",
        " ",
        "evil.example",
        "evil.example:18400",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil.example@localhost",
        "localhost@evil.example",
        "[::1].evil.example",
        "[::1]evil.example",
        "[::2]",
        "192.168.0.7",
        "0.0.0.0",
        "localhost:18400:evil.example",
        "localhost/evil.example",
        "localhost..",
    ],
)
def test_any_other_host_is_refused(live: Running, host: str):
    for path in ("/", "/~live/state", "/~live/events"):
        assert asked(live, path, host).split(b" ", 2)[1] in (b"400", b"403")


def test_without_a_host_or_with_two_nothing_is_served(live: Running):
    for hosts in (
        "",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: evil.example\r\nHost: localhost\r\n",
    ):
        answer = raw(live, f"GET / HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n".encode())
        assert answer.split(b" ", 2)[1] in (b"400", b"403")


def test_served_everywhere_any_address_is_a_host_but_no_strange_name():
    hosts = Hosts(names=frozenset({"localhost", "desk"}), everywhere=True)
    assert all(host in hosts for host in ("192.168.0.7:8000", "[fe80::1]:8000", "10.0.0.1", "desk:8000"))
    assert not any(host in hosts for host in ("evil.example", "192.168.0.7.evil.example", "", "999.1.1.1"))


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "",
        "https://localhost",
        "http://localhost.evil.example",
        "http://127.0.0.1:1",
    ],
)
def test_another_site_may_not_listen(live: Running, origin: str):
    for path in ("/~live/events", "/~live/state", "/"):
        assert live.get(path, Origin=origin)[0] == 403


def test_the_site_itself_may_listen(live: Running):
    assert live.get("/~live/state", Origin=f"http://127.0.0.1:{live.port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_only_reading_is_answered(live: Running, method: str):
    status, headers, _ = live.get("/", method)
    assert (status, headers.get("allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/", "/pages/read/", "/~live/state", "/nowhere/"])
def test_head_is_get_without_a_body(live: Running, path: str):
    status, headers, body = live.get(path)
    answer = raw(live, f"HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    head, _, rest = answer.partition(b"\r\n\r\n")
    assert rest == b""
    assert body
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert f"content-length: {headers['content-length']}".encode() in head.lower()


@pytest.mark.parametrize(
    "path", ["/", "/nowhere/", "/pages/read", "/theme/favicon.svg", "/robots.txt", "/~live/state"]
)
def test_every_answer_is_for_this_site_only(live: Running, path: str):
    _, headers, _ = live.get(path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer"
    assert not [name for name in headers if name.startswith("access-control-")]
    assert "server" not in headers


@pytest.mark.parametrize("path", ["/assets/plan.svg", "/theme/favicon.svg", "/robots.txt"])
def test_what_is_no_page_runs_nothing_when_it_is_opened(live: Running, path: str):
    status, headers, _ = live.get(path)
    policy = headers["content-security-policy"].split("; ")
    assert status == 200
    assert {"default-src 'none'", "sandbox"} <= set(policy)


def test_what_is_our_own_may_act(live: Running):
    page = live.page("/")
    own = re.findall(r'(?:src|href)="([^"]+\.(?:js|css))"', page)
    assert {path.rpartition(".")[2] for path in own} == {"js", "css"}
    for path in ("", "pages/read/", *own):
        status, headers, _ = live.get(f"/{path.removeprefix('./')}")
        assert (status, "content-security-policy" in headers) == (200, False), path


def test_a_folder_without_its_slash_leads_to_itself_only(live: Running):
    assert live.get("/pages/read")[1]["location"] == "/pages/read/"
    assert live.get("//pages/read")[0] == 404
    assert live.get("//evil.example/%2e%2e")[0] == 404


def test_it_listens_on_this_machine_only(live: Running):
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None)}
    for address in others:
        if not is_loopback(address):
            with pytest.raises(OSError, match=r"refused|unreachable"):
                socket.create_connection((address, live.port), timeout=2)
    assert is_loopback("127.0.0.1")
    assert is_loopback("localhost")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("127.evil.example")
