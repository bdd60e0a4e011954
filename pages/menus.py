"""The menus and the opening words of the site's lists: what every page shows of other pages."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from pages.contact import contact
from pages.models import Page
from publishing.memo import shared
from publishing.templatetags.publishing import said


@dataclass(frozen=True)
class Item:
    """What leads to a page: its address, and words in the active language."""

    url: str
    words: SafeString | str

    @classmethod
    def to(cls, page: Page) -> "Item":
        words = said(page, "menu_title" if page.menu_title else "title")
        return cls(page.get_absolute_url(), words)


class Menus:
    """``main`` and ``footer``: items in order. ``words``: the page that plays a role, or None."""

    def __init__(self):
        self.words: dict[str, Page | None] = dict.fromkeys(Page.Role.values)
        menus = defaultdict(list)
        # The description for search engines of one of them stands on the list that it opens.
        for page in Page.objects.published().exclude(menu="", role="").defer("text"):
            menus[page.menu].append(Item.to(page))
            if page.role:
                self.words[page.role] = page
        self.main = menus[Page.Menu.MAIN]
        self.footer = menus[Page.Menu.FOOTER]


def menus(request) -> dict:
    """Context processor: ``menus``, read only where a template asks for it, and ``contact``."""
    return {"menus": SimpleLazyObject(lambda: shared(request, Menus)), "contact": contact()}
