"""Makes the extract of schema.org's vocabulary that the tests hold the site against (README.md)."""

import json
import sys
from pathlib import Path

EXTRACT = Path(__file__).parent / "schema-org.json"
PREFIX = "schema:"


def names(node: dict, key: str) -> list[str]:
    """What the node leads to by the key, of schema.org's own terms."""
    found = node.get(key, [])
    found = found if isinstance(found, list) else [found]
    return sorted(n["@id"].removeprefix(PREFIX) for n in found if n["@id"].startswith(PREFIX))


def extract(graph: dict[str, dict], types: set[str], properties: set[str]) -> dict:
    """The types with all types above them, and the properties with their domains and ranges."""
    supertypes, requested = {}, sorted(types)
    while requested:
        name = requested.pop()
        supertypes[name] = names(graph[name], "rdfs:subClassOf")
        requested += [above for above in supertypes[name] if above not in supertypes]
    text = {
        name: {
            "domain": names(graph[name], "schema:domainIncludes"),
            "range": names(graph[name], "schema:rangeIncludes"),
        }
        for name in properties
    }
    return {"supertypes": supertypes, "properties": text}


if __name__ == "__main__":
    vocabulary, *more = sys.argv[1:]
    nodes = json.loads(Path(vocabulary).read_text(encoding="utf-8"))["@graph"]
    graph = {node["@id"].removeprefix(PREFIX): node for node in nodes}
    known = json.loads(EXTRACT.read_text(encoding="utf-8"))
    types = {*known["supertypes"], *(name for name in more if name[0].isupper())}
    properties = {*known["properties"], *(name for name in more if name[0].islower())}
    made = extract(graph, types, properties)
    EXTRACT.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
