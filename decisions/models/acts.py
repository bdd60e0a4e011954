"""The county council's decisions about its partner regions."""

from itertools import count

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from decisions.models.kinds import DECISION_KINDS, Kind
from decisions.models.querysets import DecisionQuerySet
from partners.models import PartnerRegion
from partners.names import in_running_text
from publishing.fields import FoldedField, PeriodBound, PeriodField, RichTextField, SortKeyField
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.library import Document
from publishing.models import Entry
from publishing.paths import path_to
from publishing.publication import choice_label, indexes_of_times
from publishing.translations import state_column

PUBLIC = ("status", "publish_at", "take_down_at", "last_day")
STATES = tuple(map(state_column, LANGUAGE_CODES))

AS_FAR_AS_KNOWN = _("Enter as much as you know: the year alone is enough.")


class Decision(Entry):
    """An act of the county council, once, at its number and year, about any number of partners."""

    Kind = Kind
    type_prefix = "d"
    heading_describes = True
    edited_with = ("links", "attachments")
    tracked_relations = ("partners",)
    public_with = ("partners",)

    kind = models.CharField(_("kind"), max_length=30, choices=DECISION_KINDS, default=Kind.TWINNING)
    number = models.PositiveIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("As it is cited, such as 19/1994. Empty if no number is published."),
    )
    date = PeriodField(_("date"), help_text=AS_FAR_AS_KNOWN)
    first_day = PeriodBound("date", "first_day")
    last_day = PeriodBound("date", "last_day")
    partners = models.ManyToManyField(
        PartnerRegion, blank=True, related_name="decisions", verbose_name=_("partner regions")
    )
    title = models.CharField(
        _("title"),
        max_length=300,
        blank=True,
        help_text=_(
            "What was decided. If you leave this empty, the site names the kind and the partners."
        ),
    )
    body = models.CharField(
        _("decided by"),
        max_length=200,
        blank=True,
        help_text=_("Only if it was not the county council."),
    )
    text = RichTextField(_("short text"), blank=True)
    amends = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="amended_by",
        verbose_name=_("amends"),
        help_text=_("The earlier decision that it changes, if there is one."),
    )
    repeals = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="repealed_by",
        verbose_name=_("repeals"),
        help_text=_("The earlier decision that is no longer in force because of it."),
    )
    sort_name = SortKeyField(sources=("cited",))
    search_text = FoldedField(sources=("reference", "title_ro", "title_hu", "title_en"))

    identity = ("number", "date", "kind")
    objects = DecisionQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["first_day", "number", "pk"]
        # All that the timeline and the register read to count and to find the entries of a page.
        indexes = [
            models.Index(fields=["-first_day", "-id", *PUBLIC, "kind"], name="decision_timeline"),
            models.Index(fields=["kind", "-first_day", "-id", *PUBLIC], name="decision_of_kind"),
            models.Index(fields=["-updated", "-id", *STATES, *PUBLIC], name="decision_by_change"),
            *indexes_of_times("decision"),
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

    # --- How it is called --------------------------------------------------------------------

    def get_kind_display(self) -> str:
        return choice_label(DECISION_KINDS, self.kind)

    @property
    def reference(self) -> str:
        """The decision as it is cited, "19/1994"; the year alone where no number is published."""
        year = self.date.year if self.date else ""
        return f"{self.number}/{year}" if self.number else str(year)

    @property
    def cited(self) -> str:
        """Its own name, "Decision 19/1994"; "Decision of 2011" where no number is published."""
        numbered, dated = gettext("Decision {reference}"), gettext("Decision of {reference}")
        return (numbered if self.number else dated).format(reference=self.reference)

    @property
    def short_title(self) -> str:
        """What it is called beside its partner: "twinning 19/1994"."""
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def about(self) -> str:
        """What was decided: its title, or its kind and the partners that it is about."""
        names = ", ".join(in_running_text(partner.name) for partner in self.shown_partners)
        kind = self.get_kind_display()
        return self.title or (f"{kind}, {names}" if names else kind)

    @property
    def heading(self) -> str:
        """What it is called wherever it is named: "Decision 19/1994: twinning, Bács-Kiskun"."""
        return f"{self.cited}: {self.about}"

    @property
    def shown_partners(self) -> list[PartnerRegion]:
        """The partners that it is about, as far as the public knows them."""
        if self.pk is None:
            return []
        return [partner for partner in self.partners.all() if partner.is_public]

    @cached_property
    def is_repealed(self) -> bool:
        """Whether a decision that the public may see has repealed it."""
        return self.repealed_by.published().exists()

    @property
    def anchor(self) -> str:
        """Its kind and reference as one word, which its files are named by."""
        return f"{self.kind.replace('_', '-')}-{self.reference.replace('/', '-')}"

    @property
    def texts(self) -> list[Document]:
        """Its own text: of the documents attached to it those that are, in each language."""
        return [each for each in self.documents if each.kind == Document.Kind.DECISION]

    @property
    def other_documents(self) -> list[Document]:
        """What else is attached to it: annexes, reports."""
        return [each for each in self.documents if each.kind != Document.Kind.DECISION]

    def get_absolute_url(self):
        return path_to("decisions:detail", self.slug)

    # --- Its rules ---------------------------------------------------------------------------

    def clean(self):
        if self.date and not self.date.start:
            message = _("A decision has one date. Enter it, or at least its year.")
            raise ValidationError({"date": message})
        super().clean()

    @property
    def may_be_published(self) -> bool:
        return True

    def _ask_for_a_heading(self):
        """Allow it without a title: it is called by its number and year."""

    def _fill_slugs(self):
        """Have its page stand at its number and year, in every language."""
        if not self.date:
            return
        slug = self.reference.replace("/", "-")
        if not self.number:
            slugs = (f"{slug}-{n}" if n > 1 else slug for n in count(1))
            current_slug = self.slug_ro if (self.slug_ro or "").split("-")[0] == slug else None
            slug = current_slug or next(
                s for s in slugs if self.may_have_slug(s, LANGUAGE_CODES[0])
            )
        for language in LANGUAGE_CODES:
            setattr(self, column("slug", language), slug)

    def _refuse_taken_slugs(self):
        """Raise ValidationError if there is a decision of this number and year."""
        others = self._others_at({self.slug_ro}) if self.slug_ro else {}
        if others:
            message = _("There is a decision %(reference)s already.")
            params = {"reference": self.reference}
            raise ValidationError({"number": ValidationError(message, "unique", params)})

    def save(self, *args, **options):
        if not self.slug_ro:
            self._fill_slugs()
        super().save(*args, **options)
        for agreement in self.agreements.all():
            agreement.follow(self)

    def delete(self, *args, **options):
        """Delete it; what came of it keeps the day on which it began."""
        for agreement in self.agreements.all():
            agreement.keep_start()
        return super().delete(*args, **options)
