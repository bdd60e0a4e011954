"""Takes a published entry back with a reason: still to be read at its address, or gone."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from editing.admin.history import respond
from editing.admin.linking_texts import linking_entries
from editing.admin.urls import admin_url, entry_or_404, form_url
from publishing.models import Entry
from publishing.publication import Publishable
from publishing.withdrawals import Withdrawal


class WithdrawalForm(forms.ModelForm):
    """Why, in each language, and whether it can still be read."""

    class Meta:
        model = Withdrawal
        fields = ["reason_ro", "reason_hu", "reason_en", "is_readable"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 2, "lang": name[-2:]})
            for name in ("reason_ro", "reason_hu", "reason_en")
        }


def describe_withdrawal(model_admin, request, entry: Publishable) -> dict:
    """Return what the form's page says of the withdrawal, and where it is made or undone."""
    may = isinstance(entry, Entry) and model_admin.rights(request).may("publish")
    return {
        "withdrawal": Withdrawal.objects.in_force(entry) if may else None,
        "withdraw_url": admin_url(entry, "withdraw") if may else "",
        "may_withdraw": may and entry.is_public,
    }


def withdraw_view(model_admin, request, key):
    """Ask for the reason, and withdraw the entry; or show it to the public again."""
    entry = entry_or_404(model_admin, request, key)
    if not isinstance(entry, Entry):
        raise Http404
    if not model_admin.rights(request).may("publish"):
        raise PermissionDenied
    withdrawal = Withdrawal.objects.in_force(entry)
    if "show_again" in request.POST and withdrawal:
        _show_again(model_admin, request, entry, withdrawal)
        return HttpResponseRedirect(form_url(entry))
    if not entry.is_public:
        return HttpResponseRedirect(form_url(entry))
    form = WithdrawalForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        _withdraw(model_admin, request, entry, form)
        return HttpResponseRedirect(form_url(entry))
    context = {"title": _("Withdraw"), "form": form, "linking": linking_entries([entry])}
    return respond(model_admin, request, entry, "admin/publishing/withdraw.html", context)


def _withdraw(model_admin, request, entry: Entry, form: WithdrawalForm) -> None:
    withdrawal = form.save(commit=False)
    withdrawal.entry, withdrawal.since, withdrawal.by = entry, timezone.now(), request.user
    with transaction.atomic():
        Withdrawal.objects.of(entry).delete()
        withdrawal.save()
        entry.take_down_at = withdrawal.since
        entry.save(update_fields=["take_down_at", "updated"])
    model_admin.log_change(request, entry, _("Withdrawn."))
    message = _(
        "It was withdrawn. It no longer appears in lists, and its address gives the reason."
    )
    messages.success(request, message)


def _show_again(model_admin, request, entry: Entry, withdrawal: Withdrawal) -> None:
    with transaction.atomic():
        withdrawal.delete()
        entry.take_down_at = None
        entry.save(update_fields=["take_down_at", "updated"])
    model_admin.log_change(request, entry, _("Shown again."))
    messages.success(request, _("Visitors can see it now."))


VIEWS = {"withdraw": ("<key:key>/withdraw/", withdraw_view)}
