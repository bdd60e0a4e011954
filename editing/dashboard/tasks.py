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

from editing.admin.rights import Rights
from editing.admin.translations import describe_source
from editing.admin.urls import admin_url, form_url
from editing.dashboard.waiting import AHEAD, DRAFT, UPCOMING, Waiting, find_waiting, limit_of
from editing.link_check.models import LinkUse, find_entries
from editing.link_check.states import BROKEN
from publishing.entry_types import EntryType, entry_type_of, entry_types
from publishing.languages import LANGUAGE_CODES, column
from publishing.media.pictures import Picture
from publishing.paging import counted
from publishing.periods.dates import Period
from publishing.publication import Status
from publishing.translations import TranslationState, state_column


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is about, what is to be done, and where."""

    subject: str
    kind: str  # of entry, in words
    url: str
    what: str = ""
    when: datetime | None = None
    period: Period | None = None
    confirm: str = ""  # where to say that a translation is still right
    sources: list[dict] = field(default_factory=list)  # how what it translates has changed since

    @classmethod
    def about(cls, entry: Model, url: str, *args, **options) -> "Task":
        """Return what is to be done with an entry."""
        return cls(str(entry), entry_type_of(entry).label_of(entry), url, *args, **options)


@dataclass
class Section:
    """Tasks of one kind: the first of them, and how many there are."""

    name: str
    title: str
    total: int
    tasks: list[Task] = field(default_factory=list)

    @property
    def more(self) -> int:
        return self.total - len(self.tasks)


def sections(request) -> list[Section]:
    """Return the tasks that the person may do something about, by kind; only kinds with any."""
    kinds = [(kind, rights) for kind in entry_types() if (rights := _rights(kind.model, request))]
    written = [kind for kind, rights in kinds if not rights.is_translator]
    limit = limit_of(request)
    waiting = find_waiting([(kind, _reasons(kind, rights)) for kind, rights in kinds], limit)
    found = [_translations(waiting, request)]
    if written:
        links = _broken_links([kind.prefix for kind in written], limit)
        found = [_drafts(waiting), *found, _scheduled(waiting), _upcoming(waiting), links]
    if rights := _rights(Picture, request):
        found.append(_pictures(rights.languages, limit))
    return [section for section in found if section.total]


def _rights(model: type[Model], request) -> Rights | None:
    """Return what the person may do with entries of a model; None if nothing."""
    # Those of a model that has no form of its own are edited in the forms of its proxies.
    registered = filter(admin.site.is_registered, (model, *model.__subclasses__()))
    rights = Rights(request.user, next(registered)._meta)
    return rights if rights.may_change() else None


def _reasons(kind: EntryType, rights: Rights) -> dict[str, Q]:
    """Return why an entry may wait for the person; what a translator may not do is no reason."""
    is_draft = Q(status=Status.DRAFT)
    # What is public is none of an editor's.
    theirs = Q() if rights.is_translator or rights.may("publish") else is_draft
    reasons = {
        language: theirs & ~Q(**{state_column(language): TranslationState.COMPLETE})
        for language in rights.languages
    }
    if not rights.is_translator:
        now = timezone.now()
        ahead = Q(publish_at__gt=now) | Q(take_down_at__gt=now)
        reasons |= {DRAFT: is_draft, AHEAD: ahead & Q(status=Status.PUBLISHED)}
        if kind.upcoming:
            reasons[UPCOMING] = kind.upcoming()
    return reasons


def _drafts(waiting: Waiting) -> Section:
    latest = waiting.first(DRAFT)
    tasks = [Task.about(e, form_url(e, "id_status"), when=e.updated) for e in latest]
    return Section("drafts", gettext("Drafts"), waiting.totals[DRAFT], tasks)


def _translations(waiting: Waiting, request) -> Section:
    total = sum(waiting.totals[language] for language in LANGUAGE_CODES)
    latest = waiting.first(*LANGUAGE_CODES)
    tasks = [task for entry in latest for task in _wanting(entry, request)]
    title = gettext("Translations missing or out of date")
    return Section("translations", title, total, tasks[: waiting.limit])


def _wanting(entry, request) -> Iterator[Task]:
    """Yield what is missing or out of date; a task for each language of the person's."""
    rights = _rights(entry._meta.concrete_model, request)
    for language, name in settings.LANGUAGES:
        missing, stale = entry.missing_fields(language), entry.stale_fields(language)
        fields = [*missing, *stale]
        if not fields or not rights.may_confirm(entry, language):
            continue
        state = TranslationState.MISSING if missing else TranslationState.STALE
        labels = ", ".join(str(entry._meta.get_field(field).verbose_name) for field in fields)
        yield Task.about(
            entry,
            form_url(entry, f"id_{column(fields[0], language)}"),
            f"{gettext(name)}, {state.label}: {labels}",
            confirm="" if missing else admin_url(entry, "confirm_translation", language),
            sources=[describe_source(entry, name, was) for name, was in stale.items()],
        )


def _scheduled(waiting: Waiting) -> Section:
    now, tasks = timezone.now(), []
    for entry in waiting.first(AHEAD):
        for name in ("publish_at", "take_down_at"):
            time = getattr(entry, name)
            if time and time > now:
                label = capfirst(entry._meta.get_field(name).verbose_name)
                url = form_url(entry, f"id_{name}")
                tasks.append(Task.about(entry, url, label, time))
    tasks.sort(key=lambda task: task.when)
    title = gettext("About to be published or taken down")
    return Section("scheduled", title, waiting.totals[AHEAD], tasks)


def _upcoming(waiting: Waiting) -> Section:
    tasks = [
        Task.about(e, form_url(e, "id_period"), e.publication_state.label, period=e.period)
        for e in waiting.first(UPCOMING)
    ]
    return Section("upcoming", gettext("Upcoming events"), waiting.totals[UPCOMING], tasks)


def _broken_links(prefixes: list[str], limit: int) -> Section:
    """Return those of the entries' own lists, longest broken first."""
    broken = LinkUse.objects.filter(prefix__in=prefixes, is_in_list=True, link__state__in=BROKEN)
    broken = broken.select_related("link").order_by("link__since", "link_id", "pk")
    total, first = counted(broken, limit)
    tasks = [
        Task(
            use.link_id,
            str(entry),
            form_url(entry, use.anchor),
            use.link.get_state_display(),
            use.link.since,
        )
        for use, entry in find_entries(first)
    ]
    return Section("links", gettext("Links to other sites that do not work"), total, tasks)


def _pictures(languages: Iterable[str], limit: int) -> Section:
    silent = Q(pk__in=[])
    for language in languages:
        silent |= Q(**{column("alt", language): ""}) | Q(**{column("alt", language): None})
    total, first = counted(Picture.objects.filter(silent, is_decorative=False), limit)
    tasks = [_silent(picture, languages) for picture in first]
    return Section("pictures", gettext("Pictures without a text alternative"), total, tasks)


def _silent(picture: Picture, languages: Iterable[str]) -> Task:
    lacking = [
        (code, gettext(name))
        for code, name in settings.LANGUAGES
        if code in languages and not getattr(picture, column("alt", code))
    ]
    url = form_url(picture, f"id_{column('alt', lacking[0][0])}")
    languages = ", ".join(name for _code, name in lacking)
    return Task(str(picture), str(picture._meta.verbose_name), url, languages)
