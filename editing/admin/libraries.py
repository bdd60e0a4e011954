"""Choosing from the libraries in the forms of entries."""

from django import forms
from django.db import models

from editing.admin.urls import form_url
from publishing.media.library import Document
from publishing.media.pictures import Picture
from publishing.numbers import key_or_none


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


class LibraryInput(forms.TextInput):
    """The number of a picture or document; with JavaScript, what it is, and a chooser.

    However large a library is, a form asks only for what it shows.
    """

    template_name = "publishing/widgets/library.html"

    class Media:
        css = {"all": ["css/rich_text_dialogs.css", "css/admin/library.css"]}
        js = [forms.Script("js/library_fields.js", type="module")]

    def __init__(self, model: type[models.Model]):
        self.model = model
        self.chosen: models.Model | None = None  # what is known already, so that nobody asks
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "size": 8})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        key = key_or_none(str(value)) if value else None
        item = self.chosen
        if key is not None and (item is None or item.pk != key):
            item = self.model._default_manager.filter(pk=key).first()
        context["widget"]["item"] = describe(item) if item and key is not None else None
        context["widget"]["kind"] = self.model._meta.model_name
        return context
