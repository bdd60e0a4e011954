import re

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from publishing.filters import SEARCH_LABEL, repeated_filter
from publishing.parameters import with_parameters
from search.missed import missed_searches
from search.models import promoted_links
from search.results import find
from search.terms import MAX_QUERY, split_words

PER_PAGE = 20
PAGE_NUMBER = re.compile(r"[0-9]{1,9}")


@with_parameters("q", "page")
class SearchView(TemplateView):
    """What answers the words in ``?q=``, best first."""

    template_name = "search/results.html"

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "")[:MAX_QUERY].strip()
        results, promoted = find(query), promoted_links(query)
        pages = Paginator(results, PER_PAGE)
        number = self.request.GET.get("page", "1")
        if not PAGE_NUMBER.fullmatch(number) or int(number) not in pages.page_range:
            raise Http404(_("The list of results has no page %(page)s.") % {"page": number})
        if not results and not promoted:
            missed_searches.record(query, get_language())
        repeated = len(self.request.GET.getlist("q")) > 1
        return super().get_context_data(
            query=query,
            passed_over={"problems": [repeated_filter(SEARCH_LABEL, query)] if repeated else []},
            asks=bool(split_words(query)),
            promoted=promoted if number == "1" else [],
            page_obj=pages.page(number),
            **kwargs,
        )
