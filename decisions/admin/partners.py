"""The form of a partner, with its agreements."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from decisions.admin.citing import CitingDecisions
from decisions.forms import (
    AgreementRowForm,
)
from decisions.models import Agreement
from editing.admin import EntryInline
from partners.admin import PartnerRegionAdmin
from partners.models import PartnerRegion
from publishing.publication import Status


class AgreementInline(CitingDecisions, EntryInline):
    model = Agreement
    form = AgreementRowForm
    fk_name = "partner"
    radio_fields = {"status": admin.HORIZONTAL}
    fieldsets = [
        (None, {"fields": [("kind", "approved_by"), ("signed_on", "in_force_from"), "status"]}),
        (
            _("Term, renewal and end"),
            {
                "fields": [
                    ("in_force_until", "renewed_on", "renewed_by"),
                    ("ended_on", "ended_by"),
                    "end_reason",
                ],
                "classes": ["collapse"],
            },
        ),
        (
            _("Signing, and a note"),
            {
                "fields": ["partner_approval", "place", "signatories", "note"],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_decisions()

    def get_formset(self, request, obj=None, **options):
        formset = super().get_formset(request, obj, **options)
        is_published = obj is not None and obj.status == Status.PUBLISHED
        formset.form.partner_is_published = is_published
        return formset


@admin.register(PartnerRegion)
class PartnerAdmin(PartnerRegionAdmin):
    """A partner with its agreements and web pages."""

    inlines = [AgreementInline, *PartnerRegionAdmin.inlines]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._point_out_drafts(request, form.instance, formsets[0])

    def _point_out_drafts(self, request, partner, agreements):
        """Warn of agreements left drafts: they are easily overlooked under a public partner."""
        rows = [row for row in agreements.forms if row not in agreements.deleted_forms]
        drafts = sum(bool(r.instance.pk) and r.instance.status == Status.DRAFT for r in rows)
        if partner.status == Status.PUBLISHED and drafts:
            message = ngettext(
                "The partner is published, but %(number)d of its agreements is still a draft.",
                "The partner is published, but %(number)d of its agreements are still drafts.",
                drafts,
            )
            self.message_user(request, message % {"number": drafts}, messages.WARNING)
