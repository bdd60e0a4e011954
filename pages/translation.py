from modeltranslation.translator import register

from pages.models import Page
from publishing.languages import EntryTranslation
from history.registration import register_history


@register(Page)
class PageTranslation(EntryTranslation):
    fields = ("title", "menu_title", "summary", "text")


register_history(Page)
