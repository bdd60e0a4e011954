from modeltranslation.translator import TranslationOptions, register

from partners.models import PartnerLink, PartnerRegion, TwinningDecision
from publishing.languages import EntryTranslation
from publishing.recording import keep_history


@register(PartnerRegion)
class PartnerRegionTranslation(EntryTranslation):
    fields = ("name", "text", "sort_name")


@register(PartnerLink)
class PartnerLinkTranslation(TranslationOptions):
    fields = ("label",)


@register(TwinningDecision)
class TwinningDecisionTranslation(TranslationOptions):
    fields = ("note",)


keep_history(PartnerRegion)
keep_history(PartnerLink)
keep_history(TwinningDecision)
