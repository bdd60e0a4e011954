"""Questions that no page of the site asks: every public address, parameter and header."""

import string
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote_from_bytes

LANGUAGES = ("ro", "hu", "en")
FILES = (
    *("/", "/healthz", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/key.txt"),
    *("/media/pictures/0.webp", "/documents/decision-1.pdf", "/preview/x/ro/", "/embed/oembed"),
    *("/preview/x/decision-1.pdf", "/static/css/base.css", "/api/v1/openapi.json", "/api/v1/"),
    *(f"/data/{n}" for n in ("catalog.ttl", "catalog.jsonld", "schema/partner.json")),
    *(f"/data/{n}.{e}" for n in ("partners", "decisions") for e in ("csv", "json", "geojson")),
    *(f"/data/activities.{e}" for e in ("csv", "json", "xml", "csv-metadata.json")),
    *(f"/api/v1/{name}" for name in ("partners", "decisions", "activities", "search")),
    *(f"/api/v1/{name}/1" for name in ("partners", "decisions", "activities")),
    *("/admin/", "/admin/login/", "/admin/second-step/", "/admin/password-reset/"),
    *("/admin/password-reset/MQ/x-y/", "/admin/language/", "/admin/jsi18n/", "/admin/nowhere"),
    *("/admin/import-export/partners/export.csv", "/admin/partners/partnerregion/1/change/"),
)
IN_EACH_LANGUAGE = (
    *("feeds/all.atom", "feeds/event.atom", "feeds/p1.atom", "feeds/all.ics", "feeds/p1.ics"),
    *("embed/partners/", "embed/map/", "embed/p1/", "card/partner-1.png", "card/page-1.png"),
    *(
        f"{room}{code}/{rest}"
        for room in ("versions/", "versiuni/", "valtozatok/")
        for code in ("p1", "a1", "i1")
        for rest in ("", "timegate", "timemap", "20260101000000/")
    ),
)
PERMANENT = tuple(f"/{letter}/{number}" for letter in "padi" for number in (1, 7, 999_999_999))
NAMES = (
    *("q", "country", "kind", "year", "sort", "page", "partner", "lang", "limit", "offset"),
    *("format", "url", "maxwidth", "maxheight", "when", "next", "a", "b", "from", "to", "since"),
    *("until", "language", "utm_source", "id", "callback", "_method", "period", "date"),
)
KNOWN_VALUES = (
    *("HU", "CN", "twinning", "project", "event", "1994", "2010-05", "tolna", "name", "-name"),
    *("ro", "hu", "en", "json", "xml", "1", "2", "year", "none", "true", "2026-01-01"),
    *("/ro/", "https://testserver/ro/parteneri/", "https://testserver/en/embed/map/"),
)
NASTY = (
    *("", " ", "0", "-1", "00", "1.5", "1e999", "NaN", "inf", "٣", "²", "９", "1_000", "0x10"),
    *("9" * 10, "9" * 20, "9" * 5000, "-" + "9" * 30, "99999", "0000-00-00", "9999-12-31"),
    *("2026-02-30", "1994-13", "0001-01-01", "2026-01-01T25:61:00Z", "R/P1Y", "../..", "1994/.."),
    *("\0", "a\0b", "\r\nSet-Cookie: a=b", "\u202e", "\ufeff", "\U0010ffff", "a" * 3000),
    *(
        "'",
        '"',
        "' OR 1=1 --",
        "%",
        "_",
        "%s",
        "{}",
        "{{7*7}}",
        "${7*7}",
        "<script>alert(1)</script>",
    ),
    *("javascript:alert(1)", "//evil.example", "https://evil.example/", "http://[", "http://a:b/"),
    *("file:///etc/passwd", "https://testserver:99999/", "https://testserver/%ff", "*", "(", "[a-"),
    *("Ș", "ő", "İ", "ß", "ﬁ", "👨‍👩‍👧", "\ud7ff", "a b c d e f g h i j k l m n o p q r s t u v"),
)
RAW = (
    "%",
    "%f",
    "%ff",
    "%00",
    "%c0%ae",
    "%ed%a0%80",
    "%e2%82",
    "%2f",
    "%2e%2e",
    "%5c",
    "%0d%0a",
    "+",
)
HEADERS = {
    "Accept": ("*/*", "text/html", "application/json;q=x", "application/", ";;;,,,"),
    "Accept-Language": (
        "hu",
        "en-GB,en;q=0.9",
        "*",
        "xx-" + "y" * 600,
        "hu;q=9",
        ",;=",
        "ro" * 4000,
    ),
    "Accept-Encoding": ("gzip", "br", "br;q=0", "*;q=0.5", "gzip;q=2", ";q=", "identity;q=0"),
    "If-None-Match": ("*", '"x"', 'W/"x"', '"', ",,,", "x" * 5000),
    "If-Modified-Since": ("Mon, 01 Jan 2024 00:00:00 GMT", "yesterday", "0", "Mon, 99 Foo 2024"),
    "If-Match": ("*", '"x"'),
    "If-Unmodified-Since": ("Mon, 01 Jan 1990 00:00:00 GMT", "x"),
    "Range": ("bytes=0-10", "bytes=-1", "bytes=9-1", "bytes=0-1,2-3", "bytes=a-b", "x"),
    "Accept-Datetime": ("Thu, 31 May 2025 20:35:00 GMT", "Thu, 31 May 0001 20:35:00 GMT", "x", "0"),
    "Origin": ("https://evil.example", "null", "x", "http://["),
    "Referer": ("https://evil.example/", "http://[", "x"),
    "Cookie": (
        "sessionid=x",
        "csrftoken=x; a",
        "django_language=hu",
        "=;=;",
        "\xff=\xff",
        "a=" * 999,
    ),
    "X-Forwarded-For": ("1.2.3.4", "x", "::1, y", ","),
    "X-Forwarded-Proto": ("https", "http", "x"),
    "X-Forwarded-Host": ("evil.example",),
    "X-Requested-With": ("XMLHttpRequest",),
    "X-HTTP-Method-Override": ("DELETE",),
    "Sec-Fetch-Site": ("same-origin", "cross-site", "x"),
    "Authorization": ("Basic x", "Basic " + "A" * 99, "Bearer \xff"),
    "Content-Type": (
        *("application/x-www-form-urlencoded", "multipart/form-data", "application/json"),
        *(
            "multipart/form-data; boundary=x",
            "text/plain; charset=x",
            "x/y; charset=utf-16",
            "\xff",
        ),
    ),
    "User-Agent": ("", "x" * 5000, "\xff\xfe"),
    "Host": ("testserver", "localhost", "evil.example", "testserver:x", "[::1", "a@b", "", "\xff"),
    "Expect": ("100-continue",),
    "Upgrade": ("websocket",),
}
METHODS = ("GET",) * 12 + ("HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY")
BODIES = (
    *(b"", b"a=b", b"=&=&&", b"{", b'{"a": NaN}', b"\xff" * 50, b"a=" + b"%" * 99, b"a=b&" * 2000),
    *(b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n"),
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="\xff/../a"\r\n\r\n\0\r\n--x--\r\n',
    *(b"username=a&password=b", b"email=a%40b.example", b"step-code=1", b"language=xx&next=//e"),
)


@dataclass
class Question:
    """What a client sends: nothing in it need make sense."""

    method: str
    path: str  # as in the address: ASCII, with whatever is escaped
    query: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def __str__(self):
        return f"{self.method} {self.path}?{self.query} {self.headers} {self.body!r}"[:2000]


def escaped(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


LETTERS = string.ascii_letters + string.digits + "-_."


class Questions:
    """Draws questions: the same ones for the same seed and pages, whatever else runs."""

    def __init__(self, seed: int, pages: list[str], lists: list[str]):
        """Take the site's pages and, of them, those that read what their address asks for."""
        self.random = Random(seed)
        self.reading = [*lists, "/api/v1/search", "/embed/oembed"]
        self.reading += [f"/api/v1/{name}" for name in ("partners", "decisions", "activities")]
        self.reading += [f"/{code}/embed/{e}/" for code in LANGUAGES for e in ("partners", "map")]
        self.urls = [*pages, *FILES, *PERMANENT]
        self.urls += [f"/{code}/{rest}" for code in LANGUAGES for rest in IN_EACH_LANGUAGE]

    def draw(self) -> Question:
        """Draw a question; half are as a slip or a scanner makes them, with odd parameters."""
        if self.random.random() < 0.5:
            return Question("GET", self._one_of(self.reading), self._odd_query())
        method, path = self._one_of(METHODS), self._path()
        path = path if path.startswith("/") else f"/{path}"
        return Question(method, path, self._query(), self._headers(), self._one_of(BODIES))

    def _one_of(self, *kinds):
        """Draw from one of the collections, each as likely as the others."""
        return self.random.choice(self.random.choice(kinds))

    def _several(self, draw, minimum: int, maximum: int) -> list:
        return [draw() for _ in range(self.random.randint(minimum, maximum))]

    def _text(self) -> str:
        """Draw up to 30 characters of any plane, about half of them of the first 256."""
        ends = [255, 255, 0xD7FF, 0x10FFFF]
        points = self._several(lambda: self.random.randint(0, self.random.choice(ends)), 0, 30)
        return "".join(map(chr, points)).encode("utf-8", "replace").decode()

    def _letters(self) -> str:
        return "".join(self._several(lambda: self._one_of(LETTERS), 1, 12))

    def _escaped(self) -> str:
        word = self._one_of(KNOWN_VALUES, NASTY, [self._text()])
        return self._one_of([escaped(word)], RAW, [self._letters()])

    def _query(self) -> str:
        if self.random.random() < 0.5:
            return "".join(self._several(lambda: self._one_of((*RAW, *"&=;q")), 0, 9))
        return "&".join(self._several(self._parameter, 0, 5))

    def _parameter(self) -> str:
        return f"{self._one_of(NAMES, [self._letters()])}={self._escaped()}"

    def _odd_parameter(self) -> str:
        return f"{self._one_of(NAMES[:16])}={escaped(self._one_of(NASTY))}"

    def _odd_query(self) -> str:
        if self.random.random() < 1 / 3:
            return self._query()
        return "&".join(self._several(self._odd_parameter, 1, 3))

    def _headers(self) -> dict[str, str]:
        names = self.random.sample(sorted(HEADERS), self.random.randint(0, 4))
        return {name: self._one_of(HEADERS[name]) for name in names}

    def _path(self) -> str:
        """Draw an address, in every second case with a part exchanged, added, or taken away."""
        url = self._one_of(self.urls)
        if self.random.random() < 0.5:
            return url
        parts = url.split("/")
        place = self.random.randrange(len(parts))
        new = self._several(self._escaped, 0, 2)
        return "/".join([*parts[:place], *new, *parts[place + self.random.randint(0, 1) :]])
