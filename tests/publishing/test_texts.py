"""Texts as people paste them: what nobody sees is left out, whichever way they come."""

import csv
import io
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from activities.models import Event
from partners.models import PartnerRegion
from publishing.rich_text.cleaning import clean
from publishing.text import normalise_text
from tests.admin.form_data import event_form, partner_form
from tests.factories import make_activity, make_partner

ADD_PARTNER = "/admin/partners/partnerregion/add/"
ADD_EVENT = "/admin/activities/event/add/"
KEPT = {
    "Conferință\vregională": "Conferință regională",
    "Progra\u00admul Trans\u00adcarpatic": "Programul Transcarpatic",
    "stra\u200btegic": "strategic",
    "\ufeffZiua Europei": "Ziua Europei",
    "Consiliul Judeţean şi oraşele": "Consiliul Județean și orașele",
    "s\u0327i": "și",
    "\ufffezi\uffff\x07 \ud800": "zi",
}


@pytest.mark.parametrize("text", KEPT)
def test_pasted_text_is_kept_as_it_looks_and_exported_so(db, admin_client, client, text):
    typed = text.encode("utf-8", "ignore").decode()  # no browser sends halves of letters
    fields = {"seat": typed, "text_ro": f"<p>{typed}</p>", "status": "published"}
    response = admin_client.post(ADD_PARTNER, partner_form(name_ro=typed, **fields))

    assert response.status_code == 302
    partner = PartnerRegion.objects.get()
    assert (partner.name_ro, partner.text_ro) == (KEPT[text], f"<p>{KEPT[text]}</p>")
    export = admin_client.get("/admin/import-export/partners/export.csv").getvalue().decode()
    (row,) = csv.DictReader(io.StringIO(export, newline=""))
    assert row["name_ro"] == KEPT[text]
    assert admin_client.get("/admin/import-export/partners/export.xlsx").getvalue()
    assert KEPT[text] in client.get(f"/ro/parteneri/{partner.slug_ro}/").content.decode()


def test_cedillas_stay_where_the_text_is_not_romanian(db):
    partner = make_partner(name_ro="Şirnak", name_hu="Şirnak", seat="Şirnak")

    assert (partner.name_ro, partner.name_hu, partner.seat) == ("Șirnak", "Şirnak", "Şirnak")


def test_text_of_nothing_that_is_seen_is_no_text(db, admin_client):
    response = admin_client.post(ADD_EVENT, event_form(title_ro="\u200b\ufeff"))

    assert list(response.context["adminform"].form.errors) == ["title_ro"]
    assert not Event.objects.exists()


any_text = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))


@given(any_text, st.sampled_from(["ro", "hu", None]))
@example("\u200d\u200b\U0001f600", None)
@settings(derandomize=True, max_examples=200, deadline=None)
def test_normalising_twice_is_normalising_once(text, language):
    once = normalise_text(text, language)

    assert normalise_text(once, language) == once
    assert clean(clean(text, language), language) == clean(text, language)


@given(any_text.filter(str.strip))
@example("a\vb\u00ad\ufeff\ufffe]]>&<b>\u2028\x1b")
@example("=1+1\r\nBEGIN:VEVENT")
@settings(
    derandomize=True,
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_of_a_form_breaks_no_page_feed_or_calendar(db, admin_client, client, text):
    Event.objects.all().delete()
    event = make_activity("Târg", kind="event", period="2090-05-07")
    fields = {"place_ro": text, "summary_ro": text, "text_ro": text, "period": "2090-05-07"}
    address = f"/admin/activities/event/{event.pk}/change/"
    form = event_form(title_ro="Târg", status="published", slug_ro=event.slug_ro, **fields)

    response = admin_client.post(address, form)

    assert response.status_code in (200, 302)
    for path in (
        event.get_absolute_url(),
        "/ro/feeds/all.atom",
        "/ro/feeds/all.ics",
        "/admin/import-export/activities/export.xlsx",
    ):
        answer = admin_client.get(path)
        assert (answer.status_code, bool(answer.getvalue())) == (200, True), path
        if path.endswith(".atom"):
            ElementTree.fromstring(answer.getvalue())
