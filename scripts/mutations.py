"""What can be broken in a module in one small way, and the module broken so: for make mutate."""

import ast
import copy
from collections.abc import Callable, Iterator
from typing import NamedTuple

QUERYSETS = {"filter": "exclude", "exclude": "filter"}
COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip

Mutation = tuple[str, Callable[[ast.AST], ast.AST]]


class Mutant(NamedTuple):
    """A module in which one thing is broken."""

    line: int
    words: str  # what was done
    text: str  # of the line
    tree: ast.Module  # with the lines of the source

    def __str__(self):
        return f"{self.line}: {self.words}: {self.text}"


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


def mutants(source: str) -> list[Mutant]:
    """Return the module with each mutation in turn."""
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
        tree = Break(node, list(mutations_of(node))[number][1]).visit(tree)
        text = source.splitlines()[line - 1].strip()
        made.append(Mutant(line, words, text, ast.fix_missing_locations(tree)))
    return made
