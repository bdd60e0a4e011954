"""Files that somebody might upload to do harm, each made here, byte by byte."""

import io
import struct
import zipfile
import zlib

import pikepdf
from openpyxl import Workbook
from PIL import Image, PngImagePlugin

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
ZIP_END = b"PK\x05\x06" + bytes(18)


# --- Pictures -------------------------------------------------------------------------------------


def image(kind="JPEG", size=(60, 40), mode="RGB", colour="green", **options) -> bytes:
    data = io.BytesIO()
    Image.new(mode, size, colour).save(data, kind, **options)
    return data.getvalue()


def animated(kind: str) -> bytes:
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("green", "red"))
    data = io.BytesIO()
    first.save(data, kind, save_all=True, append_images=[second] * 20, duration=10)
    return data.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def png(width: int, height: int, *chunks: bytes, pixels: bytes = b"") -> bytes:
    """A PNG that says how large it is, whatever it holds."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + body + chunk(b"IEND", b"")


def png_bomb() -> bytes:
    """60,000 × 60,000 pixels in 3.6 MB, which would be 3.6 GB."""
    line = bytes(1001)
    return png(60_000, 60_000, pixels=line * 1000)


def png_text_bomb() -> bytes:
    """A comment that unpacks to 100 MB."""
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100 * 1024 * 1024)))
    return png(1, 1, text, pixels=b"\0\0")


def jpeg_that_lies(width=65_500, height=65_500) -> bytes:
    """A small JPEG whose header says that it is huge."""
    data = bytearray(image())
    place = data.index(b"\xff\xc0") + 5
    data[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_that_lies() -> bytes:
    """A lossless WebP that says 16,384 × 16,384 pixels."""
    size = (16_383 | 16_383 << 14).to_bytes(4, "little")
    body = b"\x2f" + size + bytes(20)
    piece = b"VP8L" + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(piece) + 4) + b"WEBP" + piece


def png_with_wrong_sum() -> bytes:
    data = bytearray(image("PNG"))
    data[data.index(b"IDAT") + 8] ^= 0xFF
    return bytes(data)


def with_place() -> bytes:
    """A photo that says where it was taken, by whom, and with which telephone."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Telephone of Ana", "Ana"
    exif[0x8825] = {1: "N", 2: (46.0, 21.0, 36.0), 3: "E", 4: (25.0, 48.0, 0.0)}
    return image(exif=exif, comment=b"Telephone of Ana", xmp=b"<x>Telephone of Ana</x>")


def png_with_words() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SCRIPT.decode())
    texts.add_itxt("XML:com.adobe.xmp", SCRIPT.decode())
    return image("PNG", pnginfo=texts)


def many_pictures() -> bytes:
    """An MPO, as telephones make it: a second picture hides behind the first."""
    first, second = (Image.new("RGB", (60, 40), colour) for colour in ("green", "red"))
    data = io.BytesIO()
    first.save(data, "MPO", save_all=True, append_images=[second])
    return data.getvalue()


# --- PDF ------------------------------------------------------------------------------------------


def pdf(*objects: bytes, head=b"%PDF-1.7\n", catalog=b"", page=b"", trailer=b"") -> bytes:
    """A file of one page; the objects are numbered from 4 on, and ``catalog`` may lead to them."""
    entities = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]" + page + b">>",
        *objects,
    ]
    body, offsets = bytearray(head), []
    for number, content in enumerate(entities, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in offsets)
    size = len(entities) + 1
    return bytes(
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R" % size
        + trailer
        + b">>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )


def stream(entities: bytes, data: bytes) -> bytes:
    return b"<<" + entities + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


RUNS = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
CONTENTS_OF_SIGNATURE = b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 9 9 9]/Contents<00>>>"


def pdf_with_password(**passwords: str) -> bytes:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as file:
        file.save(data, encryption=pikepdf.Encryption(**{"user": "", "owner": "", **passwords}))
    return data.getvalue()


def pdf_in_object_streams(content: bytes) -> bytes:
    """The same file, its objects packed in streams, as most programs write them."""
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(data, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return data.getvalue()


def unpacked_pdf(content: bytes) -> bytes:
    """All that is written in a file, in plain sight."""
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(data, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return data.getvalue()


# --- Tables ---------------------------------------------------------------------------------------


def xlsx(*rows: list) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def xlsx_with(part: str, content: bytes | None, rows=(["id", "name_ro"], [None, "Hont"])) -> bytes:
    """A workbook with one part of it replaced, added, or (``None``) taken away."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(*rows))) as old, zipfile.ZipFile(data, "w", 8) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(part, content)
    return data.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows: bytes, before=b"", dimension=b"A1:B2") -> bytes:
    return (
        b'<?xml version="1.0"?>' + before + b"<worksheet " + MAIN + b'><dimension ref="'
        b"" + dimension + b'"/><sheetData>' + rows + b"</sheetData></worksheet>"
    )


def text_row(reference: bytes, text: bytes) -> bytes:
    return (
        b'<row r="1"><c r="'
        + reference
        + b'" t="inlineStr"><is><t>'
        + text
        + b"</t></is></c></row>"
    )


def laughs() -> bytes:
    """A billion laughs: entities made of entities."""
    entities = b'<!DOCTYPE x [<!ENTITY a0 "ha">'
    for number in range(1, 10):
        entities += b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 10)
    return sheet(text_row(b"A1", b"&a9;"), entities + b"]>")


def reads_a_file() -> bytes:
    """XXE: asks the reader for a file of the server."""
    return sheet(text_row(b"A1", b"&x;"), b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def zip_that_lies() -> bytes:
    """A part that unpacks to 200 MB, and says that it is small."""
    data = bytearray(xlsx_with(SHEET, bytes(200 * 1024 * 1024)))
    size = struct.pack("<I", 200 * 1024 * 1024)
    return bytes(data).replace(size, struct.pack("<I", 1000))


def locked_zip() -> bytes:
    """Every part says that it is encrypted."""
    data = bytearray(xlsx(["id"]))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)
