"""The program that `publishing.media.programs` starts: a document comes in, its words go out.

It imports nothing of the site. It writes page by page, so that of a document that takes long to be
read, the beginning is there.
"""

import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse
from pypdf import PdfReader

MAX_CPU_SECONDS = 10
MAX_MEMORY = 768 * 1024 * 1024  # bytes, the program's own included
MAX_PAGES = 300
# The parts with words, in the order in which they are read; of Excel first those that sheets share.
PARTS = {
    "docx": ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"),
    "xlsx": ("xl/sharedStrings.xml", "xl/worksheets/"),
}
ENDS = {"p", "tr", "tab", "br", "si", "c"}  # elements after which another word begins
TEXT_TAGS = {"t", "v"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    format, room = sys.argv[1], int(sys.argv[2])
    content = BytesIO(sys.stdin.buffer.read())
    for text in pages(content) if format == "pdf" else parts(content, format):
        sys.stdout.buffer.write(text.encode("utf-8", "ignore") + b"\n")
        sys.stdout.buffer.flush()
        room -= len(text)
        if room < 0:
            break


def pages(content: BytesIO) -> Iterator[str]:
    for number, page in enumerate(PdfReader(content).pages):
        if number == MAX_PAGES:
            return
        try:
            yield page.extract_text()
        except Exception:
            continue


def parts(content: BytesIO, format: str) -> Iterator[str]:
    with ZipFile(content) as packed:
        for wanted in PARTS[format]:
            for name in sorted(packed.namelist()):
                if name.startswith(wanted) and name.endswith(".xml"):
                    with packed.open(name) as part:
                        yield from read_text(part)


def read_text(part) -> Iterator[str]:
    """Yield the words of a part, some at a time."""
    found: list[str] = []
    cell_is_number = False
    for event, element in iterparse(part, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "c":
                cell_is_number = element.get("t") not in ("s", "b", "e")
            continue
        if tag in TEXT_TAGS and (tag == "t" or cell_is_number):
            found.append(element.text or "")
        if tag in ENDS:
            found.append(" ")
            element.clear()
        if len(found) > 1000:
            yield "".join(found)
            found = []
    yield "".join(found)


if __name__ == "__main__":
    main()
