"""A page as it is cached: its bytes, also compressed, and what HTTP says of it."""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import brotli
from django.utils.http import http_date, parse_http_date_safe

Headers = list[tuple[str, str]]
TEXT = re.compile(r"text/|application/(.+\+)?(json|xml)|image/svg")
MIN_COMPRESSED = 500  # bytes; fewer are not worth compressing
_ENCODING = re.compile(r"\s*(br|gzip|\*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$")


class Answer(NamedTuple):
    """What is sent."""

    status: str
    headers: Headers
    body: bytes


@dataclass
class Page:
    """A rendered page; each encoding of it is made once, when it is first asked for."""

    status: str
    headers: Headers
    body: bytes
    changed: float  # seconds since 1970: when it was first rendered as it is
    answers: dict[str, Answer] = field(default_factory=dict)

    def __post_init__(self):
        self.digest = hashlib.sha256(self.body).hexdigest()[:32]
        kind = dict(self.headers).get("Content-Type", "")
        self.is_text = len(self.body) >= MIN_COMPRESSED and bool(TEXT.match(kind))

    @property
    def is_whole(self) -> bool:
        """Whether it is the page that was asked for, and no redirect or error."""
        return self.status.startswith("200")

    def answer(self, environ: dict) -> Answer:
        """Return the page, or that it has not changed (304), in an encoding the client takes."""
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = encoding_of_choice(accepted) if self.is_text else ""
        answer = self.answers.get(encoding) or self._encoded(encoding)
        if self.is_whole and _is_known(environ, answer.headers[0][1], self.changed):
            headers = [(n, v) for n, v in answer.headers if not n.startswith("Content-")]
            return Answer("304 Not Modified", headers, b"")
        if environ["REQUEST_METHOD"] == "HEAD":
            return answer._replace(body=b"")
        return answer

    def _encoded(self, encoding: str) -> Answer:
        body, ending = self.body, ""
        if encoding == "br":
            body, ending = brotli.compress(self.body, quality=5), "-br"
        elif encoding == "gzip":
            body, ending = gzip.compress(self.body, 6, mtime=0), "-gz"
        validators = [
            ("ETag", f'"{self.digest}{ending}"'),
            ("Last-Modified", http_date(self.changed)),
        ]
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if self.is_whole:
            headers = validators + headers
        if encoding:
            headers.append(("Content-Encoding", encoding))
        self.answers[encoding] = Answer(self.status, headers, body)
        return self.answers[encoding]


@lru_cache(maxsize=100)
def encoding_of_choice(accepted: str) -> str:
    """Return what to compress with for such an Accept-Encoding; "" for nothing."""
    found = {m[1]: float(m[2] or 1) for m in map(_ENCODING.match, accepted.split(",")) if m}
    weights = {name: found.get(name, found.get("*", 0)) for name in ("br", "gzip")}
    best = max(weights, key=lambda name: weights[name])  # of equals the first, which is smaller
    return best if weights[best] else ""


def _is_known(environ: dict, etag: str, changed: float) -> bool:
    """Return whether the client has the page already (RFC 9110, 13.1)."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known is not None:
        tags = [tag.strip().removeprefix("W/") for tag in known.split(",")]
        return "*" in tags or etag in tags
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    timestamp = parse_http_date_safe(since) if since else None
    return timestamp is not None and int(changed) <= timestamp


class Entries:
    """The pages of one process, each with the version of the content it shows.

    The least recently asked for is given up first.
    """

    def __init__(self, max_bytes: int):
        self.max_bytes, self.bytes = max_bytes, 0
        self.lock = threading.Lock()
        self.pages: OrderedDict[Hashable, tuple[Hashable, Page, int]] = OrderedDict()

    def get(self, key: Hashable, version: Hashable) -> Page | None:
        """Return the page as it is at the version, if there is such."""
        with self.lock:
            found = self.pages.get(key)
            if found is None or found[0] != version:
                return None
            self.pages.move_to_end(key)
            return found[1]

    def last(self, key: Hashable) -> Page | None:
        """Return the page as it was last rendered, whatever has changed since."""
        found = self.pages.get(key)
        return found and found[1]

    def set(self, key: Hashable, version: Hashable, page: Page) -> Page:
        """Cache what was rendered at the version; a page that is as before stays the same."""
        with self.lock:
            before = self.pages.pop(key, None)
            if before:
                self.bytes -= before[2]
                if (before[1].digest, before[1].headers) == (page.digest, page.headers):
                    page = before[1]
            size = 1024 + 2 * len(page.body) + len(repr(key))  # with what its encodings may take
            if size <= self.max_bytes // 8:
                self.pages[key] = (version, page, size)
                self.bytes += size
            while self.bytes > self.max_bytes:
                _key, (_version, _page, freed) = self.pages.popitem(last=False)
                self.bytes -= freed
        return page
