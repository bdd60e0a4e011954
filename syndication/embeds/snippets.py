"""What another site copies to show a piece of this one."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partners.models import PartnerRegion
from publishing.naming import Names
from publishing.permalinks import short_id

# Sets the height that our page tells; the frame works without it, with a height of its own.
RESIZE = (
    '<script>addEventListener("message",e=>{for(const f of document.querySelectorAll("iframe"))'
    'if(f.contentWindow===e.source&&e.data&&e.data.type==="harghita-embed")'
    "f.height=e.data.height})</script>"
)


@dataclass(frozen=True)
class Snippet:
    """A frame: what it shows, where, and how high it is where no script may set that."""

    title: str
    url: str
    height: int
    width: str = "100%"

    @property
    def iframe(self) -> SafeString:
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" style="border:0" loading="lazy">'
            "</iframe>",
            self.url,
            self.title,
            self.width,
            self.height,
        )

    @property
    def html(self) -> str:
        """The frame, and the lines that fit its height to what it shows."""
        return f"{self.iframe}\n{RESIZE}"


def of_partner(partner: PartnerRegion, names: Names) -> Snippet:
    url = settings.SITE_URL + reverse("embeds:partner", args=[short_id(partner)])
    return Snippet(f"{partner.name} – {names.county}", url, 520)


def of_table(query: str = "") -> Snippet:
    title = _("Partner regions of Harghita County")
    return Snippet(title, settings.SITE_URL + reverse("embeds:table") + query, 640)


def of_map(query: str = "") -> Snippet:
    title = _("Map of the partner regions of Harghita County")
    return Snippet(title, settings.SITE_URL + reverse("embeds:map") + query, 720)
