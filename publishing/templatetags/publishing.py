"""What templates say with: texts in their own language, periods, the switcher of languages."""

from urllib.parse import urlencode, urlsplit

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override

from publishing.languages import in_each_language, in_its_language
from publishing.media.library import Document
from publishing.memo import shared
from publishing.models import Entry
from publishing.naming import current_names
from publishing.people import full_name
from publishing.periods import formatting as wording
from publishing.periods.dates import Period
from publishing.previews.rendering import Preview
from publishing.rich_text import cleaning, rendering

register = template.Library()
register.filter(full_name)
register.simple_tag(current_names, name="site_names")  # where no settings of the site were read


@register.filter
def when(period: Period | None) -> SafeString | str:
    """Say a period, with ``<time>``; "" for None, which the template puts in words."""
    return wording.html(period) if period else ""


@register.filter
def when_in_words(period: Period | None) -> str:
    """Say a period in plain words, for attributes and titles."""
    return wording.format_period(period) if period else ""


@register.simple_tag
def translated(instance, field: str) -> SafeString | str:
    """Show a translated field; marked with its language where that is not the page's."""
    return in_its_language(instance, field, getattr(instance, field) or "", "span")


@register.simple_tag
def prose(instance, field: str) -> SafeString | str:
    """Show a formatted text; marked with its language where that is not the page's."""
    text = getattr(instance, field)
    return in_its_language(instance, field, rendering.render(text), "div") if text else ""


@register.simple_tag
def document_url(document: Document, preview: Preview | None) -> str:
    """Return where a document is downloaded; "" in a preview that nobody has a link to."""
    if not preview:
        return document.get_absolute_url()
    if not preview.token:
        return ""
    return reverse("document_in_preview", args=[preview.token, document.pk, document.format])


@register.simple_tag(takes_context=True)
def include_shared(context, name: str) -> SafeString:
    """Render a template that says the same on every page in a language, once for them all."""
    return shared(context["request"], render_to_string, name)


@register.filter
def plain_text(html: str | None) -> str:
    """Return the words of a formatted text, in one line."""
    return " ".join(cleaning.plain_text(html).split())


@register.filter
def is_untranslated(entry: Entry) -> bool:
    """Return whether some of the entry is shown in another language than the page's."""
    return not entry.is_translated(get_language())


@register.filter
def newer_source(entry: Entry) -> dict | None:
    """Return ``url`` and ``name`` of the page that a text of this one is older than, or None."""
    stale = entry.stale_fields(get_language())
    if not stale:
        return None
    code = next(iter(stale.values()))["of"]
    with override(code):
        url = entry.get_absolute_url()
    return {"url": url, "code": code, "name": get_language_info(code)["name_local"].capitalize()}


@register.filter
def tel(number: str) -> str:
    """Return the URL by which a telephone calls a number, however it is grouped."""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")


@register.filter
def domain(url: str) -> str:
    """Return the name that people know a site by: ``www.regione.vda.it`` as ``regione.vda.it``."""
    return urlsplit(url).hostname.removeprefix("www.")


@register.simple_tag(takes_context=True)
def language_versions(context) -> list[dict]:
    """Return the same page in each language: code, name, url, path, is_current,
    is_translated.

    ``entry`` in the context is what the page is about; without it the address itself is translated,
    and its filters are kept.
    """
    entry, path = context.get("entry"), context["request"].get_full_path()
    urls = context.get("language_urls") or getattr(context["request"], "language_urls", None)
    if urls is None:
        urls = in_each_language(entry.get_absolute_url) if entry else _translated_urls(path)
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": url,
            "path": url.partition("?")[0],
            "is_current": code == get_language(),
            "is_translated": not entry or entry.is_translated(code),
        }
        for code, url in urls.items()
    ]


@register.simple_tag
def canonical_path(versions: list[dict], path: str) -> str:
    """Return the path of the page itself; without a translation, of the first that has its text."""
    in_full = [version for version in versions if version["is_translated"]]
    if not in_full or any(version["is_current"] for version in in_full):
        return path
    return in_full[0]["path"]


@register.simple_tag(takes_context=True)
def what_is_listed(context) -> str:
    """Return which part of a list the page shows, in any language: ``?country=HU&page=2``.

    Valid filters in their own order; not the sort, nor what the site does not know.
    """
    filter, page = context.get("filter"), context.get("page_obj")
    chosen = [] if filter is None else [n for n in filter.fields if n in filter.chosen]
    parameters = [(name, filter.data[name]) for name in chosen if name not in ("page", "sort")]
    if page is not None and page.number > 1:
        parameters.append(("page", page.number))
    return f"?{urlencode(parameters)}" if parameters else ""


def _translated_urls(path: str) -> dict[str, str]:
    """Return a path in each language; those of the home page for what is no page."""
    path, question_mark, query = path.partition("?")
    try:
        match = resolve(path)
        urls = in_each_language(
            lambda: reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        )
    except (Resolver404, NoReverseMatch):
        return in_each_language(lambda: reverse("home"))
    return {code: url + question_mark + query for code, url in urls.items()}


@register.simple_tag
def absolute(path: str) -> str:
    """Return the whole URL of a path of this site."""
    return settings.SITE_URL + path
