"""The county council's decisions about its partner regions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models.regions import PartnerRegion
from publishing.fields import PeriodBound, PeriodField
from publishing.media.documents import DocumentField
from publishing.models import Publishable, PublishableQuerySet, Translated
from publishing.publication import public_now

PUBLIC = ("status", "publish_at", "take_down_at", "last_day")


class TwinningDecisionQuerySet(PublishableQuerySet):
    def published(self):
        """Decisions that are published, of partners that are."""
        # The partners that are not are few: they are looked up once, not one for each decision.
        hidden = PartnerRegion.objects.exclude(public_now())
        return self.published_themselves().exclude(partner__in=hidden)

    def published_themselves(self):
        """Decisions that are published, whether their partners are or not."""
        return super().published()

    def in_order(self):
        return self.order_by("first_day", "number", "pk")


class TwinningDecision(Translated, Publishable):
    """The county council's decision to be twinned, or to cooperate, with one partner region."""

    class Kind(models.TextChoices):
        TWINNING = "twinning", pgettext_lazy("kind of decision", "twinning")
        COOPERATION_AGREEMENT = (
            "cooperation_agreement",
            pgettext_lazy("kind of decision", "cooperation agreement"),
        )

    type_prefix = "d"

    partner = models.ForeignKey(
        PartnerRegion,
        models.CASCADE,
        related_name="decisions",
        verbose_name=_("partner region"),
        error_messages={"null": _("Choose the partner that the decision is about.")},
    )
    kind = models.CharField(_("kind"), max_length=30, choices=Kind, default=Kind.TWINNING)
    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_(
            "The number before the stroke: 19 for decision 19/1994. Empty if none is published."
        ),
    )
    date = PeriodField(_("date"), help_text=_("As precise as known: the year alone is enough."))
    first_day = PeriodBound("date", "first_day")
    last_day = PeriodBound("date", "last_day")
    in_force = PeriodField(
        _("in force"),
        blank=True,
        help_text=_("Only where it differs from the date of the decision."),
    )
    note = models.TextField(_("note"), blank=True)
    document = DocumentField(
        _("document"),
        help_text=_("The decision itself, as a PDF file of at most 20 MB."),
    )

    document_is_lost = False  # of a past version whose file was replaced or removed since

    identity = ("partner", "kind", "number", "date")
    objects = TwinningDecisionQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["first_day", "number", "pk"]
        # All that the timeline reads to count, and that the order of partners by year reads.
        indexes = [
            models.Index(
                fields=["-first_day", "-id", *PUBLIC, "partner"], name="decision_timeline"
            ),
            models.Index(fields=["partner", "first_day", *PUBLIC], name="decision_of_partner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="decision_number_is_positive",
                condition=models.Q(number__gt=0),
                violation_error_message=_("A decision’s number is 1 or more."),
            ),
            models.CheckConstraint(
                name="decision_date_ends_after_it_starts",
                condition=models.Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The end is before the start: correct one of them."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.date and not self.date.start:
            message = _("A decision is taken once: give its date, the year at least.")
            raise ValidationError({"date": message})

    def __str__(self):
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def reference(self) -> str:
        """The decision as it is cited, "19/1994"; the year alone where no number is published."""
        return f"{self.number}/{self.date.year}" if self.number else str(self.date.year)

    @property
    def heading(self) -> str:
        """What it is called away from its partner's page: "Twinning 19/1994: Bács-Kiskun"."""
        return f"{capfirst(str(self))}: {self.partner.name}"

    @property
    def anchor(self) -> str:
        """The identifier of the decision on its partner's page."""
        return f"{self.kind.replace('_', '-')}-{self.reference.replace('/', '-')}"

    @property
    def document_name(self) -> str:
        """The name under which the document is downloaded."""
        return f"{self.anchor}.pdf"

    @property
    def belongs_to(self) -> PartnerRegion:
        """The entry on whose page it stands."""
        return self.partner

    def get_absolute_url(self):
        return f"{self.partner.get_absolute_url()}#{self.anchor}"


def with_decisions(partners: models.QuerySet) -> models.QuerySet:
    """Fetch published partners with their published decisions, in order, and their web pages."""
    return with_decisions_only(partners).prefetch_related("links")


def with_decisions_only(partners: models.QuerySet) -> models.QuerySet:
    """Fetch published partners with their published decisions, in order; for lists of names."""
    decisions = TwinningDecision.objects.published_themselves().in_order()
    return partners.prefetch_related(models.Prefetch("decisions", queryset=decisions))
