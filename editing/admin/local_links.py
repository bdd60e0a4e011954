"""Links of formatted texts to this site itself: a new one has to lead somewhere.

One that led nowhere when the form was opened, and that nobody touched, keeps nothing from being
saved: whoever mends a date need not know what became of another page.
"""

from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from editing.link_check.sources import leads_outside, targets_in
from history.entry_detail import EntryDetail
from publishing.entry_types import models_by_prefix
from publishing.media.library import Document
from publishing.models import Entry
from publishing.redirects import Tombstone, public_at_slug, tombstones_of
from publishing.references import find_entry
from publishing.rich_text.editor import RichTextFormField


def refuse_new(form: forms.ModelForm) -> None:
    """Add an error to each text for its links that lead nowhere, and were in no text before."""
    texts = _texts(form)
    known = {url for name in texts for url in targets_in(form.initial.get(name) or "")}
    for name, html in texts.items():
        new = [url for url in dict.fromkeys(targets_in(html)) if url not in known]
        for url in (url for url in new if name in form.changed_data and not leads_somewhere(url)):
            message = _(
                "A link in this text leads to %(link)s, where this site has no page. "
                "Choose the entry by its name, or correct the address."
            )
            form.add_error(name, ValidationError(message % {"link": url}, code="link"))


def point_out(request, form: forms.ModelForm) -> None:
    """Warn of the links that lead nowhere and stay in the texts."""
    urls = dict.fromkeys(url for html in _texts(form).values() for url in targets_in(html))
    if dead := [url for url in urls if not leads_somewhere(url)]:
        message = _(
            "Saved, but these links in the texts lead to pages that this site does not "
            "have: %(links)s"
        )
        text = message % {"links": ", ".join(dead)}
        messages.warning(request, text)


def _texts(form: forms.ModelForm) -> dict[str, str]:
    names = [n for n, field in form.fields.items() if isinstance(field, RichTextFormField)]
    return {name: form.cleaned_data.get(name) or "" for name in names if not form.has_error(name)}


def leads_somewhere(url: str) -> bool:
    """Return whether a link leads to another site, or to a page that this one has or had."""
    parts = urlsplit(url)
    is_ours = parts.path.startswith("/") and not leads_outside(url)
    if not is_ours or parts.scheme not in ("", "http", "https"):
        return True
    if parts.path.startswith(settings.STATIC_URL):
        return True
    match = page_at(url)
    return match is not None and _exists(match)


def page_at(url: str) -> ResolverMatch | None:
    """Return what a path of this site names, in the language of the path; None if nothing."""
    path = unquote(urlsplit(url).path)
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        for tried in (path, f"{path}/"):
            try:
                return resolve(tried)
            except Resolver404:
                continue
    return None


def model_at(match: ResolverMatch) -> type[Entry] | None:
    """Return the model of the entry whose page a path names; None if it names another page."""
    view = getattr(match.func, "view_class", None)
    if view is None or not issubclass(view, EntryDetail):
        return None
    return view().get_queryset().model


def _exists(match: ResolverMatch) -> bool:
    """Return whether there is, or was, what a path of the site names."""
    given = match.kwargs
    if match.view_name == "permanent":
        model = models_by_prefix().get(given["prefix"])
        is_there = find_entry(given["prefix"], int(given["pk"])) is not None
        return is_there or (model is not None and bool(tombstones_of(model, int(given["pk"]))))
    if match.view_name == "document":
        return Document.objects.filter(pk=given["pk"]).exists()
    model = model_at(match)
    if model is None:
        return "admin" not in match.namespaces
    slug = given["slug"]
    return (
        model._default_manager.at_in_any_language(slug).exists()
        or Tombstone.objects.of_kind(model).filter(slug=slug).exists()
        or public_at_slug(model, slug).exists()
    )
