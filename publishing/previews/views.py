from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override

from publishing.languages import LANGUAGE_CODES
from publishing.previews.links import PreviewLink
from publishing.previews.rendering import HEADERS, Preview, page_of


def preview(request, token: str, language: str) -> HttpResponseBase:
    """Show a preview to whoever has its link; answer 410 when it has ended."""
    link = get_object_or_404(PreviewLink, token=token)
    if language not in LANGUAGE_CODES or link.entry is None:
        raise Http404
    if not link.is_valid:
        with override(language):
            response = render(request, "publishing/preview_ended.html", status=410)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
    language_urls = {code: link.url(code) for code in LANGUAGE_CODES}
    shown = Preview(is_saved=True, language_urls=language_urls, token=token, since=link.created)
    return page_of(link.entry, language, request, shown)
