"""What needs doing, found in the entries themselves: each task leads to the very field."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from activities.models import Activity, Event
from links.uses import broken_partner_links
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.admin.addresses import admin_address, form_address
from publishing.dates import Period
from publishing.languages import column
from publishing.pictures import Picture
from publishing.publication import Publishable
from publishing.translations import TranslationState, state_column

PUBLISHABLE = [PartnerRegion, TwinningDecision, Activity, Page]
SHOWN = 8  # of each kind of task; the rest is counted


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
    written = [model for model in models if not _admin_of(model).is_translator(request)]
    found = [_translations(models, request)]
    if written:
        found = [_drafts(written), *found, _scheduled(written)]
    if Activity in written:
        found.append(_upcoming())
    if PartnerRegion in written:
        found.append(_broken_links())
    if admin.site.get_model_admin(Picture).has_change_permission(request):
        found.append(_pictures())
    return found


def _drafts(models) -> Section:
    of_models = [_of(model).filter(status=Publishable.Status.DRAFT) for model in models]
    latest = _first(of_models, "-updated")
    tasks = [Task(str(e), _kind(e), form_address(e, "id_status"), when=e.updated) for e in latest]
    return Section("drafts", _count(of_models), tasks)


def _translations(models, request) -> Section:
    total, of_models = 0, []
    for model in models:
        entries = _with_texts_of(model, request)
        wanting = {
            language: ~Q(**{state_column(language): TranslationState.COMPLETE})
            for language in _admin_of(model).languages_of(request)
        }
        counts = {language: Count("pk", filter=only) for language, only in wanting.items()}
        total += sum(entries.aggregate(**counts).values())
        of_models.append(entries.filter(reduce(or_, wanting.values(), Q(pk__in=[]))))
    tasks = [task for entry in _first(of_models, "-updated") for task in _wanting(entry, request)]
    return Section("translations", total, tasks[:SHOWN])


def _with_texts_of(model, request) -> QuerySet:
    """The entries in which the person may change texts: what is public is none of an editor's."""
    desk = _admin_of(model)
    is_for_all = desk.is_translator(request) or desk.has_publish_permission(request)
    return _of(model) if is_for_all else _of(model).filter(status=Publishable.Status.DRAFT)


def _wanting(entry, request) -> Iterator[Task]:
    """What is missing or out of date in the entry: a task for each language of the person's."""
    for language, name in settings.LANGUAGES:
        missing, stale = entry.missing_fields(language), entry.stale_fields(language)
        fields = [*missing, *stale]
        if not fields or not _admin_of(type(entry)).may_confirm(request, entry, language):
            continue
        state = TranslationState.MISSING if missing else TranslationState.STALE
        labels = ", ".join(str(entry._meta.get_field(field).verbose_name) for field in fields)
        yield Task(
            str(entry),
            _kind(entry),
            form_address(entry, f"id_{column(fields[0], language)}"),
            f"{gettext(name)}, {state.label}: {labels}",
            confirm="" if missing else admin_address(entry, "confirm_translation", language),
        )


def _scheduled(models) -> Section:
    now = timezone.now()
    ahead = Q(publish_at__gt=now) | Q(take_down_at__gt=now)
    of_models = [_of(model).filter(ahead, status=Publishable.Status.PUBLISHED) for model in models]
    tasks = []
    for entry in _first(of_models, "publish_at", "take_down_at"):
        for name in ("publish_at", "take_down_at"):
            time = getattr(entry, name)
            if time and time > now:
                label = capfirst(entry._meta.get_field(name).verbose_name)
                address = form_address(entry, f"id_{name}")
                tasks.append(Task(str(entry), _kind(entry), address, label, time))
    return Section("scheduled", _count(of_models), sorted(tasks, key=lambda task: task.when))


def _upcoming() -> Section:
    events = Event.objects.filter(last_day__gte=timezone.localdate()).order_by("first_day", "pk")
    tasks = [
        Task(str(e), _kind(e), form_address(e, "id_period_0"), e.stage.label, period=e.period)
        for e in events[:SHOWN]
    ]
    return Section("upcoming", events.count(), tasks)


def _broken_links() -> Section:
    total, broken = broken_partner_links(SHOWN)
    tasks = [
        Task(link.url, str(use.entry), use.form_address, link.get_state_display(), link.since)
        for link, use in broken
    ]
    return Section("links", total, tasks)


def _pictures() -> Section:
    silent = Q()
    for language, _name in settings.LANGUAGES:
        silent |= Q(**{column("alt", language): ""}) | Q(**{column("alt", language): None})
    pictures = Picture.objects.filter(silent, is_decorative=False)
    return Section("pictures", pictures.count(), [_silent(p) for p in pictures[:SHOWN]])


def _silent(picture: Picture) -> Task:
    lacking = [
        (code, gettext(name))
        for code, name in settings.LANGUAGES
        if not getattr(picture, column("alt", code))
    ]
    address = form_address(picture, f"id_{column('alt', lacking[0][0])}")
    languages = ", ".join(name for _code, name in lacking)
    return Task(str(picture), _kind(picture), address, languages)


def _admin_of(model: type[Model]) -> admin.ModelAdmin:
    return admin.site.get_model_admin(Event if model is Activity else model)


def _kind(entry: Model) -> str:
    if isinstance(entry, Activity):
        return entry.get_kind_display()
    return str(entry._meta.verbose_name)


def _of(model: type[Model]) -> QuerySet:
    entries = model.objects.all()
    return entries.select_related("partner") if model is TwinningDecision else entries


def _first(of_models: list[QuerySet], *order: str) -> list:
    """The first of all models together, by the first column of the order that has a value."""
    entries = [entry for entries in of_models for entry in entries.order_by(*order)[:SHOWN]]
    names = [name.removeprefix("-") for name in order]

    def key(entry):
        return next(value for name in names if (value := getattr(entry, name)))

    return sorted(entries, key=key, reverse=order[0].startswith("-"))[:SHOWN]


def _count(of_models: list[QuerySet]) -> int:
    return sum(entries.count() for entries in of_models)
