from modeltranslation.translator import TranslationOptions, register

from publishing.pictures import Picture


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt", "caption")
