"""Drafts, and what is public when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Edited:
    """The contract of what staff edit and whose versions are kept: an entry, or a part of one."""

    type_prefix = ""  # with its key it makes up its short id: "p7"; "" if it has none
    edited_with: tuple[str, ...] = ()  # the relations whose rows are edited in its form
    kept_relations: tuple[str, ...] = ()  # many-to-many fields that versions keep, too
    only_kind: str | None = None  # of a proxy model: the kind of entry that it stands for

    @property
    def form_name(self) -> str:
        """The model in whose admin it is edited."""
        return self._meta.model_name

    @property
    def belongs_to(self) -> models.Model | None:
        """The entry on whose page it stands, if it has none of its own."""
        return None

    @property
    def may_be_published(self) -> bool:
        return True


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """What the public may see now. Every list, page, sitemap and figure asks here."""
        return self.filter(public_now())


class Publishable(Edited, models.Model):
    """Something that staff prepare as a draft and then publish, at once or from a time on."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    class Stage(models.TextChoices):
        """Where a publishable stands at this moment, by its status and its times."""

        DRAFT = "draft", _("draft")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLIC = "published", _("published")
        TAKEN_DOWN = "taken_down", _("taken down")

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status,
        default=Status.DRAFT,
        help_text=_("The public sees only what is published."),
    )
    publish_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        help_text=_("Left empty, what is published is public at once."),
    )
    take_down_at = models.DateTimeField(
        _("public until"),
        null=True,
        blank=True,
        help_text=_("Left empty, it stays public."),
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)
    updated = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "translate")

    @property
    def stage(self) -> Stage:
        now = timezone.now()
        if self.status == self.Status.DRAFT:
            return self.Stage.DRAFT
        if self.take_down_at and self.take_down_at <= now:
            return self.Stage.TAKEN_DOWN
        if self.publish_at and self.publish_at > now:
            return self.Stage.SCHEDULED
        return self.Stage.PUBLIC

    def clean(self):
        super().clean()
        if self.publish_at and self.take_down_at and self.take_down_at <= self.publish_at:
            message = _("It would be taken down before it is public: correct one of the times.")
            raise ValidationError({"take_down_at": message})


def public_now() -> Q:
    """The condition of being public at this moment."""
    now = timezone.now()
    return (
        Q(status=Publishable.Status.PUBLISHED)
        & (Q(publish_at=None) | Q(publish_at__lte=now))
        & (Q(take_down_at=None) | Q(take_down_at__gt=now))
    )
