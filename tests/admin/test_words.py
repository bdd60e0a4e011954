"""The whole admin speaks the language that was chosen: no English word is left over."""

from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation
from django_countries import countries

from accounts.models import AuditRecord
from accounts.roles import Role, give_role
from editing.link_check.models import CheckedLink
from pages.models import SiteSettings
from publishing.media.library import Document
from publishing.media.pictures import Picture
from search.models import MissedSearch, PromotedAnswer, SynonymGroup
from tests.factories import (
    make_activity,
    make_decision,
    make_document,
    make_page,
    make_partner,
    make_picture,
    make_site_settings,
)

pytestmark = pytest.mark.django_db

# What is typed, and so the same in every language.
TYPED = {
    "bori",
    "Hont",
    "Ilona",
    "Hont, Ilona",
    "hont.pdf",
    "Română",
    "Magyar",
    "English",
    "https://example.org/",
    "JPEG",
    "ID",  # what the column of a table is called
}
# Written alike in English and in Romanian or Hungarian.
ALIKE = {
    "ro": {
        "Document",
        "Document:",
        "Import",
        "Link",
        "Link (Ctrl+K)",
        "Text",
        "administrator",
        "complete",
    },
    "hu": set(),
}


class Words(HTMLParser):
    """What a page says to people: its texts, and the attributes that are shown or read out."""

    ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-refusal")

    def __init__(self, html: str):
        super().__init__()
        self.found: set[str] = set()
        self._is_silent = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        stated = dict(attributes)
        # Names of columns; names of regions as CLDR and Eurostat write them.
        self._is_silent = tag in ("script", "style", "code", "datalist") or (
            self._is_silent and tag == "option"
        )
        is_button = tag == "input" and stated.get("type") == "submit"
        names = [*self.ATTRIBUTES, *(["value"] if is_button else [])]
        self.found |= {stated[name] for name in names if stated.get(name)}

    def handle_endtag(self, tag):
        self._is_silent = self._is_silent and tag == "option"

    def handle_data(self, data):
        if not self._is_silent:
            self.found.add(" ".join(data.split()).removeprefix("› "))


@pytest.fixture
def pages() -> list[str]:
    """The address of every kind of page of the admin, with something on it."""
    make_picture(alt_ro="Hont", alt_hu="Hont", alt_en="Hont")
    make_document("Hont", title_hu="Hont", title_en="Hont", name="hont.pdf")
    make_site_settings(links=0)
    partner = make_partner("Hont", name_hu="Hont", name_en="Hont", text_ro="1", text_hu="2")
    partner.text_ro = "3"
    partner.save()
    make_decision(partner)
    partner.links.create(url="https://example.org/")
    CheckedLink.objects.filter(url="https://example.org/").update(state="not_found", status=404)
    make_page("Hont", title_hu="Hont", title_en="Hont")
    for kind in ("event", "project", "programme", "membership", "news"):
        make_activity("Hont", kind=kind, title_hu="Hont", title_en="Hont", status="draft")
    give_role(User.objects.create_user("Ilona"), Role.TRANSLATOR, ["hu"])
    MissedSearch.objects.create(language="hu", query="Hont", month="2026-05-01", count=1)
    PromotedAnswer.objects.create(words="Hont", page=PromotedAnswer.Page.ACTIVITIES)
    SynonymGroup.objects.create(language="hu", words="Hont, Ilona")
    found = ["", "password_change/", *_of_tables()]
    for model in filter(admin.site.is_registered, apps.get_models()):
        place = f"{model._meta.app_label}/{model._meta.model_name}/"
        entry = model._default_manager.order_by("-pk").first()
        if model in (CheckedLink, AuditRecord, MissedSearch):  # lists to be read
            found.append(place)
            continue
        if model is SiteSettings:  # one, which leads to its form
            found += [f"{place}{entry.pk}/{view}/" for view in ("change", "history")]
            continue
        views = ["", "add/", *(f"{entry.pk}/{view}/" for view in ("change", "history", "delete"))]
        if model is User:
            views.append(f"{entry.pk}/password/")
        elif model not in (
            Document,
            Picture,
            PromotedAnswer,
            SynonymGroup,
        ):  # brought back by nobody
            views.append("deleted/")
        found += [place + view for view in views]
    return found


def _of_tables() -> list[str]:
    return [f"import-export/{table}/import/" for table in ("partners", "decisions", "activities")]


def test_no_english_is_left_in_the_admin(admin_client, pages):
    alike = {code: TYPED | ALIKE[code] | _countries_written_alike(code) for code in ALIKE}
    left_over, stated = {}, dict.fromkeys(ALIKE, 0)

    for url in pages:
        for send in (
            (admin_client.get, admin_client.post) if _is_filled_in(url) else (admin_client.get,)
        ):
            in_english = _texts(send, url, "en")
            for language in ALIKE:
                in_language = _texts(send, url, language)
                stated[language] += len(in_language)
                left = in_english & in_language - alike[language]
                if left := {text for text in left if _is_word(text)}:
                    left_over[url, language] = left

    assert left_over == {}
    assert len(pages) >= 60
    assert min(stated.values()) > 3000


def _is_filled_in(url: str) -> bool:
    """Sent empty, it comes back with what is wrong in it."""
    return url.endswith(("add/", "import/", "password/", "password_change/"))


def _texts(send, url: str, language: str) -> set[str]:
    response = send(f"{reverse('admin:index')}{url}", headers={"accept-language": language})
    assert response.status_code == 200, url
    return Words(response.content.decode()).found


def _is_word(text: str) -> bool:
    is_typed = text.endswith(".webp") or any(map(str.isdigit, text))  # files, dates, keys
    return sum(map(str.isalpha, text)) > 1 and not is_typed


def _countries_written_alike(language: str) -> set[str]:
    with translation.override(language):
        here = set(dict(countries).values())
    with translation.override("en"):
        return here & set(dict(countries).values())
