"""The menus, the site's settings and the opening words of its lists: what every page shows."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pages.models import Page, SiteLink, SiteSettings
from publishing.memo import shared
from publishing.paths import path_to
from publishing.templatetags.publishing import translated

# The site's own lists, which the main menu has also while no page opens them.
LISTS = {
    Page.Role.PARTNERS: _("Partner regions"),
    Page.Role.ACTIVITIES: _("Activities"),
    Page.Role.DECISIONS: _("Decisions"),
}


@dataclass(frozen=True)
class Item:
    """What leads to a page: its address, and words in the active language."""

    url: str
    label: SafeString | str
    is_list: bool = False  # whether other pages of the site stand under its address
    is_outside: bool = False

    @classmethod
    def to(cls, page: Page) -> "Item":
        label = translated(page, "menu_title" if page.menu_title else "title")
        return cls(page.get_absolute_url(), label, is_list=page.role in LISTS)

    @classmethod
    def out(cls, link: SiteLink) -> "Item":
        return cls(link.url, translated(link, "label"), is_outside=True)


class Menus:
    """``main`` and ``footer``: items in order.

    ``opening_pages`` has the page that plays each role, or None. ``settings`` are the site's,
    ``social`` where else the county is found.
    """

    def __init__(self):
        self.settings = SiteSettings.objects.current()
        self.opening_pages: dict[str, Page | None] = dict.fromkeys(Page.Role.values)
        placed = defaultdict(list)
        # The description for search engines of one of them stands on the list that it opens.
        for page in Page.objects.published().exclude(menu="", role="").defer("text"):
            placed[page.menu].append((page.position, Item.to(page)))
            if page.role:
                self.opening_pages[page.role] = page
        for link in self.settings.shown_links:
            placed[link.place].append((link.position, Item.out(link)))
        main = _in_order(placed[Page.Menu.MAIN])
        self.main = [*(self._list(role) for role in LISTS if not self.opening_pages[role]), *main]
        self.footer = _in_order(placed[Page.Menu.FOOTER])
        self.social = _in_order(placed[SiteLink.Place.SOCIAL])

    def _list(self, role: Page.Role) -> Item:
        return Item(path_to(Page.OPENING_WORDS[role]), str(LISTS[role]), is_list=True)


def _in_order(placed: list[tuple[int, Item]]) -> list[Item]:
    return [item for _position, item in sorted(placed, key=lambda pair: pair[0])]


def menus(request) -> dict:
    """Give templates ``menus`` and ``site_settings``, read only where one asks."""
    found = SimpleLazyObject(lambda: shared(request, Menus))
    return {"menus": found, "site_settings": SimpleLazyObject(lambda: found.settings)}
