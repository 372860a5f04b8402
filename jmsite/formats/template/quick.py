"""Quicker code for templates: the same output, without work that ours never need.

Jinja writes a call of ``escape`` around every value, which makes an object of each; calls every function through the
context, for functions that want to be handed it; and asks of every call of a macro what only few need. A value
without a sign of HTML is itself when escaped, none of our functions asks for the context, and most macros are called
with just what they name; so the code that is written here takes the short way. Nothing is escaped less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from functools import partial
from io import StringIO
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro, markup_join
from jinja2.utils import missing
from markupsafe import Markup, escape

SIGNS = re.compile("[&<>'\"]")
marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""A text that is HTML already, marked as such."""


def escaped(value: Any) -> str:
    """Return a value as HTML, for output: what is marked as HTML stays, everything else has its signs replaced."""
    kind = type(value)
    if kind is str:
        return str(escape(value)) if SIGNS.search(value) else value
    return value if kind is Markup else str(escape(value))


def joined(parts: tuple[Any, ...]) -> str:
    """Return what stands with ``~`` between; one part that is marked as HTML makes HTML of all, as in Jinja."""
    for part in parts:
        if type(part) is not str:
            return markup_join(parts)
    return "".join(parts)


def called(function: Any, around: EvalContext) -> Any:
    """Return what is called where values are not escaped: a macro is told so, since it marks what it gives as
    HTML if not.
    """
    return partial(Macro.__call__, function, around) if isinstance(function, Macro) else function


class QuickMacro(Macro):
    """A macro that is called with what it names; what else there can be is left to Jinja's.

    It is called straight only where values are escaped, wherever it was defined: what it gives is HTML there.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._default_autoescape = True
        special = self.catch_kwargs or self.catch_varargs or self.caller or self.explicit_caller
        self._count = -1 if special else self._argument_count

    def __call__(self, *given: Any, **named: Any) -> str:
        count = self._count
        if len(given) != count or named:
            if count < len(given):
                return super().__call__(*given, **named)
            given = (*given, *[named.pop(name, missing) for name in self.arguments[len(given) :]])
            if named:
                return super().__call__(*given, **named)
        return marked(self._func(*given))


class QuickGenerator(CodeGenerator):
    """Writes the code of templates that escape always and call only what does not ask for the context."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super().visit_Concat(node, frame)
            return
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        escapes = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        self.write("(" if escapes else "environment.called(")
        self.visit(node.node, frame)
        self.write(")(" if escapes else ", context.eval_ctx)(")
        code, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        arguments, self.stream = self.stream, code
        self.write(arguments.getvalue().removeprefix(", ") + ")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)


class QuickEnvironment(Environment):
    """An environment whose templates run the quicker code."""

    code_generator_class = QuickGenerator
    Macro = QuickMacro
    escaped = staticmethod(escaped)
    joined = staticmethod(joined)
    called = staticmethod(called)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template may name: one dictionary, since none of ours brings names of its own."""
        return super().make_globals(d) if d else self.globals
