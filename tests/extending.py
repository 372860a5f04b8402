"""A copy of the package in which a test adds something, by the files that the README names, and then builds a site."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
LANGUAGES = ("ar", "de", "en", "es", "fr", "ja")
TEMPORARY = shutil.ignore_patterns("__pycache__", "*.pyc")


@dataclass
class Extended:
    """``jmsite/`` and ``themes/`` copied into a folder, and beside them a site; ``touched`` are the files changed."""

    folder: Path
    touched: set[str] = field(default_factory=set)

    @classmethod
    def copied(cls, folder: Path, site: str = "minimal") -> Extended:
        """Copy the package, the themes, and a site of ``tests/sites``."""
        for name in ("jmsite", "themes"):
            shutil.copytree(ROOT / name, folder / name, ignore=TEMPORARY)
        shutil.copytree(ROOT / "tests" / "sites" / site / "content", folder / "site" / "content")
        return cls(folder)

    def before(self, path: str, mark: str, lines: str) -> Extended:
        """Put lines into a file of the package, before the one place where ``mark`` stands."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert text.count(mark) == 1, f"{mark!r} stands {text.count(mark)} times in {path}"
        file.write_text(text.replace(mark, lines + mark), "utf-8")
        self.touched.add(path)
        return self

    def added(self, path: str, text: str) -> Extended:
        """Add a file to the package."""
        (self.folder / path).write_text(text, "utf-8")
        self.touched.add(path)
        return self

    def said(self, **messages: str) -> Extended:
        """Add a message in every language; ``__`` in a key stands for a point. Names are told apart by language."""
        for language in LANGUAGES:
            file = self.folder / "themes" / "default" / "i18n" / f"{language}.yaml"
            lines = "".join(
                f'{key.replace("__", ".")}: "{text} ({language})"\n' for key, text in messages.items()
            )
            file.write_text(file.read_text("utf-8") + lines, "utf-8")
        self.touched.add("themes/default/i18n/")
        return self

    def content(self, path: str, text: str) -> Extended:
        """Write a file of the site."""
        file = self.folder / "site" / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return self

    def run(self, *words: str) -> tuple[int, str]:
        """Run a command of the copy; return its exit code and what it says."""
        surroundings = {**os.environ, "PYTHONPATH": str(self.folder), "NO_COLOR": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "jmsite", *words], cwd=self.folder / "site", env=surroundings,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    def built(self) -> Path:
        """Build the site, which must succeed without a fault; return the folder it stands in."""
        code, said = self.run("build", "--strict")
        assert (code, "no problems" in said) == (0, True), said
        return self.folder / "site" / "build" / "site"

    def page(self, path: str) -> str:
        """Return a file of the site as built last."""
        return (self.folder / "site" / "build" / "site" / path).read_text("utf-8")

    def searched(self) -> str:
        """Return all that the search's index holds of the pages, without the marks between words of Japanese."""
        fragments = (self.folder / "site" / "build" / "site" / "search" / "fragment").iterdir()
        texts = (gzip.decompress(file.read_bytes()).decode("utf-8") for file in sorted(fragments))
        return "".join(texts).replace("\u200b", "")

    def readme_names(self, *wanted: str) -> bool:
        """Whether the README's rows of what is wanted name every file that was touched, and nothing more."""
        rows = dict(
            re.findall(r"^\| ([^|]+) \| (.+) \|$", (ROOT / "jmsite" / "README.md").read_text("utf-8"), re.M)
        )
        told = " ".join(rows[one].partition("; where")[0] for one in wanted)
        # the copy has no tests: what is to be tested of an addition is left to whoever makes it
        named = {name for name in re.findall(r"`([\w./<>-]+)`", told) if "/" in name and name[:6] != "tests/"}
        patterns = [re.compile(re.sub("<[a-z]+>", r"[\\w-]+", name.replace(".", r"\."))) for name in named]
        touched = [path.removeprefix("jmsite/") for path in self.touched]
        is_named = all(any(pattern.fullmatch(path) for pattern in patterns) for path in touched)
        return is_named and all(any(pattern.fullmatch(path) for path in touched) for pattern in patterns)
