"""Files of Word and Excel without anything that acts, checked and packed anew."""

import json

from publishing.media import programs


class OfficeRefused(Exception):
    """The file cannot be given out; ``found`` names what it holds."""

    def __init__(self, *found: str):
        super().__init__(*found)
        self.found = ", ".join(found)


class NotOffice(OfficeRefused):
    """It is neither a DOCX nor an XLSX, or it is damaged or encrypted."""


class TooLarge(OfficeRefused):
    """It unpacks to more than any document has."""


class Acts(OfficeRefused):
    """It holds macros, other files, or what is fetched from elsewhere."""


REFUSALS = {kind.__name__: kind for kind in (NotOffice, TooLarge, Acts)}


def sanitised(content: bytes, format: str) -> bytes:
    """Return a DOCX or XLSX, as ``format`` says, with nothing but its own parts.

    Raises OfficeRefused.
    """
    try:
        process = programs.run("office_sanitiser.py", content, format)
    except programs.TookTooLong as error:
        raise TooLarge from error
    if process.returncode == 0:
        return process.stdout
    try:
        kind, *found = json.loads(process.stderr)
    except ValueError as error:  # ended by a limit, or by a fault of a library
        raise TooLarge from error
    raise REFUSALS[kind](*found)
