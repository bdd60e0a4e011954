"""Moves an entry in an order that staff decide, by buttons in its list or by dragging it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editing.admin.urls import model_url
from history.registration import record_versions

MAX_KEYS = 500  # that are asked for by name
STEPS = {"up": -1, "down": 1}
BESIDE = {"before": 0, "after": 1}  # beside another entry, where one was dragged


def move_view(model_admin, request, key, way):
    """Move an entry, and lead back to its buttons; ``way`` is "up", "down" or "before-7"."""
    if request.method != "POST" or not model_admin.has_publish_permission(request):
        raise PermissionDenied
    move(model_admin.model, key, way)
    button = way if way in STEPS else "up"
    return HttpResponseRedirect(f"{model_url(model_admin, 'changelist')}#move-{key}-{button}")


@transaction.atomic
def move(model, key: int, way: str) -> None:
    """Move one entry; every position is there once afterwards, counted from 1."""
    entries = model._base_manager
    locked = entries.select_for_update().order_by("position", "pk")
    positions = dict(locked.values_list("pk", "position"))
    keys = list(positions)
    if key not in keys:
        raise Http404
    order = [one for one in keys if one != key]
    order.insert(_new_place(keys, key, way), key)
    new = {one: place for place, one in enumerate(order, 1) if positions[one] != place}
    changed = list(entries.filter(pk__in=new)) if len(new) <= MAX_KEYS else list(entries.all())
    changed = [row for row in changed if row.pk in new]
    for row in changed:
        row.position = new[row.pk]
    entries.bulk_update(changed, ["position"], batch_size=500)
    record_versions(model, changed, are_new=False)


def _new_place(keys: list[int], key: int, way: str) -> int:
    """Return where an entry is to stand among the others; 404 for a way that there is not."""
    place, _dash, other = way.partition("-")
    if way in STEPS:
        return max(keys.index(key) + STEPS[way], 0)
    others = [str(one) for one in keys if one != key]
    if place not in BESIDE or other not in others:
        raise Http404
    return others.index(other) + BESIDE[place]


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
