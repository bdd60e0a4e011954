"""What pages say of their permanent addresses, their versions and how they are cited."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from history.citation import Citation
from history.memento import memento_path
from history.public_versions import PublicVersion
from publishing.models import Entry
from publishing.naming import names_of
from publishing.permalinks import permalink, short_id

register = template.Library()
register.filter("short_id", short_id)
register.filter("permalink", permalink)
register.simple_tag(memento_path, name="version_path")


@register.simple_tag(takes_context=True)
def citation(context, entry: Entry, version: PublicVersion, is_past: bool = False) -> Citation:
    """Return how the page is cited: at its permanent address, or as the version shown."""
    if is_past:
        url = settings.SITE_URL + memento_path(entry, version)
    else:
        url = permalink(entry, get_language())
    dated = getattr(entry, "date", None)  # an act that is dated itself is cited by its own date
    return Citation(
        key=short_id(entry),
        title=entry.heading,
        changed=version.since,
        url=url,
        names=names_of(context["site_settings"]),
        dated=dated.start if dated else None,
    )
