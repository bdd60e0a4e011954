"""HTML as a tree: just enough to take well-formed markup apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "img"}
DEEPEST = 50  # levels; what forged markup nests deeper is taken for text of the deepest one


@dataclass
class Node:
    """An element: its name, its attributes, and its children in order."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def descendants(self) -> Iterator[Node]:
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.descendants()

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


def is_element(node: Node | str, *tags: str) -> bool:
    """Return whether a node is an element of one of these names."""
    return isinstance(node, Node) and node.tag in tags


def plain(html: str) -> str:
    """Return the text of a line, without its elements."""
    return re.sub("<[^>]*>", "", html).strip()


def parse(html: str) -> Node:
    """Return the tree of well-formed HTML, such as nh3 writes, under a node without a name."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Node("")]
        self.beyond = 0

    def handle_starttag(self, tag, attributes):
        if len(self.open) > DEEPEST and tag not in VOID:
            self.beyond += 1
            return
        node = Node(tag, dict(attributes))
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.beyond:
            self.beyond -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)
