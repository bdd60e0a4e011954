from modeltranslation.translator import TranslationOptions, register

from history.registration import register_history
from partners.models import PartnerLink, PartnerRegion, TwinningDecision
from publishing.languages import EntryTranslation


@register(PartnerRegion)
class PartnerRegionTranslation(EntryTranslation):
    fields = ("name", "institution", "text")


@register(PartnerLink)
class PartnerLinkTranslation(TranslationOptions):
    fields = ("label",)


@register(TwinningDecision)
class TwinningDecisionTranslation(TranslationOptions):
    fields = ("note",)


register_history(PartnerRegion)
register_history(PartnerLink)
register_history(TwinningDecision)
