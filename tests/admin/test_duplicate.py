"""This year's edition of a yearly event is made of last year's."""

import pytest
from django.utils.timezone import localdate

from activities.models import Activity, ActivityLink
from pages.models import Page
from tests.factories import make_activity, make_page, make_partner

pytestmark = pytest.mark.django_db


def test_copy_is_a_draft_of_the_next_edition_with_all_that_stays(staff):
    this = localdate().year
    partner = make_partner()
    event = make_activity(f"Zilele {this - 1}", period=f"{this - 1}-05-07", partners=[partner])
    ActivityLink.objects.create(activity=event, url="https://example.org")
    Activity.objects.filter(pk=event.pk).update(slug_ro="zilele", text_hu="<p>Szöveg</p>")

    answer = staff("editor").post(f"/admin/activities/event/{event.pk}/duplicate/")

    copy = Activity.objects.exclude(pk=event.pk).get()
    assert answer.url == f"/admin/activities/event/{copy.pk}/change/"
    assert (copy.title_ro, str(copy.period)) == (f"Zilele {this}", str(this))
    assert (copy.slug_ro, copy.status) == (f"zilele-{this}", "draft")
    assert copy.text_hu == "<p>Szöveg</p>"
    assert list(copy.partners.all()) == [partner]
    assert [link.url for link in copy.links.all()] == ["https://example.org"]
    assert event.links.count() == 1


def test_address_of_an_edition_of_the_same_title_gets_the_year(staff):
    this = localdate().year
    event = make_activity("Târg", period=str(this), slug_ro="targ")
    staff("publisher").post(f"/admin/activities/event/{event.pk}/duplicate/")
    assert Activity.objects.exclude(pk=event.pk).get().slug_ro == f"targ-{this + 1}"


def test_copy_of_a_page_plays_no_role_and_is_in_no_menu(staff):
    page = make_page("Contact", role="contact", menu="footer")
    staff("publisher").post(f"/admin/pages/page/{page.pk}/duplicate/")
    copy = Page.objects.exclude(pk=page.pk).get()
    assert (copy.role, copy.menu, copy.status) == ("", "", "draft")


def test_only_who_may_add_makes_copies(staff):
    event = make_activity()
    url = f"/admin/activities/event/{event.pk}/"
    translator = staff("translator")
    assert translator.post(f"{url}duplicate/").status_code == 403
    assert "Make a copy" not in translator.get(f"{url}change/").content.decode()
    publisher = staff("publisher")
    assert publisher.get(f"{url}duplicate/").status_code == 403
    assert "Make a copy" in publisher.get(f"{url}change/").content.decode()
    assert Activity.objects.count() == 1
