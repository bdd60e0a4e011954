"""The menus and the opening words of the site's lists: what every page shows of other pages."""

from collections import defaultdict

from django.utils.functional import SimpleLazyObject

from pages.models import Page
from publishing.freshness.shared import shared


class Menus:
    """``main`` and ``footer``: pages in order. ``words``: the page that plays a role, or None."""

    def __init__(self):
        self.words: dict[str, Page | None] = dict.fromkeys(Page.Role.values)
        menus = defaultdict(list)
        for page in Page.objects.published().exclude(menu="", role="").listed():
            menus[page.menu].append(page)
            if page.role:
                self.words[page.role] = page
        self.main = menus[Page.Menu.MAIN]
        self.footer = menus[Page.Menu.FOOTER]


def menus(request) -> dict:
    """Context processor: ``menus``, read only where a template asks for it."""
    return {"menus": SimpleLazyObject(lambda: shared(request, Menus))}
