"""The files as a program reads them."""

import csv
import io

from publishing.entry_types import datasets

FILES = [(s.name, ending) for s in datasets().values() for ending in s.formats]


def rows(client, name, query="") -> list[dict[str, str]]:
    text = client.get(f"/data/{name}.csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
