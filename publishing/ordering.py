"""The order that staff decide, in which every number is there once."""

from typing import Any

from django.db import models


def take_position(entry: Any, others: models.QuerySet) -> None:
    """Put an entry without a number after the others; else let those after it move on."""
    others = others.exclude(pk=entry.pk)
    if not entry.position:
        append([entry], others)
    elif others.filter(position=entry.position).exists():
        after = others.filter(position__gte=entry.position)
        after.update(position=models.F("position") + 1)


def append(entries: list, others: models.QuerySet) -> None:
    """Give those without a number the next ones after the others, in their order; unsaved."""
    last = others.aggregate(last=models.Max("position"))["last"] or 0
    for number, entry in enumerate((one for one in entries if not one.position), last + 1):
        entry.position = number
