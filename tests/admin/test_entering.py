"""What staff type becomes an entry, and what they mistype is explained beside the field."""

from io import BytesIO

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from PIL import Image

from activities.models import Event
from decisions.models import Agreement, Decision
from pages.models import Page
from partners.coordinates import format_point, parse_point
from partners.models import PartnerRegion
from publishing.media.library import Document
from publishing.media.pdf import sanitised
from tests.admin.browser_forms import form_of
from tests.admin.form_data import (
    agreement_row,
    decision_form,
    event_form,
    inline_fields,
    partner_form,
)
from tests.factories import (
    make_activity,
    make_agreement,
    make_decision,
    make_document,
    make_page,
    make_partner,
    make_picture,
    pdf_that_says,
)
from tests.hostile_files import pdf
from tests.html import ParsedPage

pytestmark = pytest.mark.django_db

ADD_PARTNER = "/admin/partners/partnerregion/add/"
ADD_DECISION = "/admin/decisions/decision/add/"
ADD_AGREEMENT = "/admin/decisions/agreement/add/"
ADD_DOCUMENT = "/admin/publishing/document/add/"
DOCUMENT = {"title_ro": "Hotărâre", "kind": "decision", "language": "ro"}
ADD_EVENT = "/admin/activities/event/add/"
LANGUAGES = ("ro", "hu", "en")


def errors_of(response) -> dict:
    """The messages beside the fields of the form, which was shown again."""
    assert response.status_code == 200
    return response.context["adminform"].form.errors


def errors_of_row(response, formset: int, row: int = 0) -> dict:
    assert response.status_code == 200
    return response.context["inline_admin_formsets"][formset].formset.errors[row]


def test_partner_is_entered_in_three_languages_with_decision_and_link(admin_client, client):
    response = admin_client.post(
        ADD_PARTNER,
        partner_form(
            name_ro="Județul Vas",
            name_hu="Vas megye",
            name_en="Vas County",
            text_hu="Baráti megye.",
            status="published",
            agreements=[agreement_row(note_hu="Ünnepélyesen.")],
            links=[{"url": "vasmegye.hu", "kind": "official", "position": 0}],
        ),
    )

    assert response.status_code == 302, response.context["errors"]
    partner = PartnerRegion.objects.get()
    assert (partner.slug_ro, partner.slug_hu, partner.slug_en) == (
        "judetul-vas",
        "vas-megye",
        "vas-county",
    )
    assert partner.decisions.get().reference == "19/1994"
    assert partner.agreements.get().note_hu == "Ünnepélyesen."
    assert partner.links.get().url == "https://vasmegye.hu"
    page = client.get("/hu/partnerek/vas-megye/").content.decode()
    assert "Baráti megye." in page
    assert "19/1994" in page


def test_entry_is_a_draft_unless_it_is_published(admin_client, client):
    shown = admin_client.get(ADD_EVENT).context["adminform"].form["status"].value()
    admin_client.post(ADD_EVENT, event_form(title_ro="Târg"))

    assert shown == "draft"
    assert Event.objects.get().status == "draft"
    assert client.get("/ro/activitati/targ/").status_code == 404


@pytest.mark.parametrize(
    ("language", "typed", "period", "shown"),
    [
        ("en", "1993", "1993", "1993"),
        ("en", "10.2021", "2021-10", "October 2021"),
        ("hu", "2010. május 7–22.", "2010-05-07/2010-05-22", "2010. május 7–22."),
        ("ro", "07.05.2010", "2010-05-07", "7 mai 2010"),
        ("ro", "din 2017", "2017/..", "din 2017"),
        ("hu", "R/2008/P1Y", "R/2008/P1Y", "2008 óta minden évben"),
        ("ro", "vara 2024", "2024-22", "vara 2024"),
        ("en", "perhaps around 1998", "1998%", "around 1998 (?)"),
        ("en", "2010/2010", "2010/2010", "2010/2010"),
    ],
)
def test_dates_are_kept_as_precise_as_they_are_typed_and_shown_again(
    admin_client, language, typed, period, shown
):
    admin_client.cookies.load({"django_language": language})
    admin_client.post(ADD_EVENT, event_form(typed))

    event = Event.objects.get()
    assert str(event.period) == period
    address = f"/admin/activities/event/{event.pk}/change/"
    form = form_of(admin_client.get(address))
    assert form["period"] == [shown]
    admin_client.post(address, form)
    assert str(Event.objects.get().period) == period


def test_what_visitors_read_of_a_date_is_said_in_each_language(admin_client, client):
    response = admin_client.post(ADD_EVENT, event_form("7-22 mai 2010", title_ro=""))

    for said in (
        '<span lang="ro">7–22 mai 2010</span>',
        '<span lang="hu">2010. május 7–22.</span>',
        '<span lang="en">7–22 May 2010</span>',
    ):
        assert said in response.content.decode()
    answer = admin_client.get("/admin/period/", {"text": "summer 2024"}).json()
    assert answer == {"words": [["ro", "vara 2024"], ["hu", "2024 nyara"], ["en", "summer 2024"]]}
    for text in ("tomorrow", "", "1" * 10_000):
        assert admin_client.get("/admin/period/", {"text": text}).json() == {"words": []}
    assert client.get("/admin/period/", {"text": "2010"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("24.12.2206", "Did you mean 2026?"),
        ("0027", "Did you mean 2027?"),
        ("1066", "Is the year 1066 right?"),
    ],
)
def test_year_that_looks_mistaken_is_asked_back_until_the_box_is_ticked(
    admin_client, typed, question
):
    response = admin_client.post(ADD_EVENT, event_form(typed))

    assert question in errors_of(response)["period"][0]
    assert 'name="period_sure"' in response.content.decode()
    assert not Event.objects.exists()
    admin_client.post(ADD_EVENT, event_form(typed, period_sure="on"))
    event = Event.objects.get()
    address = f"/admin/activities/event/{event.pk}/change/"
    response = admin_client.post(address, form_of(admin_client.get(address), title_ro="Alt târg"))
    assert response.status_code == 302
    assert Event.objects.get().title_ro == "Alt târg"


def test_event_without_dates_has_no_period(admin_client):
    admin_client.post(ADD_EVENT, event_form())

    assert Event.objects.get().period is None


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("27", "Did you mean 2027?"),
        ("7 mai 27", "Did you mean 2027?"),
        ("7.5.27", "Did you mean 2027?"),
        ("30.02.2010", "no such day"),
        ("2010–2009", "The end is before the start"),
        ("22-7 May 2010", "The end is before the start"),
        ("last year", "is not a date"),
        ("32 May 2010", "is not a date"),
        ("20262", "is not a date"),
    ],
)
def test_mistaken_dates_are_explained_and_kept(admin_client, typed, message):
    response = admin_client.post(ADD_EVENT, event_form(typed, title_hu="Vásár"))

    assert list(errors_of(response)) == ["period"]
    assert message in errors_of(response)["period"][0]
    form = response.context["adminform"].form
    assert form["period"].value() == typed
    assert form["title_hu"].value() == "Vásár"
    assert 'aria-describedby="id_period_helptext id_period_error"' in response.content.decode()
    assert not Event.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_web_address_is_explained_beside_it_in_the_editors_language(admin_client, language):
    links = [{"url": "not an address", "label_hu": "Honlap", "position": 0}]
    response = admin_client.post(
        ADD_EVENT, event_form(links=links), headers={"accept-language": language}
    )

    messages = {
        "en": "Enter a valid URL.",
        "hu": "Adjon meg egy érvényes URL-t.",
        "ro": "Introduceți un URL valid.",
    }
    assert errors_of_row(response, formset=0) == {"url": [messages[language]]}
    page = response.content.decode()
    assert 'value="not an address"' in page
    assert 'value="Honlap"' in page


def test_agreement_without_partner_is_refused_beside_the_partner(admin_client):
    row = agreement_row("7/1994", note_ro="Notă", **inline_fields("links"))
    response = admin_client.post(ADD_AGREEMENT, {**row, "partner": ""})

    assert errors_of(response) == {"partner": ["Choose the partner that the agreement is with."]}
    form = response.context["adminform"].form
    assert (form["approved_by"].value(), form["note_ro"].value()) == ("7/1994", "Notă")
    assert not Agreement.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"date": ""}, "date", "Enter the date, or at least the year."),
        ({"date": "over several years"}, "date", "A decision has one date"),
        ({"number": "0"}, "number", "Type the number with its year"),
    ],
)
def test_mistaken_decision_is_explained(admin_client, typed, field, message):
    errors = errors_of(admin_client.post(ADD_DECISION, decision_form() | typed))

    assert list(errors) == [field]
    assert message in errors[field][0]


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"approved_by": "77-2026"}, "approved_by", "Type the number with its year"),
        ({"approved_by": "77"}, "approved_by", "Type the number with its year"),
        ({"signed_on": "1990"}, "approved_by", "The decision is later than the signing"),
        ({"ended_on": "1990"}, "ended_on", "before the agreement began"),
        ({"in_force_until": "1990"}, "in_force_until", "before the agreement began"),
        ({"renewed_on": "1990"}, "renewed_on", "cannot be renewed before it began"),
        (
            {"renewed_on": "2020", "in_force_until": "2010"},
            "renewed_on",
            "cannot be renewed after its end",
        ),
    ],
)
def test_mistaken_agreement_is_explained_on_its_own_and_with_its_partner(
    admin_client, typed, field, message
):
    row = agreement_row() | typed
    partner = {"partner": make_partner().pk, **inline_fields("links")}
    alone = admin_client.post(ADD_AGREEMENT, row | partner)
    with_partner = admin_client.post(ADD_PARTNER, partner_form(agreements=[row]))

    for errors in (errors_of(alone), errors_of_row(with_partner, formset=0)):
        assert list(errors) == [field]
        assert message in errors[field][0]
    assert not Decision.objects.exists()


def test_decision_of_a_number_and_year_that_there_is_leads_to_the_other(admin_client):
    decision = make_decision(make_partner("Hont"), date="1994-05-07", number=19)

    response = admin_client.post(ADD_DECISION, decision_form(number="19/1994", date=""))

    ((message,),) = errors_of(response).values()
    assert f'<a href="/admin/decisions/decision/{decision.pk}/change/">' in message
    assert Decision.objects.count() == 1


def test_agreement_takes_the_decision_that_there_is_or_makes_it(admin_client, client):
    there = make_decision(make_partner("Hont"), date="1994-05-07", number=19)
    rows = [agreement_row("19/1994"), agreement_row("nr. 77 / 2026", signed_on="2026")]
    admin_client.post(
        ADD_PARTNER,
        partner_form(name_ro="Vas", slug_ro="vas", status="published", agreements=rows),
    )

    partner = PartnerRegion.objects.get(name_ro="Vas")
    first, second = partner.agreements.all()
    assert first.approved_by == there
    assert second.approved_by.reference == "77/2026"
    assert list(second.approved_by.partners.all()) == [partner]
    assert partner in there.partners.all()
    assert client.get("/ro/hotarari/77-2026/").status_code == 200


def test_partner_taken_out_of_a_decision_stays_out_of_it(admin_client):
    partner = make_partner("Hont")
    decision = make_decision(partner)
    decision.partners.clear()
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(address), **{"agreements-0-note_ro": "Nouă"})
    assert admin_client.post(address, form).status_code == 302

    assert partner.agreements.get().note_ro == "Nouă"
    assert not decision.partners.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_address_taken_in_any_language_is_refused_beside_it(admin_client, language):
    make_partner("Județul Vas", slug_hu="vas")
    slug = f"slug_{language}"
    response = admin_client.post(ADD_PARTNER, partner_form(**{slug: "vas"}, text_en="Kept."))

    assert list(errors_of(response)) == [slug]
    assert errors_of(response)[slug] == [
        "“vas” is already the address of “Județul Vas (en)”. Choose another one."
    ]
    form = response.context["adminform"].form
    assert (form[slug].value(), form["text_en"].value()) == ("vas", "Kept.")


def test_address_left_empty_is_made_by_the_site_and_refuses_nothing(admin_client):
    make_partner(slug_ro="judetul-vas")
    form = admin_client.get(ADD_PARTNER).content.decode()
    admin_client.post(ADD_PARTNER, partner_form(name_ro="Județul Vas"))
    admin_client.post(ADD_EVENT, event_form(title_ro="宁夏"))

    assert 'data-prepopulated-fields="[]"' in form  # no script makes another one
    assert PartnerRegion.objects.get(name_ro="Județul Vas").slug_ro == "judetul-vas-2"
    assert Event.objects.get().slug_ro


def test_address_is_made_of_every_letter_that_has_a_plain_one(admin_client):
    admin_client.post(ADD_PARTNER, partner_form(name_ro="Voievodatul Łódzkie", name_hu="Győr – Ø"))

    assert PartnerRegion.objects.get().slug_ro == "voievodatul-lodzkie"
    assert PartnerRegion.objects.get().slug_hu == "gyor-o"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title_hu": ""}, "in at least one language"),
        (
            {"title_hu": "Vásár", "status": "published"},
            "To publish, fill in this field in Romanian",
        ),
    ],
)
def test_title_is_required_in_one_language_and_in_romanian_to_be_public(
    admin_client, fields, words
):
    response = admin_client.post(ADD_EVENT, event_form(title_ro="", **fields))

    (error,) = errors_of(response)["title_ro"]
    assert words in error
    assert not Event.objects.exists()


def test_draft_can_be_written_in_hungarian_first(admin_client, client):
    admin_client.post(ADD_EVENT, event_form(title_ro="", title_hu="Vásár", status="draft"))

    event = Event.objects.get()
    assert (event.slug_hu, event.state_ro) == ("vasar", "missing")
    address = f"/admin/activities/event/{event.pk}/change/"
    preview = admin_client.post(address, form_of(admin_client.get(address), _preview="ro"))
    assert "Vásár" in preview.content.decode()
    chosen = {"action": "publish", "_selected_action": event.pk}
    response = admin_client.post("/admin/activities/event/", chosen, follow=True)
    assert "To publish it, add a title in Romanian" in response.content.decode()
    assert Event.objects.get().status == "draft"
    admin_client.post(
        address, form_of(admin_client.get(address), title_ro="Târg", status="published")
    )
    assert client.get("/ro/activitati/targ/").status_code == 200
    assert Event.objects.get().state_hu == "complete"


PASTED = {
    "51.152805, 14.987244": (51.15281, 14.98724),
    "46°21′N 25°48′E": (46.35, 25.8),
    "25°48′00″E 46°21′00″N": (46.35, 25.8),
    "N 46° 21' 36\" E 25° 48' 10.5\"": (46.36, 25.80292),
    "46,36; 25,80": (46.36, 25.8),
    "46,36 25,80": (46.36, 25.8),
    "-33.9 151.2": (-33.9, 151.2),
    "33.9 S, 18.4 W": (-33.9, -18.4),
    "https://www.google.com/maps/place/Ciuc/@46.3,25.7,13z/data=!8m2!3d46.36!4d25.8": (46.36, 25.8),
    "https://www.openstreetmap.org/#map=13/46.36/25.8": (46.36, 25.8),
    "https://www.openstreetmap.org/?mlat=46.36&mlon=25.8#map=5/1/2": (46.36, 25.8),
    "https://mapy.com/en/zakladni?x=25.8&y=46.36&z=12": (46.36, 25.8),
    "https://yandex.com/maps/?ll=25.8%2C46.36&z=12": (46.36, 25.8),
    "https://www.bing.com/maps?cp=46.36~25.8&lvl=12": (46.36, 25.8),
    "https://maps.google.com/maps?q=loc:46.36,25.8": (46.36, 25.8),
    "https://www.google.com/maps/place/46%C2%B021'36.0%22N+25%C2%B048'00.0%22E/": (46.36, 25.8),
    "https://www.google.com/maps/search/46.36,+25.8": (46.36, 25.8),
    "www.google.com/maps/@46.36,25.8,12z": (46.36, 25.8),
    "https://geohack.toolforge.org/geohack.php?params=46_21_36_N_25_48_00_E": (46.36, 25.8),
    "GEO:46.36,25.8;u=35": (46.36, 25.8),
    "é. sz. 46° 21′ 36″, k. h. 25° 48′ 00″": (46.36, 25.8),
    "46° 21′ 36″ É, 25° 48′ 00″ K": (46.36, 25.8),
    "46°21′36″ lat. N, 25°48′ long. E": (46.36, 25.8),
    "46 21 36 N 25 48 0 E": (46.36, 25.8),
    "46°21'36,5\"N, 25°48'10,5\"E": (46.36014, 25.80292),
    "(46,36, 25,80)": (46.36, 25.8),
    "lat: 46.36, lon: 25.80": (46.36, 25.8),
}


@pytest.mark.parametrize("pasted", PASTED)
def test_coordinates_are_read_as_maps_write_them(pasted):
    assert parse_point(pasted) == PASTED[pasted]
    assert parse_point(format_point(parse_point(pasted))) == PASTED[pasted]


@pytest.mark.parametrize(
    "pasted",
    ["91, 20", "46.36", "46.36, 181", "north", "https://example.org/", "1" * 3000, "nan, 1"],
)
def test_place_that_is_not_on_earth_is_refused_beside_it(admin_client, pasted):
    response = admin_client.post(ADD_PARTNER, partner_form(coordinates=pasted))

    assert list(errors_of(response)) == ["coordinates"]
    assert not PartnerRegion.objects.exists()


def test_coordinates_are_pasted_kept_shown_and_emptied(admin_client):
    admin_client.post(ADD_PARTNER, partner_form(coordinates="46,9089302; 19,6930134"))

    partner = PartnerRegion.objects.get()
    assert (partner.latitude, partner.longitude) == (46.90893, 19.69301)
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(address))
    assert form["coordinates"] == ["46.90893, 19.69301"]
    admin_client.post(address, form | {"coordinates": ""})
    partner.refresh_from_db()
    assert (partner.latitude, partner.longitude) == (None, None)


def test_place_outside_of_the_country_is_asked_back_until_the_box_is_ticked(admin_client):
    fields = {"country": "CH", "coordinates": "6.63, 46.52"}
    response = admin_client.post(ADD_PARTNER, partner_form(**fields))

    assert "not in the country" in errors_of(response)["coordinates"][0]
    assert 'name="coordinates_sure"' in response.content.decode()
    admin_client.post(ADD_PARTNER, partner_form(**fields, coordinates_sure="on"))
    partner = PartnerRegion.objects.get()
    assert partner.latitude == 6.63
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(address), seat="Vaud")
    assert admin_client.post(address, form).status_code == 302


@pytest.mark.parametrize(
    ("country", "codes", "errors"),
    [
        ("HU", {"iso_code": "hu-bk ", "nuts_code": "HU331"}, []),
        ("GR", {"iso_code": "GR-A", "nuts_code": "EL51"}, []),
        ("GB", {"nuts_code": "UKM5"}, []),
        ("HU", {"iso_code": "Bács-Kiskun"}, []),
        ("HU", {"iso_code": "HU-XX"}, ["iso_code"]),
        ("HU", {"nuts_code": "HU999"}, ["nuts_code"]),
        ("HU", {"nuts_code": "Heves"}, []),
        ("DE", {"iso_code": "HU-BK", "nuts_code": "HU331"}, ["iso_code", "nuts_code"]),
        ("DE", {"nuts_code": "zz-9!"}, ["nuts_code"]),
        ("DE", {"iso_code": "ABC123"}, ["iso_code"]),
        ("SK", {"iso_code": "SK-TA"}, ["iso_code"]),
    ],
)
def test_code_is_one_of_the_country_and_nobody_elses(admin_client, country, codes, errors):
    make_partner("Trnava", country="SK", iso_code="SK-TA")
    response = admin_client.post(ADD_PARTNER, partner_form(country=country, **codes))

    assert (list(errors_of(response)) if errors else []) == errors
    assert PartnerRegion.objects.count() == (1 if errors else 2)


def test_codes_are_offered_by_country_with_their_names(admin_client):
    response = admin_client.post(ADD_PARTNER, partner_form(country="IS", seat="", name_ro=""))

    html = response.content.decode()
    assert '<option value="IS-5">Northwestern</option>' in html
    assert '<option value="IS002">Landsbyggð</option>' in html
    assert "HU-BE" not in html
    offered = admin_client.get("/admin/partners/partnerregion/codes/?country=UA").json()
    assert ["UA-46", "Lvivshchyna"] in offered["iso_code"]


def test_code_that_left_the_list_is_kept(admin_client):
    partner = make_partner(iso_code="HU-XX")
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(address), seat="Léva")

    assert form["iso_code"] == ["HU-XX"]
    assert admin_client.post(address, form).status_code == 302


@pytest.mark.parametrize(
    ("typed", "code"),
    [("pl", "pl"), ("Polish", "pl"), ("rom", "rom"), ("FIL", "fil"), ("xq", None), ("pol", None)],
)
def test_language_of_an_institution_is_any_of_iso_639(admin_client, typed, code):
    response = admin_client.post(ADD_PARTNER, partner_form(institution_language=typed))

    if code is None:
        assert list(errors_of(response)) == ["institution_language"]
    else:
        assert PartnerRegion.objects.get().institution_language == code


@pytest.mark.parametrize(
    ("number", "date", "expected"),
    [
        ("77", "2026", (77, "2026")),
        (" 77 ", "2026", (77, "2026")),
        ("77/2026", "", (77, "2026")),
        ("77 / 2026", "", (77, "2026")),
        ("nr. 77 / 2026", "2026-03", (77, "2026-03")),
        ("77/2026. számú", "", (77, "2026")),
        ("", "2011", (None, "2011")),
    ],
)
def test_number_of_a_decision_is_understood_as_it_is_cited(admin_client, number, date, expected):
    admin_client.post(ADD_DECISION, decision_form(date, number=number))

    decision = Decision.objects.get()
    assert (decision.number, str(decision.date)) == expected
    assert decision.slug_hu == (f"{expected[0]}-2026" if expected[0] else "2011")


@pytest.mark.parametrize(
    ("number", "message"),
    [("77/2025", "The number says 2025, the date 2026"), ("77-2026", "with its year, such as")],
)
def test_number_of_a_decision_that_disagrees_with_its_date_is_asked_back(
    admin_client, number, message
):
    response = admin_client.post(ADD_DECISION, decision_form("2026", number=number))

    assert list(errors_of(response)) == ["number"]
    assert message in errors_of(response)["number"][0]


def test_no_number_is_spun(admin_client):
    make_partner(), make_activity()
    paths = ["/admin/", "/admin/import-export/"]
    for model in admin.site._registry:
        place = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        entry = model._base_manager.first()
        paths += [f"{place}add/", *([f"{place}{entry.pk}/change/"] if entry else [])]
    pages = [admin_client.get(path) for path in paths]

    assert sum(page.status_code == 200 for page in pages) > 12
    assert [p.request["PATH_INFO"] for p in pages if 'type="number"' in p.content.decode()] == []


OBVIOUS = {"name", "title", "country", "seat", "kind", "number", "url", "place", "organiser"}
OBVIOUS |= {"entry", "role", "funder", "menu", "partner", "partners", "activity", "id", "DELETE"}
OBVIOUS |= {"decision", "agreement"}  # the entry that a row belongs to


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("partners/partnerregion", 40),
        ("decisions/decision", 10),
        ("decisions/agreement", 20),
        ("activities/event", 25),
        ("activities/project", 25),
        ("pages/page", 20),
        ("publishing/picture", 8),
        ("publishing/document", 5),
    ],
)
def test_field_that_is_not_obvious_has_help(admin_client, place, number):
    page = admin_client.get(f"/admin/{place}/add/").context
    rows = [formset.formset.empty_form for formset in page["inline_admin_formsets"]]
    fields = [pair for form in (page["adminform"].form, *rows) for pair in form.fields.items()]

    without = {name.removesuffix("_ro") for name, field in fields if not field.help_text}
    assert {name for name in without if not name.endswith(("_hu", "_en"))} <= OBVIOUS
    assert len(fields) >= number


def test_fields_carry_their_language_for_the_spell_checker(admin_client):
    form = admin_client.get(ADD_EVENT).context["adminform"].form

    languages = {
        name: field.widget.attrs.get("lang")
        for name, field in form.fields.items()
        if name.startswith(("title", "text"))
    }
    assert languages == {
        f"{field}_{code}": code for field in ("title", "text") for code in LANGUAGES
    }
    assert form["title_hu"].label_tag() == (
        '<label for="id_title_hu">Title<span class="visually-hidden"> (Hungarian)</span></label>'
    )


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        (
            "project",
            {"funding_programme", "project_number", "budget", "eu_share"}
            | {"funder_ro", "lead_partner_ro", "role_ro"},
        ),
        ("event", {"place_ro", "organiser_ro"}),
        ("programme", {"place_ro", "organiser_ro"}),
        ("membership", {"short_name"}),
        ("news", {"place_ro"}),
    ],
)
def test_form_of_an_activity_has_the_fields_of_its_kind(admin_client, kind, own):
    form = admin_client.get(f"/admin/activities/{kind}/add/").context["adminform"].form

    in_one_language = {name for name in form.fields if not name.endswith(("_hu", "_en"))}
    common = {"period", "theme", "partners", "part_of", "picture", "title_ro", "slug_ro"}
    common |= {"status", "publish_at", "take_down_at"}
    common |= {"summary_ro", "text_ro", "seo_title_ro", "seo_description_ro"}
    assert in_one_language == common | own


def test_activity_is_not_offered_as_a_part_of_itself_or_of_an_event(admin_client):
    make_activity("Târg", kind="event")
    programme = make_activity("Promovare", kind="programme")
    project = make_activity("FRiDGE", kind="project")

    page = admin_client.get(f"/admin/activities/project/{project.pk}/change/")

    offered = page.context["adminform"].form.fields["part_of"].queryset
    assert list(offered) == [programme]


def test_agreement_left_a_draft_is_pointed_out_when_its_partner_is_published(admin_client):
    rows = [agreement_row(status="draft"), agreement_row("20/1994", status="published")]
    response = admin_client.post(
        ADD_PARTNER, partner_form(status="published", agreements=rows), follow=True
    )

    messages = [str(message) for message in response.context["messages"]]
    assert "The partner is published, but 1 of its agreements is still a draft." in messages


def test_new_partner_is_offered_the_next_place_in_the_countys_order(admin_client):
    make_partner(position=7)

    form = admin_client.get(ADD_PARTNER).context["adminform"].form

    assert form["position"].value() == 8


def test_page_keeps_its_role(admin_client):
    page = make_page(role=Page.Role.HOME)
    fields = {"title_ro": "Bun venit", "position": 0, "status": "published", "role": "partners"}

    response = admin_client.post(f"/admin/pages/page/{page.pk}/change/", fields)

    page.refresh_from_db()
    assert response.status_code == 403
    assert (page.title_ro, page.role) == ("Despre noi", "home")


def test_page_with_a_role_cannot_be_deleted_and_the_reason_is_told(admin_client):
    home, other = make_page(role=Page.Role.HOME), make_page()

    alone = admin_client.post(f"/admin/pages/page/{home.pk}/delete/", {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [home.pk, other.pk], "post": "yes"}
    among_others = admin_client.post("/admin/pages/page/", chosen)
    admin_client.post(f"/admin/pages/page/{other.pk}/delete/", {"post": "yes"})

    for response in (alone, among_others):
        assert (
            "cannot delete these pages because other parts of the site" in response.content.decode()
        )
    assert list(Page.objects.all()) == [home]


def test_published_entry_is_viewed_in_the_editors_language_and_a_draft_is_not(admin_client):
    partner = make_partner(slug_hu="vas-megye")
    decision = make_decision(partner)
    draft = make_partner(status="draft")
    hungarian = {"accept-language": "hu"}

    def link_to_site(entry):
        address = f"/admin/{entry._meta.app_label}/{entry._meta.model_name}/{entry.pk}/change/"
        return admin_client.get(address, headers=hungarian).context.get("absolute_url")

    assert link_to_site(partner) == "/hu/partnerek/vas-megye/"
    assert link_to_site(decision) == "/hu/hatarozatok/19-1994/"
    assert link_to_site(decision.agreements.get()) == "/hu/partnerek/vas-megye/#twinning-19-1994"
    assert link_to_site(draft) is None


def test_period_is_said_in_words_in_the_list(admin_client):
    make_activity("Târg", kind="event", period="2010-05-07/2010-05-22")
    make_activity("Festival", kind="event", period=None)

    page = admin_client.get("/admin/activities/event/").content.decode()

    assert "7–22 May 2010" in page
    assert "no date published" in page


def test_rows_of_links_are_saved_in_three_languages(admin_client):
    row = {"url": "https://example.org/", "label_ro": "a", "label_hu": "b", "label_en": "c"}
    admin_client.post(ADD_EVENT, event_form() | inline_fields("links", row | {"position": 1}))

    link = Event.objects.get().links.get()
    assert (link.label_ro, link.label_hu, link.label_en) == ("a", "b", "c")


@pytest.mark.parametrize("number", ["abc", "99999999999999", "²"])
def test_forged_number_of_rows_saves_nothing(admin_client, number):
    partner = make_partner("Hont", status="draft")
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(address), seat="Altundeva")

    response = admin_client.post(address, {**form, "agreements-TOTAL_FORMS": number})

    assert response.status_code == 200
    assert PartnerRegion.objects.get().seat == ""


def test_faults_are_told_at_the_top_each_a_link_to_its_field(admin_client):
    rows = [agreement_row(), agreement_row("0/1994")]
    form = partner_form(name_ro="", coordinates="95, 20", agreements=rows)

    response = admin_client.post(ADD_PARTNER, form)

    html = response.content.decode()
    assert [(fault.label, fault.anchor) for fault in response.context["error_summary"]] == [
        ("Name (Romanian)", "id_name_ro"),
        ("Coordinates of the administrative centre", "id_coordinates"),
        ("Agreement 2: Approved by decision", "id_agreements-1-approved_by"),
    ]
    for fault in response.context["error_summary"]:
        assert f'<a href="#{fault.anchor}">' in html
        assert f'id="{fault.anchor}"' in html


def test_fault_of_a_date_leads_to_its_input(admin_client):
    response = admin_client.post(
        ADD_PARTNER, partner_form(agreements=[agreement_row(signed_on="x")])
    )

    (fault,) = response.context["error_summary"]
    assert (fault.label, fault.anchor) == ("Agreement 1: Signed on", "id_agreements-0-signed_on")
    assert 'id="id_agreements-0-signed_on"' in response.content.decode()


def test_file_that_was_chosen_for_a_form_with_a_fault_is_asked_for_again(
    admin_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    form = {**DOCUMENT, "kind": "x", "file": ContentFile(pdf(), name="hotarare.pdf")}

    response = admin_client.post(ADD_DOCUMENT, form, headers={"accept-language": "hu"})

    assert errors_of(response)["file"] == [
        "Válassza ki újra ezt a fájlt. Nincs elmentve: hotarare.pdf"
    ]
    assert not Document.objects.exists()


def test_picture_that_was_chosen_without_words_for_it_is_asked_for_again(admin_client):
    response = admin_client.post("/admin/publishing/picture/add/", {"file": picture_file()})

    assert errors_of(response)["file"] == [
        "Choose this file again. It has not been saved: hegy.png"
    ]


def test_file_that_is_kept_is_named_and_can_be_looked_at(admin_client, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept, picture = make_document("Hotărâre"), make_picture()

    form = admin_client.get(f"/admin/publishing/document/{kept.pk}/change/").content.decode()
    form = " ".join(form.split())
    shown = admin_client.get(f"/admin/publishing/picture/{picture.pk}/change/").content.decode()

    address = f"/admin/publishing/document/{kept.pk}/document/"
    assert f'<a href="{address}">hotarare.pdf</a>' in form
    document = admin_client.get(address)
    assert b"".join(document.streaming_content).startswith(b"%PDF")
    assert document["Content-Disposition"] == 'attachment; filename="hotarare.pdf"'
    assert "sandbox" in document["Content-Security-Policy"]
    assert client.get(address).status_code == 302
    assert f'<img src="{picture.smallest["url"]}"' in shown
    assert 'href="/media/originals' not in shown


def test_file_that_is_kept_stays_shown_while_another_is_asked_for_again(
    admin_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    other = ContentFile(pdf(), name="b.pdf")
    address = f"/admin/publishing/document/{make_document('Hotărâre').pk}/change/"

    response = admin_client.post(address, form_of(admin_client.get(address), kind="x", file=other))

    assert errors_of(response)["file"] == ["Choose this file again. It has not been saved: b.pdf"]
    assert ">hotarare.pdf</a>" in response.content.decode()


def test_document_is_seen_by_who_sees_the_library(
    client, staff, django_user_model, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    content = sanitised(pdf_that_says("Textul"))
    decision = make_decision(make_partner(), status="draft")
    document = make_document(content=content, attached_to=decision)
    address = f"/admin/publishing/document/{document.pk}/document/"

    for role in ("editor", "publisher", "translator"):
        assert staff(role).get(address).getvalue() == sanitised(content)
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))
    assert client.get(address).status_code == 403
    assert staff("administrator").get(address.replace(str(document.pk), "999")).status_code == 404


def picture_file() -> ContentFile:
    data = BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    return ContentFile(data.getvalue(), name="hegy.png")


def test_agreement_and_its_decision_are_published_with_the_partner_unless_they_are_drafts(
    admin_client, client
):
    partner = make_partner("Hont", slug_en="hont", status="draft")
    make_agreement(partner, since="1990", status="draft")
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    opened = admin_client.get(address)

    admin_client.post(address, form_of(opened, status="published"))

    assert (
        "In force: since 1990" in ParsedPage(client.get("/en/partners/hont/").content.decode()).main
    )
    kept = form_of(admin_client.get(address)) | {"agreements-0-status": "draft"}
    admin_client.post(address, kept)
    assert Agreement.objects.get().status == "draft"
    assert form_of(admin_client.get(address))["agreements-0-status"] == ["draft"]


def publish_partner_with_draft_of(admin_client, decision):
    """Publish a partner whose agreement, a draft, cites a draft of a decision."""
    partner = decision.partners.get()
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(address), status="published")
    assert admin_client.post(address, form).status_code == 302
    assert Agreement.objects.get().status == "published"
    decision.refresh_from_db()
    return decision.status


def test_decision_made_with_a_draft_agreement_is_published_with_it(admin_client):
    made = make_decision(make_partner("Hont", status="draft"), status="draft")

    assert publish_partner_with_draft_of(admin_client, made) == "published"


def test_decision_of_which_more_is_written_is_published_in_its_own_form(admin_client):
    written = make_decision(make_partner("Hont", status="draft"), status="draft", text_ro="Ciornă")

    assert publish_partner_with_draft_of(admin_client, written) == "draft"


def test_agreement_of_a_draft_partner_can_be_left_a_draft(admin_client):
    partner = make_partner("Hont", status="draft")
    make_agreement(partner, status="draft")
    address = f"/admin/partners/partnerregion/{partner.pk}/change/"
    form = form_of(admin_client.get(address), status="published")
    assert form["agreements-0-status"] == ["published"]

    admin_client.post(address, form | {"agreements-0-status": "draft"})

    partner.refresh_from_db()
    assert partner.status == "published"
    assert Agreement.objects.get().status == "draft"
