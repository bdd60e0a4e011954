"""What a PDF file would do besides being read (ISO 32000-2, 12.6 and 7.11.4).

Its objects are looked for wherever they are, not only where its table of contents says: readers
that repair files find them there as well. What is packed in a way in which nobody packs them is
refused for that. It is a sieve, not a proof: the file is a download from a path that runs nothing.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

MAX_UNPACKED = 50 * 1024 * 1024  # bytes of packed objects, in all
A_BEGINNING = 64 * 1024  # bytes of any other stream
# Scripts, programs, files inside it, forms with scripts, data sent or fetched, media.
ACTIVE = {
    *("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "XFA", "RichMedia", "GoToE"),
    *("SubmitForm", "ImportData", "Movie", "Sound", "Rendition"),
}
_NAME = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]{3,40})")
_STREAM = re.compile(rb"(?<!end)stream\s+")
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
    """The file as it is, and unpacked whatever in it holds objects, or might."""
    yield content
    left, end = MAX_UNPACKED, 0
    for stream in _STREAM.finditer(content):
        said, end = content[end : stream.start()], stream.end()
        stop = content.find(b"endstream", end)
        data = memoryview(content)[end : stop if stop >= 0 else len(content)]
        if "ObjStm" in _names(said):
            unpacked = _unpacked(said, data, left)
            left -= len(unpacked)
            yield unpacked
        else:
            yield _beginning(data)


def _names(part: bytes) -> set[str]:
    """The names in it, as they are meant: any letter may be written as its number."""
    return {
        _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name).decode("latin-1")
        for name in _NAME.findall(part)
    }


def _unpacked(said: bytes, stream: memoryview, most: int) -> bytes:
    """A stream that holds objects; ``said`` is what stands before it."""
    if "Filter" not in _names(said):
        return bytes(stream)
    unpacking = zlib.decompressobj()
    try:
        unpacked = unpacking.decompress(stream, max(most, 1))
    except zlib.error as error:
        raise CannotBeChecked from error
    if not unpacking.eof:
        raise CannotBeChecked
    return unpacked


def _beginning(stream: memoryview) -> bytes:
    """What a stream that says nothing of objects begins with, if it is packed."""
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(stream, A_BEGINNING)
    return b""
