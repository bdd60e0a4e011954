from django import template

from editing.admin.urls import form_url
from pages.models import SiteSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def missing_facts(context) -> list[tuple[str, str]]:
    """Return what the county has still to give, for who may give it: its label and its address."""
    request = context["request"]
    settings = SiteSettings.objects.first()
    if settings is None or not request.user.has_perm("pages.change_sitesettings"):
        return []
    return [(label, form_url(settings, anchor)) for label, anchor in settings.missing_facts()]
