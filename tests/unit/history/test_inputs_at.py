"""A site of a revision is what a checkout of that revision is, without one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_history import Repository

from jmsite.content.discover import discover
from jmsite.content.discover_revision import inputs_at
from jmsite.engine.memo import Memo
from jmsite.history.objects import UnknownRevisionError
from jmsite.model.sources import Blob, Inputs
from jmsite.model.value import replace
from jmsite.pipeline import build

MINIMAL = Path(__file__).parents[2] / "sites" / "minimal" / "content"
NAMES = st.sampled_from(
    ["a.md", "b.yaml", "assets", "data", "deep", "ä ö.md", "it's \"q\".md", "-x.md", "new\nline.md", "tab\t.csv",
     "back\\s.png", ".hidden", "x.md~", "#x#", "日本.md", "UP.SVG", "p.svg",
     b"caf\xe9.md".decode("utf-8", "surrogateescape")]
)  # fmt: skip
FOLDERS = st.lists(st.sampled_from(["assets", "data", "deep", "pages", ".h", "ü"]), max_size=2)
TARGETS = st.sampled_from(
    ["a.md", "../a.md", "deep", "..", ".", "../..", "../../README.md", "nowhere", "../deep/a.md", "/", "self",
     "../assets", "../../content/a.md", "../../../../.."]
)  # fmt: skip
ENTRIES = st.lists(
    st.one_of(
        st.tuples(
            FOLDERS,
            NAMES,
            st.sampled_from(
                [b"", b"# A\r\n", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"\xff\0"]
            ),
            st.booleans(),
        ),
        st.tuples(
            FOLDERS, st.sampled_from(["l.md", "link", "self", "data", "a.md"]), TARGETS, st.just(False)
        ),
    ),
    max_size=8,
)


def plant(root: Path, entries: list[tuple[list[str], str, bytes | str, bool]]) -> None:
    for folders, name, what, executable in entries:
        file = root.joinpath(*folders, name)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(what, str):
                file.symlink_to(what)
            else:
                descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW)
                with os.fdopen(descriptor, "wb") as stream:
                    stream.write(what)
                file.chmod(0o755 if executable else 0o644)
        except OSError:  # something else stands there already
            continue


def comparable(inputs: Inputs) -> Inputs:
    """The inputs without where their files lie, and with faults in an order."""

    def placed(file: object) -> object:
        return replace(file, file="") if isinstance(file, Blob) else file

    return replace(
        inputs,
        blobs={path: placed(blob) for path, blob in inputs.blobs.items()},
        themes={
            name: {path: placed(file) for path, file in files.items()}
            for name, files in inputs.themes.items()
        },
        faults=tuple(sorted(inputs.faults, key=lambda fault: fault.sort_key)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    content=ENTRIES,
    theme=ENTRIES,
    prefix=st.sampled_from([(), ("docs", "a site")]),
    linked=st.sampled_from(["", "content", "themes"]),
)
def test_a_revision_reads_as_its_checkout(
    content: list, theme: list, prefix: tuple[str, ...], linked: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        top = Path(os.path.realpath(folder)) / "repository"
        repository = Repository(top)
        root = top.joinpath(*prefix)
        root.mkdir(parents=True, exist_ok=True)
        for outside in (
            "README.md",
            "content/a.md",
            "a.md",
        ):  # whether there is anything outside, no revision knows
            (top.parent / outside).parent.mkdir(exist_ok=True)
            (top.parent / outside).write_text("# Of somebody else\n")
        (top / "README.md").write_text("# Read me\n")
        (root / "README.md").write_text("# Read me, too\n")
        plant(root / "content", content)
        plant(root / "themes" / "ours", theme)
        if linked and (root / linked).is_dir():
            (root / linked).rename(root / f"the {linked}")
            (root / linked).symlink_to(f"the {linked}")
        repository.git("add", "--all", "--force")
        repository.git("commit", "--quiet", "--message", "All")
        repository.git("clean", "-ffdxq")
        found = discover(root)
        store = top.parent / "store"
        assert comparable(inputs_at("HEAD", root, store)) == comparable(found)
        assert all(
            Path(blob.file).read_bytes() == (root / path).read_bytes()
            for path, blob in inputs_at("main", root, store).blobs.items()
        )


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    shutil.copytree(MINIMAL, made.root / "content")
    made.commit("2026-01-01")
    return made


def test_a_site_of_the_past_is_built_as_it_was(repository: Repository, tmp_path: Path):
    before = build(discover(repository.root), Memo())
    (repository.root / "content" / "personas" / "anna.md").write_text("---\ntitle: Anne\n---\n")
    (repository.root / "content" / "data").mkdir()
    (repository.root / "content" / "data" / "new.csv").write_text("a,b\n")
    repository.commit("2026-02-02")
    assert build(inputs_at("HEAD~1", repository.root, tmp_path / "store"), Memo()) == before
    assert build(inputs_at("HEAD", repository.root, tmp_path / "store"), Memo()) != before
    assert list((tmp_path / "store").iterdir()) != []


def test_nothing_is_checked_out(repository: Repository, tmp_path: Path):
    repository.git("rm", "-rq", "content/personas")
    status = repository.git("status", "--porcelain")
    assert "content/personas/anna.md" in inputs_at("HEAD", repository.root, tmp_path / "store").content
    assert repository.git("status", "--porcelain") == status


def test_a_submodule_is_an_empty_folder(repository: Repository, tmp_path: Path):
    other = Repository(tmp_path / "other")
    other.commit("2026-01-01", {"a.md": "# A\n"})
    repository.git("submodule", "--quiet", "add", str(other.root), "content/pages/other")
    repository.commit("2026-02-02")
    found = inputs_at("HEAD", repository.root, tmp_path / "store")
    assert not any(path.startswith("content/pages/other") for path in found.content)
    assert found.faults == ()


@pytest.mark.parametrize("revision", ["no-such-branch", "--all", "", "HEAD:content"])
def test_a_revision_that_is_none_is_refused(repository: Repository, tmp_path: Path, revision: str):
    with pytest.raises(UnknownRevisionError):
        inputs_at(revision, repository.root, tmp_path / "store")


def test_a_folder_without_history_has_no_revisions(tmp_path: Path):
    shutil.copytree(MINIMAL, tmp_path / "content")
    with pytest.raises(UnknownRevisionError):
        inputs_at("HEAD", tmp_path, tmp_path / "store")


def test_what_a_partial_clone_lacks_is_an_error_and_fetches_nothing(repository: Repository, tmp_path: Path):
    repository.git("config", "uploadpack.allowFilter", "true")
    source = f"file://{repository.root}"
    subprocess.run(
        ["git", "clone", "--quiet", "--no-checkout", "--filter=blob:none", source, str(tmp_path / "part")],
        check=True,
        capture_output=True,
    )
    with pytest.raises(OSError, match="git has no object"):
        inputs_at("HEAD", tmp_path / "part", tmp_path / "store")
