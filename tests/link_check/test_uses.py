"""Which links there are to other sites, and where they are corrected."""

import pytest

from activities.models import Event
from editing.admin.urls import form_url
from editing.link_check.models import CheckedLink, LinkUse, find_entries
from editing.link_check.signals import fill
from tests.factories import make_activity, make_decision, make_page, make_partner

pytestmark = pytest.mark.django_db

TEXT = '<p><a href="https://example.org/text">a</a></p>'


def locations() -> dict[str, list[str]]:
    found = {}
    for use, entry in find_entries(LinkUse.objects.all()):
        found.setdefault(use.link_id, []).append(form_url(entry, use.anchor))
    return found


def test_links_of_partners_and_activities_are_found_with_their_forms():
    partner = make_partner(status="draft")
    partner.links.create(url="https://example.org/a#place")
    project = make_activity(kind="project")
    project.links.create(url="https://example.org/a")

    assert locations() == {
        "https://example.org/a": [
            f"/admin/partners/partnerregion/{partner.pk}/change/#id_links-0-url",
            f"/admin/activities/project/{project.pk}/change/#id_links-0-url",
        ]
    }


def test_links_in_texts_are_found_in_every_language():
    text = '<p>A <a href="https://example.org/a?b=1&amp;c=2">link</a>, <a href="/ro/">ours</a>.</p>'
    page = make_page(text_ro="", text_hu=text, text_en=text)

    form = f"/admin/pages/page/{page.pk}/change/"
    assert locations() == {
        "https://example.org/a?b=1&c=2": [f"{form}#id_text_hu", f"{form}#id_text_en"]
    }


def test_address_that_a_text_only_names_is_no_link():
    make_decision(make_partner(), note_ro="Vezi https://example.org/ și https://testserver/ro/.")
    make_page(
        text_ro='<p><a href="https://testserver/ro/">Acasă</a> [Scrieți](mailto:a@example.org)</p>'
    )

    assert locations() == {}


def test_forms_of_links_lead_to_a_form(admin_client):
    make_partner().links.create(url="https://example.org/partner")
    kinds = ("project", "event", "programme", "membership", "news")
    for kind in kinds:
        make_activity(kind=kind, text_ro=f'<p><a href="https://example.org/{kind}">a</a></p>')
    make_decision(make_partner(), note_ro='<p><a href="https://example.org/decision">a</a></p>')
    make_page(text_ro='<p><a href="https://example.org/page">a</a></p>')

    pages = {
        url: admin_client.get(form.partition("#")[0]).content.decode()
        for url, (form,) in locations().items()
    }

    found = {
        url: f'id="{locations()[url][0].partition("#")[2]}"' in page for url, page in pages.items()
    }
    assert found == {
        f"https://example.org/{name}": True for name in ("partner", "decision", "page", *kinds)
    }


def test_every_link_that_is_used_is_known_from_the_first_time_on():
    make_partner().links.create(url="https://example.org/a")
    make_page(text_ro='<p><a href="https://example.org/b">a</a></p>')

    assert list(CheckedLink.objects.values_list("url", "state")) == [
        ("https://example.org/a", "unchecked"),
        ("https://example.org/b", "unchecked"),
    ]


def test_uses_follow_the_entries():
    partner = make_partner(text_ro=TEXT)
    first = partner.links.create(url="https://example.org/first")
    partner.links.create(url="https://example.org/second", position=1)
    form = f"/admin/partners/partnerregion/{partner.pk}/change/"
    assert locations() == {
        "https://example.org/text": [f"{form}#id_text_ro"],
        "https://example.org/first": [f"{form}#id_links-0-url"],
        "https://example.org/second": [f"{form}#id_links-1-url"],
    }

    first.delete()
    partner.text_ro, partner.text_hu = "", TEXT
    partner.save()

    assert locations() == {
        "https://example.org/text": [f"{form}#id_text_hu"],
        "https://example.org/second": [f"{form}#id_links-0-url"],
    }

    partner.delete()

    assert not LinkUse.objects.exists()


def test_uses_of_a_kind_of_activity_follow_it():
    event = Event.objects.create(title_ro="Târg", slug_ro="targ", text_ro=TEXT)
    assert locations() == {
        "https://example.org/text": [f"/admin/activities/event/{event.pk}/change/#id_text_ro"]
    }

    event.delete()

    assert not LinkUse.objects.exists()


def test_uses_can_be_noted_anew_as_they_are():
    partner = make_partner(text_ro=TEXT)
    partner.links.create(url="https://example.org/first", position=1)
    partner.links.create(url="https://example.org/second")
    make_page(text_hu=TEXT)
    make_activity(kind="project").links.create(url="https://example.org/first")
    before = locations()
    LinkUse.objects.all().delete()

    fill()

    assert len(before) == 3
    assert locations() == before


def test_link_twice_in_a_text_is_one_use():
    page = make_page(text_ro=TEXT + TEXT)

    assert locations() == {
        "https://example.org/text": [f"/admin/pages/page/{page.pk}/change/#id_text_ro"]
    }
