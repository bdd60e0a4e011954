"""What the county and its partners do together: projects, events, programmes, memberships, news."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.editions import make_next_edition
from partners.models import PartnerRegion
from publishing.fields import FoldedField, PeriodBound, PeriodField, RichTextField
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.attachments import Attachment
from publishing.models import Entry, EntryQuerySet, Link
from publishing.paths import path_to
from publishing.publication import choice_label, indexes_of_times
from publishing.translations import state_column

PUBLIC = ("status", "publish_at", "take_down_at", "last_day")
STATES = tuple(map(state_column, LANGUAGE_CODES))


# By start; of those that start alike what still runs first, then what ended last.
NEWEST_FIRST = (
    models.F("first_day").desc(nulls_last=True),
    models.F("last_day").desc(nulls_first=True),
    "-pk",
)


class ActivityQuerySet(EntryQuerySet):
    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def as_cards(self):
        """Load what a card of each shows, and what it is a part of, which it is found by."""
        shown = ("kind", "title", "summary", "period", "slug", "part_of", "picture")
        return self.select_related("picture").only(*shown)


class Activity(Entry):
    """Something that the county does with its partners, or as a member of something larger."""

    class Kind(models.TextChoices):
        PROJECT = "project", pgettext_lazy("kind of activity", "project")
        EVENT = "event", pgettext_lazy("kind of activity", "event")
        PROGRAMME = "programme", pgettext_lazy("kind of activity", "programme")
        MEMBERSHIP = "membership", pgettext_lazy("kind of activity", "membership")
        NEWS = "news", pgettext_lazy("kind of activity", "news")

    class Theme(models.TextChoices):
        CULTURE = "culture", pgettext_lazy("theme", "culture and heritage")
        EDUCATION = "education", pgettext_lazy("theme", "education")
        YOUTH = "youth", pgettext_lazy("theme", "youth")
        HEALTH = "health", pgettext_lazy("theme", "health")
        ECONOMY = "economy", pgettext_lazy("theme", "economy")
        AGRICULTURE = "agriculture", pgettext_lazy("theme", "agriculture")
        TOURISM = "tourism", pgettext_lazy("theme", "tourism")
        ADMINISTRATION = "administration", pgettext_lazy("theme", "local government")
        EU = "eu", pgettext_lazy("theme", "European affairs")

    type_prefix = "a"
    edited_with = ("links", "attachments")
    tracked_relations = ("partners",)

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    theme = models.CharField(
        _("theme"),
        max_length=20,
        blank=True,
        choices=Theme,
        help_text=_("What it is mainly about; visitors filter by it."),
    )
    title = models.CharField(_("title"), max_length=200)
    short_name = models.CharField(
        _("short name"),
        max_length=30,
        blank=True,
        help_text=_("An abbreviation, such as AER."),
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences, shown in lists.")
    )
    text = RichTextField(_("text"), blank=True)
    period = PeriodField(
        _("period"),
        blank=True,
        help_text=_(
            "Enter as much as you know: the year alone is enough. Leave empty if no date "
            "was published."
        ),
    )
    first_day = PeriodBound("period", "first_day")
    last_day = PeriodBound("period", "last_day")
    partners = models.ManyToManyField(
        PartnerRegion,
        blank=True,
        related_name="activities",
        verbose_name=_("partner regions"),
    )
    part_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The programme or project that this is part of, if any."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    organiser = models.CharField(_("organiser"), max_length=200, blank=True)
    funder = models.CharField(_("funder"), max_length=200, blank=True)
    funding_programme = models.CharField(
        _("funding programme"),
        max_length=200,
        blank=True,
        help_text=_("Such as Interreg Europe."),
    )
    lead_partner = models.CharField(
        _("lead partner"),
        max_length=200,
        blank=True,
        help_text=_("The body that leads the project."),
    )
    budget = models.PositiveIntegerField(
        _("budget"), null=True, blank=True, help_text=_("All of it, in whole euros.")
    )
    eu_share = models.PositiveIntegerField(
        _("EU share"), null=True, blank=True, help_text=_("In whole euros.")
    )
    project_number = models.CharField(
        _("project number"),
        max_length=60,
        blank=True,
        help_text=_("As the programme identifies it. Link its page in keep.eu or Kohesio below."),
    )
    role = models.CharField(_("the county’s role"), max_length=300, blank=True)
    search_text = FoldedField(sources=("title_ro", "title_hu", "title_en", "short_name"))

    objects = ActivityQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-first_day", "-pk"]
        # All that the timeline reads to count and to find the entries of a page.
        indexes = [
            models.Index(fields=["-first_day", "-id", *PUBLIC, "kind"], name="activity_timeline"),
            models.Index(fields=["kind", "-first_day", "-id", *PUBLIC], name="activity_of_kind"),
            # What the first page of the admin counts and finds the latest of, as do the feeds;
            # theirs are also of a kind, and what was timed.
            models.Index(
                fields=["-updated", "-id", *STATES, *PUBLIC, "kind"], name="activity_by_change"
            ),
            models.Index(fields=["kind", "-updated", "-id"], name="activity_kind_by_change"),
            *indexes_of_times("activity"),
            # Since when the catalogue of the open data has any.
            models.Index(fields=["created"], name="activity_by_creation"),
            # What the lists of the admin count beside each of their filters.
            models.Index(
                fields=["kind", *STATES, *PUBLIC[:3], "theme"],
                name="activity_states",
            ),
            # The order of the admin's lists by title, in the editor's language.
            *(
                models.Index(
                    fields=["kind", column("sort_name", language), "id"],
                    name=f"activity_title_{language}",
                )
                for language in LANGUAGE_CODES
            ),
            # What the search of the admin goes through.
            models.Index(fields=["kind", "id", "search_text"], name="activity_words"),
        ]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_it_starts",
                condition=models.Q(last_day__gte=models.F("first_day")),
                violation_error_message=_("The end is before the start: correct one of them."),
            ),
            models.CheckConstraint(
                name="activity_eu_share_is_part_of_budget",
                condition=models.Q(eu_share__lte=models.F("budget")),
                violation_error_message=_("The EU’s share is more than the whole budget."),
            ),
        ]

    def save(self, *args, **options):
        if self.only_kind:
            self.kind = self.only_kind
        super().save(*args, **options)

    def get_absolute_url(self):
        return path_to("activities:detail", self.slug)

    def get_kind_display(self) -> str:
        return choice_label(Activity.Kind.choices, self.kind)

    @property
    def slug_ending(self) -> str:
        return str(self.period.year or "") if self.period else ""

    def adjust_copy(self):
        make_next_edition(self)

    @property
    def form_name(self) -> str:
        """The proxy model in whose form it is edited."""
        return self.kind


class ActivityLink(Link):
    """A web page of or about an activity."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="links", verbose_name=_("activity")
    )

    identity = ("activity", "url")

    class Meta(Link.Meta):
        verbose_name = _("web page")
        verbose_name_plural = _("web pages")


class ActivityAttachment(Attachment):
    """A document or picture that the page of an activity shows."""

    entry = models.ForeignKey(
        Activity, models.CASCADE, related_name="attachments", verbose_name=_("activity")
    )
