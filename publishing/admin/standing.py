"""Beside the title of a form stands whether the public sees the entry."""

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from publishing.publication import Publishable


class StandingAdmin(admin.ModelAdmin):
    """Says of an entry how it is kept, whatever is being typed about it."""

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj is not None:
            # A form that came back has put what was typed into the entry.
            is_typed = request.method == "POST"
            kept = self.get_object(request, str(obj.pk)) if is_typed else obj
            context["standing"] = {"stage": kept.stage, "words": _said(kept)}
        return super().render_change_form(request, context, *args, obj=obj, **options)


def _said(entry: Publishable) -> str:
    """The stage of an entry, with the time at which it ends."""
    if entry.stage == Publishable.Stage.SCHEDULED:
        return _("public from: %(when)s") % {"when": _in_words(entry.publish_at)}
    if entry.stage == Publishable.Stage.PUBLIC and entry.take_down_at:
        return _("public until: %(when)s") % {"when": _in_words(entry.take_down_at)}
    return entry.stage.label


def _in_words(moment) -> str:
    return date_format(localtime(moment), "DATETIME_FORMAT")
