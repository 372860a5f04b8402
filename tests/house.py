"""The house as tables, and what the syntax trees say about it. The rules stand in jmsite/README.md."""

from __future__ import annotations

import ast
import functools
import gc
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parent.parent / "jmsite"
STDLIB = sys.stdlib_module_names
EVERYTHING = {"*"}

# Room -> the rooms it may import. A room is a folder or a module at the top of the package. Every arrow points down.
LAYERS: dict[str, set[str]] = {
    "version": set(),
    "resources": set(),
    "model": set(),
    "files": {"model"},
    "engine": {"model"},
    "formats": {"model", "version"},
    "importing": {"model", "formats", "resources"},
    "exporting": {"model", "formats", "pages", "charts"},
    "history": {"model"},
    "changes": {"model"},
    "report": {"model", "version"},
    "impact": {"model"},
    "pages": {"model", "changes"},
    "charts": {"model", "pages", "resources"},  # its door for notebooks makes figures of a catalog
    "content": {"model", "files", "formats", "history", "resources", "charts"},
    "data": {"model", "content", "formats"},
    "theme": {"model", "formats"},
    "differences": {"model", "changes", "pages"},
    "checks": {"model", "content", "theme", "outputs", "charts"},
    "editing": {"model", "formats", "content", "data", "checks", "resources"},
    "outputs": {"model", "files", "formats", "theme", "pages", "exporting"},
    "reviews": {"model", "engine"},
    "practice": {"model", "engine", "checks", "reviews", "pages"},
    "cached": {"model", "engine", "formats", "charts", "data", "history", "version"},
    "effects": {"model", "engine", "cached", "data"},
    "asked_days": {"model", "data"},
    "measuring": {
        "model", "engine", "cached", "effects", "asked_days", "formats", "content", "data", "reading", "reviews",
    },
    "watched_repositories": {"model", "engine", "history", "version"},
    "void_reviews": {"model", "engine", "content", "history", "reading", "reviews", "watched_repositories", "version"},
    "indexing": {"model", "engine", "outputs", "version"},
    "online": {"model", "version"},
    "reading": {"model", "engine", "cached", "content", "checks", "theme"},
    "rendering": {"model", "engine", "cached", "formats", "theme", "pages", "outputs"},
    "single_files": {"model", "engine", "files", "theme", "pages", "exporting", "outputs", "rendering"},
    "page_downloads": {"model", "engine", "theme", "outputs", "rendering", "single_files"},
    "pipeline": {
        "model", "engine", "cached", "measuring", "formats", "content", "data", "checks", "practice", "theme",
        "pages", "charts", "report", "reading", "rendering", "page_downloads",
    },
    "printing": {"model"},
    "past": {"model", "engine", "cached", "changes", "content", "history", "pipeline", "reading"},
    "sessions": {"model", "engine", "content", "editing", "pipeline", "reading"},
    "agents": {"model", "editing", "exporting", "impact", "sessions"},
    "live": {
        "model", "files", "engine", "cached", "indexing", "content", "data", "report", "resources", "outputs",
        "rendering", "pipeline", "watched_repositories", "void_reviews", "past", "sessions", "editing",
        "impact", "differences", "history", "reading",
    },
    "lsp": {"model", "engine", "content", "checks", "editing", "pipeline", "version"},
    "cli": EVERYTHING,
    "__main__": {"cli"},
    "__init__": EVERYTHING,
}  # fmt: skip

# The rooms of steps, which return what they find and write into nothing that they are handed.
PURE = {
    "content", "data", "checks", "practice", "theme", "outputs", "history", "engine", "report", "cached", "reading",
    "rendering", "pipeline", "page_downloads", "single_files", "importing", "exporting", "changes",
    "differences", "editing", "effects", "asked_days", "measuring", "impact", "reviews", "watched_repositories",
    "void_reviews", "past",
}  # fmt: skip

# Third-party library -> the module or folder that may import it.
DOORS: dict[str, str] = {
    "pydantic": "model",
    "pydantic_core": "model",
    "msgspec": "model/value",
    "yaml": "formats/yaml",
    "markdown_it": "formats/prose",
    "mdit_py_plugins": "formats/prose",
    "pygments": "formats/prose",
    "nh3": "formats/prose",
    "jinja2": "formats/template",
    "markupsafe": "formats/template",
    "babel": "formats/messages",
    "charset_normalizer": "formats/charsets",
    "xlsxwriter": "formats/spreadsheet",
    "python_calamine": "formats/workbook",
    "pyreadstat": "formats/spss",
    "defusedxml": "formats/xml_tree",
    "rapidfuzz": "changes",
    "pptx": "formats/deck/powerpoint",
    "altair": "charts",
    "vl_convert": "charts",
    "duckdb": "data",
    "ibis": "data/sources",
    "sqlglot": "data/sources",
    "numpy": "data",
    "pyspark": "data/sources",
    "scipy": "data",
    "statsmodels": "data",
    "ruptures": "data/turns",
    "phonenumbers": "practice/privacy",
    "stdnum": "practice/privacy",
    "pyphen": "practice/reading_ease",
    "pagefind_bin_extended": "outputs/search",
    "playwright": "printing",
    "pypdf": "printing/pdf",
    "watchdog": "live",
    "starlette": "live",
    "uvicorn": "live",
    "mcp": "agents/server",
    "pygls": "lsp/server",
    "lsprotocol": "lsp/server",
    "typer": "cli",
    "click": "cli",
    "rich": "cli",
}

# Where files, clocks, randomness, processes and the network may be touched.
OUTSIDE = (
    "content/discover", "content/discover_revision", "files", "outputs/site_folder", "outputs/whole_folder",
    "outputs/journal", "outputs/swap_folders", "data/table_width", "outputs/write", "outputs/write_lock",
    "outputs/search/",
    "data/table", "data/ragged", "data/unreadable", "data/events/xes", "data/sources/", "history/", "live/", "cli/",
    "lsp/", "resources",
    "engine/cache", "engine/parallel", "sessions/",
    "charts/sandbox", "charts/sandbox_worker", "online", "printing/chromium", "__main__",
)  # fmt: skip
WORLDLY = {
    "asyncio", "concurrent", "ctypes", "fcntl", "ftplib", "getpass", "glob", "http", "locale", "mmap",
    "multiprocessing", "os", "pathlib.Path", "platform", "queue", "random", "secrets", "select", "shutil",
    "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "urllib.request", "uuid", "webbrowser",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
# What speaks past the diagnostics.
NOWHERE = {"logging", "warnings"}
# What makes objects or code of bytes, and so runs what somebody put there.
REVIVING = {
    "pickle", "_pickle", "cPickle", "marshal", "shelve", "dbm", "copyreg", "dill", "cloudpickle", "joblib",
    "multiprocessing", "concurrent", "runpy", "code", "codeop", "jinja2.BytecodeCache",
    "jinja2.FileSystemBytecodeCache", "jinja2.MemcachedBytecodeCache", "jinja2.bccache", "jinja2.ModuleLoader",
    "importlib.util.module_from_spec", "importlib.util.spec_from_file_location", "importlib.machinery",
    "zipimport", "pandas", "numpy.load",
}  # fmt: skip
# Who may, and from where the bytes come.
MAY_REVIVE = {
    ("engine/parallel", "multiprocessing"): "a process of our own, a copy of this one",
    (
        "engine/parallel",
        "multiprocessing.reduction.ForkingPickler",
    ): "a file in memory that only we and our copy can reach",
    (
        "formats/template/compiled",
        "jinja2.FileSystemBytecodeCache",
    ): "where Python keeps our own modules compiled",
    ("formats/template/compiled", "jinja2.bccache.Bucket"): "where Python keeps our own modules compiled",
}
# Calls that do the same to what is given to them, whatever they are imported from.
REVIVERS = {
    "eval", "exec", "compile", "__import__", "import_module", "unsafe_load", "full_load", "run_path", "run_module",
    "from_code", "load_extension", "enable_load_extension",
}  # fmt: skip
REVIVED = {
    ("formats/template/compiled", "compile"): "a template, by Jinja",
    ("pages", "import_module"): "a module that a row of our own names",
    ("charts/draw", "import_module"): "a module called like a figure of our own",
    ("outputs/table", "import_module"): "a module that a row of our own names",
    ("exporting/table", "import_module"): "a module that a row of our own names",
}
# One import each that a room needs and that decides nothing of what is built.
EXCUSED = {
    ("engine/memo", "time"): "the seconds a step took are shown by --timings",
    ("watched_repositories", "pathlib.Path"): "the folders of repositories; history reads them",
    ("cached", "pathlib.Path"): "the folder whose history is read; history reads it",
    ("void_reviews", "pathlib.Path"): "the folder whose history is read; history reads it",
    ("past", "pathlib.Path"): "the folder whose history is read; history reads it",
    ("__init__", "pathlib.Path"): "callers name a site by its folder; discover reads it",
}

# Where what is kept between processes is read: texts and JSON, and nothing else.
KEPT_AS = {
    "engine/cache": {"sqlite3"},
    "cached": {"json"},
    "indexing": {"json"},
    "watched_repositories": {"json"},
    "cli/build_stamp": {"json"},
}

# Where types are taken apart for all others.
TAKES_APART = {"model/type_hints", "model/dimensions"}

MUTABLE_CALLS = {"list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"}
MUTATORS = {
    "append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "discard",
    "clear", "sort", "reverse",
}  # fmt: skip


FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """A parsed file of the package: ``content/parse``, ``pipeline``; a package is called by its folder."""

    name: str
    tree: ast.Module
    lines: int = 0
    path: str = ""

    @property
    def room(self) -> str:
        return self.name.split("/")[0]

    @property
    def dotted(self) -> str:
        return "jmsite" if self.name == "__init__" else "jmsite." + self.name.replace("/", ".")

    @functools.cached_property
    def _by_kind(self) -> dict[type[ast.AST], list[Any]]:
        """Every node of the tree, walked once for all rules: most of them look at a few kinds of nodes only."""
        found: dict[type[ast.AST], list[Any]] = defaultdict(list)
        for node in ast.walk(self.tree):
            found[type(node)].append(node)
        return found

    def each(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """Return the nodes of some kinds: ``each(ast.Call)``."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    @functools.cached_property
    def imported(self) -> tuple[tuple[int, str], ...]:
        """Every dotted name imported anywhere in the file with its line, under ``TYPE_CHECKING`` and in functions."""
        found = []
        for node in self.each(ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        for node in self.each(ast.ImportFrom):
            assert node.level == 0, f"{self.path or self.name}:{node.lineno}: imports relatively"
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
        return tuple(found)


def written(name: str, text: str, path: str = "") -> Module:
    return Module(name, ast.parse(text), len(text.splitlines()), path or f"{name}.py")


def modules() -> list[Module]:
    """Parse the package once. There are no circles in trees: to look for some takes longer than to parse them."""
    found = []
    gc.disable()
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).with_suffix("").as_posix().removesuffix("/__init__")
        path = file.relative_to(PACKAGE.parent).as_posix()
        found.append(written(name, file.read_text(encoding="utf-8"), path))
    gc.enable()
    gc.freeze()
    return found


def taken_apart(module: Module) -> list[str]:
    """Return where a module looks into types by itself: ``model/type_hints`` does so for all."""
    if module.name in TAKES_APART:
        return []
    return [
        f"{call.lineno}: {name}"
        for call in module.each(ast.Call)
        if (name := _called(call.func)) in ("get_args", "get_origin", "get_type_hints")
    ]


def class_homes(modules: Iterable[Module]) -> dict[str, list[str]]:
    """Return the names that mean two things, with their modules: public classes that two modules define, and types that
    one calls like the class of another. The options of a command are called as it calls them.
    """
    homes: dict[str, list[str]] = {}
    types: list[tuple[str, str]] = []
    for module in modules:
        for node in module.each(ast.ClassDef):
            if not node.name.startswith("_"):
                homes.setdefault(node.name, []).append(module.name)
        if module.room != "cli":
            types += [(name, module.name) for name in _named_types(module)]
    for name, where in types:
        if name in homes:
            homes[name].append(where)
    return {name: where for name, where in homes.items() if len(where) > 1}


def _named_types(module: Module) -> Iterator[str]:
    """Yield the names that a module gives to types: ``Row = tuple[str, ...]``."""
    for node in module.tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Subscript, ast.BinOp, ast.Name)):
            name = ast.unparse(node.targets[0])
            if name[0].isupper() and not name.isupper():
                yield name


MODULES = modules()
NAMES = {module.dotted for module in MODULES}


def imports(module: Module) -> Iterator[str]:
    """Every dotted name imported anywhere in the file."""
    return (name for _, name in module.imported)


def own_imports(module: Module) -> set[str]:
    """The modules of this package that a file imports, by their dotted names."""
    return {name for _, name in _own_imports(module)}


def _own_imports(module: Module) -> Iterator[tuple[int, str]]:
    for line, name in module.imported:
        if name.split(".")[0] == "jmsite":
            yield line, name if name in NAMES else name.rpartition(".")[0]


def without_a_row(module: Module) -> list[str]:
    return [] if module.room in LAYERS else [f"1: {module.room} has no row in LAYERS"]


def upward(module: Module) -> list[str]:
    allowed = LAYERS.get(module.room, EVERYTHING)
    rooms = [(line, [*name.split("."), "__init__"][1]) for line, name in _own_imports(module)]
    here = {module.room, *allowed}
    return [f"{line}: {room}" for line, room in rooms if room not in here] if allowed != EVERYTHING else []


def wrong_doors(module: Module) -> list[str]:
    foreign = ((line, name, name.split(".")[0]) for line, name in module.imported)
    return [
        f"{line}: {name}"
        for line, name, library in foreign
        if library not in STDLIB
        and library != "jmsite"
        and not _within(module.name, DOORS.get(library, "nowhere"))
        and (module.name, name) not in EXCUSED
    ]


def logging(module: Module) -> list[str]:
    return [f"{line}: {name}" for line, name in module.imported if name.split(".")[0] in NOWHERE]


def _within(name: str, place: str) -> bool:
    place = place.rstrip("/")
    return name == place or name.startswith(place + "/")


def world_touched(module: Module) -> list[str]:
    if any(_within(module.name, place) for place in OUTSIDE):
        return []
    touched = [
        f"{line}: {name}"
        for line, name in module.imported
        if _worldly(name) and (module.name, name) not in EXCUSED
    ]
    for node in module.each(ast.Call):
        called = node.func
        if isinstance(called, ast.Name) and called.id in ("open", "input", "print", "exec", "eval"):
            touched.append(f"{node.lineno}: {called.id}")
        elif isinstance(called, ast.Attribute) and called.attr in CLOCKS:
            touched.append(f"{node.lineno}: {ast.unparse(called)}")
    return touched


def _worldly(name: str) -> bool:
    return any(name == part or name.startswith(part + ".") for part in WORLDLY)


def mutable_state(module: Module) -> list[str]:
    found = [*_mutable_globals(module), *_mutations(module)]
    found += [f"{node.lineno}: global {', '.join(node.names)}" for node in module.each(ast.Global)]
    for node in module.each(ast.Attribute):
        if node.attr == "local" and ast.unparse(node) == "threading.local":
            found.append(f"{node.lineno}: threading.local")
    return found


def _mutable_globals(module: Module) -> Iterator[str]:
    for node in module.tree.body:
        if isinstance(node, ast.Assign):
            targets, final = node.targets, False
        elif isinstance(node, ast.AnnAssign):
            targets, final = [node.target], "Final" in ast.unparse(node.annotation)
        else:
            continue
        for target in targets:
            name = ast.unparse(target)
            if not final and not _constant(name) and node.value is not None and _mutable(node.value):
                yield f"{node.lineno}: {name}"


def _constant(name: str) -> bool:
    return name == name.upper() or (name.startswith("__") and name.endswith("__"))


def _mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Call):
        return _called(value.func) in MUTABLE_CALLS
    return isinstance(value, (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp))


def _mutations(module: Module) -> Iterator[str]:
    """Where a table in capitals is written to after all."""
    for node in module.each(ast.Subscript, ast.Call):
        table: ast.expr | None = None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
            table = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            table = node.func.value if node.func.attr in MUTATORS else None
        if isinstance(table, ast.Name) and table.id.isupper() and len(table.id) > 1:
            yield f"{table.lineno}: {table.id} is written to"


def functions(module: Module) -> Iterator[tuple[str, int]]:
    for node in module.each(*FUNCTION):
        yield node.name, _length(node)


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def too_large(module: Module) -> list[str]:
    file = [f"1: {module.lines} lines"] if module.lines > 300 else []
    every = ((node, _length(node)) for node in module.each(*FUNCTION))
    return [*file, *(f"{node.lineno}: {node.name}: {lines} lines" for node, lines in every if lines > 50)]


def records(modules: Iterable[Module]) -> set[str]:
    """The names of all records: classes of ``Value``, and of what is one."""
    bases: dict[str, set[str]] = {}
    for module in modules:
        for node in module.each(ast.ClassDef):
            bases.setdefault(node.name, set()).update(_called(base) for base in node.bases)
    found = {"Value"}
    while more := {name for name, over in bases.items() if over & found} - found:
        found |= more
    return found


def _called(node: ast.expr) -> str:
    """The name of a class or function without its module and what it is generic over."""
    while isinstance(node, ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def unnamed(module: Module, known: set[str]) -> list[str]:
    """Calls of records with values by position. The types refuse them too, but only where mypy looks: not in tests."""
    return [
        f"{call.lineno}: {ast.unparse(call)}"
        for call in module.each(ast.Call)
        if call.args and _called(call.func) in known
    ]


def long_calls(module: Module, most: int = 8) -> list[str]:
    """Calls with so many values by position that nobody can tell which is which."""
    calls = (call for call in module.each(ast.Call) if len(call.args) > most)
    return [f"{call.lineno}: {ast.unparse(call.func)}" for call in calls]


def circle(edges: dict[str, set[str]]) -> list[str]:
    """A way from a module back to itself, or nothing."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for other in sorted(edges.get(name, ())):
            if found := walk(other, [*path, name]):
                return found
        done.add(name)
        return []

    return next((found for name in sorted(edges) if (found := walk(name, []))), [])


# What a docstring of a function does not begin with: it says what the function does, as an order to it.
NO_VERBS = {
    "a", "after", "all", "also", "an", "and", "another", "any", "anything", "are", "as", "at", "because", "before",
    "being", "both", "by", "can", "does", "each", "either", "else", "every", "everybody", "everything", "few", "first",
    "for", "from", "function", "given", "helper", "her", "here", "his", "how", "i", "if", "in", "is", "it", "its",
    "last", "like", "many", "method", "more", "most", "names", "neither", "never", "no", "nobody", "none", "not",
    "nothing", "now", "number", "of", "on", "once", "one", "only", "or", "other", "our", "path", "property", "same",
    "see", "some", "somebody", "something", "such", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "true", "two", "under", "until", "value", "we", "what", "whatever", "when", "whenever",
    "where", "wherever", "whether", "which", "while", "who", "whoever", "whom", "whose", "why", "with", "without",
    "you",
}  # fmt: skip


# With what a docstring of a module or class does not begin: it names a thing, or, of a module, says what that does.
QUESTIONS = {"how", "what", "when", "where", "whether", "which", "who", "whom", "whose", "why"}


def told_otherwise(module: Module) -> list[str]:
    """Return the functions whose docstring does not begin with a verb in the imperative, and the classes and modules
    whose docstring begins like a question: but for the fields of kinds, which tell readers what a kind is for.
    """
    found = []
    told = () if module.name.startswith("model/entities/") else (ast.Module, ast.ClassDef)
    for node in module.each(*told):
        if (text := ast.get_docstring(node)) and (word := text.split()[0]).lower() in QUESTIONS:
            found.append(f"{getattr(node, 'lineno', 1)}: {getattr(node, 'name', 'module')}: {word}")
    for node in module.each(*FUNCTION):
        if text := ast.get_docstring(node):
            word = text.split()[0].rstrip(",:")
            if not word.isalpha() or not word[0].isupper() or _no_imperative(word.lower()):
                found.append(f"{node.lineno}: {node.name}: {word}")
    return found


def _no_imperative(word: str) -> bool:
    """Return whether a word is no verb, or is one in the third person (``returns``) or a gerund (``returning``)."""
    third = word.endswith("s") and not word.endswith("ss")
    return word in NO_VERBS or third or (word.endswith("ing") and word not in ("bring", "string"))


def written_parameters(module: Module) -> list[str]:
    """Where a function writes into a list, mapping or set that it was handed; ``self`` is its own."""
    found = []
    for function in module.each(*FUNCTION):
        given = function.args
        names = {one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)} - {"self", "cls"}
        nodes = list(ast.walk(function))
        own = {target.id for target in _rebound(nodes)}
        found += [f"{line}: {name}" for line, name in _writes(nodes) if name in names - own]
    return found


def _rebound(nodes: list[ast.AST]) -> Iterator[ast.Name]:
    """The names that a function gives another value: what it writes into from then on is its own."""
    for node in nodes:
        if isinstance(node, ast.Assign):
            targets = [part for target in node.targets for part in getattr(target, "elts", [target])]
            yield from (target for target in targets if isinstance(target, ast.Name))


def _writes(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    for node in nodes:
        table: ast.expr | None = None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
            table = node.value
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS
        ):
            table = node.func.value
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, (ast.Add, ast.BitOr)):
            table = node.target
        if isinstance(table, ast.Name):
            yield table.lineno, table.id


def revived(module: Module) -> list[str]:
    """Where a module could make objects or code of bytes that it reads, other than where that is accounted for."""
    found = [
        f"{line}: {name}"
        for line, name in module.imported
        if any(_within(name.replace(".", "/"), part.replace(".", "/")) for part in REVIVING)
        and (module.name, name) not in MAY_REVIVE
    ]
    calls = ((line, call) for line, call in reviving(module) if (module.name, call) not in REVIVED)
    return [*found, *(f"{line}: {call}" for line, call in calls)]


def reviving(module: Module) -> Iterator[tuple[int, str]]:
    for node in module.each(ast.Call):
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in REVIVERS:
            regular = isinstance(called, ast.Attribute) and ast.unparse(called.value) == "re"
            if not regular:
                yield node.lineno, name
