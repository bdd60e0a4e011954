"""A new draft made of an entry, such as this year's edition of a yearly event."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from modeltranslation.translator import translator

from editing.admin.urls import entry_or_404, form_url
from publishing.languages import LANGUAGE_CODES, column
from publishing.models import Entry, Link

LEFT_OUT = {"status", "publish_at", "take_down_at", "created", "updated", "translated_from"}
LEFT_OUT |= {column("slug", language) for language in LANGUAGE_CODES}


def duplicate_view(model_admin, request, key):
    """Make a draft like the entry, and lead to its form; the addresses are made anew."""
    entry = entry_or_404(model_admin, request, key)
    if request.method != "POST" or not model_admin.has_add_permission(request):
        raise PermissionDenied
    try:
        copy = duplicate(entry)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(form_url(entry))
    model_admin.log_addition(request, copy, [{"added": {}}])
    message = _("This is a copy, as a draft: change what is different, above all its date.")
    messages.success(request, message)
    return HttpResponseRedirect(form_url(copy))


@transaction.atomic
def duplicate(entry: Entry) -> Entry:
    """Return a draft with the texts, relations and links of the entry; raise ValidationError."""
    model = type(entry)
    copy = model()
    # A bare column holds what the active language says.
    left_out = LEFT_OUT | set(translator.get_options_for_model(model).all_fields)
    for field in model._meta.concrete_fields:
        if not field.primary_key and field.name not in left_out:
            setattr(copy, field.attname, getattr(entry, field.attname))
    copy.adjust_copy()
    copy.full_clean()
    copy.save()
    for name in model.tracked_relations:
        getattr(copy, name).set(getattr(entry, name).all())
    _copy_links(entry, copy)
    return copy


def _copy_links(entry: Any, copy: Any) -> None:
    for name in entry.edited_with:
        relation = entry._meta.get_field(name)
        if not issubclass(relation.related_model, Link):
            continue
        for link in getattr(entry, relation.get_accessor_name()).all():
            link.pk, link._state.adding = None, True
            setattr(link, relation.field.name, copy)
            link.save()


VIEWS = {"duplicate": ("<key:key>/duplicate/", duplicate_view)}
