"""Files of documents: given out as downloads, and never opened in the site."""

import hashlib
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from publishing.media import programs

MAX_BYTES = 20 * 1024 * 1024
# Of what the programs refuse.
PDF_MESSAGES = {
    "Unreadable": _(
        "The PDF file is encrypted, or cannot be checked: save it again, without a password."
    ),
    "TooComplex": _(
        "The PDF file is made of too many parts to be checked: print it as PDF first, or split it."
    ),
    "HoldsFiles": _(
        "The PDF file contains other files, media or an XFA form (%(found)s), which would "
        "be lost: print it as PDF first."
    ),
    "SignedWithActions": _(
        "The PDF file is signed, and contains actions (%(found)s): sign it again without "
        "them, or print it as PDF."
    ),
}
OFFICE_MESSAGES = {
    "Unreadable": _(
        "The file is encrypted, damaged or from an older Word or Excel. Save it as "
        "DOCX, XLSX or PDF."
    ),
    "TooComplex": _("The file has too many parts to be checked. Split it, or print it as PDF."),
    "Acts": _(
        "The file contains macros, other files or content from elsewhere (%(found)s). "
        "Save it without them, or print it as PDF."
    ),
}


class SanitisedFile(ContentFile):
    """A document that was written anew without anything that acts."""


def refuse_unsafe(upload: FieldFile) -> None:
    """Refuse other than PDF, DOCX and XLSX, and put a harmless file in the place of these.

    What a file is, its content says and not its name. Raises ValidationError, which says what to do
    about it.
    """
    if upload._committed or isinstance(upload.file, SanitisedFile):  # it was looked at
        return
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB: make it smaller first."))
    upload.seek(0)
    content = upload.read()
    format = _format_of(content)
    if format is None:
        message = _("Choose a PDF, DOCX or XLSX file. Save the document as one of these.")
        raise ValidationError(message)
    try:
        harmless = programs.sanitised(content, format)
    except programs.Refused as error:
        messages = PDF_MESSAGES if format == "pdf" else OFFICE_MESSAGES
        raise ValidationError(messages[error.kind] % {"found": error.found}) from error
    stem = upload.name.rpartition(".")[0] or upload.name
    upload.file = SanitisedFile(harmless, name=f"{stem}.{format}")
    upload.name = upload.file.name


def format_of_name(name: str) -> str:
    """Return what a file is by its name: "pdf", "docx", "xlsx"."""
    return name.rpartition(".")[2]


def _format_of(content: bytes) -> str | None:
    if content.lstrip(b"\xef\xbb\xbf\0\t\n\f\r ").startswith(b"%PDF-"):
        return "pdf"
    if not content.startswith(b"PK"):
        return None
    return "xlsx" if b"xl/workbook" in content else "docx" if b"word/" in content else None


def name_by_content(instance, name: str) -> str:
    """Return a name that says nothing and is never given twice: another file has another name."""
    instance.file.seek(0)
    digest = hashlib.sha256(instance.file.read()).hexdigest()[:20]
    instance.file.seek(0)
    return f"documents/{digest}.{format_of_name(name)}"


class DocumentField(models.FileField):
    """A PDF, DOCX or XLSX file of the library. What it was before is deleted."""

    def __init__(self, *args, **options):
        defaults = {
            "upload_to": name_by_content,
            "validators": [refuse_unsafe],
            "blank": True,
        }
        super().__init__(*args, **defaults | options)

    def pre_save(self, model_instance, add):
        """Keep no file that was not looked at, whichever way it comes."""
        file = getattr(model_instance, self.attname)
        if file:
            refuse_unsafe(file)
        if not add and not (file and file._committed):
            rows = type(model_instance)._base_manager.filter(pk=model_instance.pk)
            self._remove_later(rows.values_list(self.attname, flat=True).first())
        return super().pre_save(model_instance, add)

    def contribute_to_class(self, cls, name, **options):
        """Have the file go with its row, also where that goes with another."""
        super().contribute_to_class(cls, name, **options)
        if not cls._meta.abstract:
            post_delete.connect(self._row_was_deleted, sender=cls)

    def _row_was_deleted(self, instance, **signal):
        self._remove_later(str(getattr(instance, self.attname)))

    def _remove_later(self, name: str | None) -> None:
        if name:
            transaction.on_commit(partial(self._remove_unused, name))

    def _remove_unused(self, name: str) -> None:
        if not self.model._base_manager.filter(**{self.attname: name}).exists():
            self.storage.delete(name)
