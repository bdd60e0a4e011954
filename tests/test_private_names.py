"""Private names of dependencies: only those for which docs/private-names.md gives a reason."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.test_conventions import ROOMS, ROOT, SOURCES, name, tree, violations

LISTED = set(re.findall(r"\b_[a-z]\w+", (ROOT / "docs/private-names.md").read_text()))
# Documented though they begin with an underscore: by Django, Python, django-simple-history.
DOCUMENTED = {
    *("_meta", "_state", "_base_manager", "_default_manager"),
    *("_replace", "_exit"),
    *("_change_reason", "_history_date"),
}
# All but what needs a package that only some installations have.
IMPORTED = [path for path in SOURCES if name(path) != "operations/storage.py"]
PRIVATE = re.compile(r"_[a-z]\w*")


def names_given(node: ast.AST) -> Iterator[str]:
    """Yield the names that a piece of code gives to what is its own."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Name(ctx=ast.Store()):
            yield node.id
        case ast.Attribute(value=ast.Name(id="self" | "cls"), ctx=ast.Store()):
            yield node.attr


WRITTEN = [
    *SOURCES,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "scripts").glob("*.py")),
]
OURS = {given for path in WRITTEN for node in ast.walk(tree(path)) for given in names_given(node)}


def foreign_names_used(path: Path) -> set[str]:
    """Return the private attributes that a module asks for and no module of ours gives."""
    used = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    return {n for n in used if PRIVATE.fullmatch(n)} - OURS - DOCUMENTED - LISTED


def foreign_names_overridden(path: Path) -> set[str]:
    """Return the private names of classes of others that subclasses in a module replace."""
    module = import_module(
        name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    )
    found = set()
    for made in vars(module).values():
        if inspect.isclass(made) and made.__module__ == module.__name__:
            others = [base for base in made.__mro__ if base.__module__.split(".")[0] not in ROOMS]
            theirs = {n for base in others for n in vars(base)}
            found |= {n for n in vars(made) if PRIVATE.fullmatch(n)} & theirs & OURS
    return found - DOCUMENTED - LISTED


def test_private_names_of_dependencies_are_used_only_where_listed():
    assert violations(foreign_names_used, WRITTEN) == {}


def test_private_names_of_dependencies_are_replaced_only_where_listed():
    assert violations(foreign_names_overridden, IMPORTED) == {}
