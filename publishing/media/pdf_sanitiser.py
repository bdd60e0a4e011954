"""The program that `publishing.media.programs` starts: a PDF comes in, a harmless one goes out.

It imports nothing of the site. What it refuses, it says on stderr as JSON: the kind, and names.
"""

import json
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import NoReturn
from urllib.parse import urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

MAX_CPU_SECONDS = 10
MAX_MEMORY = 768 * 1024 * 1024  # bytes, the program's own included
MAX_UNPACKED = 64 * 1024 * 1024  # bytes of one stream of objects
MAX_NESTING = 100
MAX_OBJECTS = 100_000
# ISO 32000-2, 12.6: what a file does when it is opened, closed, printed, clicked …
ACTION_KEYS = {"/A", "/PA", "/OpenAction"}
ACTIONS = {
    *("/JavaScript", "/Launch", "/GoToR", "/GoToE", "/GoToDp", "/SubmitForm", "/ImportData"),
    *("/ResetForm", "/Rendition", "/RichMediaExecute", "/GoTo3DView", "/SetOCGState"),
}
LINK_SCHEMES = {"http", "https", "mailto"}
# Files within, and annotations that are nothing without a player or a program.
FILE_KEYS = {"/EF", "/XFA", "/RichMediaContent"}
MEDIA = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment"}
# Data of a stream that is fetched from elsewhere.
FETCHING_KEYS = {"/F", "/FFilter", "/FDecodeParms"}


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    memory = ("flate", "png", "tiff", "run_length", "dct")
    set_qpdf_limits(
        parser_max_nesting=MAX_NESTING,
        parser_max_container_size=MAX_OBJECTS,
        **{f"{filter}_max_memory": MAX_UNPACKED for filter in memory},
    )
    content = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(sanitised(content))
    except MemoryError:
        refuse("TooComplex")
    except (pikepdf.PdfError, ValueError, RuntimeError):  # PasswordError is one of the first
        refuse("Unreadable")


def sanitised(content: bytes) -> bytes:
    """Return the file as it may be kept."""
    with pikepdf.open(BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            refuse("Unreadable", "Encrypt")
        if len(pdf.objects) > MAX_OBJECTS:
            refuse("TooComplex")
        walk = Walk(pdf)
        if walk.held:
            refuse("HoldsFiles", *sorted(walk.held))
        if walk.is_signed:
            return signed(content, walk.removed)
        saved = BytesIO()
        pdf.save(
            saved,
            linearize=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return saved.getvalue()


def signed(content: bytes, removed: set[str]) -> bytes:
    """Return a signed file as it is: its signature is of its bytes."""
    if removed:
        refuse("SignedWithActions", *sorted(name.lstrip("/") for name in removed))
    with pikepdf.open(BytesIO(content), attempt_recovery=False):  # no reader sees another file
        return content


def refuse(kind: str, *found: str) -> NoReturn:
    sys.stderr.write(json.dumps([kind, *found]))
    sys.stderr.flush()
    sys.exit(1)


class Walk:
    """Visits all that the file's trailer leads to, and takes out what acts.

    What nothing leads to is not written when the file is saved.
    """

    def __init__(self, pdf: Pdf):
        self.held: set[str] = set()  # what would be lost
        self.removed: set[str] = set()
        self.is_signed = False
        self._seen: set[tuple[int, int]] = set()
        self._waiting: list[Object] = [pdf.trailer]
        count = 0
        while self._waiting:
            self._visit(self._waiting.pop())
            count += 1
            if count > MAX_OBJECTS:
                refuse("TooComplex")

    def _visit(self, container: Object) -> None:
        if isinstance(container, Array):
            self._filter_array(container)
            children = iter(container)
        else:
            self._look_at(container)
            for key in [key for key, value in container.items() if _acts(container, key, value)]:
                self.removed.add(_action_name(container[key]) or key)
                del container[key]
            children = (value for _key, value in container.items())
        self._waiting.extend(self._new(children))

    def _filter_array(self, array: Array) -> None:
        for place in reversed(range(len(array))):
            if (name := _action_name(array[place])) in ACTIONS:
                self.removed.add(name)
                del array[place]

    def _look_at(self, container: Object) -> None:
        self.is_signed |= "/ByteRange" in container
        self.held |= {key[1:] for key in FILE_KEYS if key in container}
        if container.get("/Type") == Name.EmbeddedFile:
            self.held.add("EmbeddedFile")
        if "/Rect" in container and (kind := str(container.get("/Subtype"))) in MEDIA:
            self.held.add(kind[1:])

    def _new(self, children: Iterator[Object]) -> Iterator[Object]:
        """Yield the containers among them that were not visited."""
        for child in children:
            if not isinstance(child, Array | Dictionary | Stream):
                continue
            if child.is_indirect:
                if child.objgen in self._seen:
                    continue
                self._seen.add(child.objgen)
            yield child


def _acts(container: Object, key: str, value: object) -> bool:
    """Return whether a reader would do something for what stands there, other than show a page."""
    name = _action_name(value)
    if name in ACTIONS:
        return True
    if key in ACTION_KEYS and name:
        return not _is_link(value, may_leave=key != "/OpenAction")
    if key == "/Next":
        return key in container and _action_name(container) is not None
    if key == "/AA":
        return isinstance(value, Dictionary) and all(_action_name(v) for _k, v in value.items())
    if key == "/JavaScript":
        return isinstance(value, Dictionary) and ("/Names" in value or "/Kids" in value)
    return isinstance(container, Stream) and key in FETCHING_KEYS


def _action_name(value: object) -> str | None:
    """Return the kind of an action, such as "/GoTo"; None for what is no action."""
    kind = value.get("/S") if isinstance(value, Dictionary | Stream) else None
    return str(kind) if isinstance(kind, Name) else None


def _is_link(action: Object, *, may_leave: bool) -> bool:
    """Return whether it leads to a place of the document or, if it may, to the web or a mailbox."""
    if action["/S"] == Name.GoTo:
        return True
    if action["/S"] != Name.URI or not may_leave:
        return False
    return urlsplit(str(action.get("/URI", ""))).scheme.lower() in LINK_SCHEMES


if __name__ == "__main__":
    main()
