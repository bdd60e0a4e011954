"""Addresses that were public once: they go on leading somewhere, and are never given away."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import get_language

from publishing.languages import LANGUAGE_CODES, column
from publishing.publication import Publishable


class TombstoneQuerySet(models.QuerySet):
    def of_kind(self, model: type[models.Model]):
        """The former addresses of entries of the model."""
        return self.filter(model=model._meta.concrete_model._meta.label_lower)


class Tombstone(models.Model):
    """The address of an entry that was deleted after the public had seen it.

    It leads to another entry if staff chose one, and else says what was there.
    """

    model = models.CharField(max_length=60)  # of the entry that had it: "partners.partnerregion"
    key = models.PositiveBigIntegerField()
    slug = models.SlugField(max_length=120)
    language = models.CharField(max_length=2)
    heading = models.CharField(max_length=200)  # of the entry, in the language
    since = models.DateTimeField(auto_now_add=True)
    target_type = models.ForeignKey(ContentType, models.SET_NULL, null=True)
    target_id = models.PositiveBigIntegerField(null=True)
    target = GenericForeignKey("target_type", "target_id")

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["model", "slug"])]
        default_permissions = ()

    def __str__(self):
        return self.slug


def seen(model: type[models.Model]) -> models.QuerySet:
    """Versions of entries that the public saw, each ``until`` the next: published, and in time.

    What was to be public from a day on, and was deleted before, nobody has seen.
    """
    following = model.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    next_one = Subquery(following.order_by("history_id").values("history_date")[:1])
    this_moment = Value(now(), output_field=models.DateTimeField())
    published = model.history.filter(status=Publishable.Status.PUBLISHED).exclude(history_type="-")
    return published.annotate(until=Coalesce(next_one, this_moment)).filter(
        Q(publish_at=None) | Q(publish_at__lte=F("until")),
        Q(take_down_at=None) | Q(take_down_at__gt=F("history_date")),
    )


def public_at_slug(model: type[models.Model], *slugs: str) -> models.QuerySet:
    """Return versions, newest first, that the public saw at one of the slugs, in any language."""
    anywhere = Q()
    for language in LANGUAGE_CODES:
        anywhere |= Q(**{f"{column('slug', language)}__in": slugs})
    return seen(model).filter(anywhere).order_by("-history_date", "-history_id")


def tombstones_of(model: type[models.Model], key: int) -> list[Tombstone]:
    """What is known of a deleted entry that the public had seen; nothing of any other."""
    kept = list(Tombstone.objects.of_kind(model).filter(key=key).order_by("-since"))
    if kept or model._base_manager.filter(pk=key).exists():
        return kept
    last = seen(model).filter(id=key).order_by("-history_date", "-history_id").first()
    if last is None or not _whole_was_seen(last):
        return []
    said = {"heading": str(last.instance), "language": get_language()}
    return [Tombstone(key=key, since=last.until, **said)]


def _whole_was_seen(record: models.Model) -> bool:
    """Whether what it is a part of, if anything, was ever public: a decision's partner."""
    return all(
        seen(field.related_model).filter(id=getattr(record, field.attname)).exists()
        for field in record.instance_type._meta.concrete_fields
        if field.many_to_one and field.remote_field.on_delete is models.CASCADE
    )


def was_ever_public(entry: Publishable) -> bool:
    """Whether the public sees the entry, or has ever seen it."""
    return seen(type(entry)).filter(id=entry.pk).exists()


def create_tombstones(entry: Publishable, redirect_to: models.Model | None = None) -> None:
    """Keeps every address at which the public saw the entry; to be called before it goes.

    ``redirect_to`` is the entry to which visitors of these addresses are led, and of those that led
    to the entry until now.
    """
    versions = seen(type(entry)).filter(id=entry.pk).order_by("history_date", "history_id")
    slugs = {
        (language, slug)
        for language in LANGUAGE_CODES
        for slug in versions.values_list(column("slug", language), flat=True)
        if slug
    }
    if redirect_to is not None:
        _lead_on(entry, redirect_to)
    model = entry._meta.concrete_model._meta.label_lower
    last = versions.last()
    for language, slug in sorted(slugs):
        heading = getattr(last, column(entry.heading_field, language)) or last.instance.heading
        Tombstone.objects.create(
            model=model,
            key=entry.pk,
            slug=slug,
            language=language,
            heading=heading,
            target=redirect_to,
        )


def _lead_on(entry: models.Model, redirect_to: models.Model) -> None:
    """Has what led to the entry lead on to another one, in one hop."""
    kind = ContentType.objects.get_for_model(entry)
    led_here = Tombstone.objects.filter(target_type=kind, target_id=entry.pk)
    kind = ContentType.objects.get_for_model(redirect_to)
    led_here.update(target_type=kind, target_id=redirect_to.pk)


def remove_tombstones(entry: models.Model) -> None:
    """Has the addresses of an entry that was brought back lead to it again."""
    Tombstone.objects.of_kind(type(entry)).filter(key=entry.pk).delete()
