from dataclasses import replace

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from activities.timeline import DECISION
from publishing.entry_types import Dataset, datasets
from publishing.filters import FilterForm
from syndication.open_data.formats import FORMAT_NAMES

register = template.Library()


@register.filter
def in_words(message: str) -> str:
    """Translate a message that was marked where it stands."""
    return gettext(message) if message else ""


@register.filter
def format_name(ending: str) -> str:
    return FORMAT_NAMES[ending]


@register.simple_tag
def downloads(filter: FilterForm, *names: str) -> list[Dataset]:
    """Return the datasets of a list, as far as it is filtered, to be taken away."""
    chosen = {name: filter.data[name] for name in filter.chosen if name != "page"}
    kind = chosen.get("kind") if len(names) > 1 else None
    return [
        replace(datasets()[name], query=urlencode(chosen))
        for name in names
        if not kind or (kind == DECISION) == (name == "decisions")
    ]


@register.simple_tag
def file_path(dataset: Dataset, ending: str, separator: str = "") -> str:
    """Return where a file of the dataset is, or of the part of it that was asked for."""
    query = "&".join(filter(None, (dataset.query, separator and f"separator={separator}")))
    path = reverse("open_data:file", args=[dataset.name, ending])
    return f"{path}?{query}" if query else path
