"""What the admins of both libraries do alike: choosing from them and uploading, in other forms."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse

from editing.admin import history
from editing.admin.base import BaseAdmin
from editing.admin.libraries import describe
from editing.admin.submissions import Submission
from publishing.numbers import key_or_none

PER_PAGE = 24


def library(model_admin, request) -> JsonResponse:
    """Answer with a page of the library: what was uploaded last first, or what has the words."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    found = model_admin.model.objects.order_by("-pk")
    if "numbers" in request.GET:
        numbers = map(key_or_none, request.GET["numbers"].split(",")[:PER_PAGE])
        found = found.filter(pk__in=[number for number in numbers if number is not None])
    found, _many = model_admin.get_search_results(request, found, request.GET.get("q", ""))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return JsonResponse(
        {
            "items": [describe(item) for item in page.object_list],
            "count": page.paginator.count,
            "next": page.next_page_number() if page.has_next() else None,
        }
    )


def upload(model_admin, request) -> HttpResponse:
    """Take one file with its words, by the form of the library; answer with what a chooser shows.

    What is wrong is said field by field, as ``errors``.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = model_admin.get_form(request)(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors})
    Submission.of(request)
    item = form.save(commit=False)
    model_admin.save_model(request, item, form, change=False)
    model_admin.log_addition(request, item, [{"added": {}}])
    return JsonResponse({"item": describe(item)}, status=201)


class LibraryAdmin(BaseAdmin):
    """A library, whose files go with what is deleted: that is not brought back."""

    views = {
        **{name: history.VIEWS[name] for name in ("compare", "restore")},
        "library": ("library/", library),
        "upload": ("upload/", upload),
    }
    languages_have_headings = False
    computed_fields: tuple[str, ...]  # of what is in the library already

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(self.computed_fields if obj else ())]

    def fieldsets_for(self, request, obj=None):
        return [(None, {"fields": [*self.fields, *(self.computed_fields if obj else ())]})]

    def read_only_for(self, request, obj=None):
        # As a disabled field Django would open the file again and again, and never close it.
        return ["file"] if self.rights(request).is_translator else []

    def delete_queryset(self, request, queryset):
        """Delete one by one, so that each takes its file with it."""
        for item in queryset:
            item.delete()
