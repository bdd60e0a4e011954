"""One way to refer to any entry: the letter of its kind and its key, as in "p7"."""

from django.db import models

from publishing.entry_types import models_by_prefix


class EntryReferenceQuerySet(models.QuerySet):
    def of(self, entry: models.Model):
        """Return what refers to the entry."""
        return self.filter(prefix=entry.type_prefix, key=entry.pk)

    def of_kind(self, model: type[models.Model]):
        """Return what refers to entries of the model."""
        return self.filter(prefix=model.type_prefix)


class EntryReference(models.Model):
    """Refers to one entry of any kind, which may be gone."""

    prefix = models.CharField(max_length=1)
    key = models.PositiveBigIntegerField()

    objects = EntryReferenceQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def entry(self) -> models.Model | None:
        """Return the entry, if it is there."""
        return find_entry(self.prefix, self.key)

    @entry.setter
    def entry(self, entry: models.Model) -> None:
        self.prefix, self.key = entry.type_prefix, entry.pk


def find_entry(prefix: str, key: int | None) -> models.Model | None:
    """Return the entry of a short id, published or not; None if there is none."""
    model = models_by_prefix().get(prefix)
    return model._default_manager.filter(pk=key).first() if model and key else None
