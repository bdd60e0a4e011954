"""Documents that staff attach: PDF files, given out as downloads and never opened in the site."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.media import pdf

MAX_BYTES = 20 * 1024 * 1024


def refuse_other_than_pdf(upload) -> None:
    """Refuses what is not a PDF by its content, whatever its name says, and what is too large."""
    if getattr(upload, "_committed", False):
        return  # it was looked at when it was uploaded
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 20 MB: make it smaller first."))
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    if not content.lstrip(b"\xef\xbb\xbf\0\t\n\f\r ").startswith(b"%PDF-"):
        raise ValidationError(_("This is not a PDF file: save the document as PDF first."))
    refuse_active(content)


def refuse_active(content: bytes) -> None:
    """Refuses a PDF that does more than being read: readers of ours open it without suspicion."""
    try:
        found = pdf.deeds(content)
    except pdf.CannotBeChecked as error:
        raise ValidationError(
            _("The PDF file is encrypted, or cannot be checked: save it anew, without a password.")
        ) from error
    if found:
        message = _(
            "The PDF file holds scripts, other files or forms (%(found)s): print it as PDF first."
        )
        raise ValidationError(message % {"found": ", ".join(sorted(found))})


def name_by_content(instance, name: str) -> str:
    """A name that says nothing and is never given twice: another file has another name."""
    file = instance.document
    file.seek(0)
    digest = hashlib.sha256(file.read()).hexdigest()[:20]
    file.seek(0)
    return f"documents/{digest}.pdf"


class DocumentField(models.FileField):
    """A PDF file. What it was before stays on the disk, for the earlier versions of the entry."""

    def __init__(self, *args, **options):
        defaults = {
            "upload_to": name_by_content,
            "validators": [refuse_other_than_pdf],
            "blank": True,
        }
        super().__init__(*args, **defaults | options)
