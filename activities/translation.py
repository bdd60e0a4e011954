from modeltranslation.translator import TranslationOptions, register

from activities.models import Activity, ActivityLink
from publishing.languages import EntryTranslation


@register(Activity)
class ActivityTranslation(EntryTranslation):
    fields = ("title", "summary", "text", "place", "organiser", "funder", "role")
    required_languages = {"default": (), "ro": ("title",)}


@register(ActivityLink)
class ActivityLinkTranslation(TranslationOptions):
    fields = ("label",)
