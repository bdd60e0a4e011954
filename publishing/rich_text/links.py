"""Where a link of a formatted text leads, completed as people mean it."""

import re
from urllib.parse import urlsplit

from django.conf import settings

from publishing.web_addresses import is_public_address

# Within the text that word processors left: footnotes, comments, tables of contents, bookmarks.
_LEFT_BEHIND = re.compile(
    r"[^#]*#(?:_|sd(?:foot|end)note|f(?:oot)?nt?\d|ftnt|cmnt|cite_|heading=|bookmark=|h\.)"
)
_FILE = re.compile(
    r"[^/]*\.(?:docx?|xlsx?|pptx?|od[tsp]|rtf|pdf|html?|txt|jpe?g|png|gif)\b.*", re.I
)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:].*)?")
_EMAIL = re.compile(r"[^\s/:@]+@[\w-]+(?:\.[\w-]+)+")


def completed_url(url: str | None) -> str:
    """Return the address of a link as others can open it; "" where it leads nowhere."""
    try:
        return _completed((url or "").strip())
    except ValueError:  # of `urlsplit`
        return ""


def _completed(url: str) -> str:
    is_own = url.startswith(settings.SITE_URL + "/")
    if is_own:
        url = url.removeprefix(settings.SITE_URL)
    if (is_own or not urlsplit(url).netloc) and _LEFT_BEHIND.match(url):
        return ""
    if _EMAIL.fullmatch(url):
        return f"mailto:{url}"
    if _DOMAIN.fullmatch(url):
        url = "" if _FILE.fullmatch(url) else f"https://{url}"
    elif url.startswith("//"):
        url = f"https:{url}"
    if urlsplit(url).scheme in ("http", "https"):
        return url if is_public_address(url) else ""
    # A text has no places of its own that a "#" could lead to.
    return url if urlsplit(url).scheme or url[:1] in ("/", "?") else ""
