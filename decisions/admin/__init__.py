from decisions.admin.acts import DecisionAdmin
from decisions.admin.agreements import AgreementAdmin
from decisions.admin.partners import PartnerAdmin

__all__ = ["AgreementAdmin", "DecisionAdmin", "PartnerAdmin"]
