"""What a PDF file would do besides being read (ISO 32000-2, 12.6 and 7.11.4).

Its objects are looked for wherever they are, not only where its table of contents says: readers
that repair files find them there as well. So there is no way of hiding them from this but by
packing them as nobody does, and then the file is refused for that.
"""

import re
import zlib
from collections.abc import Iterator

MOST_UNPACKED = 50 * 1024 * 1024  # bytes of packed objects, in all
# Scripts, programs, files inside it, forms with scripts, data sent or fetched, media.
ACTIVE = {
    *("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "XFA", "RichMedia", "GoToE"),
    *("SubmitForm", "ImportData", "Movie", "Sound", "Rendition"),
}
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]{3,40})")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class CannotBeChecked(Exception):
    """It is encrypted, or packed in a way that nobody packs a PDF."""


def deeds(content: bytes) -> set[str]:
    """The names of what the file would do; empty for one that is only read."""
    found = set().union(*map(_names, _parts(content)))
    if "Encrypt" in found:
        raise CannotBeChecked
    return found & ACTIVE


def _parts(content: bytes) -> Iterator[bytes]:
    """The file as it is, and unpacked whatever in it holds objects."""
    yield content
    left, said = MOST_UNPACKED, b""
    for part in content.split(b"stream"):
        if "ObjStm" in _names(said):
            unpacked = _unpacked(said, part, left)
            left -= len(unpacked)
            yield unpacked
        said = part


def _names(part: bytes) -> set[str]:
    """The names in it, as they are meant: any letter may be written as its number."""
    return {
        _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name).decode("latin-1")
        for name in _NAME.findall(part)
    }


def _unpacked(said: bytes, stream: bytes, most: int) -> bytes:
    """A stream that holds objects; ``said`` is what stands before it."""
    if "Filter" not in _names(said):
        return stream
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(stream.lstrip(b"\r\n"), max(most, 1))
    except zlib.error as error:
        raise CannotBeChecked from error
    if unpacking.unconsumed_tail:
        raise CannotBeChecked
    return unpacked
