"""The program that `publishing.media.programs` starts: a DOCX or XLSX comes in, a harmless one out.

It imports nothing of the site. What it refuses, it says on stderr as JSON: the kind, and names.
"""

import json
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from defusedxml.ElementTree import fromstring

MAX_CPU_SECONDS = 10
MAX_MEMORY = 768 * 1024 * 1024  # bytes, the program's own included
MAX_PARTS = 2000
MAX_UNPACKED = 100 * 1024 * 1024  # bytes, of all parts
TYPES = "[Content_Types].xml"
# The content type of the main part: without macros, and no template.
OPEN_XML = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/", OPEN_XML + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/", OPEN_XML + "spreadsheetml.sheet.main+xml"),
}
# Parts that run, that are other files, or that fetch data, by what their names hold.
ACTING = ("vbaproject", "vbadata", "activex", "embeddings/", "externallinks/", "connections.xml")
ACTING_TYPES = ("macro", "oleobject", "activex", "vba")
FIELDS_THAT_FETCH = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE")
SHOWN = {".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf"}
SHOWN |= {".svg", ".bin", ".odttf", ".fntdata", ".wdp"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.buffer.write(sanitised(sys.stdin.buffer.read(), sys.argv[1]))
    except MemoryError:
        refuse("TooComplex")
    except (BadZipFile, ParseError, ValueError, RuntimeError, OSError, KeyError, EOFError):
        refuse("Unreadable")


def sanitised(content: bytes, format: str) -> bytes:
    """Return the file with its own parts only, packed anew: nothing is beside them."""
    with ZipFile(BytesIO(content)) as packed:
        parts = read_parts(packed)
    folder, main_type = MAIN[format]
    types = fromstring(parts[TYPES])
    if not any(is_main(one, folder, main_type) for one in types):
        refuse("Acts", "macros") if b"macroEnabled" in parts[TYPES] else refuse("Unreadable")
    held = sorted({name for part in parts.items() for name in what_acts(*part)})
    if held:
        refuse("Acts", *held)
    saved = BytesIO()
    with ZipFile(saved, "w", ZIP_DEFLATED) as packed:
        for name in sorted(parts, key=lambda name: (name != TYPES, name)):
            packed.writestr(ZipInfo(name), parts[name], ZIP_DEFLATED)
    return saved.getvalue()


def read_parts(packed: ZipFile) -> dict[str, bytes]:
    infos = [info for info in packed.infolist() if not info.is_dir()]
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        refuse("TooComplex")
    parts: dict[str, bytes] = {}
    for info in infos:
        if info.filename in parts or ".." in info.filename or info.filename.startswith("/"):
            refuse("Unreadable")
        parts[info.filename] = packed.read(info)  # no more of it than its entry says
    return parts


def is_main(described: Element, folder: str, main_type: str) -> bool:
    named = described.get("PartName", "").lstrip("/")
    return described.get("ContentType") == main_type and named.startswith(folder)


def what_acts(name: str, data: bytes) -> Iterator[str]:
    """Yield what a part has that would run, fetch, or be another file."""
    lower = name.lower()
    yield from (acting.strip("/") for acting in ACTING if acting in lower)
    if not lower.endswith(tuple(SHOWN)):
        yield name.rpartition("/")[2]
    if not lower.endswith((".xml", ".rels")):
        return
    root = fromstring(data)
    if name == TYPES:
        described = {one.get("ContentType", "").lower() for one in root}
        yield from (kind for kind in ACTING_TYPES if any(kind in one for one in described))
    elif lower.endswith(".rels"):
        yield from filter(None, map(fetched, root))
    else:
        yield from fields_that_fetch(root)


def fetched(relation: Element) -> str:
    """Return the kind of a relation to what is elsewhere; "" if it is within, or a link."""
    kind = relation.get("Type", "").rpartition("/")[2]
    if relation.get("TargetMode") != "External":
        return ""
    scheme = relation.get("Target", "").partition(":")[0].lower()
    return "" if kind == "hyperlink" and scheme in ("http", "https", "mailto") else kind


def fields_that_fetch(root: Element) -> Iterator[str]:
    described = []
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "instrText":
            described.append(element.text or "")
        elif tag == "fldSimple":
            described += [" ", *(v for k, v in element.items() if k.endswith("instr")), " "]
        elif tag == "fldChar":
            described.append(" ")
        elif tag == "ddeLink":
            yield "DDE"
    words = "".join(described).upper().split()
    yield from (field for field in FIELDS_THAT_FETCH if field in words)


def refuse(kind: str, *found: str) -> NoReturn:
    sys.stderr.write(json.dumps([kind, *found]))
    sys.stderr.flush()
    sys.exit(1)


if __name__ == "__main__":
    main()
