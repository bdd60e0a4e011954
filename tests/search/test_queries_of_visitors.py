from pathlib import Path

import pytest
import yaml
from django.utils.translation import override

from search.results import find

QUERIES = yaml.safe_load(Path(__file__).with_name("queries.yaml").read_text(encoding="utf-8"))
ASKED = [
    (language, str(query), title)
    for language, titles in QUERIES.items()
    for query, title in titles.items()
]


def test_there_are_enough_queries():
    assert len(ASKED) >= 60


@pytest.mark.parametrize(("language", "query", "title"), ASKED)
def test_best_answer_comes_first(content, language, query, title):
    with override(language):
        results = find(query)
        assert [result.entry.heading for result in results[:1]] == [title]
