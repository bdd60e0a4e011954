"""A page as it is kept: its bytes, also compressed, and what HTTP says of it."""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import brotli
from django.utils.http import http_date, parse_http_date_safe

Headers = list[tuple[str, str]]
TEXT = re.compile(r"text/|application/(.+\+)?(json|xml)|image/svg")
LEAST = 500  # bytes; fewer are not worth compressing
_ENCODING = re.compile(r"\s*(br|gzip|\*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$")


@dataclass(frozen=True)
class Answer:
    """What is sent: a status line, headers and a body."""

    status: str
    headers: Headers
    body: bytes

    @cached_property
    def head(self) -> bytes:
        """What HTTP/1.1 sends before the body, but for the empty line."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        return f"HTTP/1.1 {self.status}\r\n{lines}".encode("latin-1")


@dataclass
class Page:
    """A rendered page; each encoding of it is made once, when it is first asked for."""

    headers: Headers
    body: bytes
    changed: float  # seconds since 1970: when it was first rendered as it is
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self):
        self.digest = hashlib.sha256(self.body).hexdigest()[:32]
        kinds = [value for name, value in self.headers if name == "Content-Type"]
        self.is_text = len(self.body) >= LEAST and bool(kinds and TEXT.match(kinds[0]))

    @property
    def size(self) -> int:
        """Bytes that it takes, with every encoding made so far."""
        return 1024 + len(self.body) + sum(len(a.body) for a in self.answers.values())

    def answer(self, environ: dict) -> Answer:
        """The page, or that it has not changed (304), in an encoding that the client takes."""
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = encoding_of_choice(accepted) if self.is_text else ""
        whole = self.answers.get(encoding) or self._encoded(encoding)
        etag = whole.headers[0][1]
        if _is_known(environ, etag, self.changed):
            known = [(n, v) for n, v in whole.headers if not n.startswith("Content-")]
            return Answer("304 Not Modified", known, b"")
        if environ["REQUEST_METHOD"] == "HEAD":
            return Answer(whole.status, whole.headers, b"")
        return whole

    def _encoded(self, encoding: str) -> Answer:
        body, ending = self.body, ""
        if encoding == "br":
            body, ending = brotli.compress(self.body, quality=6), "-br"
        elif encoding == "gzip":
            body, ending = gzip.compress(self.body, 6, mtime=0), "-gz"
        headers = [
            ("ETag", f'"{self.digest}{ending}"'),
            ("Last-Modified", http_date(self.changed)),
            *self.headers,
            ("Content-Length", str(len(body))),
        ]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        self.answers[encoding] = Answer("200 OK", headers, body)
        return self.answers[encoding]


@lru_cache(maxsize=100)
def encoding_of_choice(accepted: str) -> str:
    """What to compress with for who sends such an Accept-Encoding; "" for nothing."""
    found = {m[1]: float(m[2] or 1) for m in map(_ENCODING.match, accepted.split(",")) if m}
    weights = {name: found.get(name, found.get("*", 0)) for name in ("br", "gzip")}
    best = max(weights, key=weights.get)  # of equals the first, which is smaller
    return best if weights[best] else ""


def _is_known(environ: dict, etag: str, changed: float) -> bool:
    """Whether the client has the page already (RFC 9110, 13.1)."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
        return "*" in tags or etag in tags
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    moment = parse_http_date_safe(since) if since else None
    return moment is not None and int(changed) <= moment


class Pages:
    """The pages of one process, the least recently asked for given up first."""

    def __init__(self, most_bytes: int):
        self.most_bytes, self.bytes = most_bytes, 0
        self.lock = threading.Lock()
        self.kept: OrderedDict[Hashable, tuple[Hashable, Page, int]] = OrderedDict()

    def fresh(self, key: Hashable, revision: Hashable) -> Page | None:
        """The page as it is at the revision, if it is kept."""
        with self.lock:
            found = self.kept.get(key)
            if found is None or found[0] != revision:
                return None
            self.kept.move_to_end(key)
            return found[1]

    def last(self, key: Hashable) -> Page | None:
        """The page as it was last kept, whatever has changed since."""
        found = self.kept.get(key)
        return found and found[1]

    def keep(self, key: Hashable, revision: Hashable, page: Page) -> Page:
        """Keeps what was rendered at the revision; a page that is as before stays the same."""
        with self.lock:
            before = self.kept.pop(key, None)
            if before:
                self.bytes -= before[2]
                if (before[1].digest, before[1].headers) == (page.digest, page.headers):
                    page = before[1]
            room = page.size + len(page.body) + len(repr(key))  # also what its encodings may take
            if room <= self.most_bytes // 8:
                self.kept[key] = (revision, page, room)
                self.bytes += room
            while self.bytes > self.most_bytes:
                _key, (_revision, _page, freed) = self.kept.popitem(last=False)
                self.bytes -= freed
        return page
