"""The admin of whatever staff edit: who may, what was sent, its versions, and its deletion."""

from django import forms
from django.db import connection
from modeltranslation.admin import TranslationAdmin

from editing.admin import deletion, history, rights
from editing.admin.errors import summarise_errors
from editing.admin.fields import EntryFields
from editing.admin.forms import EntryForm
from editing.admin.rights import Rights
from editing.admin.submissions import Merged, Submission
from editing.admin.urls import paths


class BaseAdmin(EntryFields, TranslationAdmin):
    """Calls in turn what each module beside this one does."""

    form = EntryForm
    views = history.VIEWS
    action_checkbox = rights.action_checkbox
    delete_confirmation_template = "admin/publishing/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/publishing/delete_selected_confirmation.html"

    class Media:
        js = [
            forms.Script("js/admin.js", defer=True),
            *(forms.Script(f"js/{name}.js", type="module") for name in ("slugs", "order")),
        ]

    def get_urls(self):
        return [*paths(self, self.views), *super().get_urls()]

    # --- Rights -------------------------------------------------------------------------------

    def rights(self, request) -> Rights:
        return Rights(request.user, self.opts, Submission.of(request).is_proposal)

    def has_change_permission(self, request, obj=None):
        return self.rights(request).may_change()

    def has_delete_permission(self, request, obj=None):
        return self.rights(request).may_delete(obj)

    def has_publish_permission(self, request):
        return self.rights(request).may("publish")

    # --- The form -----------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Show the form, or save what was sent; show it again if others saved meanwhile.

        Django looks for the entry (`get_object`), makes its form (`get_form`) and formsets
        (`get_formset_kwargs`), all of them of the one `Submission`. Then the form

        1. is merged with what others saved: if there is anything, all is made anew of it;
        2. is refused whole, part by part, if it has what it did not offer;
        3. is validated, and refused if the editor is to look at it first;
        4. is saved (`save_model`, `save_related`), and answered (`response_add`, …);
        5. or is shown (`render_change_form`).
        """
        while True:
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except Merged:
                continue

    def get_object(self, request, object_id, from_field=None):
        """Return the entry; nobody else saves it before this submission is answered."""
        if request.method == "POST" and connection.features.has_select_for_update:
            queryset = self.model._base_manager.select_for_update().order_by()
            if object_id.isdecimal():
                queryset.filter(pk=object_id).values("pk").first()
        return super().get_object(request, object_id, from_field)

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        form.rights, form.submission = self.rights(request), Submission.of(request)
        return form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        submission = Submission.of(request)
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if "data" in options:
            options |= {"data": submission.data, "files": submission.files}
        return {**options, "submission": submission}

    def render_change_form(self, request, context, *args, obj=None, **options):
        context |= self.form_context(request, context, obj)
        return super().render_change_form(request, context, *args, obj=obj, **options)

    def form_context(self, request, context: dict, obj) -> dict:
        """Return what the form shows besides its fields."""
        submission = Submission.of(request)
        found = {"conflict": submission.conflict, "base": None, "error_summary": []}
        if obj and self.has_change_permission(request, obj):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            found["base"] = submission.carried(context["adminform"].form, formsets)
        if context["errors"]:
            found["error_summary"] = summarise_errors(context)
        return found

    # --- The list, the versions, deletion -----------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        rights.refuse_forged_action(self, request)
        return super().changelist_view(request, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        return history.history_view(self, request, object_id)

    def get_deleted_objects(self, objs, request):
        deleted, *rest = super().get_deleted_objects(objs, request)
        return deletion.described(deleted), *rest

    def render_delete_form(self, request, context):
        context |= deletion.describe_consequences(context["object"])
        return super().render_delete_form(request, context)
