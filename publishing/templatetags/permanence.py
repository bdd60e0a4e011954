"""What pages say of their permanent addresses, their versions and how they are cited."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from publishing.models import Entry
from publishing.permanence.citation import Citation
from publishing.permanence.memento import memento_path
from publishing.permanence.permanent import code_of, permanent_address
from publishing.permanence.versions import PublicVersion

register = template.Library()
register.filter("code_of", code_of)
register.filter("permanent_address", permanent_address)


@register.simple_tag
def version_path(entry: Entry, version: PublicVersion) -> str:
    """Where the entry is shown as it was in the version."""
    return memento_path(entry, version)


@register.simple_tag
def citation(entry: Entry, version: PublicVersion, is_past: bool = False) -> Citation:
    """How the page is cited: at its permanent address, or as the version that it shows."""
    if is_past:
        address = settings.SITE_URL + memento_path(entry, version)
    else:
        address = permanent_address(entry, get_language())
    return Citation(code_of(entry), entry.heading, version.since, address)
