"""What a form says of fields that are closed to a person."""

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.utils.text import capfirst

register = template.Library()


@register.filter
def closed_label(field: AdminReadonlyField) -> str:
    """The label of a field: that which it has where it is open."""
    say = getattr(field.model_admin, "closed_label", None)
    return (say and say(field.field["name"])) or capfirst(field.field["label"])


@register.filter
def closed_value(field: AdminReadonlyField) -> str:
    """What a field holds, in words."""
    say = getattr(field.model_admin, "closed_value", None)
    said = say and say(field.form.instance, field.field["name"])
    return field.contents() if said is None else said
