"""What is particular to the institution's pages among the kinds of entries."""

from pages.models import Page
from publishing.entry_types import EntryType, ShareCard, register

register(EntryType(Page, "page", "pages", share_card=lambda page: ShareCard(page.heading)))
