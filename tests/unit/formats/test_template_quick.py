"""The quicker code of templates shows what Jinja's own shows, and escapes as much."""

from __future__ import annotations

import tomllib
from importlib.metadata import version
from typing import Any

import pytest
from house import PACKAGE
from jinja2 import DictLoader, Environment, UndefinedError
from markupsafe import Markup

from jmsite.formats.template.compiled import SETTINGS
from jmsite.formats.template.quick import QuickEnvironment

VALUES: dict[str, Any] = {
    "plain": "words",
    "signs": "<b> & \"c\" 'd'",
    "html": Markup("<i>x</i>"),
    "number": 3.5,
    "none": None,
    "list": ["a", "<", Markup("&amp;")],
    "word": {"key": "<value>"},
    "call": lambda *given, **named: f"<{given}{sorted(named.items())}>",
}
PARTS = {
    "parts.html": "{% macro shown(a, b='<b>') %}<p>{{ a }}{{ b }}</p>{% endmacro %}"
    "{% macro box(a) %}<div>{{ a }}{{ caller() }}</div>{% endmacro %}"
    "{% macro every() %}{{ varargs|join(',') }}{{ kwargs|dictsort }}{% endmacro %}"
    "{% macro given(a) %}{{ caller('<') if caller is defined else a }}{% endmacro %}",
}
SHOWN = (
    "{{ plain }}{{ signs }}{{ html }}{{ number }}{{ none }}",
    "{{ plain ~ signs }}|{{ plain ~ html }}|{{ signs ~ html }}|{{ number ~ '<' }}|{{ plain ~ '.' ~ plain }}",
    "{{ word.key }}{{ word['key'] }}{{ list|join(' ') }}{{ list[0] }}",
    "{{ call() }}{{ call(1, signs) }}{{ call(a=html) }}{{ call(*list, **word) }}{{ call(**{'class': 1}) }}",
    "{{ shown(plain) }}{{ shown(signs, html) }}{{ shown(b=plain, a=number) }}{{ shown(a=html) }}",
    "{{ shown(*list[:2]) }}{{ shown(**{'a': signs}) }}{{ shown(signs)|upper }}{{ shown(signs) ~ signs }}",
    "{% call box(signs) %}{{ html }}{{ signs }}{% endcall %}",
    "{{ every(1, '<', x=html) }}{{ given(1) }}{% call(sign) given(2) %}{{ sign }}{{ html }}{% endcall %}",
    "{% set kept %}{{ signs }}{% endset %}{{ kept }}{% for one in list %}{{ loop.index }}{{ one }}{% endfor %}",
    "{% macro inner(x) %}{{ x }}{{ shown(x) }}{% endmacro %}{{ inner(signs) }}{{ list|map('upper')|list }}",
    "{% autoescape false %}{{ signs }}{{ signs ~ plain }}{{ call(html) }}{{ shown(signs) }}{% endautoescape %}",
    "{% autoescape none %}{{ signs }}{{ signs ~ html }}{{ call(signs) }}{% endautoescape %}",
    "{% autoescape false %}{{ shown(signs) + '<b>' }}{{ every(1) + '<b>' }}{{ shown(b=1, a=2) + '<' }}"
    "{% endautoescape %}",
    "{% autoescape none %}{{ shown(signs) + '<b>' }}{% endautoescape %}{{ shown(signs) + '<b>' }}",
    "{% set own = namespace() %}{% autoescape false %}{% macro raw(a) %}<{{ a }}>{% endmacro %}"
    "{% set own.raw = raw %}{{ raw(signs) }}{% endautoescape %}{{ own.raw(signs) }}{{ own.raw(a=signs) }}",
)
WRONG = (
    "{{ nothing }}", "{{ nothing() }}", "{{ word.nothing }}", "{{ shown() }}", "{{ shown(1, 2, 3) }}",
    "{{ shown(1, c=2) }}", "{{ shown(1, a=2) }}", "{{ plain() }}", "{% call shown(1) %}{% endcall %}",
)  # fmt: skip
IMPORTS = "{% from 'parts.html' import shown, box, every, given %}"


def shown(kind: type[Environment], template: str) -> str:
    return kind(loader=DictLoader(PARTS), **SETTINGS).from_string(IMPORTS + template).render(VALUES)


@pytest.mark.parametrize("template", SHOWN)
def test_the_same_is_shown(template: str):
    assert shown(QuickEnvironment, template) == shown(Environment, template)


@pytest.mark.parametrize("template", WRONG)
def test_what_is_wrong_is_wrong_in_the_same_way(template: str):
    with pytest.raises((UndefinedError, TypeError)) as plain:
        shown(Environment, template)
    with pytest.raises(type(plain.value)) as quick:
        shown(QuickEnvironment, template)
    assert str(quick.value) == str(plain.value)


def test_jinja_is_held_to_the_minor_version_whose_inner_parts_are_used():
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (jinja,) = [one for one in project["dependencies"] if one.startswith("jinja2")]
    major, minor, *_ = map(int, version("jinja2").split("."))
    assert jinja.endswith(f"<{major}.{minor + 1}")
