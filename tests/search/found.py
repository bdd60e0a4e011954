"""What a search finds."""

from django.utils.translation import override

from search.results import find


def first(query, language):
    with override(language):
        return next((result.entry.heading for result in find(query)), None)
