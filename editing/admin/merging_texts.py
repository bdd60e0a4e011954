"""Two versions of a formatted text put together, if different paragraphs of it were changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

OPENED = re.compile(r"<(?:ul|ol|blockquote|table)\b")
CLOSED = re.compile(r"</(?:ul|ol|blockquote|table)>")


@dataclass(frozen=True)
class Replacement:
    """The blocks of a text from one place up to another, and what stands there instead."""

    start: int
    end: int
    blocks: list[str]

    def collides(self, other: "Replacement") -> bool:
        """Return whether both change the same block, or insert at the same place."""
        if self.start == other.start and self.end == other.end:
            return True
        return self.start < other.end and other.start < self.end


def merge_texts(was: str, theirs: str, mine: str) -> str | None:
    """Return a cleaned text with the changes of both; None if they touch the same block."""
    base = split_blocks(was)
    changes = list(_replacements(base, theirs))
    changes += [change for change in _replacements(base, mine) if change not in changes]
    changes.sort(key=lambda change: (change.start, change.end))
    if any(one.collides(other) for one, other in pairwise(changes)):
        return None
    for change in reversed(changes):
        base[change.start : change.end] = change.blocks
    return "\n".join(base)


def split_blocks(html: str) -> list[str]:
    """Return the paragraphs, headings, lists and tables of a cleaned text."""
    blocks: list[str] = []
    depth = 0
    for line in html.split("\n"):
        if depth:
            blocks[-1] += f"\n{line}"
        else:
            blocks.append(line)
        depth += len(OPENED.findall(line)) - len(CLOSED.findall(line))
    return blocks


def _replacements(base: list[str], html: str) -> Iterator[Replacement]:
    blocks = split_blocks(html)
    for kind, start, end, first, last in SequenceMatcher(None, base, blocks, False).get_opcodes():
        if kind != "equal":
            yield Replacement(start, end, blocks[first:last])
