"""Choosing from the libraries where it is needed, and uploading into them there."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpResponseNotAllowed, JsonResponse

from editing.admin.submissions import Submission
from editing.admin.urls import form_url
from publishing.media.library import Document
from publishing.media.pictures import Picture
from publishing.numbers import key_or_none

PER_PAGE = 24


def describe(item: Picture | Document) -> dict:
    """Return an item of a library as choosers show it: ``number``, ``words``, ``detail`` …"""
    if isinstance(item, Document):
        kind, language = item.get_kind_display(), item.get_language_display()
        detail = f"{kind} · {language} · {item.described_file}"
        return {"number": item.pk, "words": str(item), "detail": detail, "edit": form_url(item)}
    thumbnail = item.smallest if item.sources else {"url": "", "width": 0, "height": 0}
    return {
        "number": item.pk,
        "words": str(item),
        "detail": item.file.name.rpartition("/")[2],
        "edit": form_url(item),
        "src": thumbnail["url"],
        "width": thumbnail["width"],
        "height": thumbnail["height"],
    }


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


def upload(model_admin, request) -> JsonResponse:
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


LIBRARY_VIEWS = {"library": ("library/", library), "upload": ("upload/", upload)}


class LibraryInput(forms.TextInput):
    """The number of a picture or document; with JavaScript, what it is, and a chooser.

    However large a library is, a form asks only for what it shows.
    """

    template_name = "publishing/widgets/library.html"

    class Media:
        css = {"all": ["css/rich_text_dialogs.css", "css/admin/library.css"]}
        js = [forms.Script("js/library_fields.js", type="module")]

    def __init__(self, model: type[models.Model], attrs=None):
        self.model = model
        self.chosen: models.Model | None = None  # what is known already, so that nobody asks
        super().__init__(
            {"inputmode": "numeric", "autocomplete": "off", "size": 8, **(attrs or {})}
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        key = key_or_none(str(value)) if value else None
        item = self.chosen
        if key is not None and (item is None or item.pk != key):
            item = self.model._default_manager.filter(pk=key).first()
        context["widget"]["item"] = describe(item) if item and key is not None else None
        context["widget"]["kind"] = self.model._meta.model_name
        return context
