"""Files of documents: given out as downloads, and never opened in the site."""

import hashlib
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from publishing.media import office, pdf

MAX_BYTES = 20 * 1024 * 1024
MESSAGES = {
    pdf.Unreadable: _(
        "The PDF file is encrypted, or cannot be checked: save it again, without a password."
    ),
    pdf.TooComplex: _(
        "The PDF file is made of too many parts to be checked: print it as PDF first, or split it."
    ),
    pdf.HoldsFiles: _(
        "The PDF file contains other files, media or an XFA form (%(found)s), which would "
        "be lost: print it as PDF first."
    ),
    pdf.SignedWithActions: _(
        "The PDF file is signed, and contains actions (%(found)s): sign it again without "
        "them, or print it as PDF."
    ),
    office.NotOffice: _(
        "The file is encrypted, damaged or from an older Word or Excel. Save it as "
        "DOCX, XLSX or PDF."
    ),
    office.TooLarge: _("The file has too many parts to be checked. Split it, or print it as PDF."),
    office.Acts: _(
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
    if was_looked_at(upload):
        return
    content = _content(upload)
    format = _format_of(content, upload.name)
    if format is None:
        message = _("Choose a PDF, DOCX or XLSX file. Save the document as one of these.")
        raise ValidationError(message)
    _put_harmless(upload, content, format)


def was_looked_at(upload: FieldFile) -> bool:
    """Return whether the file is kept already, or was made harmless."""
    return upload._committed or isinstance(upload.file, SanitisedFile)


def format_of_name(name: str) -> str:
    """Return what a file is by its name: "pdf", "docx", "xlsx"."""
    return name.rpartition(".")[2]


def _content(upload: FieldFile) -> bytes:
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB: make it smaller first."))
    upload.seek(0)
    return upload.read()


def _is_pdf(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf\0\t\n\f\r ").startswith(b"%PDF-")


def _format_of(content: bytes, name: str) -> str | None:
    if _is_pdf(content):
        return "pdf"
    if not content.startswith(b"PK"):
        return None
    return "xlsx" if b"xl/workbook" in content else "docx" if b"word/" in content else None


def _put_harmless(upload: FieldFile, content: bytes, format: str) -> None:
    """Put the harmless file in place of the upload; its name ends as what it is."""
    stem = upload.name.rpartition(".")[0] or upload.name
    upload.file = SanitisedFile(_sanitised(content, format), name=f"{stem}.{format}")
    upload.name = upload.file.name


def _sanitised(content: bytes, format: str) -> bytes:
    try:
        if format == "pdf":
            return pdf.sanitised(content)
        return office.sanitised(content, format)
    except (pdf.PDFRefused, office.OfficeRefused) as error:
        raise ValidationError(MESSAGES[type(error)] % {"found": error.found}) from error


def name_by_content(instance, name: str) -> str:
    """A name that says nothing and is never given twice: another file has another name."""
    instance.file.seek(0)
    digest = hashlib.sha256(instance.file.read()).hexdigest()[:20]
    instance.file.seek(0)
    return f"documents/{digest}.{format_of_name(name)}"


class DocumentField(models.FileField):
    """A PDF, DOCX or XLSX file of the library. What it was before is deleted."""

    refuse = staticmethod(refuse_unsafe)

    def __init__(self, *args, **options):
        defaults = {
            "upload_to": name_by_content,
            "validators": [self.refuse],
            "blank": True,
        }
        super().__init__(*args, **defaults | options)

    def pre_save(self, model_instance, add):
        """Keep no file that was not looked at, whichever way it comes."""
        file = getattr(model_instance, self.attname)
        if file:
            self.refuse(file)
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
