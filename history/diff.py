"""What changed between two texts: by paragraph, and word by word in those that changed.

The work is bounded: words are compared by Myers' algorithm, whose cost grows with the number of
edits (https://doi.org/10.1007/BF01840446), and what would need too many is shown as replaced.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
PARAGRAPHS = re.compile(r"[^\n]*\n|[^\n]+")
MAX_STEPS = 60_000  # comparisons for one text: some 15 ms
REMEMBERED = 256  # pairs of texts

Edit = tuple[bool, list[str], list[str]]  # whether both are alike, what was, what is


class StepBudget:
    """How many more comparisons may be made."""

    def __init__(self, steps: int):
        self.left = steps

    def take(self, steps: int = 1) -> bool:
        """Count comparisons; return whether they may still be made."""
        self.left -= steps
        return self.left >= 0


def marked(old: str, new: str) -> SafeString:
    """Return the new text as HTML, with what went in ``del`` and what came in ``ins``."""
    return marked_with_cost(old, new)[0]


@lru_cache(maxsize=REMEMBERED)
def marked_with_cost(old: str, new: str) -> tuple[SafeString, int]:
    """Return the same, and how many comparisons it took, at most `MAX_STEPS`."""
    budget = StepBudget(MAX_STEPS)
    html = mark_safe("".join(_html(_edits(old, new, budget))))
    return html, MAX_STEPS - max(budget.left, 0)


def marked_within(changes: Iterable, steps: int) -> Iterator[SafeString]:
    """Yield ``old`` and ``new`` of each change as HTML, "" when the comparisons are used up."""
    for change in changes:
        if steps <= 0:
            yield mark_safe("")
            continue
        html, cost = marked_with_cost(change.old, change.new)
        steps -= cost
        yield html


def _html(edits: list[Edit]) -> Iterator[SafeString]:
    for is_alike, before, after in _joined(edits):
        gone, come = "".join(before), "".join(after)
        if is_alike:
            yield format_html("{}", come)
            continue
        if gone:
            yield format_html("<del>{}</del>", gone)
        if come:
            yield format_html("<ins>{}</ins>", come)


def _edits(old: str, new: str, budget: StepBudget) -> list[Edit]:
    paragraphs = _grouped(_compare(PARAGRAPHS.findall(old), PARAGRAPHS.findall(new), budget))
    found: list[Edit] = []
    for is_alike, before, after in paragraphs:
        if is_alike or not (before and after):
            found.append((is_alike, before, after))
            continue
        tokens = (TOKENS.findall("".join(side)) for side in (before, after))
        found += _compare(*tokens, budget)
    return found


def _compare(before: list[str], after: list[str], budget: StepBudget) -> list[Edit]:
    """Return the edits that lead from one sequence to the other, at most one if it is too far."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    alike, tail = before[:start], before[len(before) - end :]
    return [(True, alike, alike), *_min_edits(old, new, budget), (True, tail, tail)]


def _min_edits(old: list[str], new: list[str], budget: StepBudget) -> list[Edit]:
    """Return the shortest edits, by Myers' algorithm; one that replaces all if it is too dear."""
    furthest = {1: 0}  # of each diagonal, how far in the old one can come with so many edits
    before_edit: list[dict[int, int]] = []
    for number in range(len(old) + len(new) + 1):
        if not budget.take(2 * number + 1):  # so much is remembered of this round, too
            break
        before_edit.append(dict(furthest))
        for diagonal in range(-number, number + 1, 2):
            x = _next_x(furthest, diagonal, number)
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
                budget.take()
            furthest[diagonal] = x
            if x >= len(old) and y >= len(new):
                return _trace(old, new, before_edit)
    return [(False, old, new)]


def _is_insertion(furthest: dict[int, int], diagonal: int, number: int) -> bool:
    """Return whether the diagonal is reached by an insertion rather than by a deletion."""
    return diagonal == -number or (
        diagonal != number and furthest[diagonal - 1] < furthest[diagonal + 1]
    )


def _next_x(furthest: dict[int, int], diagonal: int, number: int) -> int:
    """Return how far in the old one comes who reaches the diagonal by one more edit."""
    if _is_insertion(furthest, diagonal, number):
        return furthest[diagonal + 1]
    return furthest[diagonal - 1] + 1


def _trace(old: list[str], new: list[str], before_edit: list[dict[int, int]]) -> list[Edit]:
    """Return the edits of the path that was found, which is read from its end."""
    x, diagonal = len(old), len(old) - len(new)
    edits: list[Edit] = []
    for number in range(len(before_edit) - 1, -1, -1):
        start = _next_x(before_edit[number], diagonal, number)
        edits.append((True, old[start:x], old[start:x]))
        if number and _is_insertion(before_edit[number], diagonal, number):
            y = start - diagonal
            edits.append((False, [], new[y - 1 : y]))
            x, diagonal = start, diagonal + 1
        elif number:
            edits.append((False, old[start - 1 : start], []))
            x, diagonal = start - 1, diagonal - 1
    return edits[::-1]


def _grouped(edits: list[Edit]) -> Iterator[Edit]:
    """Yield the edits with neighbours of one kind as one, and none that is empty."""
    filled = (edit for edit in edits if edit[1] or edit[2])
    for is_alike, group in groupby(filled, key=itemgetter(0)):
        _kinds, old, new = zip(*group, strict=True)
        yield is_alike, [*chain(*old)], [*chain(*new)]


def _joined(edits: list[Edit]) -> Iterator[Edit]:
    """Yield the edits, words replaced one after the other as one, though spaces are alike."""
    grouped = list(_grouped(edits))
    flat = []
    for number, (is_alike, old, new) in enumerate(grouped):
        around = grouped[number - 1 : number + 2 : 2] if number else []
        is_between = len(around) == 2 and "".join(new).isspace()
        replaces = is_between and around[0][1] and around[0][2]
        flat.append((is_alike and not replaces, old, new))
    return _grouped(flat)
