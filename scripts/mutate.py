"""Breaks the code in one small way at a time and tells which breaks no test notices: make mutate.

    python scripts/mutate.py [word of a module's name ...] [--only N] [--seed S]

Works in a copy of the tree. With --only, N mutations of each module, drawn with the seed; else all.
Ends with 1 if a mutation survived.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What is broken, and the tests that should see it, quickest first.
MODULES = {
    "publishing/publication.py": [
        "tests/publishing/test_schedule.py",
        "tests/admin/test_lists.py",
        "tests/admin/test_list_filters.py",
        "tests/admin/roles/test_roles.py",
    ],
    "publishing/redirects.py": [
        "tests/publishing/test_addresses.py",
        "tests/admin/test_tombstones.py",
        "tests/admin/test_previews.py",
    ],
    "editing/admin/rights.py": [
        "tests/admin/test_lists.py",
        "tests/admin/test_read_only.py",
        "tests/admin/roles/test_roles.py",
    ],
    "editing/admin/submissions.py": [
        "tests/admin/test_conflicts.py",
        "tests/admin/test_entering.py",
        "tests/admin/test_previews.py",
        "tests/admin/roles/test_roles.py",
    ],
    "editing/admin/merging.py": ["tests/admin/test_conflicts.py"],
    "harghita_intl/page_cache/keys.py": ["tests/page_cache"],
    "harghita_intl/page_cache/application.py": ["tests/page_cache"],
    "harghita_intl/page_cache/entries.py": ["tests/page_cache"],
    "accounts/roles.py": ["tests/admin/roles/test_roles.py", "tests/admin/test_accounts.py"],
}
SECONDS = 900  # then a mutation counts as caught: it may loop for ever
QUERYSETS = {"filter": "exclude", "exclude": "filter"}
COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip

Mutation = tuple[str, Callable[[ast.AST], ast.AST]]


def negate(expression: ast.expr) -> ast.expr:
    if isinstance(expression, ast.UnaryOp) and isinstance(expression.op, ast.Not):
        return expression.operand
    return ast.UnaryOp(ast.Not(), expression)


def changed(node: ast.AST, **fields) -> ast.AST:
    """Return a copy of the node with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def mutations_of(node: ast.AST) -> Iterator[Mutation]:
    """Yield what can be broken at a node: in words, and what makes another node of it."""
    match node:
        case ast.If() | ast.IfExp() | ast.While():
            yield "negate the condition", lambda n: changed(n, test=negate(n.test))
        case ast.comprehension(ifs=[_, *_]):
            yield "drop a condition", lambda n: changed(n, ifs=n.ifs[1:])
        case ast.BoolOp(op=ast.And()):
            yield "and → or", lambda n: changed(n, op=ast.Or())
        case ast.BoolOp():
            yield "or → and", lambda n: changed(n, op=ast.And())
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            yield "turn the comparison", lambda n: changed(n, ops=[COMPARED[type(n.ops[0])]()])
        case ast.BinOp(op=ast.BitAnd()):
            yield "& → |", lambda n: changed(n, op=ast.BitOr())
        case ast.BinOp(op=ast.BitOr(), left=ast.Call()):
            yield "| → &", lambda n: changed(n, op=ast.BitAnd())
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            yield "drop the negation", lambda n: n.operand
        case ast.Return(value=ast.Constant(value=True | False)):
            yield "return the opposite", lambda n: changed(n, value=ast.Constant(not n.value.value))
        case ast.Return(value=ast.expr() as value) if getattr(value, "value", 0) is not None:
            yield "return nothing", lambda n: changed(n, value=ast.Constant(None))
        case ast.Raise():
            yield "raise nothing", lambda n: ast.Pass()
        case ast.Expr(value=ast.Call()):
            yield "leave out the call", lambda n: ast.Pass()
        case ast.Call(func=ast.Attribute(attr=name)) if name in QUERYSETS and node.keywords:
            yield "empty the filter", lambda n: changed(n, args=[], keywords=[])
            yield (
                f"{name} → {QUERYSETS[name]}",
                lambda n: changed(n, func=changed(n.func, attr=QUERYSETS[n.func.attr])),
            )


class Break(ast.NodeTransformer):
    """Replaces the node at a place of the walk."""

    def __init__(self, node: ast.AST, mutate: Callable):
        self.node, self.mutate = node, mutate

    def visit(self, node):
        if node is self.node:
            return ast.copy_location(self.mutate(node), node)
        return self.generic_visit(node)


def mutants(source: str) -> list[tuple[str, str]]:
    """Return every mutation of a module, described, with the whole source that it makes."""
    sites = [
        (place, number, words)
        for place, node in enumerate(ast.walk(ast.parse(source)))
        for number, (words, _mutate) in enumerate(mutations_of(node))
    ]
    made = []
    for place, number, words in sites:
        tree = ast.parse(source)  # anew for each: a mutation changes it
        node = list(ast.walk(tree))[place]
        line = getattr(node, "lineno", 0) or node.target.lineno
        description = f"{line}: {words}: {source.splitlines()[line - 1].strip()}"
        tree = ast.fix_missing_locations(
            Break(node, list(mutations_of(node))[number][1]).visit(tree)
        )
        made.append((description, ast.unparse(tree)))
    return made


def pass_tests(tree: Path, tests: list[str]) -> bool:
    """Run tests in a copy of the tree until the first that fails."""
    command = [str(ROOT / ".venv/bin/python"), "-m", "pytest", "-x", "-n0", "--tb=no", *tests]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        return not subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, timeout=SECONDS
        ).returncode
    except subprocess.TimeoutExpired:
        return False


def copy_tree(target: Path) -> None:
    files = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, files):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    command = [str(ROOT / ".venv/bin/python"), "manage.py", "compile_translations"]
    subprocess.run(command, cwd=target, check=True, capture_output=True)


def survivors_of(tree: Path, module: str, tests: list[str], only: int | None, seed: int) -> int:
    source = (tree / module).read_text(encoding="utf-8")
    made = mutants(source)
    if only and only < len(made):
        made = random.Random(seed).sample(made, only)
    survived = 0
    for words, mutant in made:
        (tree / module).write_text(mutant, encoding="utf-8")
        if pass_tests(tree, tests):
            survived += 1
            print(f"survived  {module}:{words}", flush=True)
    (tree / module).write_text(source, encoding="utf-8")
    print(f"{module}: {len(made) - survived} of {len(made)} caught", flush=True)
    return survived


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only modules whose name has one of these")
    parser.add_argument("--only", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chosen = {
        module: tests
        for module, tests in MODULES.items()
        if not options.words or any(word in module for word in options.words)
    }
    named = {*chosen, *(name for tests in chosen.values() for name in tests)}
    if gone := sorted(name for name in named if not (ROOT / name).exists()):
        sys.exit(f"Not there: {', '.join(gone)}")
    with tempfile.TemporaryDirectory() as folder:
        copy_tree(Path(folder))
        if not all(pass_tests(Path(folder), tests) for tests in chosen.values()):
            sys.exit("The tests fail before anything is broken.")
        survived = [
            survivors_of(Path(folder), module, tests, options.only, options.seed)
            for module, tests in chosen.items()
        ]
    return 1 if sum(survived) else 0


if __name__ == "__main__":
    sys.exit(main())
