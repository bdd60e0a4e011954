"""Previews in the admin: of what is typed and not saved yet, and links to give to others."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editing.admin.submissions import Submission
from editing.admin.urls import admin_url, entry_or_404, form_url
from publishing.languages import LANGUAGE_CODES
from publishing.previews.links import PreviewLink
from publishing.previews.rendering import Preview, page_of


def preview(request, submission: Submission, entry):
    """Return the page of an entry that was saved only for this: the transaction is undone."""
    if submission.preview_language not in LANGUAGE_CODES:
        raise Http404
    list(messages.get_messages(request))  # what they say has not happened
    saved = type(entry)._base_manager.get(pk=entry.pk)
    shown = Preview(is_saved=False)
    response = page_of(saved, submission.preview_language, request, shown)
    transaction.set_rollback(True)
    return response


def describe_links(request, entry) -> dict:
    """Return what the form shows of the links: those that work, and where one is made."""
    links = PreviewLink.objects.valid().of(entry).select_related("made_by")
    return {
        "new_preview_link": admin_url(entry, "preview_links"),
        "preview_links": [
            {
                "url": request.build_absolute_uri(link.url(get_language())),
                "link": link,
                "revoke": admin_url(entry, "revoke", link.pk),
            }
            for link in links
            if link.is_valid
        ],
    }


def make_link(model_admin, request, key):
    """Make a preview link."""
    entry = _entry_to_show(model_admin, request, key)
    PreviewLink.objects.create(entry=entry, made_by=request.user)
    messages.success(request, _("Preview link created. Copy it below."))
    return HttpResponseRedirect(form_url(entry, "preview-links"))


def revoke_link(model_admin, request, key, link):
    """Have a preview link lead nowhere."""
    entry = _entry_to_show(model_admin, request, key)
    PreviewLink.objects.of(entry).filter(pk=link).update(is_revoked=True)
    messages.success(request, _("The preview link no longer works."))
    return HttpResponseRedirect(form_url(entry, "preview-links"))


def _entry_to_show(model_admin, request, key):
    entry = entry_or_404(model_admin, request, key)
    if request.method != "POST" or not model_admin.rights(request).may("change"):
        raise PermissionDenied
    return entry


VIEWS = {
    "preview_links": ("<key:key>/preview-links/", make_link),
    "revoke": ("<key:key>/preview-links/<key:link>/", revoke_link),
}
