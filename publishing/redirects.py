"""Slugs that were public once: they go on leading somewhere, and are never given away."""

from datetime import datetime

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.timezone import now
from django.utils.translation import get_language, override

from publishing.languages import LANGUAGE_CODES, column
from publishing.publication import Publishable, public_between
from publishing.references import EntryReference, find_entry


class Tombstone(EntryReference):
    """The slug of an entry that was deleted after the public had seen it.

    It redirects to another entry if staff chose one, and else says what was there.
    """

    slug = models.SlugField(max_length=120)
    language = models.CharField(max_length=2)
    heading = models.CharField(max_length=200)  # of the entry, in the language
    since = models.DateTimeField(auto_now_add=True)
    target_prefix = models.CharField(max_length=1, blank=True)
    target_key = models.PositiveBigIntegerField(null=True, blank=True)

    identity = ("prefix", "key", "slug")

    class Meta:
        indexes = [models.Index(fields=["prefix", "slug"])]
        default_permissions = ()

    @property
    def target(self) -> models.Model | None:
        """Return the entry that it redirects to, if there is one."""
        return find_entry(self.target_prefix, self.target_key)


def ever_public(model: type[models.Model]) -> models.QuerySet:
    """Return versions of entries that the public saw, each ``until`` the next.

    What was to be public from a day on, and was deleted before, nobody has seen.
    """
    following = model.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    next_one = Subquery(following.order_by("history_id").values("history_date")[:1])
    current_time = Value(now(), output_field=models.DateTimeField())
    versions = model.history.exclude(history_type="-")
    return versions.annotate(until=Coalesce(next_one, current_time)).filter(
        public_between(F("history_date"), F("until"))
    )


def public_at_slug(model: type[models.Model], *slugs: str) -> models.QuerySet:
    """Return versions, newest first, that the public saw at one of the slugs, in any language."""
    anywhere = Q()
    for language in LANGUAGE_CODES:
        anywhere |= Q(**{f"{column('slug', language)}__in": slugs})
    return ever_public(model).filter(anywhere).order_by("-history_date", "-history_id")


def tombstones_of(model: type[models.Model], key: int) -> list[Tombstone]:
    """Return what is known of a deleted entry that the public had seen; nothing of any other."""
    recorded = list(Tombstone.objects.of_kind(model).filter(key=key).order_by("-since"))
    if recorded or model._base_manager.filter(pk=key).exists():
        return recorded
    last = ever_public(model).filter(id=key).order_by("-history_date", "-history_id").first()
    if last is None or not _whole_was_public(last):
        return []
    named = {"heading": str(last.instance), "language": get_language()}
    return [Tombstone(key=key, since=last.until, **named)]


def _whole_was_public(record: models.Model) -> bool:
    """Return whether what it is a part of, or about, if anything, was ever public."""
    model = record.instance_type
    for name in model.public_with:
        target = model._meta.get_field(name).m2m_reverse_name()
        keys = list(getattr(record, name).values_list(target, flat=True))
        if (
            keys
            and not ever_public(model._meta.get_field(name).related_model)
            .filter(id__in=keys)
            .exists()
        ):
            return False
    return all(
        ever_public(field.related_model).filter(id=getattr(record, field.attname)).exists()
        for field in record.instance_type._meta.concrete_fields
        if field.many_to_one and field.remote_field.on_delete is models.CASCADE
    )


def was_ever_public(entry: Publishable) -> bool:
    """Return whether the public sees the entry, or has ever seen it."""
    return ever_public(type(entry)).filter(id=entry.pk).exists()


def was_public_since(entry: Publishable, start: datetime) -> bool:
    """Return whether the public has seen the entry at some time since the start."""
    versions = ever_public(type(entry)).filter(id=entry.pk, until__gt=start)
    begin = Greatest(F("history_date"), Value(start, output_field=models.DateTimeField()))
    return versions.filter(public_between(begin, F("until"))).exists()


def create_tombstones(entry: Publishable, redirect_to: models.Model | None = None) -> None:
    """Keep every slug at which the public saw the entry; to be called before it goes.

    ``redirect_to`` is the entry to which visitors of these addresses are led, and of those that led
    to the entry until now.
    """
    versions = ever_public(type(entry)).filter(id=entry.pk).order_by("history_date", "history_id")
    slugs = {
        (language, slug)
        for language in LANGUAGE_CODES
        for slug in versions.values_list(column("slug", language), flat=True)
        if slug
    }
    if redirect_to is not None:
        _lead_on(entry, redirect_to)
    last = versions.last()
    if last is not None and not _whole_was_public(last):
        return
    for language, slug in sorted(slugs):
        with override(language):
            heading = getattr(last, column(entry.heading_field, language)) or last.instance.heading
        Tombstone.objects.create(
            entry=entry,
            slug=slug,
            language=language,
            heading=heading,
            **_target(redirect_to),
        )


def _lead_on(entry: models.Model, redirect_to: models.Model) -> None:
    """Have what led to the entry redirect to another one, in one hop."""
    led_here = Tombstone.objects.filter(**_target(entry))
    led_here.update(**_target(redirect_to))


def _target(entry: models.Model | None) -> dict:
    if entry is None:
        return {}
    return {"target_prefix": entry.type_prefix, "target_key": entry.pk}


def remove_tombstones(entry: models.Model) -> None:
    """Have the addresses of an entry that was brought back lead to it again."""
    Tombstone.objects.of(entry).delete()
