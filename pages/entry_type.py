"""What is particular to the institution's pages among the kinds of entries."""

from pages.models import Page
from publishing.entry_types import EntryType, ShareCard, register
from publishing.searching import SUMMARY, TEXT, TITLE, SearchFields

register(
    EntryType(
        Page,
        "page",
        "pages",
        share_card=lambda page: ShareCard(page.heading),
        search=SearchFields(
            {TITLE: ("title", "menu_title"), SUMMARY: ("summary",), TEXT: ("text",)},
            excerpt=("summary", "text"),
            rank=2,
            order=("position", "pk"),
        ),
    )
)
