from modeltranslation.translator import register

from history.registration import register_history
from pages.models import Page
from publishing.languages import EntryTranslation


@register(Page)
class PageTranslation(EntryTranslation):
    fields = ("title", "menu_title", "summary", "text")


register_history(Page)
