from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from editing.admin.facets import CountedList
from editing.admin.rights import action_checkbox, refuse_forged_action
from editing.link_check.batches import Offline, check_links
from editing.link_check.models import CheckedLink, LinkUse
from editing.link_check.references import uses_of_links
from editing.link_check.states import State

JUST_CHECKED = timedelta(hours=1)  # who was asked within this time, the button leaves alone
SECONDS = 20  # of a round in the admin: gunicorn and proxies wait for 30


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"
    BROKEN = "broken"

    def lookups(self, request, model_admin):
        found = set(CheckedLink.objects.order_by().values_list("state", flat=True).distinct())
        choices = [(value, words) for value, words in State.choices if value in found]
        return [(self.BROKEN, _("broken, of any kind")), *choices]

    def queryset(self, request, queryset):
        if self.value() == self.BROKEN:
            return queryset.broken()
        return queryset.filter(state=self.value()) if self.value() else queryset


class LinkList(CountedList):
    """The list, with the places where each link is used, and how many wait for a check."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        uses = uses_of_links({link.url for link in self.result_list})
        for link in self.result_list:
            link.uses = uses.get(link.url, [])
        counts = LinkUse.objects.count_due(JUST_CHECKED)
        self.due_count, self.is_under_way = counts["due"], 0 < counts["due"] < counts["all"]


@admin.register(CheckedLink)
class CheckedLinkAdmin(admin.ModelAdmin):
    """What the checks found. Links are changed where they are used, never here."""

    list_display = ["address", "state_in_words", "used_in", "lasting_since", "checked_on"]
    list_display_links = None
    list_filter = [StateFilter]
    search_fields = ["url"]
    search_help_text = _("A part of the address, such as example.org.")
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
        context = {**(extra_context or {}), "may_check": self.has_change_permission(request)}
        return super().changelist_view(request, context)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """The right to change links is that to check them: none is edited by hand."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    # --- The columns --------------------------------------------------------------------------

    @admin.display(description=_("web address"), ordering="url")
    def address(self, link):
        return format_html('<a href="{0}" rel="external">{0}</a>', link.url)

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, link):
        kind = "broken" if link.is_broken else link.state
        words = format_html('<span class="link-state link-{}">{}</span>', kind, link.words)
        if link.moved_to:
            pattern = '{}<br>{} <a href="{}" rel="external">{}</a>'
            return format_html(pattern, words, _("New address:"), link.moved_to, link.moved_to)
        return words

    @admin.display(description=_("since"), ordering="since")
    def lasting_since(self, link):
        since = date_format(localdate(link.since)) if link.since else "–"
        if link.worked and not link.is_working:
            worked = date_format(localdate(link.worked))
            return format_html("{}<br>{} {}", since, _("Last worked:"), worked)
        return since

    @admin.display(description=_("last checked"), ordering="checked")
    def checked_on(self, link):
        return date_format(localtime(link.checked), "DATETIME_FORMAT") if link.checked else "–"

    @admin.display(description=_("used in"))
    def used_in(self, link):
        places = ((use.form_address, use.entry) for use in link.uses)
        return format_html_join(", ", '<a href="{}">{}</a>', places)

    # --- Checking -----------------------------------------------------------------------------

    def check_view(self, request):
        """The button above the list: checks for some seconds what was unchecked longest."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        CheckedLink.objects.keep_to(LinkUse.objects.urls())
        checked = self._check(request, CheckedLink.objects.due(JUST_CHECKED))
        remaining = CheckedLink.objects.due(JUST_CHECKED).count()
        if checked and remaining:
            message = ngettext(
                "%(number)d link remains: press “Go on”.",
                "%(number)d links remain: press “Go on”.",
                remaining,
            )
            self.message_user(request, message % {"number": remaining}, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:editing_checkedlink_changelist"))

    @admin.action(description=_("Check the chosen links"), permissions=["change"])
    def check_chosen(self, request, queryset):
        chosen = list(queryset)
        checked = self._check(request, chosen)
        missed = len(chosen) - checked
        if checked and missed:
            message = ngettext(
                "There was no time for %(number)d link: choose it once more.",
                "There was no time for %(number)d links: choose them once more.",
                missed,
            )
            self.message_user(request, message % {"number": missed}, messages.WARNING)

    def _check(self, request, links) -> int:
        """Checks the links for which there is time, tells what was found; how many were checked."""
        try:
            checked = check_links(links, SECONDS)
        except Offline:
            message = _(
                "None of the sites answers, so this server itself seems to be cut off. "
                "Nothing was noted: try again later."
            )
            self.message_user(request, message, messages.ERROR)
            return 0
        self.message_user(request, _summary(checked), messages.SUCCESS)
        return len(checked)


def _summary(checked: list[CheckedLink]) -> str:
    message = ngettext(
        "%(number)d link was checked.", "%(number)d links were checked.", len(checked)
    )
    broken = sum(link.is_broken for link in checked)
    if not broken:
        return message % {"number": len(checked)} + " " + gettext("None is broken.")
    told = ngettext("%(number)d is broken.", "%(number)d are broken.", broken)
    return message % {"number": len(checked)} + " " + told % {"number": broken}
