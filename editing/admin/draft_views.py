"""The page of a draft: what it changes, field by field, and what becomes of it."""

from datetime import UTC, datetime

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editing.admin.drafts import publish_changes, tell_time, with_draft
from editing.admin.fields import TIMESTAMP_INPUT
from editing.admin.history import entry_to_show, respond
from editing.admin.urls import admin_url, form_url
from editing.review.models import Review
from editing.review.views import describe_review
from history.diff import marked
from history.drafts.changes import read_state
from history.drafts.models import Draft
from history.snapshots import History, differences

END = datetime.max.replace(tzinfo=UTC)


class TimeForm(forms.Form):
    """When a draft is to be public."""

    publish_at = forms.DateTimeField(label=gettext_lazy("public from"), widget=TIMESTAMP_INPUT)

    def clean_publish_at(self):
        time = self.cleaned_data["publish_at"]
        if time <= timezone.now():
            raise forms.ValidationError(
                _("This time is in the past. Choose a later one, or publish now.")
            )
        return time


class NoteForm(forms.Form):
    """What the public is told of the change, in the languages in which somebody writes it."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", "prefix": "note", **options})
        for code, name in settings.LANGUAGES:
            self.fields[code] = forms.CharField(
                label=name,
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"lang": code, "size": 50}),
            )


def draft_view(model_admin, request, key):
    """Compare a draft with what is public; publish, schedule, discard it or bring it back."""
    entry = entry_to_show(model_admin, request, key)
    if request.method == "POST":
        return _act(model_admin, request, entry)
    draft = Draft.objects.beside(entry)
    if draft is None:
        return HttpResponseRedirect(form_url(entry))
    context = _describe(model_admin, request, entry, draft)
    return respond(model_admin, request, entry, "admin/publishing/draft.html", context)


def _describe(model_admin, request, entry, draft: Draft) -> dict:
    rights = model_admin.rights(request)
    model = model_admin.model
    public = History(model, entry.pk).at(END)
    found, _changes = with_draft(
        entry, lambda: differences(public, History(model, entry.pk).at(END))
    )
    return {
        "title": _("The draft and the published version"),
        "draft": draft,
        "changes": [{"label": d.label, "marked": marked(d.old, d.new)} for d in found],
        "is_overtaken": _is_overtaken(entry, draft),
        "may_publish": rights.may("publish"),
        "may_discard": rights.may("change"),
        "note_form": NoteForm(initial=draft.public_note),
        "time_form": TimeForm(initial={"publish_at": draft.publish_at}, label_suffix=""),
        **describe_review(model_admin, request, entry),
    }


def _is_overtaken(entry, draft: Draft) -> bool:
    """Return whether what the draft changes was changed in public since it was begun."""
    public = read_state(entry)
    return any(
        path in public and public[path].get(name) not in values
        for path, columns in draft.changes.items()
        for name, values in (columns or {}).items()
    )


def _act(model_admin, request, entry):
    """Do what the button says that was pressed."""
    action = next((name for name in ACTIONS if name in request.POST), None)
    right = "publish" if action in ("publish", "schedule") else "change"
    if action is None or not model_admin.rights(request).may(right):
        raise PermissionDenied
    with transaction.atomic():
        url = ACTIONS[action](model_admin, request, entry)
    return HttpResponseRedirect(url or form_url(entry))


def _publish(model_admin, request, entry) -> None:
    draft = _with_note(request, entry)
    if draft and publish_changes(model_admin, request, entry, draft.changes, draft.changes):
        messages.success(request, _("The change has been published. Visitors can see it now."))


def _with_note(request, entry) -> Draft | None:
    """Return the draft with what the public is to be told of it."""
    draft, form = Draft.objects.beside(entry), NoteForm(request.POST)
    if draft is not None and form.is_valid():
        draft.public_note = form.cleaned_data
        draft.save()
    return draft


def _schedule(model_admin, request, entry) -> str | None:
    draft, form = _with_note(request, entry), TimeForm(request.POST)
    if draft is None:
        return None
    if not form.is_valid():
        messages.error(request, str(form.errors["publish_at"][0]))
        return admin_url(entry, "draft")
    draft.publish_at, draft.publisher = form.cleaned_data["publish_at"], request.user
    draft.save()
    Review.objects.finish(entry)
    model_admin.log_change(request, entry, _("The publication time of the draft was set."))
    tell_time(request, draft)
    return None


def _discard(model_admin, request, entry) -> None:
    draft = Draft.objects.beside(entry)
    if draft is None:
        return
    draft.discarded, draft.publish_at = timezone.now(), None
    draft.save()
    model_admin.log_change(request, entry, _("The draft was discarded."))
    messages.success(request, _("The draft was discarded. You can restore it below."))


def _bring_back(model_admin, request, entry) -> None:
    """Bring back the draft that was discarded last, unless there is another one by now."""
    last = Draft.objects.of(entry).exclude(discarded=None).order_by("-discarded").first()
    if last is None or Draft.objects.beside(entry):
        return
    last.discarded = None
    last.save()
    model_admin.log_change(request, entry, _("The draft was restored."))
    messages.success(request, _("The draft was restored."))


ACTIONS = {
    "publish": _publish,
    "schedule": _schedule,
    "discard": _discard,
    "bring_back": _bring_back,
}
VIEWS = {"draft": ("<key:key>/draft/", draft_view)}
