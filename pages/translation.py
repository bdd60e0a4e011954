from modeltranslation.translator import register

from pages.models import Page
from publishing.languages import EntryTranslation


@register(Page)
class PageTranslation(EntryTranslation):
    fields = ("title", "menu_title", "summary", "text")
    required_languages = {"default": (), "ro": ("title",)}
