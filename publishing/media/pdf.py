"""PDF files without anything that acts, checked and written anew in a process of its own.

That process has limits of time and memory, so no file, however it was forged, holds up the site.
"""

import json

from publishing.media import programs


class PDFRefused(Exception):
    """The file cannot be made harmless; ``found`` names what it holds."""

    def __init__(self, *found: str):
        super().__init__(*found)
        self.found = ", ".join(found)


class Unreadable(PDFRefused):
    """The file is encrypted, or damaged beyond repair."""


class TooComplex(PDFRefused):
    """The file needs more time, memory or objects than a document does."""


class HoldsFiles(PDFRefused):
    """The file holds other files, media or an XFA form, which would be lost."""


class SignedWithActions(PDFRefused):
    """The file is signed, and has actions; without them its signature would be void."""


REFUSALS = {kind.__name__: kind for kind in (Unreadable, TooComplex, HoldsFiles, SignedWithActions)}


def sanitised(content: bytes) -> bytes:
    """Return the file without actions but links, written anew; a signed one without any as it is.

    Raises PDFRefused.
    """
    try:
        process = programs.run("pdf_sanitiser.py", content)
    except programs.TookTooLong as error:
        raise TooComplex from error
    if process.returncode == 0:
        return process.stdout
    try:
        kind, *found = json.loads(process.stderr)
    except ValueError as error:  # ended by a limit, or by a fault of a library
        raise TooComplex from error
    raise REFUSALS[kind](*found)
