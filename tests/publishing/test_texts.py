"""Texts as people paste them: what nobody sees is left out, whichever way they come."""

import csv
import io
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from activities.models import Event
from partners.models import PartnerRegion
from publishing.media.pictures import Picture
from publishing.rich_text.cleaning import clean, plain_text
from publishing.text import normalise_text
from tests.admin.form_data import event_form, partner_form
from tests.cases import cases
from tests.factories import make_activity, make_partner

ADD_PARTNER = "/admin/partners/partnerregion/add/"
ADD_EVENT = "/admin/activities/event/add/"
REPORTED = cases("texts")
STORED = {case["in"]: case["keep"] for case in REPORTED if not case["in"].startswith("<")}
STORED |= {
    "s\u0327i": "și",
    "\ufffezi\uffff\x07 \ud800": "zi",
    "\u202a0266 207 700\u202c": "0266 207 700",  # copied from a list of contacts
    "\u200eȘedință\u2069": "Ședință",
    "oﬁcial": "oficial",  # copied from a PDF
    "\uf0b7 punct": "• punct",  # Word's symbol font
    "a\u180e\u034f\u3164b": "ab",
    "👨\u200d👩\u200d👧 ❤\ufe0f": "👨\u200d👩\u200d👧 ❤\ufe0f",
}
# Formatted texts: what is kept, as HTML.
FORMATTED = {
    "<p>art. 91 alin. (1<sup>1</sup>)</p>": "<p>art. 91 alin. (1<sup>1</sup>)</p>",
    '<p>1<font style="vertical-align:super">1</font></p>': "<p>1<sup>1</sup></p>",
    '<p>CO<span style="vertical-align: sub">2</span></p>': "<p>CO<sub>2</sub></p>",
    '<p>1<span style="position:relative;top:-3.0pt;mso-text-raise:3.0pt">1</span></p>': (
        "<p>1<sup>1</sup></p>"
    ),
    '<p>CO<span style="position: relative; top: 3pt">2</span></p>': "<p>CO<sub>2</sub></p>",
    '<p>a<span style="position:relative;top:.5pt;mso-text-raise:-.5pt">b</span></p>': "<p>ab</p>",
    "<dl><dt>unu</dt><dd>doi</dd></dl><section>trei</section><section>patru</section>": (
        "<p>unu</p>\n<p>doi</p>\n<p>trei</p>\n<p>patru</p>"
    ),
    '<p><a href="#capitolul-1">vezi</a></p>': "<p>vezi</p>",
    "<p>5 km<sup>2</sup></p>": "<p>5 km<sup>2</sup></p>",
    '<p>Text<a href="#_ftn1">[1]</a></p>': "<p>Text[1]</p>",
    '<p>Text<a href="https://testserver/#_ftn1">[1]</a></p>': "<p>Text[1]</p>",
    '<p><a href="act.docx#_edn1">act</a> <a href="act.pdf">a</a></p>': "<p>act a</p>",
    '<p><a href="file:///C:/act.doc">act</a></p>': "<p>act</p>",
    '<ol start="3" type="a"><li>x</li></ol>': '<ol start="3" type="a">\n<li>x</li>\n</ol>',
    '<ol style="list-style-type:upper-roman"><li>x</li></ol>': ('<ol type="I">\n<li>x</li>\n</ol>'),
    "<p>3.\u00a0 unu</p><p>4.\u00a0 doi</p>": ('<ol start="3">\n<li>unu</li>\n<li>doi</li>\n</ol>'),
    "<p>în vigoare <s>abrogat</s> <del>scris</del></p>": "<p>în vigoare <s>abrogat</s></p>",
}


@pytest.mark.parametrize("html", FORMATTED)
def test_formatting_that_means_something_is_kept(html):
    assert clean(html, "ro") == FORMATTED[html]


@pytest.mark.parametrize("case", [c for c in REPORTED if c["in"].startswith("<")])
def test_reported_text_keeps_its_meaning(case):
    stored = clean(case["in"], "ro")

    if case.get("keep") == "a table":
        assert stored.count("<td>") == 3
    else:
        assert case["never"] not in (stored, plain_text(stored))
    if case.get("never", "").startswith("a link"):
        assert "<a" not in stored


@pytest.mark.parametrize("text", STORED)
def test_pasted_text_is_kept_as_it_looks_and_exported_so(db, admin_client, client, text):
    typed = text.encode("utf-8", "ignore").decode()  # no browser sends halves of letters
    fields = {"seat": typed, "text_ro": f"<p>{typed}</p>", "status": "published"}
    response = admin_client.post(ADD_PARTNER, partner_form(name_ro=typed, **fields))

    assert response.status_code == 302
    partner = PartnerRegion.objects.get()
    assert (partner.name_ro, partner.text_ro) == (STORED[text], f"<p>{STORED[text]}</p>")
    export = admin_client.get("/admin/import-export/partners/export.csv").getvalue().decode()
    (row,) = csv.DictReader(io.StringIO(export, newline=""))
    assert row["name_ro"] == STORED[text]
    assert admin_client.get("/admin/import-export/partners/export.xlsx").getvalue()
    assert STORED[text] in client.get(f"/ro/parteneri/{partner.slug_ro}/").content.decode()


def test_cedillas_stay_where_the_text_is_not_romanian(db):
    partner = make_partner(name_ro="Şirnak", name_hu="Şirnak", seat="Şirnak")

    assert (partner.name_ro, partner.name_hu, partner.seat) == ("Șirnak", "Şirnak", "Şirnak")


def test_text_that_came_by_no_form_is_normalised_when_it_is_saved(db):
    picture = Picture.objects.create(file="originals/a.jpg", alt_ro="Poştă\u200b")

    assert (picture.alt_ro, Picture.objects.get().alt_ro) == ("Poștă", "Poștă")


def test_text_of_nothing_that_is_seen_is_no_text(db, admin_client):
    response = admin_client.post(ADD_EVENT, event_form(title_ro="\u200b\ufeff"))

    assert list(response.context["adminform"].form.errors) == ["title_ro"]
    assert not Event.objects.exists()


def test_text_that_is_too_long_once_its_ligatures_are_letters_is_refused(db, admin_client):
    response = admin_client.post(ADD_EVENT, event_form(title_ro="ﬁ" * 200))

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
    url = f"/admin/activities/event/{event.pk}/change/"
    form = event_form(title_ro="Târg", status="published", slug_ro=event.slug_ro, **fields)

    response = admin_client.post(url, form)

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
