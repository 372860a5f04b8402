"""Compose YAML nodes, and look how deep a text goes before that is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml
from yaml import ScalarNode

if TYPE_CHECKING or not yaml.__with_libyaml__:
    from yaml import SafeLoader as _Loader
else:
    from yaml import CSafeLoader as _Loader

# Up to here composing is safe whatever the text is; ``reader`` refuses by itself what is deeper than it allows. Most
# texts stay below by far, and need not be gone through event by event.
_DEEP_BRACKETS = 150
_DEEP_INDENT = re.compile(r"^[ \t\-?:]{150}", re.MULTILINE)


class Composer(_Loader):
    """Composes nodes whose tag is ``p`` for a plain scalar, ``q`` for any other untagged node."""

    def resolve(self, kind: Any, _value: Any, implicit: Any) -> str:
        return "p" if kind is ScalarNode and implicit[0] else "q"

    # PyYAML asks for tags by path at each node, and we have none
    def descend_resolver(self, _parent: Any, _index: Any) -> None:
        return

    def ascend_resolver(self) -> None:
        return


def too_deep(text: str, deepest: int) -> Any:
    """Return the mark at which nesting goes too deep for composing, which recurses in C without a limit, or None."""
    brackets = text.count("[") + text.count("{")
    if brackets <= _DEEP_BRACKETS and not _DEEP_INDENT.search(text):
        return None
    depth = 0
    for event in _events(text):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > deepest:
                return event.start_mark
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _events(text: str) -> Iterator[Any]:
    loader: Any = Composer(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()
