"""What Lighthouse says of the sample, on pages that are served as a static host serves them.

Needs Node.js and Chromium. Once::

    npm install --ignore-scripts --no-package-lock --prefix tests/benchmarks/lighthouse

then ``python tests/benchmarks/bench_lighthouse.py``. Prints a page's four scores, with what keeps it from a hundred; on
a busy machine the first of them falls. ``--desktop`` measures a wide screen instead of a telephone, and paths measure
other pages.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LIGHTHOUSE = HERE / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PAGES = (
    "",
    "journeys/buy-clothes-online/",
    "personas/anna/",
    "metrics/active-in-week-four/",
    "opportunities/",
    "thread/",
)
ASPECTS = ("performance", "accessibility", "best-practices", "seo")
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


class Host(http.server.SimpleHTTPRequestHandler):
    """Packs words, keeps connections open, and lets answers be kept for ten minutes, as GitHub Pages does."""

    protocol_version = "HTTP/1.1"
    under = "/"

    def do_GET(self) -> None:
        asked = urlsplit(self.path).path
        file = Path(self.directory) / asked.removeprefix(self.under)
        file = file / "index.html" if asked.endswith("/") else file
        found = asked.startswith(self.under) and file.is_file()
        self.answer(200 if found else 404, file if found else Path(self.directory) / "404.html")

    def answer(self, status: int, file: Path) -> None:
        body = file.read_bytes()
        self.send_response(status)
        if file.suffix in PACKED:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of the sample, below the path that its own address has."""
    url = yaml.safe_load((ROOT / "content" / "site.yaml").read_text(encoding="utf-8")).get("url", "")
    under = f"{urlsplit(url).path.rstrip('/')}/"
    handler = functools.partial(type("Below", (Host,), {"under": under}), directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{under}"
        server.shutdown()


def report(address: str, desktop: bool) -> dict[str, Any]:
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    asked = ["node", str(LIGHTHOUSE), address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    asked += [f"--only-categories={','.join(ASPECTS)}", *(["--preset=desktop"] if desktop else [])]
    known = {**os.environ, "CHROME_PATH": browser} if browser else dict(os.environ)
    done = subprocess.run(asked, env=known, capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def scores(told: dict[str, Any]) -> str:
    return " ".join(f"{round(100 * (told['categories'][name]['score'] or 0)):>6}" for name in ASPECTS)


def missing(told: dict[str, Any]) -> Iterator[str]:
    """What counts and is not as good as it could be."""
    for name in ASPECTS:
        for part in told["categories"][name]["auditRefs"]:
            audit = told["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.995:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("pages", nargs="*", default=PAGES)
    asked.add_argument("--desktop", action="store_true")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "jmsite", "build", "--out", site], cwd=ROOT, check=True)
        with served(site) as address:
            print(" ".join(f"{name[:6]:>6}" for name in ASPECTS))
            for page in chosen.pages:
                told = report(address + page, chosen.desktop)
                print(f"{scores(told)}  /{page}", *missing(told), sep="\n         ", flush=True)


if __name__ == "__main__":
    main()
