"""How lists of formatted texts are numbered."""

import re

from publishing.rich_text.markup import Node

_LIST_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"}
_LIST_STYLES |= {"lower-roman": "i", "upper-roman": "I"}
_LIST_STYLE = re.compile("list-style(?:-type)?:[^;]*?(" + "|".join(_LIST_STYLES) + ")")
_START = re.compile("[1-9][0-9]{0,3}")


def numbering_of(node: Node) -> dict[str, str]:
    """Return from where a list is numbered, and how: others refer to "lit. b)" or "point 3"."""
    start, kind = (node.attributes.get(name) or "" for name in ("start", "type"))
    styled = _LIST_STYLE.search(node.attributes.get("style") or "")
    if kind not in _LIST_STYLES.values():
        kind = _LIST_STYLES[styled[1]] if styled else ""
    found = {"start": start if _START.fullmatch(start) and start != "1" else "", "type": kind}
    return {name: value for name, value in found.items() if value and node.tag == "ol"}
