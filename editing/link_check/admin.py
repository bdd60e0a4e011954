from collections import defaultdict
from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from editing.admin.facets import CountedList
from editing.admin.publication import format_time
from editing.admin.rights import action_checkbox, refuse_forged_action
from editing.admin.urls import form_url
from editing.link_check.batches import Offline, check_links
from editing.link_check.models import CheckedLink, LinkUse, find_entries, is_due
from editing.link_check.states import WORKING, State

JUST_CHECKED = timedelta(hours=1)  # who was asked within this time, the button leaves alone
SECONDS = 20  # of a round in the admin: gunicorn and proxies wait for 30


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"
    BROKEN = "broken"

    def lookups(self, request, model_admin):
        found = set(CheckedLink.objects.order_by().values_list("state", flat=True).distinct())
        choices = [(value, words) for value, words in State.choices if value in found]
        return [(self.BROKEN, _("broken, for any reason")), *choices]

    def queryset(self, request, queryset):
        if self.value() == self.BROKEN:
            return queryset.broken()
        return queryset.filter(state=self.value()) if self.value() else queryset


class LinkList(CountedList):
    """The list, with the places where each link is used, and how many wait for a check."""

    def get_results(self, request):
        super().get_results(request)
        references = defaultdict(list)
        shown = LinkUse.objects.filter(link__in=[link.url for link in self.result_list])
        for use, entry in find_entries(shown):
            references[use.link_id].append((form_url(entry, use.anchor), entry))
        for link in self.result_list:
            link.references = references[link.url]
        counts = CheckedLink.objects.aggregate(
            all=Count("pk"), due=Count("pk", filter=is_due(JUST_CHECKED))
        )
        self.due_count, self.is_under_way = counts["due"], counts["due"] < counts["all"]


@admin.register(CheckedLink)
class CheckedLinkAdmin(admin.ModelAdmin):
    """What the checks found. Links are changed where they are used, never here."""

    list_display = ["web_address", "state_text", "used_in", "lasting_since", "checked_on"]
    list_display_links = None
    list_filter = [StateFilter]
    search_fields = ["url"]
    search_help_text = _("Part of the address, such as example.org.")
    ordering = ["url"]
    show_full_result_count = False
    actions = ["check_chosen"]
    action_checkbox = action_checkbox

    def get_urls(self):
        check = self.admin_site.admin_view(self.check_view)
        return [path("check/", check, name="editing_checkedlink_check"), *super().get_urls()]

    def get_changelist(self, request, **options):
        return LinkList

    def changelist_view(self, request, extra_context=None):
        refuse_forged_action(self, request)
        context = {"may_check": self.has_change_permission(request)}
        return super().changelist_view(request, context)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Let who may check links change them: none is edited by hand."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("web address"), ordering="url")
    def web_address(self, link):
        return format_html('<a href="{0}" rel="external">{0}</a>', link.url)

    @admin.display(description=_("state"), ordering="state")
    def state_text(self, link):
        kind = "broken" if link.is_broken else link.state
        text = format_html('<span class="link-state link-{}">{}</span>', kind, link.state_text)
        if link.moved_to:
            pattern = '{}<br>{} <a href="{}" rel="external">{}</a>'
            return format_html(pattern, text, _("New address:"), link.moved_to, link.moved_to)
        return text

    @admin.display(description=_("since"), ordering="since")
    def lasting_since(self, link):
        since = date_format(localdate(link.since)) if link.since else "–"
        if link.worked and link.state not in WORKING:
            worked = date_format(localdate(link.worked))
            return format_html("{}<br>{} {}", since, _("Last worked:"), worked)
        return since

    @admin.display(description=_("last checked"), ordering="checked")
    def checked_on(self, link):
        return format_time(link.checked) or "–"

    @admin.display(description=_("used in"))
    def used_in(self, link):
        return format_html_join(", ", '<a href="{}">{}</a>', link.references)

    @method_decorator(require_POST)
    def check_view(self, request):
        """Check for some seconds what was unchecked longest: the button above the list."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        CheckedLink.objects.forget_unused()
        self._check(request, CheckedLink.objects.due(JUST_CHECKED))
        return HttpResponseRedirect(reverse("admin:editing_checkedlink_changelist"))

    @admin.action(description=_("Check the selected links"), permissions=["change"])
    def check_chosen(self, request, queryset):
        self._check(request, queryset)

    def _check(self, request, links) -> None:
        """Check the links for which there is time, and say what was found."""
        links = list(links)
        try:
            checked = check_links(links, SECONDS)
        except Offline:
            message = _(
                "No site answered, so this server is probably offline. No results were saved. "
                "Try again later."
            )
            messages.error(request, message)
            return
        number, broken = len(checked), sum(link.is_broken for link in checked)
        summary = ngettext("%(number)d link was checked.", "%(number)d links were checked.", number)
        told = ngettext("%(number)d is broken.", "%(number)d are broken.", broken)
        told = told % {"number": broken} if broken else gettext("None are broken.")
        messages.success(request, f"{summary % {'number': number}} {told}")
        if missed := len(links) - number:
            message = ngettext(
                "There was no time to check %(number)d link: check it again.",
                "There was no time to check %(number)d links: check them again.",
                missed,
            )
            messages.warning(request, message % {"number": missed})
