"""Atom feeds (RFC 4287): what was last changed on the timeline, each entry with its whole text."""

from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.filters import KIND_NAMES
from activities.timeline import Timeline, TimelineItem, load_activities, load_decisions
from decisions.models import Agreement
from history.public_notes import PublicNote, latest_notes
from partners.models import PartnerRegion
from publishing.languages import language_shown
from publishing.permalinks import permalink
from syndication.feeds.selections import Selection
from syndication.feeds.texts import contents, page_of, sayable, title_language, title_of

MAX_ENTRIES = 100  # entries of a feed
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
# When a feed without entries was changed: the same whenever it is asked for.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """Atom whose entries have a content beside their summary, and say in what language they are."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)

    def add_item_elements(self, handler, item):
        handler.addQuickElement("title", item["title"], item["title_language"])
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement(
            "link", "", {"rel": "alternate", "type": "text/html", "href": item["link"]}
        )
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("category", "", item["kind"])
        if item["description"]:
            handler.addQuickElement("summary", item["description"], item["summary_language"])
        handler.addQuickElement("content", item["content"], {"type": "html"})


def feed_of(selection: Selection) -> Atom:
    """Return the feed of a selection in the active language."""
    feed = Atom(
        title=sayable(selection.title(selection.names)),
        link=selection.page,
        description=None,
        language=get_language(),
        author_name=selection.names.institution,
        feed_url=selection.feed,
        feed_guid=selection.feed,
        feed_copyright=LICENCE,
    )
    for item in _items(selection):
        feed.add_item(**item)
    return feed


def _items(selection: Selection) -> list[dict]:
    """Return what is in the feed, newest first, each as `Atom` takes it."""
    items = last_changed(selection.timeline)
    notes = latest_notes(item.entry for item in items)
    found = [
        _item_of_entry(item, content, notes.get((item.entry.type_prefix, item.entry.pk)))
        for item, content in zip(items, contents(items), strict=True)
    ]
    if selection.partner:
        notes_of_partner = PublicNote.objects.of(selection.partner).order_by("-at")[:MAX_ENTRIES]
        found += [_item_of_note(selection.partner, note) for note in notes_of_partner]
    return sorted(found, key=lambda item: item["updateddate"], reverse=True)[:MAX_ENTRIES]


def _item_of_entry(item: TimelineItem, content: SafeString, note: PublicNote | None) -> dict:
    """Return what the feed says of an entry, and of its last change if staff said something."""
    entry, own = item.entry, getattr(item.entry, "summary", None) or ""
    texts = [(note.text, note.language)] if note else []
    language = language_shown(entry, "summary") if own else None
    if own and (not texts or texts[0][1] == language):
        texts.append((own, language))
    return {
        "title": title_of(item),
        "title_language": _marked(title_language(item)),
        "unique_id": permalink(entry, get_language()),
        "link": page_of(item),
        "pubdate": entry.publish_at or entry.created,
        "updateddate": entry.changed,
        "kind": {"term": item.kind, "label": capfirst(KIND_NAMES[item.kind])},
        "description": sayable(" – ".join(text for text, _language in texts)),
        "summary_language": _marked(texts[0][1] if texts else None),
        "content": content,
    }


def _item_of_note(partner: PartnerRegion, note: PublicNote) -> dict:
    """Return what was said of a change of a partner’s page, which is no entry of the timeline."""
    text, name = sayable(note.text), sayable(partner.name)
    return {
        "title": name,
        "title_language": _marked(language_shown(partner, "name")),
        "unique_id": f"{permalink(partner, get_language())}#change-{note.pk}",
        "link": settings.SITE_URL + partner.get_absolute_url(),
        "pubdate": note.at,
        "updateddate": note.at,
        "kind": {"term": "change", "label": _("What changed")},
        "description": text,
        "summary_language": _marked(note.language),
        "content": format_html('<p lang="{}">{}</p>', note.language, text),
    }


def _marked(language: str | None) -> dict[str, str]:
    """Return the attribute that marks a text in another language than the feed's."""
    return {} if language in (None, get_language()) else {"xml:lang": language}


def last_changed(timeline: Timeline) -> list[TimelineItem]:
    """Return what was changed last, newest first; what became public later was changed then."""
    activities = _by_change(timeline.activities).select_related("picture")
    published = Agreement.objects.published_themselves().select_related("partner", "approved_by")
    shown = (Prefetch("agreements", published), "attachments")
    decisions = _by_change(timeline.decisions).prefetch_related(*shown)
    items = [*load_activities(activities[:MAX_ENTRIES]), *load_decisions(decisions[:MAX_ENTRIES])]
    return sorted(items, key=lambda item: item.entry.changed, reverse=True)[:MAX_ENTRIES]


def _by_change(entries: QuerySet) -> QuerySet:
    # Only what is among the last of either kind can be among the last of both; by an index each.
    saved = entries.order_by("-updated", "-pk").values("pk")[:MAX_ENTRIES]
    of_a_time = entries.filter(publish_at__isnull=False)
    timed = of_a_time.order_by("-publish_at", "-pk").values("pk")[:MAX_ENTRIES]
    changed = Greatest("updated", Coalesce("publish_at", "updated"))
    found = entries.model.objects.filter(Q(pk__in=saved) | Q(pk__in=timed))
    return found.annotate(changed=changed).order_by("-changed", "-pk")
