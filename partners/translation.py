from modeltranslation.translator import TranslationOptions, register

from history.registration import register_history
from partners.models import PartnerAttachment, PartnerLink, PartnerRegion
from publishing.languages import EntryTranslation


@register(PartnerRegion)
class PartnerRegionTranslation(EntryTranslation):
    fields = ("name", "institution", "text")


@register(PartnerLink)
class PartnerLinkTranslation(TranslationOptions):
    fields = ("label",)


@register(PartnerAttachment)
class PartnerAttachmentTranslation(TranslationOptions):
    """It has no texts of its own, but its form asks for its options."""


register_history(PartnerRegion)
register_history(PartnerLink)
register_history(PartnerAttachment)
