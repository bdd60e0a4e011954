"""What each role may do; everything else is refused, by the form and to forged requests."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from activities.models import Event
from decisions.models import Agreement
from editing.admin.rights import PUBLICATION
from editing.import_export.models import TableImport
from editing.link_check.models import CheckedLink
from pages.models import Page
from partners.models import PartnerRegion
from publishing.media.pictures import Picture
from publishing.previews.links import PreviewLink
from tests.admin.browser_forms import form_of
from tests.admin.conftest import log_in
from tests.admin.form_data import agreement_row, inline_fields
from tests.admin.traces import changes, everything
from tests.factories import (
    make_activity,
    make_agreement,
    make_page,
    make_partner,
    make_picture,
)

pytestmark = pytest.mark.django_db
PARTNERS = "/admin/partners/partnerregion/"
EDITOR, PUBLISHER, TRANSLATOR, ADMINISTRATOR = (
    "editor",
    "publisher",
    "translator",
    "administrator",
)
ROLES = {EDITOR, PUBLISHER, TRANSLATOR, ADMINISTRATOR}
WRITERS = {EDITOR, PUBLISHER, ADMINISTRATOR}
PUBLISHERS = {PUBLISHER, ADMINISTRATOR}


# The check of links refuses it before it asks anybody: it is 127.0.0.1 as NAT64 writes it, which
# a form takes for an address on the internet.
NOBODYS = "https://[64:ff9b::7f00:1]/"


def png() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (60, 40)).save(file, "PNG")
    return SimpleUploadedFile("a.png", file.getvalue())


@dataclass
class Site:
    """What there is to be acted on."""

    draft: PartnerRegion
    public: PartnerRegion
    agreement: Agreement  # published, of the draft
    event: Event  # a draft, of no partner
    page: Page  # a draft
    picture: Picture
    link: PreviewLink  # to the draft
    gone: int  # the key of a partner that was deleted
    other: User
    checked_link: CheckedLink

    @classmethod
    def make(cls):
        texts = {"text_ro": "Unu.", "text_hu": "Egy.", "text_en": "One."}
        draft = make_partner("Ciornă", status="draft", **texts)
        public = make_partner("Public", text_ro="Unu.", text_hu="Egy.")
        for partner in (draft, public):
            partner.text_ro = "Doi."
            partner.save()
        draft.links.create(url=NOBODYS, label_hu="Honlap")
        agreement = make_agreement(draft, since="1994", note_ro="Notă")
        draft.seat = "Ipolyság"
        draft.save()
        event = make_activity(kind="event", status="draft")
        page = make_page(status="draft")
        gone = make_partner("Plecat")
        key = gone.pk
        gone.history.update(history_date=timezone.now() - timedelta(days=1))
        gone.delete()
        checked_link = CheckedLink.objects.get(url=NOBODYS)  # noted as the link was saved
        link = PreviewLink.objects.create(entry=draft)
        other = User.objects.create_user("other")
        picture = make_picture()
        return cls(draft, public, agreement, event, page, picture, link, key, other, checked_link)


@pytest.fixture(scope="module")
def shared(share_rows):
    """What there is, the sessions of four people, and the forms that each was shown; made once."""
    with share_rows(lambda: (Site.make(), {role: log_in(role).cookies for role in ROLES})) as made:
        yield *made, {role: {} for role in ROLES}


@pytest.fixture
def site(shared, db):
    return shared[0]


@pytest.fixture
def staff(shared, db):
    """Gives a client logged in with a role, as nobody has used it before."""

    def of_role(role: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.cookies.load({name: cookie.value for name, cookie in shared[1][role].items()})
        client.forms = shared[2][role]
        return client

    return of_role


def shown(client: Client, address: str) -> dict:
    """Return what the form at an address sends, which is read once for each role.

    Nothing that an action does is left when the next one begins.
    """
    if address not in client.forms:
        client.forms[address] = form_of(client.get(address))
    return client.forms[address]


def change(partner: str, **fields) -> Callable:
    """Sends the form of a partner as it is shown, and something that may not be shown."""

    def act(client, site):
        address = f"{PARTNERS}{getattr(site, partner).pk}/change/"
        return client.post(address, {**shown(client, address), **fields})

    return act


def post(address: str, **fields) -> Callable:
    """Sends a request that no form of the person need offer."""
    return lambda client, site: client.post(address.format(site=site), fields)


def get(address: str) -> Callable:
    return lambda client, site: client.get(address.format(site=site))


def add(**fields) -> Callable:
    """Sends the form of a new partner as it is shown, and something that may not be shown."""

    def act(client, site):
        form = {**shown(client, f"{PARTNERS}add/"), "name_ro": "Hont", "country": "HU"}
        return client.post(f"{PARTNERS}add/", {**form, **fields})

    return act


def change_entry(address: str, **fields) -> Callable:
    """Sends any form as it is shown, and something that may not be shown."""

    def act(client, site):
        there = address.format(site=site)
        return client.post(there, {**shown(client, there), **fields})

    return act


def tick_partner(client, site):
    address = f"/admin/activities/event/{site.event.pk}/change/"
    return client.post(address, {**shown(client, address), "partners": site.public.pk})


FIRST, AGREED = (
    PartnerRegion,
    Agreement,
)  # versions: before there was an agreement, and with it


def restore(partner: str, version: type) -> Callable:
    def act(client, site):
        key = getattr(site, partner).pk
        there = {PartnerRegion: "id", Agreement: "partner"}[version]
        when = version.history.filter(**{there: key}).earliest().history_date
        return client.post(f"{PARTNERS}{key}/restore/", {"when": when.isoformat()})

    return act


def table(rows: str) -> Callable:
    """Brings a table, and confirms what it would change."""

    def act(client, site):
        file = SimpleUploadedFile("t.csv", rows.format(site=site).encode())
        response = client.post("/admin/import-export/partners/import/", {"file": file}, follow=True)
        if response.status_code != 200:
            return response
        seen = {"checked_at": response.context["made"].checked_at}
        return client.post(response.request["PATH_INFO"], seen)

    return act


def picture_words(language: str) -> Callable:
    return change_entry(PICTURE, **{f"alt_{language}": "Vorbe"})


def bulk(action: str, partner: str) -> Callable:
    def act(client, site):
        chosen = {"action": action, "_selected_action": [getattr(site, partner).pk], "post": "yes"}
        return client.post(PARTNERS, chosen)

    return act


PICTURE = "/admin/publishing/picture/{site.picture.pk}/change/"
AGREEMENT = "/admin/decisions/agreement/{site.agreement.pk}/change/"
EVENT = "/admin/activities/event/{site.event.pk}/change/"
PAGE = "/admin/pages/page/{site.page.pk}/change/"
ACCOUNT = {"username": "new", "password1": "kept in a test", "password2": "kept in a test"}
# Every action, and the roles that may do it.
ACTIONS: dict[str, tuple[Callable, set[str]]] = {
    "add a draft": (add(), WRITERS),
    "add something published": (add(status="published"), PUBLISHERS),
    "add a published agreement with a draft": (
        add(**inline_fields("agreements", agreement_row("", signed_on="1994"))),
        PUBLISHERS,
    ),
    "change a draft": (change("draft", seat="Altundeva"), WRITERS),
    "change the Romanian of a draft": (change("draft", text_ro="Trei."), WRITERS),
    "change the Hungarian of a draft": (change("draft", text_hu="Kettő."), ROLES),
    "change the English of a draft": (change("draft", text_en="Two."), WRITERS),
    "change what is public": (change("public", seat="Altundeva"), PUBLISHERS),
    "change the Romanian of what is public": (change("public", text_ro="Trei."), PUBLISHERS),
    "change the Hungarian of what is public": (
        change("public", text_hu="Kettő."),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "change a public address": (change("public", slug_hu="mas"), PUBLISHERS),
    "publish": (change("draft", status="published"), PUBLISHERS),
    "take back": (change("public", status="draft"), PUBLISHERS),
    "schedule": (change("draft", publish_at="2090-01-01T08:00"), PUBLISHERS),
    "schedule the end": (change("public", take_down_at="2090-01-01T08:00"), PUBLISHERS),
    "change a published agreement of a draft": (
        change("draft", **{"agreements-0-signed_on": "1995"}),
        PUBLISHERS,
    ),
    "delete a published agreement of a draft": (
        change("draft", **{"agreements-0-DELETE": "on"}),
        PUBLISHERS,
    ),
    "change the Hungarian note of an agreement": (
        change("draft", **{"agreements-0-note_hu": "Jegyzet"}),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "add a link": (
        change(
            "draft",
            **{"links-TOTAL_FORMS": "2", "links-1-url": "https://x.example/"}
            | {"links-1-kind": "official", "links-1-position": "1"},
        ),
        WRITERS,
    ),
    "change the web page of a draft": (
        change("draft", **{"links-0-url": "https://other.example/"}),
        WRITERS,
    ),
    "change the Hungarian words of a web page": (
        change("draft", **{"links-0-label_hu": "Más"}),
        ROLES,
    ),
    "change the English words of a web page": (
        change("draft", **{"links-0-label_en": "Other"}),
        WRITERS,
    ),
    "delete a web page": (change("draft", **{"links-0-DELETE": "on"}), WRITERS),
    "change a published agreement alone": (change_entry(AGREEMENT, signed_on="1995"), PUBLISHERS),
    "give a published agreement to another partner": (
        lambda client, site: change_entry(AGREEMENT, partner=site.public.pk)(client, site),
        PUBLISHERS,
    ),
    "schedule a change of a published agreement": (
        change_entry(AGREEMENT, signed_on="1995", publish_at="2090-01-01T08:00"),
        PUBLISHERS,
    ),
    "change the Hungarian note of an agreement alone": (
        change_entry(AGREEMENT, note_hu="Jegyzet"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "change the period of an event": (change_entry(EVENT, period="1999"), WRITERS),
    "tick a partner of an event": (tick_partner, WRITERS),
    "publish an event": (change_entry(EVENT, status="published"), PUBLISHERS),
    "change the Hungarian title of an event": (change_entry(EVENT, title_hu="Más"), ROLES),
    "publish a page": (change_entry(PAGE, status="published"), PUBLISHERS),
    "change the menu of a page": (change_entry(PAGE, position="7"), WRITERS),
    "choose a picture": (
        lambda client, site: change("draft", picture=site.picture.pk)(client, site),
        WRITERS,
    ),
    "confirm the English": (
        post(PARTNERS + "{site.draft.pk}/confirm-translation/en/"),
        WRITERS,
    ),
    "confirm the English in the form": (change("draft", _confirm_translation="en"), WRITERS),
    "confirm the Hungarian": (
        post(PARTNERS + "{site.public.pk}/confirm-translation/hu/"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "confirm the Hungarian in the form": (
        change("public", _confirm_translation="hu"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "publish from the list": (bulk("publish", "draft"), PUBLISHERS),
    "take back from the list": (bulk("take_back", "public"), PUBLISHERS),
    "delete a draft from the list": (
        lambda client, site: client.post(
            "/admin/activities/event/",
            {"action": "delete_selected", "_selected_action": [site.event.pk], "post": "yes"},
        ),
        WRITERS,
    ),
    "delete a draft": (
        post("/admin/activities/event/{site.event.pk}/delete/", post="yes"),
        WRITERS,
    ),
    "delete a picture": (
        post("/admin/publishing/picture/{site.picture.pk}/delete/", post="yes"),
        PUBLISHERS,
    ),
    "delete a public entry from the list": (bulk("delete_selected", "public"), PUBLISHERS),
    "delete a draft with a published agreement": (
        post(PARTNERS + "{site.draft.pk}/delete/", post="yes"),
        PUBLISHERS,
    ),
    "delete a public entry": (post(PARTNERS + "{site.public.pk}/delete/", post="yes"), PUBLISHERS),
    "restore a version of a draft": (restore("draft", AGREED), WRITERS),
    "restore a draft without its published agreement": (restore("draft", FIRST), PUBLISHERS),
    "restore a version of what is public": (restore("public", FIRST), PUBLISHERS),
    "bring back what was deleted": (post(PARTNERS + "deleted/{site.gone}/"), WRITERS),
    "see what was deleted": (get(PARTNERS + "deleted/"), WRITERS),
    "preview a draft with another seat": (
        change("draft", seat="Altundeva", _preview="ro"),
        WRITERS,
    ),
    "preview what is public with another seat": (
        change("public", seat="Altundeva", _preview="ro"),
        WRITERS,
    ),
    "preview the Hungarian of a draft": (change("draft", text_hu="Kettő.", _preview="hu"), ROLES),
    "revoke a preview link": (
        post(PARTNERS + "{site.draft.pk}/preview-links/{site.link.pk}/"),
        WRITERS,
    ),
    "make a preview link": (post(PARTNERS + "{site.draft.pk}/preview-links/"), WRITERS),
    "upload a picture": (
        lambda client, site: client.post(
            "/admin/publishing/picture/add/", {"file": png(), "alt_ro": "Un munte"}
        ),
        WRITERS,
    ),
    "change the Romanian words of a picture": (picture_words("ro"), PUBLISHERS),
    "change the Hungarian words of a picture": (
        picture_words("hu"),
        {TRANSLATOR, *PUBLISHERS},
    ),
    "change a picture's credit": (change_entry(PICTURE, credit="Altcineva"), PUBLISHERS),
    "bring a table": (table("id,seat\n{site.draft.pk},Altundeva\n"), WRITERS),
    "take a table": (get("/admin/import-export/partners/export.csv"), ROLES),
    "check the links": (post("/admin/editing/checkedlink/check/"), PUBLISHERS),
    "check a chosen link": (
        lambda client, site: client.post(
            "/admin/editing/checkedlink/",
            {"action": "check_chosen", "_selected_action": [site.checked_link.pk]},
        ),
        PUBLISHERS,
    ),
    "change one's own role": (
        lambda client, site: client.post(
            f"/admin/auth/user/{get_user(client).pk}/change/",
            {"username": "x", "role": "administrator", "is_active": "on"},
        ),
        {ADMINISTRATOR},
    ),
    "see the history of an account": (
        get("/admin/auth/user/{site.other.pk}/history/"),
        {ADMINISTRATOR},
    ),
    "add an account": (post("/admin/auth/user/add/", role="editor", **ACCOUNT), {ADMINISTRATOR}),
    "see the accounts": (get("/admin/auth/user/"), {ADMINISTRATOR}),
    "give a role": (
        post(
            "/admin/auth/user/{site.other.pk}/change/",
            username="other",
            role="administrator",
            is_active="on",
        ),
        {ADMINISTRATOR},
    ),
    "set another's password": (
        post(
            "/admin/auth/user/{site.other.pk}/password/",
            password1="kept in a test",
            password2="kept in a test",
        ),
        {ADMINISTRATOR},
    ),
    "delete an account": (
        post("/admin/auth/user/{site.other.pk}/delete/", post="yes"),
        {ADMINISTRATOR},
    ),
}
# What each of them changes, above all: "table.column", or a row more or less.
EFFECTS = {
    "add a draft": "+partnerregion",
    "add something published": "+partnerregion",
    "add a published agreement with a draft": "+agreement",
    "change a draft": "partnerregion.seat",
    "change the Romanian of a draft": "partnerregion.text_ro",
    "change the Hungarian of a draft": "partnerregion.text_hu",
    "change the English of a draft": "partnerregion.text_en",
    "change what is public": "partnerregion.seat",
    "change the Romanian of what is public": "partnerregion.text_ro",
    "change the Hungarian of what is public": "partnerregion.text_hu",
    "change a public address": "partnerregion.slug_hu",
    "publish": "partnerregion.status",
    "take back": "partnerregion.status",
    "schedule": "partnerregion.publish_at",
    "schedule the end": "partnerregion.take_down_at",
    "change a published agreement of a draft": "agreement.signed_on",
    "delete a published agreement of a draft": "-agreement",
    "change the Hungarian note of an agreement": "agreement.note_hu",
    "add a link": "+partnerlink",
    "change the web page of a draft": "partnerlink.url",
    "change the Hungarian words of a web page": "partnerlink.label_hu",
    "change the English words of a web page": "partnerlink.label_en",
    "delete a web page": "-partnerlink",
    "change a published agreement alone": "agreement.signed_on",
    "give a published agreement to another partner": "agreement.partner_id",
    "schedule a change of a published agreement": "+draft",
    "change the Hungarian note of an agreement alone": "agreement.note_hu",
    "change the period of an event": "activity.period",
    "tick a partner of an event": "+activity_partners",
    "publish an event": "activity.status",
    "change the Hungarian title of an event": "activity.title_hu",
    "publish a page": "page.status",
    "change the menu of a page": "page.position",
    "choose a picture": "partnerregion.picture_id",
    "confirm the English": "partnerregion.state_en",
    "confirm the English in the form": "partnerregion.state_en",
    "confirm the Hungarian": "partnerregion.state_hu",
    "confirm the Hungarian in the form": "partnerregion.state_hu",
    "publish from the list": "partnerregion.status",
    "take back from the list": "partnerregion.status",
    "delete a draft from the list": "-activity",
    "delete a draft": "-activity",
    "delete a picture": "-picture",
    "delete a public entry from the list": "-partnerregion",
    "delete a draft with a published agreement": "-agreement",
    "delete a public entry": "-partnerregion",
    "restore a version of a draft": "partnerregion.seat",
    "restore a draft without its published agreement": "-agreement",
    "restore a version of what is public": "partnerregion.text_ro",
    "bring back what was deleted": "+partnerregion",
    "revoke a preview link": "previewlink.is_revoked",
    "make a preview link": "+previewlink",
    "upload a picture": "+picture",
    "change the Romanian words of a picture": "picture.alt_ro",
    "change the Hungarian words of a picture": "picture.alt_hu",
    "change a picture's credit": "picture.credit",
    "bring a table": "partnerregion.seat",
    "check the links": "checkedlink.checked",
    "check a chosen link": "checkedlink.checked",
    "change one's own role": "user.username",
    "add an account": "+user",
    "give a role": "user.is_superuser",
    "set another's password": "user.password",
    "delete an account": "-user",
}
# What an editor does to something published: it becomes a draft beside it, and no more.
PROPOSED = {
    "change what is public",
    "change the Romanian of what is public",
    "change the Hungarian of what is public",
    "change a public address",
    "change a published agreement alone",
    "give a published agreement to another partner",
    "change the Hungarian note of an agreement alone",
    "confirm the Hungarian in the form",
    "restore a version of what is public",
}
READING = {
    "take a table",
    "see the accounts",
    "see the history of an account",
    "see what was deleted",
    "preview a draft with another seat",
    "preview what is public with another seat",
    "preview the Hungarian of a draft",
}


@pytest.mark.parametrize("action", ACTIONS)
def test_roles_do_what_they_may_and_are_refused_the_rest(site, staff, action):
    """What an allowed role does has the whole effect, nothing more; the refused leave no trace."""
    act, allowed = ACTIONS[action]
    before = everything()
    answers = {}
    for role in ROLES:
        with transaction.atomic():
            response = act(staff(role), site)
            answers[role] = response.status_code, changes(before, everything())
            transaction.set_rollback(True)

    if action in PROPOSED:
        assert answers.pop(EDITOR) == (302, {"+draft"})
    refused = {role: answer for role, answer in answers.items() if role not in allowed}
    assert refused == dict.fromkeys(refused, (403, set()))
    done = {role: answer for role, answer in answers.items() if role in allowed}
    effects = [effect for _status, effect in done.values()]
    if action in READING:
        assert done == dict.fromkeys(done, (200, set()))
    else:
        assert {status for status, _effect in done.values()} == {302}
        assert EFFECTS[action] in effects[0]
        assert effects == [effects[0]] * len(allowed)  # the same, whoever does it


def test_every_action_is_in_one_list_of_what_it_does():
    assert ACTIONS.keys() == EFFECTS.keys() | READING
    assert not EFFECTS.keys() & READING


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (EDITOR, {"seat", "name_ro", "text_ro", "text_hu", "slug_ro"}),
        (PUBLISHER, {"seat", "name_ro", "text_ro", "text_hu", "slug_ro", "status", "publish_at"}),
        (TRANSLATOR, {"text_hu"}),
    ],
)
def test_form_of_a_draft_offers_what_the_role_may_change(site, staff, role, offered):
    form = staff(role).get(f"{PARTNERS}{site.draft.pk}/change/").context["adminform"].form

    looked_at = {"seat", "name_ro", "text_ro", "text_hu", "slug_ro", "status", "publish_at"}
    assert {name for name in looked_at if not form.fields[name].disabled} == offered


def test_form_of_what_is_public_says_that_an_editor_writes_a_draft(site, staff):
    response = staff(EDITOR).get(f"{PARTNERS}{site.public.pk}/change/")

    form = response.context["adminform"].form
    assert {name for name, field in form.fields.items() if field.disabled} == PUBLICATION
    assert "This is the published version." in response.content.decode()


def test_translator_confirms_no_table_however_it_came_here(site, staff):
    client = staff(TRANSLATOR)
    owner = User.objects.get(username=TRANSLATOR)
    cells = {"id": str(site.draft.pk), "seat": "Altundeva"}
    rows = [{"number": 2, "cells": cells, "errors": {}}]
    upload = TableImport.begin(rows, table="partners", user=owner, file_name="t.csv")

    answers = [
        client.get(f"/admin/import-export/partners/import/{upload.pk}/").status_code,
        client.post(f"/admin/import-export/partners/import/{upload.pk}/", {}).status_code,
    ]

    assert answers == [403, 403]
    assert PartnerRegion.objects.get(pk=site.draft.pk).seat != "Altundeva"


@pytest.mark.parametrize(
    ("column", "value"), [("status", "published"), ("publish_at", "2090-01-01T08:00")]
)
def test_editor_publishes_nothing_by_a_table(site, staff, column, value):
    client = staff(EDITOR)
    partners = PartnerRegion.objects.order_by("pk")
    before = list(partners.values("status", "publish_at", "text_hu"))

    table(f"id,{column}\n{{site.draft.pk}},{value}\n")(client, site)
    table(f"id,{column}\n{{site.public.pk}},\n")(client, site)
    table("id,text_hu\n{site.public.pk},Harmadik\n")(client, site)

    assert list(partners.values("status", "publish_at", "text_hu")) == before


@pytest.mark.parametrize(
    ("role", "partner", "path", "value"),
    [
        (TRANSLATOR, "draft", "seat", "Altundeva"),
        (TRANSLATOR, "public", "text_en", "Two."),
        (EDITOR, "draft", "status", "published"),
    ],
)
def test_nothing_is_smuggled_in_as_the_change_of_somebody_else(
    site, staff, role, partner, path, value
):
    """What a form says it showed is sent by the browser, too, and so can be forged."""
    client = staff(role)
    entry = getattr(site, partner)
    address = f"{PARTNERS}{entry.pk}/change/"
    form = form_of(client.get(address))
    base = {**json.loads(form["_base"][0]), path: {"": [value]}}

    client.post(address, {**form, "_base": json.dumps(base), "_take_theirs": path})

    kept = PartnerRegion.objects.get(pk=entry.pk)
    assert getattr(kept, path) == getattr(entry, path) != value


def test_list_offers_actions_by_role(site, staff):
    offered = {
        role: {
            name
            for name, _words in staff(role)
            .get(PARTNERS)
            .context["action_form"]
            .fields["action"]
            .choices
            if name
        }
        for role in (EDITOR, PUBLISHER)
    }

    assert offered == {
        EDITOR: {"delete_selected"},
        PUBLISHER: {"delete_selected", "publish", "take_back", "confirm_chosen"},
    }


def test_administrator_cannot_lock_themselves_out(site, staff):
    client = staff(ADMINISTRATOR)
    own = User.objects.get(username=ADMINISTRATOR)
    address = f"/admin/auth/user/{own.pk}/change/"

    demoted = client.post(address, {"username": own.username, "role": "editor", "is_active": "on"})
    closed = client.post(address, {"username": own.username, "role": "administrator"})
    deleted = client.post(f"/admin/auth/user/{own.pk}/delete/", {"post": "yes"})

    for response in (demoted, closed):
        (message,) = response.context["adminform"].form.non_field_errors()
        assert message.startswith("This would lock you out")
    assert deleted.status_code == 403
    assert User.objects.get(pk=own.pk).is_superuser


def test_translator_needs_a_language(site, staff):
    form = {**ACCOUNT, "role": "translator"}

    response = staff(ADMINISTRATOR).post("/admin/auth/user/add/", form)

    assert response.context["adminform"].form.errors["languages"] == [
        "Choose the languages that this translator can edit."
    ]


@pytest.mark.parametrize("role", sorted(ROLES))
def test_new_account_has_the_rights_of_its_role(site, staff, role):
    form = {**ACCOUNT, "role": role, "languages": ["hu"]}

    staff(ADMINISTRATOR).post("/admin/auth/user/add/", form)

    new = User.objects.get(username="new")
    assert new.is_staff
    assert new.has_perm("partners.publish_partnerregion") == (role in PUBLISHERS)
    assert new.has_perm("partners.add_partnerregion") == (role in WRITERS)
    assert new.has_perm("auth.change_user") == (role == ADMINISTRATOR)


def test_refusal_is_said_in_words(site, staff):
    response = staff(TRANSLATOR).get("/admin/auth/user/")

    assert response.status_code == 403
    assert "Your account cannot do this" in response.content.decode()


def test_preview_link_is_of_the_person_who_made_it(site, staff):
    client = staff(EDITOR)

    ACTIONS["make a preview link"][0](client, site)

    assert str(PreviewLink.objects.exclude(pk=site.link.pk).get().made_by) == EDITOR
