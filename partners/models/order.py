"""The order of partners, in which every number is there once."""

from typing import Any

from django.db import models


def take_position(partner: Any) -> None:
    """Put one without a number last; let those after a new one move on."""
    others = type(partner)._base_manager.exclude(pk=partner.pk)
    if not partner.position:
        last = others.aggregate(last=models.Max("position"))["last"] or 0
        partner.position = last + 1
    elif partner._state.adding and others.filter(position=partner.position).exists():
        after = others.filter(position__gte=partner.position)
        after.update(position=models.F("position") + 1)
