"""What is sent, what is said of it if it is refused, and what is left in none that is taken."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import override

NOT_TAKEN = "Choose a picture in JPEG, PNG, WebP, AVIF or HEIC format."
UNREADABLE = "This picture cannot be read. Save it again as JPEG or PNG."
TOO_MANY_PIXELS = "The picture has more than 50 million pixels. Make it smaller and try again."
TOO_LARGE = "The file is larger than 20 MB: make it smaller first."
EMPTY = "The submitted file is empty."
NO_DOCUMENT = "Choose a PDF, DOCX or XLSX file. Save the document as one of these."
HOLDS_FILES = (
    "The PDF file contains other files, media or an XFA form (%(found)s), which would be "
    "lost: print it as PDF first."
)
SIGNED = (
    "The PDF file is signed, and contains actions (%(found)s): sign it again without "
    "them, or print it as PDF."
)
TOO_COMPLEX = (
    "The PDF file is made of too many parts to be checked: print it as PDF first, or split it."
)
LOCKED = "The PDF file is encrypted, or cannot be checked: save it again, without a password."
NO_TABLE = "The file cannot be read as a table. Save it as XLSX or CSV, and choose it again."
TOO_LONG = "The file has more than 20,000 rows. Split it into smaller files."
TOO_WIDE = "The file has more than 100 columns, so it is not a table from this site."
SPLIT = "The file is larger than 5 MB. Split it into smaller files."
NO_UTF_8 = "The file is not in UTF-8. Save it as “CSV UTF-8”, or as XLSX."
TOO_MUCH = "The file contains more than a table from this site. Split it, or save it as CSV."
REMNANTS = (b"Ana", b"script", b"GPS", b"Exif", b"php", b"PK\x05\x06", b"%PDF", b"ANMF", b"xmp")


def stated(message: str) -> str:
    """How the message begins in the language of the editor."""
    with override("hu"):
        translated = _(message)
    assert translated != message
    return translated.split("%")[0].rstrip("( ")


def file_named(name: str, content: bytes, media_type: str) -> SimpleUploadedFile:
    """Return a file whose name is sent as it is, whatever it is."""
    file = SimpleUploadedFile("x", content, media_type)
    file.name = name
    return file


def refusal_of(form) -> str:
    """Return the only message of a form about its file."""
    (error,) = form.errors["file"]
    return error
