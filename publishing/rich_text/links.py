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


def completed_address(address: str | None) -> str:
    """Return the address of a link as others can open it; "" where it leads nowhere."""
    try:
        return _completed((address or "").strip())
    except ValueError:  # of `urlsplit`
        return ""


def _completed(address: str) -> str:
    is_own = address.startswith(settings.SITE_URL + "/")
    if is_own:
        address = address.removeprefix(settings.SITE_URL)
    if (is_own or not urlsplit(address).netloc) and _LEFT_BEHIND.match(address):
        return ""
    if _EMAIL.fullmatch(address):
        return f"mailto:{address}"
    if _DOMAIN.fullmatch(address):
        address = "" if _FILE.fullmatch(address) else f"https://{address}"
    elif address.startswith("//"):
        address = f"https:{address}"
    if urlsplit(address).scheme in ("http", "https"):
        return address if is_public_address(address) else ""
    # A text has no places of its own that a "#" could lead to.
    return address if urlsplit(address).scheme or address[:1] in ("/", "?") else ""
