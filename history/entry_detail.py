"""The page of an entry, which announces the versions of it that the public saw."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.generic import DetailView

from history.memento import announce
from history.public_versions import public_versions
from publishing.languages import in_each_language, language_shown
from publishing.models import Entry
from publishing.redirects import Tombstone
from publishing.views import find_by_slug, gone_response, moved_to
from publishing.withdrawals import Withdrawal, withdrawn_at


class EntryDetail(DetailView):
    """The page of one published entry, at its address in the language of the page.

    An address in another of the entry's languages, or one that it had before, leads there by a
    permanent redirect.
    """

    context_object_name = "entry"

    def get(self, request, *args, slug: str, **kwargs):
        self.object: Entry | None = self.get_queryset().at(slug).first()
        if self.object is None:
            return self._elsewhere(slug)
        versions = public_versions(type(self.object), self.object.pk)
        context = self.get_context_data(object=self.object, public_versions=versions)
        response = self.render_to_response(context)
        announce(response, self.object)
        return response

    def _elsewhere(self, slug: str) -> HttpResponseBase:
        published = self.get_queryset()
        withdrawn, withdrawal = withdrawn_at(published.model, slug)
        if withdrawal is not None:
            return self._withdrawn(withdrawn, withdrawal)
        entry = find_by_slug(published, slug)
        if entry is not None:
            return moved_to(entry.get_absolute_url())
        former = Tombstone.objects.of_kind(published.model).filter(slug=slug)
        return gone_response(self.request, list(former.order_by("-since")))

    def _withdrawn(self, entry: Entry, withdrawal: Withdrawal) -> HttpResponseBase:
        """Answer with the page under the reason, or with the reason alone."""
        if not withdrawal.is_readable:
            was = {
                "heading": entry.heading,
                "language": language_shown(entry, entry.heading_field),
                "since": withdrawal.since,
            }
            context = {
                "withdrawal": withdrawal,
                "was": was,
                "language_urls": in_each_language(entry.get_absolute_url),
            }
            return render(self.request, "publishing/gone.html", context, status=410)
        self.object = entry
        context = self.get_context_data(object=entry, public_versions=[], withdrawal=withdrawal)
        response = self.render_to_response(context)
        response.headers["X-Robots-Tag"] = "noindex"
        return response
