from django.core.paginator import InvalidPage, Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from activities.filters import UNDATED, TimelineFilter
from activities.models import Activity
from activities.timeline import Timeline, load, load_activities, load_decisions
from activities.timeline_chart import MAX_DRAWN, Glance
from activities.yearly_totals import overview
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
        if self.filter.chosen.get("year") == UNDATED:
            page, undated, undated_count = self._page(timeline), [], 0
            moments = load(page.object_list)
        else:
            page = self._page(timeline.dated())
            moments, undated = self._with_undated(page, timeline)
            # What has no date is shown on the last page, but counted on each.
            is_whole = not page.has_next() and len(undated) < PER_PAGE
            undated_count = len(undated) if is_whole else timeline.undated().count()
        # Newest first, so what has not begun heads the page; it is shown soonest first.
        coming = [moment for moment in reversed(moments) if moment.is_coming]
        moments = moments[len(coming) :]
        return super().get_context_data(
            entry_count=page.paginator.count + undated_count,
            coming=coming,
            **self._all_years(everything, page.paginator.count),
            filter=self.filter,
            page_obj=page,
            moments=moments,
            undated=undated,
            **kwargs,
        )

    def _all_years(self, timeline: Timeline, entry_count: int) -> dict:
        """Of the whole timeline also a picture: of each entry, or of years where there are many."""
        if self.filter.chosen:
            return {"glance": None, "overview": None}
        dated = timeline.dated()
        decisions, projects = dated.decisions, dated.of_kind(Activity.Kind.PROJECT).activities
        if entry_count > MAX_DRAWN:
            return {"glance": None, "overview": overview(decisions, projects)}
        drawn = [*load_decisions(decisions), *load_activities(projects)]
        return {"glance": Glance.of(drawn) if drawn else None, "overview": None}

    def _page(self, timeline: Timeline):
        number = self.filter.chosen.get("page", 1)
        try:
            return timeline.paginated(PER_PAGE).page(number)
        except InvalidPage as error:
            raise Http404(_("The timeline has no page %(page)s.") % {"page": number}) from error

    def _with_undated(self, page, timeline: Timeline):
        """The moments of the page, and on the last page those that have no date of their own."""
        keys = list(page.object_list)
        is_last = not page.has_next()
        undated_keys = list(timeline.undated().keys()[:PER_PAGE]) if is_last else []
        moments = load(keys + undated_keys)
        return moments[: len(keys)], moments[len(keys) :]


@with_parameters("page")
class ActivityDetail(EntryDetail):
    """The page of one project, event, programme or membership."""

    template_name = "activities/detail.html"

    def get_queryset(self):
        published = Activity.objects.published()
        return published.select_related("part_of", "picture").prefetch_related(
            Prefetch("partners", queryset=PartnerRegion.objects.published()),
            "links",
        )

    def get_context_data(self, **kwargs):
        parts = self.object.parts.published().newest_first().as_cards()
        page = Paginator(parts, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page_obj=page, **kwargs)
