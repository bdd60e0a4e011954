"""What staff type becomes an entry, and what they mistype is explained beside the field."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from activities.models import Event
from pages.models import Page
from partners.models import PartnerRegion, TwinningDecision
from publishing.media.pdf import sanitised
from publishing.periods.dates import Period
from tests.admin.browser_forms import form_of
from tests.admin.form_data import date_fields, decision_row, event_form, inline_fields, partner_form
from tests.factories import (
    make_activity,
    make_decision,
    make_page,
    make_partner,
    make_picture,
)
from tests.hostile_files import pdf

pytestmark = pytest.mark.django_db

ADD_PARTNER = "/admin/partners/partnerregion/add/"
ADD_DECISION = "/admin/partners/twinningdecision/add/"
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
            decisions=[decision_row(number=19, note_hu="Ünnepélyesen.")],
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
    assert partner.decisions.get().note_hu == "Ünnepélyesen."
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
    ("dates", "period"),
    [
        (date_fields("period", ("1993",)), "1993"),
        (date_fields("period", ("2021", "10")), "2021-10"),
        (date_fields("period", ("2010", "5", "7"), ("2010", "5", "22")), "2010-05-07/2010-05-22"),
        (date_fields("period", ("2017",), course=".."), "2017/.."),
        (date_fields("period", course="R/P1Y"), "R/P1Y"),
    ],
)
def test_dates_are_kept_as_precise_as_they_are_typed_and_shown_again(admin_client, dates, period):
    admin_client.post(ADD_EVENT, event_form() | dates)

    event = Event.objects.get()
    assert event.period == Period.parse(period)
    form = admin_client.get(f"/admin/activities/event/{event.pk}/change/").context["adminform"].form
    typed = [str(part or "") for part in form["period"].field.widget.decompress(event.period)]
    assert typed == list(dates.values())


def test_event_without_dates_has_no_period(admin_client):
    admin_client.post(ADD_EVENT, event_form())

    assert Event.objects.get().period is None


@pytest.mark.parametrize(
    ("dates", "message"),
    [
        (date_fields("period", ("2010", "", "7")), "A day needs its month"),
        (date_fields("period", ("", "5")), "needs its year"),
        (date_fields("period", ("2010", "2", "30")), "no such day"),
        (date_fields("period", ("2010",), ("2009",)), "The end is before the start"),
        (date_fields("period", (), ("2009",)), "Give the start"),
        (date_fields("period", ("2010",), ("2011",), ".."), "has no end"),
        (date_fields("period", ("2010",), course="R/P1Y"), "has no dates"),
        (date_fields("period", ("last year",)), "A year is written in digits"),
        (date_fields("period", ("2010", "5", "32")), "from 1 to 31"),
    ],
)
def test_mistaken_dates_are_explained_and_kept(admin_client, dates, message):
    response = admin_client.post(ADD_EVENT, event_form(title_hu="Vásár", **dates))

    assert list(errors_of(response)) == ["period"]
    assert message in errors_of(response)["period"][0]
    form = response.context["adminform"].form
    assert form["period"].value() == list(dates.values())
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


def test_decision_without_partner_is_refused_beside_the_partner(admin_client):
    row = decision_row(number=7, note_ro="Notă")
    response = admin_client.post(ADD_DECISION, {**row, "partner": ""})

    assert errors_of(response) == {"partner": ["Choose the partner that the decision is about."]}
    form = response.context["adminform"].form
    assert (form["number"].value(), form["note_ro"].value()) == ("7", "Notă")
    assert not TwinningDecision.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (date_fields("date"), "date", "Give the date: its year at least."),
        (date_fields("date", course="R"), "date", "A decision is taken once"),
        ({"number": "0"}, "number", "greater than or equal to 1"),
    ],
)
def test_mistaken_decision_is_explained_on_its_own_and_with_its_partner(
    admin_client, typed, field, message
):
    row = decision_row() | typed
    alone = admin_client.post(ADD_DECISION, row | {"partner": make_partner().pk})
    with_partner = admin_client.post(ADD_PARTNER, partner_form(decisions=[row]))

    for errors in (errors_of(alone), errors_of_row(with_partner, formset=0)):
        assert list(errors) == [field]
        assert message in errors[field][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_address_taken_in_any_language_is_refused_beside_it(admin_client, language):
    make_partner("Județul Vas", slug_hu="vas")
    slug = f"slug_{language}"
    response = admin_client.post(ADD_PARTNER, partner_form(**{slug: "vas"}, text_en="Kept."))

    assert list(errors_of(response)) == [slug]
    assert errors_of(response)[slug] == [
        "“vas” is the address of “Județul Vas (en)” already. Choose another one."
    ]
    form = response.context["adminform"].form
    assert (form[slug].value(), form["text_en"].value()) == ("vas", "Kept.")


def test_address_left_empty_is_made_by_the_site_and_refuses_nothing(admin_client):
    make_partner(slug_ro="judetul-vas")
    form = admin_client.get(ADD_PARTNER).content.decode()
    admin_client.post(ADD_PARTNER, partner_form(name_ro="Județul Vas"))
    admin_client.post(ADD_EVENT, event_form(title_ro="宁夏", period_0=""))

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
        ({"title_hu": ""}, "in one language at least"),
        ({"title_hu": "Vásár", "status": "published"}, "needs this in Romanian"),
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
    assert "to be published, it needs its title in Romanian" in response.content.decode()
    assert Event.objects.get().status == "draft"
    admin_client.post(
        address, form_of(admin_client.get(address), title_ro="Târg", status="published")
    )
    assert client.get("/ro/activitati/targ/").status_code == 200
    assert Event.objects.get().state_hu == "complete"


@pytest.mark.parametrize(
    ("field", "value"), [("latitude", "91"), ("latitude", "-91"), ("longitude", "181")]
)
def test_place_that_is_not_on_earth_is_refused_beside_it(admin_client, field, value):
    response = admin_client.post(ADD_PARTNER, partner_form(**{field: value}))

    assert list(errors_of(response)) == [field]


OBVIOUS = {"name", "title", "country", "seat", "kind", "number", "url", "place", "organiser"}
OBVIOUS |= {"role", "funder", "menu", "partner", "partners", "activity", "id", "DELETE"}


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("partners/partnerregion", 40),
        ("partners/twinningdecision", 10),
        ("activities/event", 25),
        ("activities/project", 25),
        ("pages/page", 20),
        ("publishing/picture", 8),
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
        ("project", {"funding_programme", "lead_partner", "funder_ro", "role_ro"}),
        ("event", {"place_ro", "organiser_ro"}),
        ("programme", {"place_ro", "organiser_ro"}),
        ("membership", {"short_name"}),
    ],
)
def test_form_of_an_activity_has_the_fields_of_its_kind(admin_client, kind, own):
    form = admin_client.get(f"/admin/activities/{kind}/add/").context["adminform"].form

    in_one_language = {name for name in form.fields if not name.endswith(("_hu", "_en"))}
    common = {"period", "partners", "part_of", "picture", "title_ro", "slug_ro"}
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


def test_decision_left_a_draft_is_pointed_out_when_its_partner_is_published(admin_client):
    rows = [decision_row(status="draft"), decision_row(number=20, status="published")]
    response = admin_client.post(
        ADD_PARTNER, partner_form(status="published", decisions=rows), follow=True
    )

    messages = [str(message) for message in response.context["messages"]]
    assert "The partner is published, but 1 of its decisions is still a draft." in messages


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
        assert "can’t be deleted, because other parts of the site" in response.content.decode()
    assert list(Page.objects.all()) == [home]


def test_published_entry_is_viewed_in_the_editors_language_and_a_draft_is_not(admin_client):
    partner = make_partner(slug_hu="vas-megye")
    decision = make_decision(partner)
    draft = make_partner(status="draft")
    hungarian = {"accept-language": "hu"}

    def link_to_site(entry):
        address = f"/admin/partners/{entry._meta.model_name}/{entry.pk}/change/"
        return admin_client.get(address, headers=hungarian).context.get("absolute_url")

    assert link_to_site(partner) == "/hu/partnerek/vas-megye/"
    assert link_to_site(decision) == "/hu/partnerek/vas-megye/#twinning-19-1994"
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

    response = admin_client.post(address, {**form, "decisions-TOTAL_FORMS": number})

    assert response.status_code == 200
    assert PartnerRegion.objects.get().seat == ""


def test_faults_are_told_at_the_top_each_a_link_to_its_field(admin_client):
    rows = [decision_row(), decision_row(number=0)]
    form = partner_form(name_ro="", latitude="95", decisions=rows)

    response = admin_client.post(ADD_PARTNER, form)

    html = response.content.decode()
    assert [(fault.label, fault.anchor) for fault in response.context["error_summary"]] == [
        ("Latitude of the seat", "id_latitude"),
        ("Name (Romanian)", "id_name_ro"),
        ("Decision 2: Number", "id_decisions-1-number"),
    ]
    for fault in response.context["error_summary"]:
        assert f'<a href="#{fault.anchor}">' in html
        assert f'id="{fault.anchor}"' in html


def test_fault_of_a_date_leads_to_its_first_input(admin_client):
    response = admin_client.post(ADD_PARTNER, partner_form(decisions=[decision_row(date=("x",))]))

    (fault,) = response.context["error_summary"]
    assert (fault.label, fault.anchor) == ("Decision 1: Date", "id_decisions-0-date_0")
    assert 'id="id_decisions-0-date_0"' in response.content.decode()


def test_file_that_was_chosen_for_a_form_with_a_fault_is_asked_for_again(
    admin_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(pdf(), name="hotarare.pdf")
    form = partner_form(latitude="95", decisions=[decision_row(document=file)])

    response = admin_client.post(ADD_PARTNER, form, headers={"accept-language": "hu"})

    assert errors_of_row(response, 0)["document"] == [
        "Válassza ki újra ezt a fájlt, még nincs elmentve: hotarare.pdf"
    ]
    assert not PartnerRegion.objects.exists()


def test_picture_that_was_chosen_without_words_for_it_is_asked_for_again(admin_client):
    response = admin_client.post("/admin/publishing/picture/add/", {"file": picture_file()})

    assert errors_of(response)["file"] == ["Choose this file again, it is not saved yet: hegy.png"]


def test_file_that_is_kept_is_named_and_can_be_looked_at(admin_client, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(pdf(), name="a.pdf")
    admin_client.post(
        ADD_PARTNER, partner_form(decisions=[decision_row(document=file, status="draft")])
    )
    decision, picture = TwinningDecision.objects.get(), make_picture()

    form = admin_client.get(
        f"/admin/partners/partnerregion/{decision.partner_id}/change/"
    ).content.decode()
    shown = admin_client.get(f"/admin/publishing/picture/{picture.pk}/change/").content.decode()

    address = f"/admin/partners/twinningdecision/{decision.pk}/document/"
    assert f'<a href="{address}">twinning-19-1994.pdf</a>' in form
    assert "Remove the document" in form
    document = admin_client.get(address)
    assert b"".join(document.streaming_content).startswith(b"%PDF")
    assert document["Content-Disposition"] == 'attachment; filename="twinning-19-1994.pdf"'
    assert "sandbox" in document["Content-Security-Policy"]
    assert client.get(address).status_code == 302
    assert f'<img src="{picture.smallest["url"]}"' in shown
    assert 'href="/media/originals' not in shown


def test_file_that_is_kept_stays_shown_while_another_is_asked_for_again(
    admin_client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    kept, other = (ContentFile(pdf(), name=name) for name in ("a.pdf", "b.pdf"))
    decision = make_decision(make_partner(), document=kept)
    address = f"/admin/partners/twinningdecision/{decision.pk}/change/"

    response = admin_client.post(
        address, form_of(admin_client.get(address), date_0="x", document=other)
    )

    assert errors_of(response)["document"] == ["Choose this file again, it is not saved yet: b.pdf"]
    assert ">twinning-19-1994.pdf</a>" in response.content.decode()


def test_document_of_a_draft_is_seen_by_who_sees_the_decision(
    client, staff, django_user_model, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(pdf(), name="a.pdf")
    decision = make_decision(make_partner(), status="draft", document=file)
    address = f"/admin/partners/twinningdecision/{decision.pk}/document/"

    for role in ("editor", "publisher", "translator"):
        assert staff(role).get(address).getvalue() == sanitised(pdf())
    client.force_login(django_user_model.objects.create_user("ana", is_staff=True))
    assert client.get(address).status_code == 403
    without = make_decision(make_partner())
    assert (
        staff("administrator").get(address.replace(str(decision.pk), str(without.pk))).status_code
        == 404
    )


def picture_file() -> ContentFile:
    data = BytesIO()
    Image.new("RGB", (40, 30)).save(data, "PNG")
    return ContentFile(data.getvalue(), name="hegy.png")
