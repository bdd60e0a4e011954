from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView

from publishing.models import Entry


class EntryDetail(DetailView):
    """The page of one published entry, at its address in the language of the page.

    An address in another of the entry's languages leads there by a permanent redirect.
    """

    context_object_name = "entry"

    def get(self, request, *args, slug: str, **kwargs):
        self.object: Entry | None = self.get_queryset().at(slug).first()
        if self.object is None:
            entry = get_object_or_404(self.get_queryset().at_in_any_language(slug))
            return HttpResponsePermanentRedirect(entry.get_absolute_url())
        return self.render_to_response(self.get_context_data(object=self.object))
