from pathlib import Path

import yaml
from django.utils.translation import override

from search.results import find

QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"))
REQUESTED = [
    (language, str(query), title)
    for language, titles in QUERIES.items()
    for query, title in titles.items()
]


def test_there_are_enough_queries():
    assert len(REQUESTED) >= 60


def test_best_answer_comes_first(content):
    found = {}
    for language, query, _title in REQUESTED:
        with override(language):
            found[language, query] = [result.entry.heading for result in find(query)[:1]]

    assert found == {(language, query): [title] for language, query, title in REQUESTED}
