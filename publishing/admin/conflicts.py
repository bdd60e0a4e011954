"""Nobody overwrites anybody: what others saved while an editor was writing is laid beside it.

A form carries what it showed when it was opened. If the entry is not so any more when the form
comes back, nothing is saved: what only others changed is taken into the form, what both changed is
for the editor to choose, and saving once more saves the result.
"""

import json

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils.translation import gettext as _

from publishing.admin.merging import TAKE_THEIRS, Desk, Merge, any_of
from publishing.admin.previews import PREVIEW

RECOVERED = "_recovered"  # says that what is sent was kept through a login
BASE = "_base"  # the name of the input that carries what the form showed


class ConflictAdmin(admin.ModelAdmin):
    """Saves a form only over what it showed."""

    def _changeform_view(self, request, object_id, form_url, extra_context):
        if request.method == "POST" and RECOVERED in request.POST:
            request.refusal = _(
                "What you typed was kept and is not saved yet. Look at it, then save."
            )
        is_to_be_saved = BASE in request.POST and PREVIEW not in request.POST
        if request.method == "POST" and object_id and is_to_be_saved:
            entry = self.get_object(request, unquote(object_id))
            base = _parsed(request.POST[BASE])
            if entry and base and self.has_change_permission(request, entry):
                self._merge(request, entry, base)
        return super()._changeform_view(request, object_id, form_url, extra_context)

    def _merge(self, request, entry, base: dict) -> None:
        """Puts what others saved meanwhile into what was sent, and has it looked at again."""
        if connection.features.has_select_for_update:
            self.model._base_manager.select_for_update().get(pk=entry.pk)
        desk = self._desk(request, entry)
        merge = Merge(desk, request.POST, request.FILES)
        for path in request.POST.getlist(TAKE_THEIRS):
            if path in base:  # it was theirs when the choice was offered
                merge.put(path, base[path])
        theirs = desk.shown()
        if _comparable(theirs) != _comparable(base):
            merge.take(base, theirs)
            request.base = theirs
            request.conflict = {"changes": merge.changes, "last": self._last(request, entry)}
            request.refusal = _(
                "Nothing was saved yet, and nothing of yours is lost: somebody else changed this "
                "entry while you were writing. Look at the changes, then save once more."
            )
        request.POST = merge.data

    def _desk(self, request, entry) -> Desk:
        fields = flatten_fieldsets(self.get_fieldsets(request, entry))
        form = self.get_form(request, entry, change=True, fields=fields)(instance=entry)
        formsets = [
            FormSet(
                instance=entry,
                prefix=FormSet.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for FormSet, inline in self.get_formsets_with_inlines(request, entry)
        ]
        return Desk(form, formsets)

    def _last(self, request, entry) -> LogEntry | None:
        """The last change of the entry that the admin knows of, if somebody else made it."""
        kind = ContentType.objects.get_for_model(entry, for_concrete_model=False)
        log = LogEntry.objects.filter(content_type=kind, object_id=str(entry.pk))
        last = log.select_related("user").order_by("-action_time").first()
        return last if last and last.user_id != request.user.pk else None

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        form.refusal = getattr(request, "refusal", "")
        return form

    def render_change_form(self, request, context, *args, obj=None, **options):
        if obj and self.has_change_permission(request, obj):
            context["base"] = self._base(request, obj)
            context["conflict"] = getattr(request, "conflict", None)
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def _base(self, request, entry) -> str:
        if BASE in request.POST and not hasattr(request, "base"):
            return request.POST[BASE]
        if not hasattr(request, "base"):
            request.base = self._desk(request, self.get_object(request, entry.pk)).shown()
        return json.dumps(request.base)


def _comparable(values: dict) -> dict:
    return {path: any_of(said) for path, said in values.items() if any_of(said)}


def _parsed(text: str) -> dict | None:
    """None if it is not what a form of ours carries: then there is nothing to compare with."""
    try:
        base = json.loads(text)
    except ValueError:
        return None
    return base if isinstance(base, dict) else None
