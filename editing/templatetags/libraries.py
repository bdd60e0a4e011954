"""The choosers of the libraries, in forms."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.languages import LANGUAGE_NAMES
from publishing.media import library
from publishing.media.library import Document
from publishing.media.pictures import Picture

register = template.Library()


@register.simple_tag(takes_context=True)
def library_of(context, kind: str) -> dict | None:
    """Return what the chooser of pictures or documents says; None for who may see none."""
    user = context["request"].user
    if not user.has_perm(f"publishing.view_{kind}"):
        return None
    texts = _of_pictures() if kind == Picture._meta.model_name else _of_documents()
    entry = context["opts"].model_name  # what is uploaded for a decision is mostly its text
    return {
        **texts,
        "usual_kind": entry if entry in Document.Kind.values else Document.Kind.OTHER.value,
        "library": reverse(f"admin:publishing_{kind}_library"),
        "upload": reverse(f"admin:publishing_{kind}_upload"),
        "may_add": user.has_perm(f"publishing.add_{kind}"),
        "languages": [(code, LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES],
    }


def _of_pictures() -> dict:
    return {
        "title": _("Choose a picture"),
        "search": _("Search descriptions and file names"),
        "empty": _("There are no pictures in the library yet."),
        "choose": _("Choose a picture…"),
        "add": _("Add pictures…"),
        "accept": "image/jpeg,image/png,image/webp,image/avif,image/heic,.heic",
    }


def _of_documents() -> dict:
    return {
        "title": _("Choose a document"),
        "search": _("Search titles and the text of documents"),
        "empty": _("There are no documents in the library yet."),
        "choose": _("Choose a document…"),
        "add": _("Add documents…"),
        "accept": ".pdf,.docx,.xlsx",
        "kinds": Document.Kind.choices,
        "file_languages": library.LANGUAGES,
    }
