"""What an entry shows of the libraries, in its form: its documents, and its further pictures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.admin.fields import EntryInline
from editing.admin.forms import EntryFormSet, RowForm
from editing.admin.libraries import LibraryInput
from publishing.media.attachments import Attachment
from publishing.media.library import Document
from publishing.media.pictures import Picture


class AttachmentRowForm(RowForm):
    """A document or picture, chosen from its library."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("document", "picture"):
            if name in self.fields:
                self.fields[name].required = True
                self.fields[name].widget.chosen = getattr(self.instance, name)


class DocumentFormSet(EntryFormSet):
    @classmethod
    def get_default_prefix(cls):
        return "documents"


class PictureFormSet(EntryFormSet):
    @classmethod
    def get_default_prefix(cls):
        return "pictures"


class AttachmentInline(EntryInline):
    """Of the attachments of an entry those that are from one library."""

    template = "admin/_attachments.html"
    form = AttachmentRowForm
    shown: str  # the field of what is attached: "document" or "picture"
    library: type[models.Model]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(**{f"{self.shown}__isnull": False})

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name == self.shown:
            options["widget"] = LibraryInput(self.library)
        return super().formfield_for_foreignkey(db_field, request, **options)


class DocumentInline(AttachmentInline):
    formset = DocumentFormSet
    fields = ["document", "position"]
    shown, library = "document", Document
    verbose_name, verbose_name_plural = _("document"), _("documents")


class PictureInline(AttachmentInline):
    formset = PictureFormSet
    fields = ["picture", "position"]
    shown, library = "picture", Picture
    verbose_name, verbose_name_plural = _("further picture"), _("further pictures")


def attachment_inlines(model: type[Attachment]) -> list[type[AttachmentInline]]:
    """Return the inlines for the documents and pictures of a kind of entry."""
    return [
        type(base.__name__, (base,), {"model": model, "__module__": __name__})
        for base in (DocumentInline, PictureInline)
    ]
