"""Compiled templates are kept beside compiled modules, and what is kept never decides what is shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Template, TemplateSyntaxError

from jmsite.formats.template import compiled
from jmsite.formats.template.compiled import FILTERS, SETTINGS, ModuleBytecodeCache
from jmsite.formats.template.quick import QuickEnvironment

NAME = "pages/page.html"


@pytest.fixture(autouse=True)
def _writing(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is compiled."""
    made: list[str] = []
    own = QuickEnvironment.compile

    def counted(self: QuickEnvironment, source: str, name: str, filename: str):
        made.append(name)
        return own(self, source, name, filename)

    monkeypatch.setattr(QuickEnvironment, "compile", counted)
    return made


def code(folder: Path, source: str) -> bytes:
    return ModuleBytecodeCache(str(folder)).code(source, NAME, NAME).co_code


def test_a_template_is_compiled_once(tmp_path: Path, times: list[str]):
    assert code(tmp_path, "{{ a }}") == code(tmp_path, "{{ a }}")
    assert times == [NAME]


def test_one_that_has_changed_is_compiled_again_and_takes_its_place(tmp_path: Path, times: list[str]):
    code(tmp_path, "{{ a }}")
    code(tmp_path, "{{ b }}")
    assert times == [NAME, NAME]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"j2", b"\0" * 400, b"not what it was"])
def test_a_damaged_one_is_compiled_again(tmp_path: Path, times: list[str], damage: bytes):
    sound = code(tmp_path, "{{ a }}")
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for broken in (damage, whole[: len(whole) // 2], whole[:20] + (damage or b"?") + whole[20:]):
        kept.write_bytes(broken)
        assert code(tmp_path, "{{ a }}") == sound
        assert kept.read_bytes() == whole
    assert times == [NAME] * 4


def test_other_rules_of_writing_code_are_another_template(
    tmp_path: Path, times: list[str], monkeypatch: pytest.MonkeyPatch
):
    code(tmp_path, "{{ a }}")
    monkeypatch.setattr("jmsite.formats.template.compiled._dialect", lambda: "another")
    code(tmp_path, "{{ a }}")
    assert times == [NAME, NAME]


def test_where_python_writes_nothing_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    code(tmp_path, "{{ a }}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path):
    assert code(tmp_path / "nowhere", "{{ a }}")


def test_a_broken_template_is_not_kept(tmp_path: Path):
    with pytest.raises(TemplateSyntaxError):
        code(tmp_path, "{% if %}")
    assert list(tmp_path.iterdir()) == []


def test_they_stand_where_python_keeps_our_modules():
    assert compiled._beside().directory == str(Path(compiled.__cached__).parent)


@pytest.mark.parametrize("name", FILTERS)
def test_what_a_filter_says_of_a_constant_is_not_kept_with_the_code(tmp_path: Path, name: str):
    """It is said in the language of a site; the code is shared by all sites."""
    template = f"{{{{ '1'|{name} }}}}{{{{ ('<' ~ 1)|{name} }}}}"
    shown = QuickEnvironment(**SETTINGS)
    shown.filters[name] = lambda value: f"({value})"
    code = ModuleBytecodeCache(str(tmp_path)).code(template, NAME, NAME)
    made = Template.from_code(shown, code, shown.globals)
    assert made.render() == "(1)(&lt;1)"
