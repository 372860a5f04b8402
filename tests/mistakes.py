"""The small mistakes that ``mutants.py`` makes in a function: where one is possible, and the code with it.

A place is the number of a node of the function, counted as ``ast.walk`` meets them, so that it stays the same while the
code above the function changes. Types and docstrings, which run never, are no places.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

Function = ast.FunctionDef | ast.AsyncFunctionDef
PROBE = "came_past_a_place"
"""The name by which a function says that it came past a place; ``mutants.py`` puts it among the builtins."""

COMPARED: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
CALCULATED: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class NeverRaisedError(Exception):
    """Stands where another exception was caught."""


Way = tuple[str, Callable[[Any], None]]
"""What is done at a place, in words, and the function that does it to the node."""


def ways(node: ast.AST) -> list[Way]:
    """Return the mistakes that can be made at a node."""
    if isinstance(node, ast.Compare):
        return [
            (f"{type(old).__name__} to {new.__name__}", _compare(at, new))
            for at, old in enumerate(node.ops)
            for new in COMPARED[type(old)]
        ]
    if isinstance(node, ast.BoolOp):
        new = ast.Or if isinstance(node.op, ast.And) else ast.And
        return [(f"{type(node.op).__name__} to {new.__name__}", _set("op", new))]
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in CALCULATED and not _text(node):
        new = CALCULATED[type(node.op)]
        return [(f"{type(node.op).__name__} to {new.__name__}", _set("op", new))]
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        return [(f"{node.value} to {not node.value}", _value(not node.value))]
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return [(f"{node.value} to {new}", _value(new)) for new in (node.value + 1, node.value - 1)]
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        return [("negated", _negate)]
    if isinstance(node, ast.comprehension):
        return [("a condition left out", _leave_out(at)) for at in range(len(node.ifs))]
    if isinstance(node, ast.For):
        return [("no turn of the loop", lambda loop: setattr(loop, "iter", ast.List([], ast.Load())))]
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        return [("caught no more", lambda handler: setattr(handler, "type", _never_raised()))]
    return []


def _text(node: ast.BinOp | ast.AugAssign) -> bool:
    """Return whether texts are joined: to take one from the other fails wherever it runs, and shows nothing."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in sides
    )


def _compare(at: int, new: type) -> Callable[[Any], None]:
    return lambda node: node.ops.__setitem__(at, new())


def _set(field: str, new: type) -> Callable[[Any], None]:
    return lambda node: setattr(node, field, new())


def _value(new: object) -> Callable[[Any], None]:
    return lambda node: setattr(node, "value", new)


def _leave_out(at: int) -> Callable[[Any], None]:
    return lambda node: node.ifs.__delitem__(at)


def _negate(node: Any) -> None:
    node.test = (
        node.test.operand
        if isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)
        else ast.UnaryOp(ast.Not(), node.test)
    )


def _never_raised() -> ast.expr:
    return ast.parse("__import__('mistakes').NeverRaisedError", mode="eval").body


# Where in a module


def outermost(body: list[ast.stmt], names: tuple[str, ...] = ()) -> Iterator[tuple[str, Function]]:
    """Return the outermost functions of a module by name, those of classes as ``Class.function``."""
    for node in body:
        if isinstance(node, Function):
            yield ".".join((*names, node.name)), node
        elif isinstance(node, ast.ClassDef):
            yield from outermost(node.body, (*names, node.name))


def places(function: Function) -> Iterator[tuple[int, ast.AST]]:
    """Return the nodes of a function at which a mistake can be made, with their numbers."""
    never = {id(part) for node in ast.walk(function) for part in _types(node)}
    never.update(id(part) for default in _defaults(function) for part in ast.walk(default))
    for number, node in enumerate(ast.walk(function)):
        if id(node) not in never and ways(node):
            yield number, node


def _types(node: ast.AST) -> Iterator[ast.AST]:
    for name in ("annotation", "returns"):
        if (found := getattr(node, name, None)) is not None:
            yield from ast.walk(found)


def _defaults(function: Function) -> Iterator[ast.AST]:
    """Return what of the outermost function runs while its module is imported."""
    yield from function.decorator_list
    yield from function.args.defaults
    yield from (default for default in function.args.kw_defaults if default is not None)


def around(function: Function, number: int) -> ast.AST:
    """Return the node of that number."""
    return next(node for at, node in enumerate(ast.walk(function)) if at == number)


# The code of a function


def with_mistake(tree: ast.Module, name: str, number: int, way: str, file: str) -> tuple[CodeType, list[str]]:
    """Return the code of a function with the mistake, and how the statement reads without and with it."""
    tree = copy.deepcopy(tree)
    function = dict(outermost(tree.body))[name]
    node = around(function, number)
    statement = _statement(function, node)
    before = ast.unparse(statement)
    next(change for said, change in ways(node) if said == way)(node)
    after = ast.unparse(ast.fix_missing_locations(statement))
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    shown = next(([f"- {old.strip()}", f"+ {new.strip()}"] for old, new in pairs if old != new), [])
    return code_of(tree, name, file), shown


def with_probes(tree: ast.Module, name: str, numbers: dict[int, int], file: str) -> CodeType:
    """Return the code of a function that calls ``PROBE`` with a sign of its own before the statement of each place."""
    tree = copy.deepcopy(tree)
    function = dict(outermost(tree.body))[name]
    nodes = list(ast.walk(function))
    for number, sign in numbers.items():
        statement = _statement(function, nodes[number])
        probe = ast.parse(f"{PROBE}({sign})").body[0]
        for parent in ast.walk(function):
            for block in (getattr(parent, field, None) for field in ("body", "orelse", "finalbody")):
                if isinstance(block, list) and (at := _at(block, statement)) is not None:
                    block.insert(at, ast.copy_location(probe, statement))
    return code_of(ast.fix_missing_locations(tree), name, file)


def _at(block: list[ast.stmt], statement: ast.stmt) -> int | None:
    return next((at for at, one in enumerate(block) if one is statement), None)


def _statement(function: Function, node: ast.AST) -> ast.stmt:
    """Return the innermost statement that a node is in."""
    found: ast.stmt = function.body[0]
    for statement in ast.walk(function):
        # the walk goes outside in, so that the last one is the innermost
        if isinstance(statement, ast.stmt) and statement is not function and _holds(statement, node):
            found = statement
    return found


def _holds(statement: ast.stmt, node: ast.AST) -> bool:
    return any(one is node for one in ast.walk(statement))


def code_of(tree: ast.Module, name: str, file: str) -> CodeType:
    code = compile(tree, file, "exec", dont_inherit=True)
    for part in name.split("."):
        code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == part)
    return code
