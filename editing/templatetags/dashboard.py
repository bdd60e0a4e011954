from django import template

from editing.dashboard import tasks

register = template.Library()


@register.simple_tag(takes_context=True)
def task_sections(context) -> list[tasks.Section]:
    """What needs doing, for the first page of the admin."""
    return tasks.sections(context["request"])
