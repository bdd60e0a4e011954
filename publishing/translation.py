from modeltranslation.translator import TranslationOptions, register

from publishing.pictures import Picture
from publishing.recording import keep_history


@register(Picture)
class PictureTranslation(TranslationOptions):
    fields = ("alt", "caption")


keep_history(Picture)
