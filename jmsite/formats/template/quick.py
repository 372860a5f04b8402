"""Quicker code for templates: the same output, without work that ours never need.

Jinja writes a call of ``escape`` around every value, which makes an object of each, and calls every function through
the context, for functions that want to be handed it. A value without a sign of HTML is itself when escaped, and none
of our functions asks for the context; so the code that is written here takes the short way. Nothing is escaped less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

SIGNS = re.compile("[&<>'\"]")


def escaped(value: Any) -> str:
    """A value as HTML, for output: what is marked as HTML stays, everything else has its signs replaced."""
    kind = type(value)
    if kind is str:
        return str(escape(value)) if SIGNS.search(value) else value
    return value if kind is Markup else str(escape(value))


def direct(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Call a function or macro with just its arguments."""
    return function(*arguments, **named)


class QuickGenerator(CodeGenerator):
    """Writes the code of templates that escape always and call only what does not ask for the context."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        self.write("environment.direct(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")


class QuickEnvironment(Environment):
    """An environment whose templates run the quicker code."""

    code_generator_class = QuickGenerator
    escaped = staticmethod(escaped)
    direct = staticmethod(direct)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template may name: one dictionary, since none of ours brings names of its own."""
        return super().make_globals(d) if d else self.globals
