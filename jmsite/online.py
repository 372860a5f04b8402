"""Ask the web whether addresses still lead anywhere: only where somebody wants it, and never inside a private network.

An address counts as gone if its server says so (404 or 410) to ``HEAD`` and ``GET``, or if no server has its name. What
cannot be known, since a server is slow, wants a password or has a broken certificate, does not count as gone.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Collection, Mapping
from urllib.parse import quote, urljoin, urlsplit

from jmsite.model.value import Value
from jmsite.version import VERSION

MOST = 500
"""Addresses that are asked."""
AT_ONCE = 8
"""Addresses that are asked at the same time."""
EACH = 10.0
"""Seconds that a server has for an answer."""
ALL = 60.0
"""Seconds after which no more answers are waited for."""
HOPS = 5
"""Times that an address may lead to another one."""
GONE = (404, 410)
FORWARDED = (301, 302, 303, 307, 308)
NAMELESS = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
WITHIN_IPV6 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"))
"""Addresses of IPv6 in which one of IPv4 is wrapped, be it a private one."""
KEPT_SIGNS = "/%:@!$&'()*+,;=~-._?"


class Replies(Value):
    """The outcome of asking the web: which addresses are gone and why, and of how many nothing is known."""

    gone: Mapping[str, str]
    unknown: int


class _NotAskedError(OSError):
    """An address that may not be asked: it leads into a private network, or carries a password."""


class _Pinned(http.client.HTTPConnection):
    """A connection to the very address that was looked at: asked again, its name could stand for another one."""

    def __init__(self, host: str, port: int, at: str, seconds: float, secure: bool) -> None:
        super().__init__(host, port, timeout=seconds)
        self.at, self.secure = at, secure
        self.default_port = 443 if secure else 80

    def connect(self) -> None:
        """Connect, and have the server prove its name where the address begins with ``https``."""
        self.sock = socket.create_connection((self.at, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def replies_of(addresses: Collection[str]) -> Replies:
    """Return which web addresses are gone; at most ``MOST`` are asked, and no longer than ``ALL`` seconds."""
    todo = deque(list(dict.fromkeys(addresses))[:MOST])
    until = time.monotonic() + ALL
    found: dict[str, str | None] = {}

    def work() -> None:
        while todo and time.monotonic() < until:
            try:
                address = todo.popleft()
            except IndexError:
                return  # another one was quicker
            found[address] = _gone(address, until)

    # as daemons: a server that keeps one of them waiting must not keep the command
    workers = [threading.Thread(target=work, daemon=True) for _ in range(min(AT_ONCE, len(todo)))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(max(until - time.monotonic(), 0))
    known = {address: why for address, why in found.copy().items() if why is not None}
    gone = {address: why for address, why in sorted(known.items()) if why}
    return Replies(gone=gone, unknown=len(set(addresses)) - len(known))


def is_public(address: str) -> bool:
    """Return whether an address of IP can be reached by everybody, so that nothing private hears of it."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in WITHIN_IPV6):
            return False
    return found.is_global and not found.is_multicast


def _gone(address: str, until: float) -> str | None:
    """Return why an address is gone, "" where it is not, None where that cannot be known."""
    status = 0
    for method in ("HEAD", "GET"):
        try:
            status = _status(method, address, until)
        except socket.gaierror as error:
            return "there is no server of this name" if error.errno in NAMELESS else None
        except _NotAskedError:
            return None
        except (OSError, http.client.HTTPException, ValueError):
            continue  # some servers close the connection on HEAD
        if status < 400:
            return "" if status else None
    return f"its server answers {status}" if status in GONE else None


def _status(method: str, address: str, until: float) -> int:
    """Return what the server at the end of an address answers; 0 where there is no end to where it leads."""
    for _ in range(HOPS):
        status, to = _ask(method, address, until)
        if status not in FORWARDED or not to:
            return status
        address = urljoin(address, to)
    return 0


def _ask(method: str, address: str, until: float) -> tuple[int, str]:
    """Return the status that a server answers, and the address to which it forwards."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise _NotAskedError(address)
    host, secure = parts.hostname.encode("idna").decode(), parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    at = _found(host, port)
    seconds = max(min(EACH, until - time.monotonic()), 0.1)
    connection = _Pinned(host, port, at, seconds, secure)
    path = quote(parts.path or "/", safe=KEPT_SIGNS)
    query = f"?{quote(parts.query, safe=KEPT_SIGNS)}" if parts.query else ""
    try:
        connection.request(method, path + query, headers={"User-Agent": f"jmsite/{VERSION}", "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location") or ""
    finally:
        connection.close()


def _found(host: str, port: int) -> str:
    """Return the address of IP of a host. Raises ``OSError`` where it has none, or one in a private network."""
    known = [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not known or not all(is_public(one) for one in known):
        raise _NotAskedError(host)
    return known[0]
