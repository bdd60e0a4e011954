from modeltranslation.translator import register

from pages.models import Page
from publishing.languages import EntryTranslation
from publishing.recording import keep_history


@register(Page)
class PageTranslation(EntryTranslation):
    fields = ("title", "menu_title", "summary", "text")


keep_history(Page)
