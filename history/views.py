from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import wraps

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from history.diff import MAX_STEPS, marked_within
from history.entry_detail import EntryDetail
from history.forms import DayForm
from history.memento import (
    LINK_FORMAT,
    announce_choice,
    announce_version,
    at,
    memento_path,
)
from history.memento import timemap as links_of_versions
from history.models import WithheldVersion
from history.past_pages import entry_at
from history.public_notes import PublicNote, note_of_version
from history.public_versions import (
    PublicVersion,
    all_versions,
    public_versions,
    without_withheld,
)
from publishing.entry_types import models_by_prefix
from publishing.languages import LANGUAGE_CODES, in_each_language
from publishing.models import Entry
from publishing.numbers import bounded_timestamp
from publishing.parameters import with_parameters
from publishing.permalinks import short_id
from publishing.redirects import tombstones_of
from publishing.views import gone_response
from publishing.withdrawals import find_withdrawn

PER_PAGE = 20


@with_parameters("lang")
def permanent(request, prefix: str, pk: int) -> HttpResponseBase:
    """Lead to the entry's page in the language of ``?lang=``, else in the visitor's.

    A deleted entry answers as its tombstones do: 410, or on to another entry.
    """
    model = models_by_prefix().get(prefix)
    if model is None:
        raise Http404
    requested = request.GET.get("lang")
    language = requested if requested in LANGUAGE_CODES else get_language()
    with override(language):
        entry = model.objects.published().filter(pk=pk).first()
        if entry is not None:
            return HttpResponseRedirect(entry.get_absolute_url())
        withdrawn, _withdrawal = find_withdrawn(model, pk=pk)
        if withdrawn is not None and issubclass(model, Entry):
            return HttpResponseRedirect(withdrawn.get_absolute_url())
        return gone_response(request, tombstones_of(model, pk), permanent=request.path)


def of_public_entry(view: Callable) -> Callable:
    """Have a view answer for an entry with a page of its own that the public sees now.

    A deleted one answers as its addresses do, so that a version that was cited is not just lost.
    """

    @wraps(view)
    def answer(request, code: str, **more) -> HttpResponseBase:
        model, key = models_by_prefix().get(code[0]), int(code[1:])
        if model is None or not issubclass(model, Entry):
            raise Http404
        entry = model.objects.published().filter(pk=key).first()
        if entry is None:
            return gone_response(request, tombstones_of(model, key))
        if not issubclass(_view_of(entry), EntryDetail):
            raise Http404
        return view(request, entry, **more)

    return answer


@with_parameters("on", "page")
@of_public_entry
def version_list(request, entry: Entry) -> HttpResponseBase:
    """List each version that the public saw, newest first; ``?on=2026-11-24`` leads to one."""
    versions = public_versions(type(entry), entry.pk)
    form = DayForm(request.GET if "on" in request.GET else None, versions=versions)
    if versions and form.is_valid():
        return HttpResponseRedirect(memento_path(entry, form.version))
    page = Paginator(versions[::-1], PER_PAGE).get_page(request.GET.get("page"))
    marks = marked_within((c for v in page for c in v.changes), MAX_STEPS)
    notes = list(PublicNote.objects.of(entry))
    context = {
        "entry": entry,
        "form": form,
        "page_obj": page,
        "public_versions": page.object_list,
        "dated_changes": [
            (v, [(c, next(marks)) for c in v.changes], note_of_version(notes, v.since))
            for v in page
        ],
        "language_urls": _language_urls("versions:list", entry),
    }
    return _unindexed(render(request, "history/versions.html", context))


@of_public_entry
def version(request, entry: Entry, timestamp: str) -> HttpResponseBase:
    """Render the page as it was from a time on, with the templates and menus of today."""
    every = all_versions(type(entry), entry.pk)
    withheld = next((v.withheld for v in every if v.withheld and v.code == timestamp), None)
    if withheld:
        return _withheld(request, entry, withheld)
    versions = without_withheld(every)
    shown = next((v for v in versions if v.code == timestamp), None)
    if shown is None:
        return _nearest(entry, versions, timestamp)
    view = _view_of(entry)()
    view.setup(request)
    view.object = entry_at(shown.snapshot)
    language_urls = _language_urls("versions:version", entry, shown.code)
    context = view.get_context_data(
        object=view.object,
        version=shown,
        public_note=note_of_version(PublicNote.objects.of(entry), shown.since),
        language_urls=language_urls,
        today=entry,
    )
    response = view.render_to_response(context)
    announce_version(response, entry, shown, versions)
    return _unindexed(response)


@of_public_entry
def timegate(request, entry: Entry) -> HttpResponseBase:
    """Lead to the version of the time that ``Accept-Datetime`` names; 400 if it names none."""
    versions = public_versions(type(entry), entry.pk)
    requested = request.headers.get("Accept-Datetime")
    try:
        timestamp = parsedate_to_datetime(requested) if requested else timezone.now()
        timestamp = bounded_timestamp(
            timestamp if timestamp.tzinfo else timestamp.replace(tzinfo=UTC)
        )
    except (ValueError, OverflowError):
        words = _("The Accept-Datetime header must contain a date such as “%(example)s”.")
        example = http_date(timezone.now().timestamp())
        text = words % {"example": example}
        return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
    if not versions:
        raise Http404
    chosen = at(versions, timestamp)
    response = HttpResponseRedirect(memento_path(entry, chosen))
    announce_choice(response, entry, chosen, versions)
    return response


@of_public_entry
def timemap(request, entry: Entry) -> HttpResponseBase:
    """List all versions, for programs."""
    versions = public_versions(type(entry), entry.pk)
    if not versions:
        raise Http404
    return HttpResponse(links_of_versions(entry, versions), content_type=LINK_FORMAT)


def _withheld(request, entry: Entry, withheld: WithheldVersion) -> HttpResponseBase:
    """Answer 451 (RFC 7725), with what the public is told."""
    language_urls = _language_urls("versions:version", entry, withheld.code)
    context = {"entry": entry, "withheld": withheld, "language_urls": language_urls}
    return _unindexed(render(request, "history/withheld.html", context, status=451))


def _view_of(entry: Entry) -> type:
    return resolve(entry.get_absolute_url()).func.view_class


def _nearest(entry: Entry, versions: list[PublicVersion], timestamp: str) -> HttpResponseBase:
    """Lead from a time at which nothing changed to the version that was public then."""
    try:
        requested = datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise Http404 from error
    if not versions:
        raise Http404
    return HttpResponseRedirect(memento_path(entry, at(versions, requested)))


def _language_urls(name: str, entry: Entry, *more: str) -> dict[str, str]:
    """Return the URL of a page about versions in each language."""
    return in_each_language(lambda: reverse(name, args=[short_id(entry), *more]))


def _unindexed(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
