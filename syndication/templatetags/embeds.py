"""What templates offer to other sites' pages."""

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse

from partners.models import PartnerRegion
from publishing.naming import names_of
from syndication.embeds.snippets import Snippet, of_map, of_partner, of_table

register = template.Library()


@register.simple_tag(takes_context=True)
def partner_snippets(context, partner: PartnerRegion) -> list[Snippet]:
    """Return what can be embedded of a partner's page."""
    return [of_partner(partner, names_of(context["site_settings"]))]


@register.simple_tag
def list_snippets(query: str) -> list[Snippet]:
    """Return what can be embedded of the table: the table and the map, as filtered."""
    return [of_table(query), of_map(query)]


@register.simple_tag(takes_context=True)
def oembed_address(context) -> str:
    """Return where programs ask what to show for a link to the page."""
    url = settings.SITE_URL + context["request"].path + context.get("listed", "")
    return f"{settings.SITE_URL}{reverse('oembed')}?{urlencode({'url': url, 'format': 'json'})}"
