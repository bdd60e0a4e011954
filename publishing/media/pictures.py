import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from publishing.media import images
from publishing.publication import Edited


def refuse_hostile(upload) -> None:
    """Refuse what is too large to be decoded safely, or no photo."""
    if not getattr(upload, "_committed", False):  # else it was looked at when it was uploaded
        images.read(upload)


class Picture(Edited, models.Model):
    """A photo, uploaded once and shown with any number of entries."""

    file = models.ImageField(
        _("file"),
        upload_to="originals",
        validators=[refuse_hostile],
        help_text=_("A photo at least 1600 pixels wide. The site makes the smaller versions."),
    )
    alt = models.CharField(
        _("text alternative"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    is_decorative = models.BooleanField(
        _("only decorative"),
        default=False,
        help_text=_(
            "Tick this if the picture adds nothing to the text. Screen readers will skip it."
        ),
    )
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("Who took it, and why we may use it.")
    )
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left"),
        default=50,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top"), default=50, blank=True, validators=[MaxValueValidator(100)]
    )
    sources = models.JSONField(default=list, editable=False)  # [[format, width, height, name], …]

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "translate")
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]

    def __str__(self):
        return self.alt or self.caption or self.file.name.rpartition("/")[2]

    def clean(self):
        super().clean()
        self.focal_x = 50 if self.focal_x is None else self.focal_x
        self.focal_y = 50 if self.focal_y is None else self.focal_y
        if not self.is_decorative and not any((self.alt_ro, self.alt_hu, self.alt_en)):
            message = _(
                "Describe the picture in at least one language, or mark it as only decorative."
            )
            raise ValidationError({"alt_ro": message})

    def save(self, *args, **options):
        if not self.file._committed:  # a new upload
            image = images.read(self.file)
            self.sources = [self._keep(variant) for variant in images.variants(image)]
            name = slugify(self.file.name.rpartition("/")[2].rpartition(".")[0])[:40] or "picture"
            self.file = ContentFile(images.original(image), f"{name}.webp")
        super().save(*args, **options)

    def delete(self, *args, **options):
        """Delete it for good: with all its files, also those that it had before."""
        records = [self, *type(self).history.filter(id=self.pk)]
        names = {name for record in records for *_size, name in record.sources}
        names |= {str(record.file) for record in records if record.file}
        with transaction.atomic():
            result = super().delete(*args, **options)
            transaction.on_commit(lambda: remove_unused(names))
        return result

    def _keep(self, variant: images.Variant) -> list:
        """Store a variant under a name made of its content, so that it may be cached for ever."""
        digest = hashlib.sha256(variant.data).hexdigest()[:20]
        name = f"pictures/{digest}-{variant.width}.{variant.format}"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(variant.data))
        return [variant.format, variant.width, variant.height, name]

    @property
    def focal_classes(self) -> str:
        """The classes by which a picture that is cut keeps what matters; in tens of percent."""
        return f"focal-x-{round(self.focal_x / 10)} focal-y-{round(self.focal_y / 10)}"

    @property
    def srcset_avif(self) -> str:
        return self._srcset("avif")

    @property
    def srcset_webp(self) -> str:
        return self._srcset("webp")

    def _srcset(self, name: str) -> str:
        """Return the variants of a format as ``srcset`` takes them."""
        of_format = (source for source in self.sources if source[0] == name)
        return ", ".join(
            f"{default_storage.url(file)} {width}w" for _f, width, _h, file in of_format
        )

    @property
    def largest(self) -> dict:
        """The widest WebP: ``url``, ``width``, ``height``."""
        return self._webp(-1)

    @property
    def smallest(self) -> dict:
        """The narrowest WebP: ``url``, ``width``, ``height``."""
        return self._webp(0)

    def _webp(self, index: int) -> dict:
        _format, width, height, name = [s for s in self.sources if s[0] == "webp"][index]
        return {"url": default_storage.url(name), "width": width, "height": height}


def remove_unused(names: set[str]) -> None:
    """Delete the files that no picture has: equal ones share them."""
    used = set()
    for file, sources in Picture.objects.values_list("file", "sources"):
        used |= {file, *(name for *_size, name in sources)}
    for name in names - used:
        default_storage.delete(name)
