"""Addresses that were public once: they go on leading somewhere, and are never given away."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import get_language

from publishing.languages import LANGUAGE_CODES, column
from publishing.publication import Publishable


class FormerAddressQuerySet(models.QuerySet):
    def of_kind(self, model: type[models.Model]):
        """The former addresses of entries of the model."""
        return self.filter(model=model._meta.concrete_model._meta.label_lower)


class FormerAddress(models.Model):
    """The address of an entry that was deleted after the public had seen it.

    It leads to another entry if staff chose one, and else says what was there.
    """

    model = models.CharField(max_length=60)  # of the entry that had it: "partners.partnerregion"
    key = models.PositiveBigIntegerField()
    slug = models.SlugField(max_length=120)
    language = models.CharField(max_length=2)
    heading = models.CharField(max_length=200)  # of the entry, in the language
    since = models.DateTimeField(auto_now_add=True)
    kind_of_target = models.ForeignKey(ContentType, models.SET_NULL, null=True)
    key_of_target = models.PositiveBigIntegerField(null=True)
    target = GenericForeignKey("kind_of_target", "key_of_target")

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["model", "slug"])]
        default_permissions = ()

    def __str__(self):
        return self.slug


def seen_at(model: type[models.Model], slug: str) -> models.QuerySet:
    """Versions of entries, newest first, that the public saw at the address, in any language."""
    anywhere = models.Q()
    for language in LANGUAGE_CODES:
        anywhere |= models.Q(**{column("slug", language): slug})
    published = model.history.filter(anywhere, status=Publishable.Status.PUBLISHED)
    return published.order_by("-history_date", "-history_id")


def traces(model: type[models.Model], key: int) -> list[FormerAddress]:
    """What is known of a deleted entry that the public had seen; nothing of any other."""
    kept = list(FormerAddress.objects.of_kind(model).filter(key=key).order_by("-since"))
    if kept or model._base_manager.filter(pk=key).exists():
        return kept
    versions = model.history.filter(id=key, status=Publishable.Status.PUBLISHED)
    last = versions.order_by("-history_date").first()
    if last is None:
        return []
    said = {"heading": str(last.instance), "language": get_language()}
    return [FormerAddress(key=key, since=last.history_date, **said)]


def was_public(entry: Publishable) -> bool:
    """Whether the entry is, or has ever been, published."""
    published = Publishable.Status.PUBLISHED
    return type(entry).history.filter(id=entry.pk, status=published).exists()


def keep_addresses(entry: Publishable, leads_to: models.Model | None = None) -> None:
    """Keeps every address that the entry had while it was published; to be called before it goes.

    ``leads_to`` is the entry to which visitors of these addresses are led.
    """
    published = type(entry).history.filter(id=entry.pk, status=Publishable.Status.PUBLISHED)
    slugs = {
        (language, slug)
        for language in LANGUAGE_CODES
        for slug in published.values_list(column("slug", language), flat=True)
        if slug
    }
    model = entry._meta.concrete_model._meta.label_lower
    for language, slug in sorted(slugs):
        heading = getattr(entry, column(entry.heading_field, language)) or entry.heading
        FormerAddress.objects.create(
            model=model,
            key=entry.pk,
            slug=slug,
            language=language,
            heading=heading,
            target=leads_to,
        )


def give_back(entry: models.Model) -> None:
    """Has the addresses of an entry that was brought back lead to it again."""
    FormerAddress.objects.of_kind(type(entry)).filter(key=entry.pk).delete()
