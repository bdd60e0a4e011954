"""The relations of the county: what it agreed with a partner region, and whether that holds."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from decisions.models.acts import AS_FAR_AS_KNOWN, Decision
from decisions.models.bounds import ForceBound
from decisions.models.kinds import Kind
from decisions.models.querysets import AgreementQuerySet
from decisions.models.states import CURRENT, FORMER, State, state_on
from decisions.models.wording import format_state
from partners.models import PartnerRegion
from partners.names import in_running_text
from publishing.fields import PeriodField
from publishing.periods.dates import Day, Period
from publishing.publication import Publishable, choice_label
from publishing.translations import Translated

# What tells whether it is public, and in force.
STANDING = ("status", "publish_at", "take_down_at", "end_by", "end_from", "ended_on")


class Agreement(Translated, Publishable):
    """What the county and one partner region agreed: since when, until when, by whom signed."""

    Kind, State = Kind, State
    type_prefix = "g"
    edited_with = ("links",)

    partner = models.ForeignKey(
        PartnerRegion,
        models.CASCADE,
        related_name="agreements",
        verbose_name=_("partner region"),
        error_messages={"null": _("Choose the partner that the agreement is with.")},
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.TWINNING)
    approved_by = models.ForeignKey(
        Decision,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("approved by decision"),
    )
    partner_approval = models.CharField(
        _("the partner’s own decision"),
        max_length=200,
        blank=True,
        help_text=_("Its number and date, as the partner cites it."),
    )
    signed_on = PeriodField(_("signed on"), blank=True, help_text=AS_FAR_AS_KNOWN)
    place = models.CharField(_("signed at"), max_length=200, blank=True)
    signatories = models.CharField(
        _("signed by"),
        max_length=300,
        blank=True,
        help_text=_("The offices, such as the presidents of both councils."),
    )
    in_force_from = PeriodField(
        _("in force from"),
        blank=True,
        help_text=_("If you leave this empty, the day of signing or of the decision applies."),
    )
    in_force_until = PeriodField(
        _("in force until"), blank=True, help_text=_("If you leave this empty, it has no end date.")
    )
    renewed_on = PeriodField(
        _("renewed on"), blank=True, help_text=_("The latest renewal, if there was one.")
    )
    renewed_by = models.ForeignKey(
        Decision,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="renewals",
        verbose_name=_("renewed by decision"),
    )
    ended_on = PeriodField(
        _("ended on"), blank=True, help_text=_("Only if it was ended before its term.")
    )
    ended_by = models.ForeignKey(
        Decision,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="endings",
        verbose_name=_("ended by decision"),
    )
    end_reason = models.CharField(
        _("why it ended"),
        max_length=300,
        blank=True,
        help_text=_("In a few words, for the public."),
    )
    note = models.TextField(_("note"), blank=True)
    first_day = ForceBound("", "start_day")
    end_from = ForceBound("", "end_start")
    end_by = ForceBound("", "end_last")

    identity = ("partner", "kind", "approved_by", "signed_on", "in_force_from")
    objects = AgreementQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["first_day", "pk"]
        indexes = [
            models.Index(fields=["partner", "first_day", *STANDING], name="agreement_of_partner"),
            models.Index(fields=["-first_day", "-id", *STANDING, "partner"], name="agreement_days"),
        ]

    @property
    def start(self) -> Day | None:
        """Since when: as it says, else since it was signed, else since it was approved."""
        decided = self.approved_by.date if self.approved_by else None
        periods = (self.in_force_from, self.signed_on, decided)
        return next((period.start for period in periods if period and period.start), None)

    @property
    def end(self) -> Day | None:
        """When it was ended, else when its term ends; None if no end is known."""
        period = self.ended_on or self.in_force_until
        return period and (period.end or period.start)

    @property
    def start_day(self) -> date | None:
        return self.start and self.start.first

    @property
    def end_start(self) -> date | None:
        return self.end and self.end.first

    @property
    def end_last(self) -> date | None:
        return self.end and self.end.last

    @property
    def state(self) -> State:
        """Return what holds today."""
        return state_on(self, localdate())

    @property
    def is_current(self) -> bool:
        return self.state in CURRENT

    @property
    def state_in_words(self) -> str:
        """Return what holds today with the days that say so: "ended 1 March 2022"."""
        return str(format_state(self))

    @property
    def is_former(self) -> bool:
        return self.state in FORMER

    @property
    def period(self) -> Period | None:
        """From when to when it is, or was, in force; None if its start is not known."""
        start, end = self.start, self.end
        if not start:
            return None
        if end and end.last >= start.first:
            return Period(start, end)
        return Period(start, is_open=True)

    def follow(self, decision: Decision) -> None:
        """Take over the day of the decision that approved it, if that is when it began."""
        self.approved_by = decision
        if self.start_day != self.first_day:
            self.first_day = self.start_day
            type(self)._base_manager.filter(pk=self.pk).update(first_day=self.first_day)

    def keep_start(self) -> None:
        """Say itself since when it holds, where only its decision did."""
        if self.start and not (self.in_force_from or self.signed_on):
            self.in_force_from = Period(self.start)
            self.save()

    @property
    def decision(self) -> Decision | None:
        """The decision that approved it, if the public may see it."""
        return self.approved_by if self.approved_by and self.approved_by.is_public else None

    def get_kind_display(self) -> str:
        return choice_label(Kind.choices, self.kind)

    @property
    def reference(self) -> str:
        """The decision's, "19/1994"; the year of its start where none is known."""
        if self.decision:
            return self.decision.reference
        return str(self.start.year) if self.start else ""

    def __str__(self):
        return f"{self.get_kind_display()} {self.reference}".strip()

    @property
    def heading(self) -> str:
        """What it is called away from its partner's page: "Twinning 19/1994: Bács-Kiskun"."""
        return f"{capfirst(str(self))}: {in_running_text(self.partner.name)}"

    @property
    def anchor(self) -> str:
        """The identifier of the agreement on its partner's page."""
        parts = (self.kind.replace("_", "-"), self.reference.replace("/", "-"))
        return "-".join(part for part in parts if part)

    @property
    def belongs_to(self) -> PartnerRegion:
        """The entry on whose page it stands."""
        return self.partner

    @property
    def rests_on(self) -> Decision | None:
        """The decision that approved it, also one that is not public yet."""
        return self.approved_by

    def rejoin(self) -> None:
        """Have the decision that approved it be about its partner again."""
        if self.approved_by:
            self.approved_by.partners.add(self.partner)

    def get_absolute_url(self):
        return f"{self.partner.get_absolute_url()}#{self.anchor}"

    def clean(self):
        super().clean()
        errors, start, end = {}, self.start, self.end
        if start and end and end.last < start.first:
            name = "ended_on" if self.ended_on else "in_force_until"
            errors[name] = _("This is before the agreement began: correct one of the dates.")
        renewed = self.renewed_on and self.renewed_on.start
        if renewed and start and renewed.last < start.first:
            errors["renewed_on"] = _("It cannot be renewed before it began: correct a date.")
        elif renewed and end and renewed.first > end.last:
            errors["renewed_on"] = _("It cannot be renewed after its end: correct a date.")
        began = self.signed_on or self.in_force_from
        decided = self.approved_by and self.approved_by.date
        if decided and began and began.start and decided.start.first > began.start.last:
            errors["approved_by"] = _("The decision is later than the signing: correct a date.")
        if errors:
            raise ValidationError(errors)
