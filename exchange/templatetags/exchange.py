from django import template
from django.db.models.options import Options

from exchange.columns import SUBJECTS

register = template.Library()


@register.filter
def table_name(options: Options) -> str:
    """The name of the table that the entries of a model stand in; "" if in none."""
    for subject in SUBJECTS.values():
        if issubclass(options.model, subject.model):
            return subject.name
    return ""


@register.filter
def kind_query(options: Options) -> str:
    """What narrows the table to the one kind that a proxy model stands for."""
    kind = options.model.only_kind
    return f"?kind={kind}" if kind else ""
