from modeltranslation.translator import TranslationOptions, register

from activities.models import (
    Activity,
    ActivityAttachment,
    ActivityLink,
    Event,
    Membership,
    News,
    Programme,
    Project,
)
from history.registration import register_history
from publishing.languages import EntryTranslation


@register(Activity)
class ActivityTranslation(EntryTranslation):
    fields = ("title", "summary", "text", "place", "organiser", "funder", "lead_partner", "role")


@register([Project, Event, Programme, Membership, News])
class ActivityOfOneKindTranslation(TranslationOptions):
    """Proxy models inherit the translated fields, but the admin asks for each model's own entry."""


@register(ActivityLink)
class ActivityLinkTranslation(TranslationOptions):
    fields = ("label",)


@register(ActivityAttachment)
class ActivityAttachmentTranslation(TranslationOptions):
    """It has no texts of its own, but its form asks for its options."""


register_history(Activity, Project, Event, Programme, Membership, News)
register_history(ActivityLink)
register_history(ActivityAttachment)
