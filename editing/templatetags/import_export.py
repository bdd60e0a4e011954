from django import template
from django.db.models.options import Options
from django.http import QueryDict

from publishing.entry_types import tables

register = template.Library()


@register.filter
def table_name(options: Options) -> str:
    """Return the name of the table that the entries of a model stand in; "" if in none."""
    for name, kind in tables().items():
        if issubclass(options.model, kind.model):
            return name
    return ""


@register.filter
def export_query(changelist, separator: str = "") -> str:
    """Return the query for what a list shows: its filters, and the kind it is of."""
    query = QueryDict(changelist.get_query_string().removeprefix("?"), mutable=True)
    if kind := getattr(changelist.model, "only_kind", None):
        query["kind"] = kind
    if separator:
        query["separator"] = separator
    return f"?{query.urlencode()}" if query else ""
