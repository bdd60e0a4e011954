"""What was sent of a form, from its arrival to the answer.

Nobody overwrites anybody: a form carries what it showed when it was opened. If the entry is not so
any more when the form comes back, nothing is saved: what only others changed is taken into the
form, what both changed is for the editor to choose, and saving once more saves the result.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.admin.merging import TAKE_THEIRS, Change, Merge
from editing.admin.publication import describe_publication
from editing.admin.snapshots import FormSnapshot, is_same
from history.drafts.models import Draft
from publishing.publication import Publishable

RECOVERED = "_recovered"  # says that what is sent was kept through a login
BASE = "_base"  # the name of the input that carries what the form showed
PREVIEW = "_preview"  # the name of the buttons for a preview, their value the language
AS_DRAFT = "_draft"  # of the button by which a publisher keeps what is typed from the public
SMALL = "_small"  # of the box that says that what is saved changes no meaning
CONFIRM = "_confirm_translation"  # of those that confirm a translation, their value the language


@dataclass
class Conflict:
    """What others changed meanwhile, and the log entry of who did so last, if that is known."""

    changes: list[Change]
    last: LogEntry | None


class Merged(Exception):
    """What was sent was changed by what others saved: the form is to be made anew of it."""


class Submission:
    """What was sent, as it is to be read. It is kept as ``request.submission``, and only there."""

    def __init__(self, request: HttpRequest):
        self.user, self.data, self.files = request.user, request.POST, request.FILES
        self.formsets: list[BaseInlineFormSet] = []
        self.preview_language = self.data.get(PREVIEW)
        self.confirmed_language = self.data.get(CONFIRM)
        self.base = _parsed(self.data.get(BASE, ""))
        self.taken = self.data.getlist(TAKE_THEIRS)
        self.conflict: Conflict | None = None
        self.refusal = ""  # why the form may not be saved yet, though nothing in it is wrong
        if RECOVERED in self.data:
            self.refusal = _("What you typed has been kept but not saved. Check it, then save.")
        self.publication_state: dict | None = None  # of what is kept, whatever is typed
        self.is_small = SMALL in self.data
        self.is_for_draft = AS_DRAFT in self.data
        self.is_proposal = False  # whether what is written becomes a draft beside what is public
        self.is_saved = False
        self.draft: Draft | None = None  # beside the entry, as the form was opened or sent
        self.has_discarded = False
        self.publish_at: datetime | None = None  # the time at which the draft is to be public

    @classmethod
    def of(cls, request: HttpRequest) -> "Submission":
        """Return what was sent with the request."""
        if not hasattr(request, "submission"):
            request.submission = cls(request)
        return request.submission

    @property
    def stays_draft(self) -> bool:
        """Whether nothing of what was sent is to be public now."""
        return self.is_proposal or self.publish_at is not None

    def take_time(self, form: ModelForm) -> None:
        """Take a time typed for something public for that of its change: it stays public until.

        Where the form shows the time of the draft, whatever is typed is meant for it.
        """
        entry, typed = form.instance, form.cleaned_data.get("publish_at")
        if entry.pk is None or not entry.is_public or form.fields["publish_at"].disabled:
            return
        has_time = self.draft is not None and self.draft.publish_at is not None
        is_ahead = typed is not None and typed > timezone.now()
        if has_time or is_ahead:
            self.publish_at = typed if is_ahead else None
            form.cleaned_data["publish_at"] = entry.publish_at

    def merge(self, form: ModelForm) -> None:
        """Put what others saved meanwhile into what was sent; raise Merged if there is anything."""
        if form.instance.pk is None:
            return
        if isinstance(form.instance, Publishable):
            self.publication_state = describe_publication(form.instance)
        if self.base is None or self.conflict or self.preview_language is not None:
            return
        snapshot = FormSnapshot(form, self.formsets)
        merge = Merge(snapshot, self.formsets, self.data, self.files)
        taken, self.taken = [path for path in self.taken if path in self.base], []
        for path in taken:  # it was theirs when the choice was offered
            merge.put(path, self.base[path])
        theirs = snapshot.values()
        if is_new := not is_same(theirs, self.base):
            merge.take(self.base, theirs)
            self.base = theirs
            self.conflict = Conflict(merge.changes, self._last_change(form.instance))
            self.refusal = _(
                "Nothing has been saved, and nothing you typed is lost. Somebody else changed "
                "this entry while you were writing. Check the changes, then save again."
            )
        if taken or is_new:
            self.data, self.files, self.formsets = merge.data, merge.files, []
            raise Merged

    def carried(self, form: ModelForm, formsets: list) -> str:
        """Return what the form is to carry along: what it showed when it was opened, as JSON."""
        if self.base is None:
            self.base = FormSnapshot(form, formsets).values()
        return json.dumps(self.base)

    def _last_change(self, entry: models.Model) -> LogEntry | None:
        """Return the last change that the admin knows of, if somebody else made it."""
        kind = ContentType.objects.get_for_model(entry, for_concrete_model=False)
        log = LogEntry.objects.filter(content_type=kind, object_id=str(entry.pk))
        last = log.select_related("user").order_by("-action_time").first()
        return last if last and last.user_id != self.user.pk else None


def _parsed(text: str) -> dict | None:
    """Return None if it is not what a form of ours carries: there is nothing to compare with."""
    try:
        base = json.loads(text)
    except ValueError:
        return None
    return base if isinstance(base, dict) else None
