"""Drafts, and what is public when: said once in Python and once in SQL."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Expression, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.languages import normalise_texts


class Status(models.TextChoices):
    """What staff chose."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class PublicationState(models.TextChoices):
    """What comes of the status and of the times."""

    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLIC = "published", _("published")
    TAKEN_DOWN = "taken_down", _("taken down")


def state_at(record: models.Model, timestamp: datetime) -> PublicationState:
    """Return the state of an entry, or of a record of its history, at a time."""
    if record.status == Status.DRAFT:
        return PublicationState.DRAFT
    if record.take_down_at and record.take_down_at <= timestamp:
        return PublicationState.TAKEN_DOWN
    if record.publish_at and record.publish_at > timestamp:
        return PublicationState.SCHEDULED
    return PublicationState.PUBLIC


def in_state_at(state: str, timestamp: datetime) -> Q:
    """Return the condition of being in a state at a time; of none, if there is no such state."""
    published, taken_down = Q(status=Status.PUBLISHED), Q(take_down_at__lte=timestamp)
    conditions = {
        PublicationState.DRAFT: Q(status=Status.DRAFT),
        PublicationState.SCHEDULED: published & Q(publish_at__gt=timestamp) & ~taken_down,
        PublicationState.PUBLIC: public_between(timestamp, timestamp),
        PublicationState.TAKEN_DOWN: published & taken_down,
    }
    return conditions.get(state, Q(pk__in=[]))


def public_between(start: datetime | Expression, end: datetime | Expression) -> Q:
    """Return the condition of being public at some time from start to end."""
    return (
        Q(status=Status.PUBLISHED)
        & (Q(publish_at=None) | Q(publish_at__lte=end))
        & (Q(take_down_at=None) | Q(take_down_at__gt=start))
    )


def public_now() -> Q:
    """Return the condition of being public at this time."""
    now = timezone.now()
    return public_between(now, now)


def choice_label(choices: Iterable[tuple[str, str]], value: str) -> str:
    """Return what a choice is called; the value itself, if it is none of them.

    Django's own ``get_…_display`` hashes all of them, with their translations, each time.
    """
    return str(dict(choices).get(value, value))


class Edited:
    """The contract of what staff edit and whose versions are kept: an entry, or a part of one."""

    type_prefix = ""  # with its key it makes up its short id: "p7"; "" if it has none
    edited_with: tuple[str, ...] = ()  # the relations whose rows are edited in its form
    tracked_relations: tuple[str, ...] = ()  # many-to-many fields that versions keep, too
    derived: tuple[str, ...] = ()  # columns that the site makes itself: versions have none of them
    public_with: tuple[str, ...] = ()  # many-to-many fields of which one must be public, if any
    only_kind: str | None = None  # of a proxy model: the kind of entry that it stands for
    changes_at: tuple[str, ...] = ()  # the columns of times at which the public sees another thing

    def clean_fields(self, exclude=None):
        normalise_texts(self)
        super().clean_fields(exclude)

    def save(self, *args, **options):
        normalise_texts(self)
        super().save(*args, **options)

    @property
    def form_name(self) -> str:
        """The model in whose admin it is edited."""
        return self._meta.model_name

    @property
    def belongs_to(self) -> models.Model | None:
        """The entry on whose page it stands, if it has none of its own."""
        return None

    @property
    def rests_on(self) -> models.Model | None:
        """What it cites, shown in a preview while neither is public."""
        return None

    def rejoin(self) -> None:
        """Have others know it again, now that it was brought back; most have none."""

    @property
    def may_be_published(self) -> bool:
        return True

    @property
    def may_be_taken_down(self) -> bool:
        return True


def indexes_of_times(name: str) -> list[models.Index]:
    """Return the indexes by which the few that are timed are found among very many."""
    return [
        models.Index(
            fields=[f"-{field}", "-id"],
            condition=Q(**{f"{field}__isnull": False}),
            name=f"{name}_{field}",
        )
        for field in ("publish_at", "take_down_at")
    ]


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """Return what the public may see now."""
        return self.filter(public_now())


class Publishable(Edited, models.Model):
    """Something that staff prepare as a draft and then publish, at once or from a time on."""

    Status = Status
    changes_at = ("publish_at", "take_down_at")

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("Visitors see only what is published."),
    )
    publish_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("If you leave this empty, it is public as soon as you publish it."),
    )
    take_down_at = models.DateTimeField(
        _("public until"),
        null=True,
        blank=True,
        help_text=_("If you leave this empty, it stays public."),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "translate")

    @property
    def publication_state(self) -> PublicationState:
        """Return the state at this time."""
        return state_at(self, timezone.now())

    @property
    def is_public(self) -> bool:
        """Return whether the public may see it now."""
        return self.publication_state == PublicationState.PUBLIC

    def clean(self):
        if self.publish_at and self.take_down_at and self.take_down_at <= self.publish_at:
            message = _("It would be taken down before it is public. Change one of the times.")
            raise ValidationError({"take_down_at": message})
