from decisions.models.acts import Decision
from decisions.models.agreements import Agreement
from decisions.models.kinds import DECISION_KINDS, EXPLANATIONS, Kind
from decisions.models.links import AgreementLink, DecisionAttachment, DecisionLink
from decisions.models.querysets import AgreementQuerySet, DecisionQuerySet
from decisions.models.states import CURRENT, FORMER, State

__all__ = [
    "CURRENT",
    "DECISION_KINDS",
    "EXPLANATIONS",
    "FORMER",
    "Agreement",
    "AgreementLink",
    "AgreementQuerySet",
    "Decision",
    "DecisionAttachment",
    "DecisionLink",
    "DecisionQuerySet",
    "Kind",
    "State",
]
