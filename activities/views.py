from django.core.paginator import InvalidPage, Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from activities.filters import UNDATED, TimelineFilter
from activities.models import Activity
from activities.timeline import Timeline, load, load_all
from activities.timeline_chart import MAX_DRAWN, draw_chart
from activities.yearly_totals import yearly_totals
from history.entry_detail import EntryDetail
from partners.models import PartnerRegion
from publishing.parameters import with_parameters

PER_PAGE = 50


@with_parameters(*TimelineFilter.base_fields)
class TimelineView(TemplateView):
    """Decisions and activities by year, newest first; then what has no date of its own."""

    template_name = "activities/timeline.html"

    def get_context_data(self, **kwargs):
        everything = Timeline.published()
        self.filter = TimelineFilter(self.request.GET, everything.years())
        timeline = self.filter.narrow(everything)
        entry_count, dated_count = timeline.counts()
        few = entry_count <= MAX_DRAWN
        listed = self._few(timeline) if few else self._many(timeline, entry_count, dated_count)
        # Newest first, so what has not begun heads the page; it is shown soonest first.
        timeline_items = listed["timeline_items"]
        coming = [item for item in reversed(timeline_items) if item.is_coming]
        listed["timeline_items"] = timeline_items[len(coming) :]
        return super().get_context_data(
            entry_count=entry_count, coming=coming, filter=self.filter, **listed, **kwargs
        )

    def _few(self, timeline: Timeline) -> dict:
        """Load all of it, of which a page is shown; on the first one stands the picture of it."""
        whole = load_all(timeline)
        dated = [item for item in whole if item.is_dated]
        undated = [item for item in whole if not item.is_dated]
        is_undated = self.filter.chosen.get("year") == UNDATED
        listed, last = (undated, []) if is_undated else (dated, undated)
        page = self._page(Paginator(listed, PER_PAGE))
        return {
            "page_obj": page,
            "timeline_items": list(page.object_list),
            "undated": [] if page.has_next() else last,
            "chart": draw_chart(dated) if page.number == 1 else None,
        }

    def _many(self, timeline: Timeline, count: int, dated_count: int) -> dict:
        """Load a page of it; of the whole timeline also its years in figures."""
        if self.filter.chosen.get("year") == UNDATED:
            page, undated_keys = self._page(timeline.paginated(PER_PAGE, count)), []
        else:
            page = self._page(timeline.dated().paginated(PER_PAGE, dated_count))
            undated_keys = [] if page.has_next() else timeline.undated()[:PER_PAGE]
        keys = page.object_list
        timeline_items = load(keys + undated_keys)
        return {
            "page_obj": page,
            "timeline_items": timeline_items[: len(keys)],
            "undated": timeline_items[len(keys) :],
            "yearly_totals": None if self.filter.chosen else self._yearly_totals(timeline.dated()),
        }

    def _yearly_totals(self, dated: Timeline):
        projects = dated.of_kind(Activity.Kind.PROJECT).activities
        return yearly_totals(dated.decisions, projects)

    def _page(self, pages: Paginator):
        number = self.filter.chosen.get("page", 1)
        try:
            return pages.page(number)
        except InvalidPage as error:
            raise Http404(_("The timeline has no page %(page)s.") % {"page": number}) from error


@with_parameters("page")
class ActivityDetail(EntryDetail):
    """The page of one project, event, programme or membership."""

    template_name = "activities/detail.html"

    def get_queryset(self):
        published = Activity.objects.published()
        return published.select_related("part_of", "picture").prefetch_related(
            Prefetch("partners", queryset=PartnerRegion.objects.published()),
            "links",
            "attachments",
        )

    def get_context_data(self, **kwargs):
        parts = self.object.parts.published().newest_first().as_cards()
        page = Paginator(parts, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page_obj=page, **kwargs)
