from modeltranslation.translator import TranslationOptions, register

from publishing.media.pictures import Picture
from history.registration import register_history


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt", "caption")


register_history(Picture)
