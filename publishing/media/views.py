from csp.constants import NONE
from csp.decorators import csp
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language

from publishing.file_responses import file_response
from publishing.media.library import Document, attachment_models
from publishing.previews.links import PreviewLink
from publishing.redirects import ever_public


def picture_file(request, path: str) -> HttpResponseBase:
    """Answer with a variant of a picture, named by its content, so that it may be kept for ever."""
    kind = f"image/{path.rpartition('.')[2]}"
    return file_response(
        path, content_type=kind, cache_control="public, max-age=31536000, immutable"
    )


def document_file(request, pk: int, format: str) -> HttpResponseBase:
    """Answer with a document that a public entry shows; of one deleted since, that it is gone."""
    document = Document.objects.public().filter(pk=pk).first()
    if document is None:
        return _gone(request, pk)
    if document.format != format:  # another file has taken the place of the one asked for
        return HttpResponseRedirect(reverse("document", args=[pk, document.format]))
    return download(request, document)


def document_in_preview(request, token: str, pk: int, format: str) -> HttpResponseBase:
    """Answer with a document of what is not public, for who has the link to its preview."""
    link = get_object_or_404(PreviewLink, token=token)
    entry = link.entry
    attachments = getattr(entry, "attachments", None)
    if not link.is_valid or attachments is None:
        raise Http404
    return download(request, get_object_or_404(attachments, document=pk).document)


@csp({"default-src": [NONE], "sandbox": True})
def download(request, document: Document) -> HttpResponseBase:
    """Answer with a file to be kept: whatever is in it, nothing of it runs here."""
    return file_response(
        document.file.name,
        content_type=document.content_type,
        download_name=document.download_name,
    )


def _gone(request, pk: int) -> HttpResponseBase:
    """Answer 410 if the public could once have a document that was deleted; else raise Http404."""
    if Document.objects.filter(pk=pk).exists():
        raise Http404
    last = Document.history.filter(id=pk).order_by("history_date").last()
    if last is None or not _was_public(pk):
        raise Http404
    heading = capfirst(str(Document._meta.verbose_name))
    was = {"heading": heading, "language": get_language(), "since": last.history_date}
    return render(request, "publishing/gone.html", {"was": was}, status=410)


def _was_public(pk: int) -> bool:
    """Return whether an entry that the public has seen ever showed the document."""
    return any(
        ever_public(model._meta.get_field("entry").related_model)
        .filter(id__in=model.history.filter(document=pk).values("entry"))
        .exists()
        for model in attachment_models()
    )
