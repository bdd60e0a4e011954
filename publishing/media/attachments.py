"""What entries show of the libraries: documents, and further pictures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.media.library import Document
from publishing.media.pictures import Picture
from publishing.publication import Edited


class AttachmentManager(models.Manager):
    """Fetches the document or picture along, without the text by which it is found."""

    def get_queryset(self):
        found = super().get_queryset().select_related("document", "picture")
        return found.defer("document__text", "document__search_text")


class Attachment(Edited, models.Model):
    """A document or picture of the library that an entry shows. A part of the entry.

    Each kind of entry has a model of its own, with a foreign key ``entry``: so attachments go with
    their entry, and its versions and its draft have them.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, verbose_name=_("document")
    )
    picture = models.ForeignKey(
        Picture, models.CASCADE, null=True, blank=True, verbose_name=_("picture")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = AttachmentManager()

    class Meta:
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_is_one_thing",
                condition=models.Q(document=None) ^ models.Q(picture=None),
                violation_error_message=_("Choose a document or a picture."),
            ),
            models.UniqueConstraint(
                fields=["entry", "document"],
                name="%(class)s_document_once",
                violation_error_message=_("This document is already attached."),
            ),
            models.UniqueConstraint(
                fields=["entry", "picture"],
                name="%(class)s_picture_once",
                violation_error_message=_("This picture is already shown."),
            ),
        ]

    def __str__(self):
        return str(self.document or self.picture)


class WithAttachments:
    """An entry as one that shows documents, and pictures besides its own."""

    document_is_lost = False  # of a past version whose document was deleted since

    @property
    def documents(self) -> list[Document]:
        """Return the documents that are attached, in order."""
        return [one.document for one in self.attachments.all() if one.document_id]

    @property
    def gallery(self) -> list[Picture]:
        """Return the further pictures, in order."""
        return [one.picture for one in self.attachments.all() if one.picture_id]
