from modeltranslation.translator import TranslationOptions, register

from history.registration import register_history
from publishing.media.pictures import Picture


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt", "caption")


register_history(Picture)
