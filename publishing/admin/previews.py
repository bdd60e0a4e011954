"""Previews in the admin: of what is typed and not saved yet, and links to give to others."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.admin.addresses import admin_address, form_address
from publishing.languages import LANGUAGE_CODES
from publishing.previews.links import PreviewLink
from publishing.previews.rendering import Preview, page_of

PREVIEW = "_preview"  # the name of the buttons, their value the language


class PreviewAdmin(admin.ModelAdmin):
    """Shows the public page of an entry before it is public, and before it is even saved."""

    class Media:
        js = [forms.Script("js/copy.js", type="module")]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        links = "<key:key>/preview-links/"
        own = [
            path(links, wrap(self.make_preview_link), name=f"{name}_preview_links"),
            path(f"{links}<key:link>/", wrap(self.revoke_preview_link), name=f"{name}_revoke"),
        ]
        return [*own, *super().get_urls()]

    # --- Of what is typed ---------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and PREVIEW in request.POST:
            # Files would stay behind on the disk when the rest is rolled back.
            request.lacks_files = bool(request.FILES)
            request._files = MultiValueDict()
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_add(self, request, obj, post_url_continue=None):
        if PREVIEW in request.POST:
            return self._preview(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if PREVIEW in request.POST:
            return self._preview(request, obj)
        return super().response_change(request, obj)

    def _preview(self, request, entry):
        """The page of the entry that was saved only for this: the form's transaction is undone."""
        language = request.POST[PREVIEW]
        if language not in LANGUAGE_CODES:
            raise Http404
        list(messages.get_messages(request))  # what they say has not happened
        saved = type(entry)._base_manager.get(pk=entry.pk)
        shown = Preview(is_saved=False, lacks_files=request.lacks_files)
        response = page_of(saved, language, request, shown)
        transaction.set_rollback(True)
        return response

    # --- Links --------------------------------------------------------------------------------

    def make_preview_link(self, request, key):
        entry = self._entry_to_show(request, key)
        PreviewLink.objects.create(entry=entry, made_by=request.user)
        self.message_user(request, _("The preview link was made. Copy it below."), messages.SUCCESS)
        return HttpResponseRedirect(form_address(entry, "preview-links"))

    def revoke_preview_link(self, request, key, link):
        entry = self._entry_to_show(request, key)
        PreviewLink.objects.of(entry).filter(pk=link).update(is_revoked=True)
        self.message_user(request, _("The preview link leads nowhere any more."), messages.SUCCESS)
        return HttpResponseRedirect(form_address(entry, "preview-links"))

    def _entry_to_show(self, request, key):
        entry = self.get_object(request, str(key))
        if entry is None:
            raise Http404
        if request.method != "POST" or not self.may_write(request, entry):
            raise PermissionDenied
        return entry

    def render_change_form(self, request, context, *args, obj=None, **options):
        may_send = obj is None or self.has_change_permission(request, obj)
        context["previews"] = settings.LANGUAGES if may_send else []
        if obj and self.may_write(request, obj):
            links = PreviewLink.objects.valid().of(obj).select_related("made_by")
            context["preview_links"] = [
                {
                    "url": request.build_absolute_uri(link.address(get_language())),
                    "link": link,
                    "revoke": admin_address(obj, "revoke", link.pk),
                }
                for link in links
            ]
            context["new_preview_link"] = admin_address(obj, "preview_links")
        return super().render_change_form(request, context, *args, obj=obj, **options)
