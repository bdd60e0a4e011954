"""Moves an entry up and down in an order that staff decide, by buttons in its list."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editing.admin.urls import model_url
from history.registration import record_versions

STEPS = {"up": -1, "down": 1}


def move_view(model_admin, request, key, way):
    """Change places with the neighbour, and lead back to the same button."""
    if request.method != "POST" or not model_admin.has_publish_permission(request):
        raise PermissionDenied
    if way not in STEPS:
        raise Http404
    move(model_admin.model, key, STEPS[way])
    return HttpResponseRedirect(f"{model_url(model_admin, 'changelist')}#move-{key}-{way}")


@transaction.atomic
def move(model, key: int, step: int) -> None:
    """Move one entry by a step; every position is there once afterwards, counted from 1."""
    rows = list(model._base_manager.select_for_update().order_by("position", "pk"))
    place = next((number for number, row in enumerate(rows) if row.pk == key), None)
    if place is None:
        raise Http404
    other = min(max(place + step, 0), len(rows) - 1)
    rows[place], rows[other] = rows[other], rows[place]
    changed = []
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            changed.append(row)
    model._base_manager.bulk_update(changed, ["position"], batch_size=500)
    record_versions(model, changed, are_new=False)


def buttons(model_admin, entry):
    """Return the cell of a list with an entry's number and its two buttons."""
    options = model_admin.opts
    base = f"admin:{options.app_label}_{options.model_name}_move"
    found = format_html('<span class="position">{}</span>', entry.position)
    for way, sign, words in (("up", "↑", _("Move up: %s")), ("down", "↓", _("Move down: %s"))):
        found += format_html(
            '<button class="move" id="move-{}-{}" formaction="{}" title="{}">{}'
            '<span class="visually-hidden">{}</span></button>',
            entry.pk,
            way,
            reverse(base, args=[entry.pk, way]),
            words % entry,
            sign,
            words % entry,
        )
    return found


VIEWS = {"move": ("<key:key>/move/<slug:way>/", move_view)}
