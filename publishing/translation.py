from modeltranslation.translator import TranslationOptions, register

from publishing.media.library import Document
from publishing.media.pictures import Picture


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt", "caption")
