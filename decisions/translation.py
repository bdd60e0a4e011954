from modeltranslation.translator import TranslationOptions, register

from decisions.models import Agreement, AgreementLink, Decision, DecisionAttachment, DecisionLink
from history.registration import register_history
from publishing.languages import EntryTranslation


@register(Decision)
class DecisionTranslation(EntryTranslation):
    fields = ("title", "body", "text")


@register([DecisionLink, AgreementLink])
class SourceTranslation(TranslationOptions):
    fields = ("label",)


@register(DecisionAttachment)
class DecisionAttachmentTranslation(TranslationOptions):
    """It has no texts of its own, but its form asks for its options."""


@register(Agreement)
class AgreementTranslation(TranslationOptions):
    fields = ("partner_approval", "place", "signatories", "end_reason", "note")


for _model in (Decision, DecisionLink, DecisionAttachment, Agreement, AgreementLink):
    register_history(_model)
