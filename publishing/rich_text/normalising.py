"""What people meant by the HTML that they typed or pasted, in the few elements that texts have."""

import re
from collections.abc import Iterator
from html import escape
from itertools import chain

from publishing.rich_text.links import completed_url
from publishing.rich_text.lists import numbering_of
from publishing.rich_text.markup import Node, is_element, parse, plain
from publishing.rich_text.tables import LISTS, is_layout, lines_of, normalise_table

INLINE = {"a", "b", "strong", "i", "em", "s", "strike", "sup", "sub", "span", "font", "br"}
# That words may be marked with. Word names the language of everything, as HU or en-US: what is
# written so marks nothing.
LANGUAGES_OF_PARTS = ("ro", "hu", "en", "de", "fr", "hy", "it", "pl", "zh-hans")
MARKED = "of marks"  # what a list of Word's is known by until it is written
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}

# Word's lists are paragraphs that begin with a mark and several spaces, some of which do not break;
# two of its marks are letters of symbol fonts.
_MARK = re.compile(r"\s*(?:(?P<ul>[·•▪◦§o-])|(?P<ol>\d{1,3}[.)]))(?=\s*\u00a0)\s{2,}")
_MARK_WRITTEN = re.compile(r"^((?:<\w+>|\s)*)(?:[·•▪◦§o-]|\d{1,3}[.)])\s*")
_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)")
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)")
_ITALIC = re.compile(r"(?<![\w-])font-style:\s*italic")
# Word also raises by points, and what is copied from it may only be moved: "top:-3pt".
_FAR = r"(?:[2-9]|\d\d)"
_RAISED = re.compile(rf"vertical-align:\s*super|text-raise:\s*{_FAR}|;\s*top:\s*-{_FAR}")
_LOWERED = re.compile(rf"vertical-align:\s*sub\b|text-raise:\s*-{_FAR}|;\s*top:\s*{_FAR}")
_STRUCK = re.compile(r"(?<![\w-])text-decoration(?:-line)?:[^;]*line-through")
_PICTURE_KEY = re.compile(r"[0-9]{1,9}")  # as the database takes it


def tidy(html: str) -> str:
    """Well-formed HTML in paragraphs, headings, lists, tables, quotes and pictures."""
    blocks = _with_first_heading(_grouped(_blocks(parse(html).children)))
    return "\n".join(_written(block) for block in blocks)


# --- Blocks ---------------------------------------------------------------------------------------


def _blocks(nodes: list) -> Iterator[Node]:
    """Yield the blocks that nodes amount to; what stands between blocks is a paragraph."""
    line = []
    for node in nodes:
        if isinstance(node, str) or _is_inline(node):
            line.append(node)
            continue
        yield from _paragraph(line)
        line = []
        yield from _block(node)
    yield from _paragraph(line)


def _is_inline(node: Node) -> bool:
    return node.tag in INLINE and all(inner.tag in INLINE for inner in node.descendants())


def _paragraph(line: list) -> Iterator[Node]:
    content = _line(line)
    if not plain(content):
        return
    if mark := _MARK.match(Node("", children=line).text):
        content = _without_nothing(_MARK_WRITTEN.sub(r"\1", content))
        if plain(content):
            item = Node("li", children=[Node("p", children=[content])])
            start = (mark["ol"] or "")[:-1].lstrip("0")
            numbering = {"start": start} if start not in ("", "1") else {}
            yield Node(mark.lastgroup, {MARKED: ""} | numbering, [item])
    else:
        yield Node("p", children=[content])


def _block(node: Node) -> Iterator[Node]:
    if node.tag in HEADINGS:
        for block in _blocks(node.children):
            if block.tag == "p":
                content = re.sub("</?strong>", "", block.children[0])
                block = Node(HEADINGS[node.tag], children=[content])
            yield block
    elif node.tag in LISTS:
        yield from _list(node)
    elif node.tag == "table" and not is_layout(node):
        if table := normalise_table(node, _cell_line):
            yield table
        yield from chain.from_iterable(_block(n) for n in node.descendants() if n.tag == "img")
    elif node.tag == "blockquote":
        if blocks := _grouped(_blocks(node.children)):
            yield Node("blockquote", children=blocks)
    elif node.tag == "img":
        if _PICTURE_KEY.fullmatch(node.attributes.get("data-picture") or ""):
            yield node
    else:
        yield from _blocks(node.children)


def _list(node: Node) -> Iterator[Node]:
    items: list[Node] = []
    for child in node.children:
        blocks = _grouped(_blocks(child.children if is_element(child, "li") else [child]))
        if is_element(child, *LISTS) and items:  # word processors nest lists beside their items
            items[-1].children += blocks
        elif blocks:
            items.append(Node("li", children=blocks))
    if items:
        yield Node(node.tag, numbering_of(node), items)


def _cell_line(cell: Node) -> str:
    """Return what a cell says as one line, its blocks apart by line breaks."""
    line = "<br>".join(lines_of(_grouped(_blocks(cell.children))))
    is_bold = _BOLD.search(cell.attributes.get("style") or "") and "<strong>" not in line
    return f"<strong>{line}</strong>" if is_bold and line else line


def _grouped(blocks: Iterator[Node]) -> list[Node]:
    """Put neighbouring items of Word's lists in one list."""
    grouped: list[Node] = []
    for block in blocks:
        last = grouped[-1] if grouped else Node("")
        are_marked = MARKED in block.attributes and MARKED in last.attributes
        if are_marked and last.tag == block.tag:
            last.children += block.children
        else:
            grouped.append(block)
    return grouped


def _with_first_heading(blocks: list[Node]) -> list[Node]:
    """No heading of the third level comes before one of the second."""
    for block in blocks:
        if block.tag == "h2":
            break
        if block.tag == "h3":
            block.tag = "h2"
            break
    return blocks


def _written(node: Node) -> str:
    if node.tag == "img":
        return f'<img data-picture="{int(node.attributes["data-picture"])}">'
    named = (f' {name}="{node.attributes[name]}"' for name in node.attributes if name != MARKED)
    start, end = f"<{node.tag}{''.join(named)}>", f"</{node.tag}>"
    if node.tag == "li" and node.children[0].tag == "p":
        first, *rest = node.children
        if all(block.tag in LISTS for block in rest):
            nested = (f"\n{_written(block)}\n" for block in rest)
            return "".join([start, *first.children, *nested, end])
    if all(isinstance(child, str) for child in node.children):
        return "".join([start, *node.children, end])
    between = "" if node.tag == "tr" else "\n"
    return between.join([start, *map(_written, node.children), end])


# --- Lines ----------------------------------------------------------------------------------------


def _line(nodes: list) -> str:
    """Inline nodes as HTML, with single spaces, and no line break at either end."""
    html = re.sub(r"\s{2,}|[^\S\u00a0]", " ", "".join(_inline(node, frozenset()) for node in nodes))
    html = re.sub(r" ?<br> ?", "<br>", _without_nothing(html))
    return _without_ends(html)


def _without_ends(html: str) -> str:
    """Return the line without spaces and line breaks at either end, in linear time."""
    start, end = 0, len(html)
    while start < end and (html[start].isspace() or html.startswith("<br>", start)):
        start += 1 if html[start].isspace() else 4
    while end > start and (html[end - 1].isspace() or html.endswith("<br>", start, end)):
        end -= 1 if html[end - 1].isspace() else 4
    return html[start:end]


def _inline(node: Node | str, within: frozenset[str]) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    if node.tag == "br":
        return "<br>"
    tags = [tag for tag in _meant(node) if tag not in within]
    content = "".join(_inline(child, within.union(tags)) for child in node.children)
    for tag in tags:
        content = f"<{_start(tag, node)}>{content}</{tag}>"
    return content


def _start(tag: str, node: Node) -> str:
    link = f'a href="{escape(completed_url(node.attributes.get("href")))}"' if tag == "a" else tag
    return f'span lang="{node.attributes["lang"]}"' if tag == "span" else link


def _meant(node: Node) -> Iterator[str]:
    """Yield the elements that say what an element says by its name or its style."""
    style = node.attributes.get("style") or ""
    if node.tag == "span" and node.attributes.get("lang") in LANGUAGES_OF_PARTS:
        yield "span"
    if node.tag == "a" and completed_url(node.attributes.get("href")):
        yield "a"
    is_bold = node.tag in ("strong", "b") and not _NOT_BOLD.search(style)
    if is_bold or _BOLD.search(style):
        yield "strong"
    if node.tag in ("em", "i") or _ITALIC.search(style):
        yield "em"
    if node.tag in ("s", "strike") or _STRUCK.search(style):
        yield "s"
    if node.tag == "sup" or _RAISED.search(style):
        yield "sup"
    elif node.tag == "sub" or _LOWERED.search(style):
        yield "sub"


def _without_nothing(html: str) -> str:
    """Leave out elements that hold nothing, and join neighbours that say the same."""
    before = None
    while before != html:
        before = html
        html = re.sub(r"<(strong|em|s|sup|sub|span|a)\b[^>]*>((?:\s|<br>)*)</\1>", r"\2", html)
        html = re.sub(r"</(strong|em|s|sup|sub)>(\s*)<\1>", r"\2", html)
    return html
