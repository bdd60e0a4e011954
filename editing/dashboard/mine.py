"""What waits for the person who looks: to be published, to be mended, to be looked at again."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext

from editing.admin.rights import Rights
from editing.admin.urls import admin_url, form_url
from editing.dashboard.tasks import Section, Task
from editing.dashboard.waiting import limit_of
from editing.link_check.models import find_entries
from editing.review.models import Remark, Review
from history.drafts.models import Draft
from publishing.entry_types import entry_types
from publishing.paging import counted
from publishing.people import full_name

State = Review.State


def sections(request) -> list[Section]:
    """Return what waits for the person, and the drafts beside what is public; only with any."""
    limit = limit_of(request)
    found = [_waiting(request.user, limit), _drafts(request.user, limit)]
    return [section for section in found if section.total]


def _prefixes(user, action: str) -> list[str]:
    """Return the kinds of entries with which the person has a right."""
    return [kind.prefix for kind in entry_types() if Rights(user, kind.model._meta).may(action)]


def _waiting(user, limit: int) -> Section:
    ready = Q(state=State.READY, prefix__in=_prefixes(user, "publish")) & (
        Q(assignee=None) | Q(assignee=user)
    )
    mine = Q(assignee=user) & ~Q(state=State.READY)
    returned = Q(state=State.RETURNED, sender=user)
    again = Q(owner=user, review_by__lte=timezone.localdate())
    waiting = Review.objects.filter(ready | mine | returned | again).order_by("since", "pk")
    total, first = counted(waiting, limit)
    tasks = [
        Task.about(entry, form_url(entry, "review"), _why(review, user), review.since)
        for review, entry in find_entries(list(first))
    ]
    return Section("mine", gettext("Waiting for me"), total, tasks)


def _why(review: Review, user) -> str:
    if review.owner_id == user.pk and review.review_by and review.review_by <= timezone.localdate():
        return gettext("review again")
    if review.state == State.WRITING:
        return gettext("assigned to me")
    remark = Remark.objects.filter(prefix=review.prefix, key=review.key, kind=review.state).last()
    words = f"{full_name(remark.by)}: {Truncator(remark.text).chars(120)}" if remark else ""
    return f"{review.get_state_display()} – {words}" if words else review.get_state_display()


def _drafts(user, limit: int) -> Section:
    drafts = Draft.objects.current().filter(prefix__in=_prefixes(user, "change"))
    total, first = counted(drafts.select_related("author").order_by("-updated"), limit)
    title = gettext("Drafts of published entries")
    return Section("changes", title, total, list(_draft_tasks(first)))


def _draft_tasks(drafts: Iterable) -> Iterable[Task]:
    for draft, entry in find_entries(list(drafts)):
        when = draft.publish_at or draft.updated
        words = gettext("will be public") if draft.publish_at else full_name(draft.author)
        yield Task.about(entry, admin_url(entry, "draft"), words, when)
