"""What a page says to programs: schema.org, as JSON-LD. https://schema.org/docs/schemas.html

Nothing is said that the page does not say, and no date is made more precise than it was published.
"""

import json
from collections.abc import Iterator

from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publishing.entry_types import entry_type_of, entry_types
from publishing.media.library import Document
from publishing.models import Entry
from publishing.naming import Names, names_of
from publishing.permalinks import permalink
from syndication.social.changes import last_change_of_page, opening_words

# So that no text can end the element that the data stands in.
ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
COUNTY = {
    "@type": "AdministrativeArea",
    "identifier": ["RO-HR", "RO124"],
    "containedInPlace": {"@type": "Country", "identifier": "RO"},
}
NAMES = {
    "partners:list": gettext_lazy("Partner regions"),
    "decisions:list": gettext_lazy("Decisions"),
    "activities:list": gettext_lazy("Activities"),
    "search:results": gettext_lazy("Search"),
    "open_data": gettext_lazy("Open data"),
}


def names_of_views() -> dict[str, str]:
    """Return what the lists are called; that of a kind of entry like its entries, unless named."""
    names = {t.section: t.model._meta.verbose_name_plural for t in entry_types() if t.section}
    return {view: capfirst(str(name)) for view, name in {**names, **NAMES}.items()}


def linked_data(context: Context) -> SafeString:
    """Return the element with what is said of the page in the context."""
    graph = {"@context": "https://schema.org", "@graph": list(_nodes(context))}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def _nodes(context: Context) -> Iterator[dict]:
    request, entry = context["request"], context.get("entry")
    view = request.resolver_match.view_name if request.resolver_match else ""
    url = settings.SITE_URL + request.path + context.get("listed", "")
    names = names_of(context["site_settings"])
    yield _county_council(names)
    if view == "home":
        yield _site(url, names)
        return
    yield _page(context, entry, view, url)
    yield _trail(view, entry)
    entry_type = entry and entry_type_of(entry)
    if entry_type and entry_type.json_ld:
        yield entry_type.json_ld(entry)


def _county_council(names: Names) -> dict:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{settings.SITE_URL}/#council",
        "name": names.institution,
        "url": settings.SITE_URL + reverse("home"),
        "areaServed": {**COUNTY, "name": names.county},
    }


def _site(url: str, names: Names) -> dict:
    return {
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": names.site,
        "inLanguage": get_language(),
        "publisher": {"@id": f"{settings.SITE_URL}/#council"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{settings.SITE_URL}{reverse('search:results')}?q={{words}}",
            },
            "query-input": "required name=words",
        },
    }


def _page(context: Context, entry: Entry | None, view: str, url: str) -> dict:
    """Return the page itself; a list is named by its opening words."""
    words = entry or opening_words(context)
    page = {
        "@type": "CollectionPage" if view in {t.section for t in entry_types()} else "WebPage",
        "@id": url,
        "url": url,
        "name": words.heading if words else names_of_views()[view],
        "inLanguage": get_language(),
        "isPartOf": {"@id": settings.SITE_URL + reverse("home")},
        "publisher": {"@id": f"{settings.SITE_URL}/#council"},
    }
    changed = last_change_of_page(context)
    if changed:
        page["dateModified"] = changed.isoformat(timespec="seconds")
    if entry and entry_type_of(entry).json_ld:
        page["mainEntity"] = {"@id": permalink(entry)}
    elif entry:
        page["identifier"] = permalink(entry)
    if documents := getattr(entry, "documents", ()):
        page["hasPart"] = [_document(document) for document in documents]
    period = getattr(entry, "period", None)
    if period and period.iso:
        page["temporalCoverage"] = period.iso
    return page


def _document(document: Document) -> dict:
    url = settings.SITE_URL + document.get_absolute_url()
    return {
        "@type": "DigitalDocument",
        "@id": url,
        "name": str(document),
        "inLanguage": document.language,
        "encodingFormat": document.content_type,
        "contentSize": f"{document.size} B",
        "url": url,
    }


def trail(view: str, entry: Entry | None) -> list[tuple[str, str]]:
    """Return the way to a page from the home page, which it includes: names and paths."""
    section = entry_type_of(entry).section if entry else view
    steps = [(_("Home"), reverse("home"))]
    if name := names_of_views().get(section):
        steps.append((name, reverse(section)))
    if entry:
        steps.append((entry.heading, entry.get_absolute_url()))
    return steps


def _trail(view: str, entry: Entry | None) -> dict:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": name,
                "item": settings.SITE_URL + path,
            }
            for number, (name, path) in enumerate(trail(view, entry), start=1)
        ],
    }
