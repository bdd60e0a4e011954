"""Tables of formatted texts: rows of cells, each of which holds one line."""

import re
from collections.abc import Callable, Iterator

from publishing.rich_text.markup import Node, is_element, plain

LISTS = {"ul", "ol"}
MAX_SPAN = 50  # columns or rows that one cell may cover
_SPAN = re.compile(r"[1-9][0-9]?", re.ASCII)
_BOLD_PART = re.compile("<strong>.*?</strong>")

Line = Callable[[Node], str]  # what a cell or a caption says, as the HTML of one line


def is_layout(table: Node) -> bool:
    """Return whether it only places things: pictures, or what stands in a single column."""
    tags = {node.tag for node in table.descendants()}
    return ("img" in tags and "th" not in tags) or all(len(_cells(r)) < 2 for r in _rows(table))


def normalise_table(table: Node, line: Line) -> Node | None:
    """Return the table with its rows in a head and a body; None if it says nothing.

    Leading rows of header cells are the head, and a first row that is all bold.
    """
    rows = [[_cell(cell, line) for cell in _cells(row)] for row in _rows(table)]
    if not any(any(map(_text, row)) for row in rows):
        return None
    if not any("rowspan" in cell.attributes for row in rows for cell in row):
        rows = [row for row in rows if any(map(_text, row))]
    count = _count_head(rows)
    parts = [_part("thead", map(_head_row, rows[:count])), _part("tbody", map(_row, rows[count:]))]
    captions = [line(child) for child in table.children if is_element(child, "caption")]
    caption = [Node("caption", children=[text]) for text in captions if text][:1]
    return Node("table", children=[*caption, *(part for part in parts if part.children)])


def lines_of(blocks: list[Node]) -> Iterator[str]:
    """Yield the lines of blocks, points of lists marked as such, rows of tables with strokes."""
    for block in blocks:
        if block.tag in LISTS:
            for item in block.children:
                for number, line in enumerate(lines_of(item.children)):
                    yield line if number else f"• {line}"
        elif block.tag == "tr":
            yield " | ".join(cell.children[0] for cell in block.children)
        elif all(isinstance(child, str) for child in block.children):
            yield "".join(block.children)
        else:
            yield from lines_of(block.children)


def _rows(table: Node) -> Iterator[Node]:
    """Yield the rows of the table itself, without those of tables in its cells."""
    for child in table.children:
        if is_element(child, "tr"):
            yield child
        elif is_element(child, "thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cells(row: Node) -> list[Node]:
    return [child for child in row.children if is_element(child, "td", "th")]


def _cell(cell: Node, line: Line) -> Node:
    spans = {name: _span(cell.attributes.get(name)) for name in ("colspan", "rowspan")}
    attributes = {name: str(span) for name, span in spans.items() if span > 1}
    return Node(cell.tag, attributes, [line(cell)])


def _span(text: str | None) -> int:
    return min(int(text), MAX_SPAN) if text and _SPAN.fullmatch(text) else 1


def _text(cell: Node) -> str:
    return plain(cell.children[0])


def _count_head(rows: list[list[Node]]) -> int:
    """Return how many rows are the head; one is left for the body."""
    count = 0
    for row in rows[:-1]:
        filled = [cell for cell in row if _text(cell)]
        if not all(cell.tag == "th" or (count == 0 and _is_bold(cell)) for cell in filled):
            break
        count += 1
    return count


def _is_bold(cell: Node) -> bool:
    return not plain(_BOLD_PART.sub("", cell.children[0]))


def _head_row(row: list[Node]) -> Node:
    return Node("tr", children=[_header(cell, "col") for cell in row])


def _row(row: list[Node]) -> Node:
    """Return a row of the body: its first cell may be the header of the others."""
    has_header = bool(row) and row[0].tag == "th" and any(cell.tag == "td" for cell in row)
    cells = [Node("td", cell.attributes, cell.children) for cell in row]
    if has_header:
        cells[0] = _header(row[0], "row")
    return Node("tr", children=cells)


def _header(cell: Node, scope: str) -> Node:
    """Return a header cell, which is bold by itself; an empty one heads nothing."""
    if not _text(cell):
        return Node("td", cell.attributes, cell.children)
    text = re.sub("</?strong>", "", cell.children[0])
    return Node("th", {"scope": scope, **cell.attributes}, [text])


def _part(tag: str, rows: Iterator[Node]) -> Node:
    return Node(tag, children=list(rows))
