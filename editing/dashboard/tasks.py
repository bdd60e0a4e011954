"""What needs doing, found in the entries themselves: each task leads to the very field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.contrib import admin
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from activities.models import Activity, Event
from editing.admin.urls import admin_url, form_url
from editing.dashboard.waiting import AHEAD, DRAFT, SHOWN, UPCOMING, Waiting, find
from editing.link_check.references import broken_partner_links
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.pictures import Picture
from publishing.paging import counted
from publishing.periods.dates import Period
from publishing.publication import Status
from publishing.translations import TranslationState, state_column

PUBLISHABLE = [PartnerRegion, TwinningDecision, Activity, Page]


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is about, what is to be done, and where."""

    subject: str
    kind: str  # of entry, in words
    address: str
    what: str = ""
    when: datetime | None = None
    period: Period | None = None
    confirm: str = ""  # where to say that a translation is still right


@dataclass
class Section:
    """Tasks of one kind: the first of them, and how many there are."""

    name: str
    total: int
    tasks: list[Task] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.total - len(self.tasks)


def sections(request) -> list[Section]:
    """Every kind of task that the person may do something about, also where there is none."""
    models = [model for model in PUBLISHABLE if _admin_of(model).has_change_permission(request)]
    written = [model for model in models if not _admin_of(model).rights(request).is_translator]
    waiting = find({model: _reasons(model, request) for model in models})
    found = [_translations(waiting, request)]
    if written:
        found = [_drafts(waiting), *found, _scheduled(waiting)]
    if Activity in written:
        found.append(_upcoming(waiting))
    if PartnerRegion in written:
        found.append(_broken_links())
    if admin.site.get_model_admin(Picture).has_change_permission(request):
        found.append(_pictures(_admin_of(Picture).rights(request).languages))
    return found


def _reasons(model, request) -> dict[str, Q]:
    """Why an entry may wait for the person: what a translator may not do is no reason."""
    desk = _admin_of(model)
    is_draft = Q(status=Status.DRAFT)
    # What is public is none of an editor's.
    is_for_all = desk.rights(request).is_translator or desk.has_publish_permission(request)
    theirs = Q() if is_for_all else is_draft
    reasons = {
        language: theirs & ~Q(**{state_column(language): TranslationState.COMPLETE})
        for language in desk.rights(request).languages
    }
    if not desk.rights(request).is_translator:
        now = timezone.now()
        ahead = Q(publish_at__gt=now) | Q(take_down_at__gt=now)
        reasons[DRAFT] = is_draft
        reasons[AHEAD] = ahead & Q(status=Status.PUBLISHED)
        if model is Activity:
            today = timezone.localdate()
            reasons[UPCOMING] = Q(kind=Activity.Kind.EVENT, last_day__gte=today)
    return reasons


def _drafts(waiting: Waiting) -> Section:
    latest = waiting.first(DRAFT)
    tasks = [Task(str(e), _kind(e), form_url(e, "id_status"), when=e.updated) for e in latest]
    return Section("drafts", waiting.totals[DRAFT], tasks)


def _translations(waiting: Waiting, request) -> Section:
    total = sum(waiting.totals[language] for language in LANGUAGE_CODES)
    latest = waiting.first(*LANGUAGE_CODES)
    tasks = [task for entry in latest for task in _wanting(entry, request)]
    return Section("translations", total, tasks[:SHOWN])


def _wanting(entry, request) -> Iterator[Task]:
    """What is missing or out of date in the entry: a task for each language of the person's."""
    for language, name in settings.LANGUAGES:
        missing, stale = entry.missing_fields(language), entry.stale_fields(language)
        fields = [*missing, *stale]
        if not fields or not _admin_of(type(entry)).rights(request).may_confirm(entry, language):
            continue
        state = TranslationState.MISSING if missing else TranslationState.STALE
        labels = ", ".join(str(entry._meta.get_field(field).verbose_name) for field in fields)
        yield Task(
            str(entry),
            _kind(entry),
            form_url(entry, f"id_{column(fields[0], language)}"),
            f"{gettext(name)}, {state.label}: {labels}",
            confirm="" if missing else admin_url(entry, "confirm_translation", language),
        )


def _scheduled(waiting: Waiting) -> Section:
    now, tasks = timezone.now(), []
    for entry in waiting.first(AHEAD):
        for name in ("publish_at", "take_down_at"):
            time = getattr(entry, name)
            if time and time > now:
                label = capfirst(entry._meta.get_field(name).verbose_name)
                address = form_url(entry, f"id_{name}")
                tasks.append(Task(str(entry), _kind(entry), address, label, time))
    return Section("scheduled", waiting.totals[AHEAD], sorted(tasks, key=lambda task: task.when))


def _upcoming(waiting: Waiting) -> Section:
    tasks = [
        Task(
            str(e),
            _kind(e),
            form_url(e, "id_period"),
            e.publication_state.label,
            period=e.period,
        )
        for e in waiting.first(UPCOMING)
    ]
    return Section("upcoming", waiting.totals[UPCOMING], tasks)


def _broken_links() -> Section:
    total, broken = broken_partner_links(SHOWN)
    tasks = [
        Task(link.url, str(use.entry), use.form_address, link.get_state_display(), link.since)
        for link, use in broken
    ]
    return Section("links", total, tasks)


def _pictures(languages: Iterable[str]) -> Section:
    silent = Q(pk__in=[])
    for language in languages:
        silent |= Q(**{column("alt", language): ""}) | Q(**{column("alt", language): None})
    total, first = counted(Picture.objects.filter(silent, is_decorative=False), SHOWN)
    return Section("pictures", total, [_silent(picture, languages) for picture in first])


def _silent(picture: Picture, languages: Iterable[str]) -> Task:
    lacking = [
        (code, gettext(name))
        for code, name in settings.LANGUAGES
        if code in languages and not getattr(picture, column("alt", code))
    ]
    address = form_url(picture, f"id_{column('alt', lacking[0][0])}")
    languages = ", ".join(name for _code, name in lacking)
    return Task(str(picture), _kind(picture), address, languages)


def _admin_of(model: type[Model]) -> admin.ModelAdmin:
    return admin.site.get_model_admin(Event if model is Activity else model)


def _kind(entry: Model) -> str:
    if isinstance(entry, Activity):
        return entry.get_kind_display()
    return str(entry._meta.verbose_name)
