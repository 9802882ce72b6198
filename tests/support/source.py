"""What the guards read: the source of this repository, and the rules of the house that no linter knows."""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMES_OF_KINDS = {"views", "forms", "utils", "helpers", "common", "constants"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# The one module that may change a case's state, and the words of the one that decides about it.
DOOR_TO_STATE = "portal/services/transition.py"
# What reads the arguments of an address or the fields of a form, and what does so within bounds.
READERS = {"get", "getlist"}
BOUNDED_NUMBERS = "portal/web/shared/numbers.py"


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)


def sources(*folders: str) -> Iterator[Source]:
    for folder in folders:
        paths = sorted((ROOT / folder).rglob("*.py")) if (ROOT / folder).is_dir() else [ROOT / folder]
        yield from (Source(path.relative_to(ROOT).as_posix(), path.read_text()) for path in paths)


def imports_within_functions(source: Source) -> Iterator[str]:
    for function in _functions(source):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{source.path}:{node.lineno} imports inside {function.name}"


def names_for_kinds(source: Source) -> Iterator[str]:
    if Path(source.path).stem in NAMES_OF_KINDS:
        yield f"{source.path} is named for its kind; name it for what it is about"


def too_long(source: Source) -> Iterator[str]:
    if (lines := len(source.text.splitlines())) > LONGEST_FILE:
        yield f"{source.path} has {lines} lines; cut it along a noun"
    for function in _functions(source):
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION:
            yield f"{source.path}:{function.lineno} {function.name} has {lines} lines"


def code_in_package_files(source: Source) -> Iterator[str]:
    """A package's `__init__` that imports its modules makes a circle sooner or later."""
    if Path(source.path).name == "__init__.py" and any(not _is_docstring(node) for node in source.tree.body):
        yield f"{source.path} holds more than a docstring"


def modules_without_docstring(source: Source) -> Iterator[str]:
    if source.text.strip() and ast.get_docstring(source.tree) is None:
        yield f"{source.path} does not say what lives in it"


def foreign_imports_of_the_core(source: Source) -> Iterator[str]:
    """`portal.domain` and `portal.ports` need nothing but Python and the domain itself."""
    if not source.path.startswith(("portal/domain/", "portal/ports")):
        return
    for module in _imported(source):
        if module.split(".")[0] not in sys.stdlib_module_names and not module.startswith("portal.domain"):
            yield f"{source.path} imports {module}"


def back_doors_to_state(source: Source) -> Iterator[str]:
    """One private function changes a case's state (docs/architecture.md, rule 1)."""
    if not source.path.startswith("portal/") or source.path == DOOR_TO_STATE:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store):
            yield f"{source.path}:{node.lineno} changes a state; ask {DOOR_TO_STATE}"


def unbounded_numbers(source: Source) -> Iterator[str]:
    """`type=int` takes numbers that the database cannot hold, and digits of every script."""
    if not source.path.startswith("portal/web/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _name(node.func) in READERS and any(map(_is_int, _types(node))):
            yield f"{source.path}:{node.lineno} reads a number without bounds; ask {BOUNDED_NUMBERS}"


RULES: tuple[Callable[[Source], Iterator[str]], ...] = (
    imports_within_functions,
    names_for_kinds,
    too_long,
    code_in_package_files,
    modules_without_docstring,
    foreign_imports_of_the_core,
    back_doors_to_state,
    unbounded_numbers,
)


def _functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(source.tree) if isinstance(node, FUNCTIONS))


def _imported(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else ""


def _types(call: ast.Call) -> Iterator[ast.expr]:
    """The type that a reader is asked for: by name, or after the name and the default."""
    yield from (each.value for each in call.keywords if each.arg == "type")
    yield from call.args[1:]


def _is_int(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "int"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
