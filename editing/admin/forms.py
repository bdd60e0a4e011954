"""The form of an entry and of its rows: they know who fills them in, and what was sent."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME

from editing.admin import local_links
from editing.admin.rights import Rights, refuse_forged
from editing.admin.submissions import Submission
from editing.admin.translations import point_out_stale
from publishing.ordering import append
from publishing.publication import Publishable
from publishing.translations import Translated


class RightsForm(forms.ModelForm):
    """A form that disables what the person may not change, and refuses it if it is sent."""

    rights: Rights  # of who is logged in, to the whole
    besides: tuple[str, ...] = ()  # the inputs by which Django knows a row and its whole

    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", **options})
        for name, field in self.fields.items():
            field.disabled = field.disabled or not self.may_change_field(name)
        if isinstance(self.instance, Translated):
            point_out_stale(self)

    def may_change_field(self, name: str) -> bool:
        return self.rights.may_change_field(name, self.instance)

    def full_clean(self):
        if self.is_bound:
            refuse_forged(self, self.besides)
        super().full_clean()


class EntryForm(RightsForm):
    """The form of an entry. The admin makes a subclass of it for each request."""

    submission: Submission  # of which the form is the first part

    def __init__(self, data=None, files=None, **options):
        if data is not None:
            data, files = self.submission.data, self.submission.files
        super().__init__(data, files, **options)
        draft, time = self.submission.draft, self.fields.get("publish_at")
        if draft and draft.publish_at and time and not time.disabled:
            self.initial["publish_at"] = draft.publish_at

    def is_valid(self):
        self.submission.merge(self)
        return super().is_valid()

    def clean(self):
        cleaned = super().clean()
        self._keep_seconds(cleaned)
        if "publish_at" in self.fields:
            self.submission.take_time(self)
        local_links.refuse_new(self)
        if self.submission.refusal:
            raise ValidationError(self.submission.refusal, code="refused")
        return cleaned

    def _keep_seconds(self, cleaned: dict) -> None:
        """Keep the times that nobody changed: they are shown to the minute, and a withdrawal is
        known by the time since when its entry is taken down.
        """
        for name in self.instance.changes_at if isinstance(self.instance, Publishable) else ():
            stored, typed = getattr(self.instance, name), cleaned.get(name)
            if stored and typed and to_the_minute(typed) == to_the_minute(stored):
                cleaned[name] = stored


def to_the_minute(time: datetime) -> datetime:
    return time.replace(second=0, microsecond=0)


class RowForm(RightsForm):
    """The form of what belongs to an entry and is edited with it."""

    may_be_added = True

    def may_change_field(self, name):
        may_change = self.may_be_added or self.instance.pk is not None
        return may_change and super().may_change_field(name)


class EntryFormSet(forms.BaseInlineFormSet):
    """The rows of one kind."""

    def __init__(self, *args, submission: Submission, **options):
        super().__init__(*args, **options)
        self.submission = submission
        if self.is_bound:
            submission.formsets.append(self)

    def as_stored(self) -> "EntryFormSet":
        """Return the rows as the database has them, whatever was sent."""
        if not self.is_bound:
            return self
        prefix = self.prefix
        stored = type(self)(instance=self.instance, prefix=prefix, submission=self.submission)
        stored.queryset = self.get_queryset()  # it is read once
        return stored

    def save_new(self, form, commit=True):
        if hasattr(form.instance, "position"):
            beside = self.model._base_manager.filter(**{self.fk.name: self.instance})
            append([form.instance], beside)
        return super().save_new(form, commit)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.besides = (self.model._meta.pk.name, self.fk.name)
        if DELETION_FIELD_NAME in form.fields and not form.may_change_field(""):
            form.fields[DELETION_FIELD_NAME].disabled = True
