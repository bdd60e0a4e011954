from modeltranslation.translator import TranslationOptions, register

from publishing.media.pictures import Picture


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt", "caption")
