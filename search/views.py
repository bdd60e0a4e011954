import re

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from publishing.parameters import with_parameters
from search.finding import find
from search.ranking import words

LONGEST = 200  # letters of a query that are looked at
PER_PAGE = 20
NUMBER = re.compile(r"[0-9]{1,9}")


@with_parameters("q", "page")
class SearchView(TemplateView):
    """What answers the words in ``?q=``, best first."""

    template_name = "search/results.html"

    def get_context_data(self, **kwargs):
        query = self.request.GET.get("q", "")[:LONGEST].strip()
        pages = Paginator(find(query), PER_PAGE)
        number = self.request.GET.get("page", "1")
        if not NUMBER.fullmatch(number) or int(number) not in pages.page_range:
            raise Http404(_("The list of results has no page %(page)s.") % {"page": number})
        return super().get_context_data(
            query=query, asks=bool(words(query)), page_obj=pages.page(number), **kwargs
        )
