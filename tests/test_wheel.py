"""What is published works far from this repository."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def quietly(*words: str | Path, cwd: Path) -> str:
    """Run a command that must succeed, out of reach of the checkout, and give what it says."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(words, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation")
    quietly(*pip, "--wheel-dir", made, ROOT, cwd=made)
    return next(made.glob("jmsite-*.whl"))


@pytest.fixture(scope="module")
def jmsite(wheel, tmp_path_factory) -> Path:
    """The command as installed from the wheel.

    Into a fresh environment, which for speed borrows the libraries of this one through a path file; this checkout is
    not among them, because a folder added that way does not have its own path files read. That the libraries
    themselves can be installed is what the README's command shows in CI.
    """
    home = tmp_path_factory.mktemp("far") / "venv"
    venv.create(home)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    quietly(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=home)
    packages = quietly(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home
    ).strip()
    (Path(packages) / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    came_from = quietly(python, "-c", "import jmsite; print(jmsite.__file__)", cwd=home).strip()
    assert Path(came_from).is_relative_to(home)
    return home / "bin" / "jmsite"


def test_the_wheel_holds_package_themes_and_sample_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"jmsite"}
    assert "jmsite/bundled/themes/default/theme.yaml" in names
    assert "jmsite/bundled/themes/hemlock-finch/styles/brand.css" in names
    assert "jmsite/bundled/example/site.yaml" in names
    assert "jmsite/cli/starter/_github/workflows/pages.yml" in names
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)


def test_a_new_site_builds(jmsite, tmp_path):
    quietly(jmsite, "init", "my-portal", cwd=tmp_path)
    said = quietly(jmsite, "build", cwd=tmp_path / "my-portal")
    assert "no problems" in said
    assert (tmp_path / "my-portal/build/site/index.html").is_file()


def test_a_theme_of_a_site_stands_on_the_one_in_the_wheel(jmsite, tmp_path):
    quietly(jmsite, "init", "my-portal", cwd=tmp_path)
    site = tmp_path / "my-portal"
    quietly(jmsite, "theme", "eject", "parts/tile.html", "--theme", "ours", cwd=site)
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text().replace("theme: default", "theme: ours"))
    assert "no problems" in quietly(jmsite, "build", "--strict", cwd=site)
    assert "no problems" in quietly(jmsite, "theme", "doctor", cwd=site)
    settings.write_text(settings.read_text().replace("theme: ours", "theme: hemlock-finch"))
    assert "no problems" in quietly(jmsite, "build", "--strict", cwd=site)
    assert any("#1d5b34" in sheet.read_text() for sheet in (site / "build/site/theme").glob("site-*.css"))


def test_the_sample_builds_without_any_fault(jmsite, tmp_path):
    quietly(jmsite, "init", "sample", "--example", cwd=tmp_path)
    assert "no problems" in quietly(jmsite, "build", "--strict", cwd=tmp_path / "sample")
