from django import template
from django.contrib.admin.helpers import Fieldset

register = template.Library()


@register.filter
def has_errors(fieldset: Fieldset) -> bool:
    """Return whether something in it is wrong: then it is not to stand folded."""
    return any(line.errors() for line in fieldset)
