"""Forms of decisions and agreements, in which a decision is typed as it is cited: "77/2026"."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from decisions.citations import Cited
from decisions.models import Decision
from editing.admin.forms import EntryForm, RowForm
from publishing.languages import LANGUAGE_CODES, column
from publishing.periods.dates import Day, Period
from publishing.publication import Status

MAX_NUMBER = 2**31 - 1


class CitedInput(forms.TextInput):
    """A short line; a browser's own input for numbers would take no stroke."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "size": 14, **(attrs or {})})


class NumberField(forms.CharField):
    """Takes a decision as it is cited; gives `Cited`, or None where nothing is typed."""

    widget = CitedInput
    default_error_messages = {"invalid": _("Type the number with its year, such as 77/2026.")}

    def to_python(self, value):
        if value is None or isinstance(value, Cited | Decision) or not str(value).strip():
            return value or None
        try:
            cited = Cited.parse(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if cited.number > MAX_NUMBER:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return cited

    def run_validators(self, value):
        """Do nothing more: the parser has checked it."""

    def has_changed(self, initial, data):
        return not self.disabled and str(initial or "") != str(data or "").strip()


class DecisionField(NumberField):
    """Takes a decision as it is cited; gives the one that there is, or a new one, unsaved."""

    current: Decision | None = None  # what is kept

    def to_python(self, value):
        if self.current and str(value or "").strip() == self.current.reference:
            return self.current
        cited = super().to_python(value)
        if cited is None:
            return None
        if found := cited.find():
            return found
        if not cited.year:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return Decision(number=cited.number, date=Period(Day(cited.year)))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class CitesDecisions:
    """Shows the decisions that an entry refers to as they are cited."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field, DecisionField):
                field.current = getattr(self.instance, name)
                self.initial[name] = field.current.reference if field.current else ""

    def save(self, commit=True):
        if commit:
            self._save_cited_decisions()
        return super().save(commit)

    def _save_cited_decisions(self) -> None:
        """Save new decisions first, and have those just cited be about the partner, too."""
        for name, field in self.fields.items():
            decision = isinstance(field, DecisionField) and getattr(self.instance, name)
            if not decision or decision == field.current:
                continue
            if not decision.pk and decision.number:
                # Another row of the same form may have made it meanwhile.
                decision = Cited(decision.number, decision.date.year).find() or decision
            if not decision.pk:
                decision.kind, decision.status = self.instance.kind, self.instance.status
                decision.full_clean()
                decision.save()
                self.made_decisions = [*getattr(self, "made_decisions", ()), decision]
            if partner := getattr(self.instance, "partner", None):
                decision.partners.add(partner)
            setattr(self.instance, name, decision)


class DecisionForm(CitesDecisions, EntryForm):
    """A decision, whose number and year are typed in one field."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if self.instance.number and "number" in self.fields:
            self.initial["number"] = self.instance.reference
        if "date" in self.fields:
            self.fields["date"].error_messages["required"] = _(
                "Enter the date, or at least the year."
            )

    def clean(self):
        """Fill the date from the number, if that was typed with the year."""
        cleaned = super().clean()
        cited = self.cleaned_data.get("number")
        if not isinstance(cited, Cited):
            return cleaned
        self.cleaned_data["number"] = cited.number
        date = self.cleaned_data.get("date")
        if cited.year and date is None and self.has_error("date", "required"):
            del self.errors["date"]
            self.cleaned_data["date"] = date = Period(Day(cited.year))
        elif cited.year and date and date.year and date.year != cited.year:
            params = {"year": cited.year, "other": date.year}
            message = _("The number says %(year)s, the date %(other)s: correct one of them.")
            self.add_error("number", ValidationError(message, code="year", params=params))
            return cleaned
        self._point_to_the_other(cited.number, date)
        return cleaned

    def _point_to_the_other(self, number: int, date: Period | None) -> None:
        """Refuse a number and year that there are, with a link to that decision."""
        if not date or not date.year:
            return
        found = Cited(number, date.year).find()
        if found and found.pk != self.instance.pk:
            url = reverse("admin:decisions_decision_change", args=[found.pk])
            link = format_html('<a href="{}">{}</a>', url, found)
            message = format_html(_("This decision already exists: {link}."), link=link)
            self.add_error("number", ValidationError(message, code="unique"))

    def full_clean(self):
        super().full_clean()
        # The model says the same of the number, without the link.
        errors = self.errors.get("number")
        if errors and len(errors) > 1:
            self.errors["number"] = self.error_class(errors.as_data()[:1])


class AgreementForm(CitesDecisions, EntryForm):
    """An agreement alone."""

    def save(self, commit=True):
        # The admin saves the form in two steps; what the agreement refers to comes first.
        self._save_cited_decisions()
        return super().save(commit)


class AgreementRowForm(CitesDecisions, RowForm):
    """An agreement on its partner's page, published with it unless somebody says otherwise."""

    partner_is_published = False  # as it is kept

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.saved_status = self.instance.status
        is_draft = self.instance.status == Status.DRAFT and not self.partner_is_published
        is_waiting = self.instance.pk is None or is_draft
        if is_waiting and "status" in self.fields and self.rights.may("publish"):
            self.initial["status"] = Status.PUBLISHED
            self.fields["status"].help_text = _("Published with the partner, unless it is a draft.")

    @cached_property
    def changed_data(self):
        """Return the fields in which what was sent is not what is kept.

        The status that the form proposes is not kept yet: sent back as it was, it is a change.
        """
        changed = [name for name in super().changed_data if name != "status"]
        status = self.fields.get("status")
        if status is None or status.disabled:
            return changed
        before = self.saved_status if self.instance.pk else self.initial.get("status")
        if status.has_changed(before, self["status"].data):
            changed.append("status")
        return changed

    def save(self, commit=True):
        agreement = super().save(commit)
        was_published = self.saved_status == Status.DRAFT and agreement.status == Status.PUBLISHED
        if commit and was_published and not self.partner_is_published:
            self._publish_made_decisions()
        return agreement

    def _publish_made_decisions(self) -> None:
        """Publish what was made by being cited here, too; what more was written waits for its own.

        A decision that has a text, a document or another partner is published in its own form.
        """
        for name, field in self.fields.items():
            decision = isinstance(field, DecisionField) and getattr(self.instance, name)
            if not decision or decision.status != Status.DRAFT or _holds_more(decision):
                continue
            if list(decision.partners.all()) == [self.instance.partner]:
                decision.status = Status.PUBLISHED
                decision.save()


def _holds_more(decision: Decision) -> bool:
    """Return whether more is kept of a decision than how it is cited."""
    texts = [column(name, code) for name in ("title", "text") for code in LANGUAGE_CODES]
    if any(getattr(decision, name) for name in texts):
        return True
    return any(getattr(decision, name).exists() for name in decision.edited_with)
